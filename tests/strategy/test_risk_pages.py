"""The heat map of risk and its opened cells: intervals and ties everywhere, gaps listed, never filled, never ranked last."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.strategy.conftest import make_partner
from tests.world import World
from youcheng.accounts.models import Person
from youcheng.engines.composite import told_apart
from youcheng.network.models import Country, Relationship
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.queries.risk import cells_of

ClientOf = Callable[[Person | None], Client]
Ties = dict[str, Relationship]


@pytest.fixture
def officer(client_of: ClientOf, world: World) -> Client:
    return client_of(world.officer)


def page(client: Client, name: str, *args: str, **query: str) -> str:
    response = client.get(reverse(f"strategy:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_a_cell_of_the_map_says_median_interval_rank_band_and_ties(
    ties: Ties, starter_evidence: None, officer: Client
) -> None:
    html = page(officer, "risk")
    found = risk_book().interval("THA", "political")
    assert found is not None
    assert f"<b>{found.median:.0f}</b>" in html
    assert f"{found.p05:.0f}–{found.p95:.0f}" in html
    assert f"rank {found.rank_low}–{found.rank_high} of" in html
    assert reverse("strategy:risk_cell", args=["THA", "political"]) in html
    assert "cannot be told apart" in html


def test_the_ties_of_a_cell_are_those_the_engine_says(starter_evidence: None) -> None:
    book = risk_book()
    codes = ["THA", "JPN", "NPL", "LAO", "VNM", "DEU"]
    cells = cells_of(book, codes)
    for code in codes:
        own = book.interval(code, "political")
        assert own is not None
        expected = {
            other
            for other in codes
            if other != code and not told_apart(own, book.interval(other, "political")).apart  # type: ignore[arg-type]
        }
        assert set(cells[code]["political"].alike) == expected


def test_a_country_without_figures_is_listed_as_unknown_and_stands_in_no_order(
    ties: Ties, starter_evidence: None, officer: Client
) -> None:
    Country.objects.get_or_create(iso2="PN", defaults={"iso3": "PCN", "continent": "OC"})
    make_partner("adamstown", "2001", "PN", name={"en": "Adamstown"})
    for sort in ("", "overall", "-overall"):
        html = page(officer, "risk", sort=sort)
        rows, unknown = html.split('id="unknown"')
        assert "Adamstown" not in rows
        assert "Adamstown" in unknown
    opened = page(officer, "risk_cell", "PCN", "political")
    assert "not scored" in opened
    assert "to be supplied" in opened


def test_without_any_data_set_the_map_says_so(ties: Ties, officer: Client) -> None:
    assert "No figures are loaded" in page(officer, "risk")
    assert "not scored" in page(officer, "risk_country", "THA")


def test_red_lines_stand_on_the_row_with_source_and_day(
    ties: Ties, starter_evidence: None, officer: Client
) -> None:
    Country.objects.get_or_create(iso2="AF", defaults={"iso3": "AFG", "continent": "AS"})
    html = page(officer, "risk", scope="red")
    assert "UN Security Council resolution 1988 (2011), since 17 June 2011" in html
    assert "Thailand" not in html
    assert "resolution 1988" in page(officer, "risk_country", "AFG")


def test_the_map_filters_sorts_and_leaves_as_a_sheet(
    ties: Ties, starter_evidence: None, officer: Client
) -> None:
    html = page(officer, "risk", sort="political")
    assert html.index("Nepal</a>") < html.index("Japan</a>")
    assert "Japan</a>" not in page(officer, "risk", text="chiang")
    sheet = page(officer, "risk_export", format="csv", dimension="economic", text="nepal")
    (row,) = csv.DictReader(io.StringIO(sheet.lstrip("\ufeff")))
    found = risk_book().interval("NPL", "economic")
    assert found is not None
    assert float(row["economic: median"]) == pytest.approx(found.median, abs=0.01)
    assert "political: median" not in row


def test_an_opened_cell_shows_what_each_indicator_is_and_where_it_stands(
    ties: Ties, starter_evidence: None, officer: Client
) -> None:
    html = page(officer, "risk_cell", "LAO", "economic")
    assert "central government debt" in html  # missing, and listed as such
    assert "to be supplied" in html
    assert "counts 25%" in html  # four of five equal indicators are there
    assert "FP.CPI.TOTL.ZG" in html
    assert "<svg" in html
    assert "evidence/wdi/rows?" in html
    assert officer.get(reverse("strategy:risk_cell", args=["LAO", "nothing"])).status_code == 404
    assert officer.get(reverse("strategy:risk_country", args=["XXX"])).status_code == 404


def test_the_map_asks_no_more_queries_for_more_ties(
    ties: Ties, starter_evidence: None, officer: Client, assert_same_queries: Callable[..., None]
) -> None:
    made = itertools.count()

    def more(count: int) -> None:
        for _each in range(count):
            name = f"city-{next(made)}"
            make_partner(name, "2010", "NP", name={"en": name})

    assert_same_queries(more, lambda: page(officer, "risk"))
