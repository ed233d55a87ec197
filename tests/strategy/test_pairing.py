"""One partner's page: what carries it, what comes next, potential, years with a gap, and where each number comes from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.strategy.test_complementarity import ClientOf, load, page
from tests.world import World
from youcheng.engines.conventions import Conventions
from youcheng.engines.tables import TradeTable
from youcheng.evidence.enums import Kind
from youcheng.network.models import Relationship
from youcheng.strategy.facts.levels import basis
from youcheng.strategy.facts.over_years import over_years
from youcheng.strategy.facts.pairing import Pairing, without_the_smallest
from youcheng.strategy.facts.sources import trade_book

THAILAND = "/complementarity/THA/"
INDUSTRIES = "iso3,industry,exports,imports,output,year\n" + "".join(
    f"{iso3},{industry},{exports + year - 2018},{imports},{100},{year}\n"
    for year in (2018, 2019, 2021)
    for iso3, industry, exports, imports in (
        ("CHN", "A01", 10, 30), ("CHN", "C10T12", 20, 20), ("CHN", "C26", 70, 10),
        ("THA", "A01", 40, 10), ("THA", "C10T12", 20, 10), ("THA", "C26", 10, 40),
        ("JPN", "A01", 5, 20), ("JPN", "C10T12", 5, 15), ("JPN", "C26", 50, 15),
    )
    if (iso3, year) != ("THA", 2019)
)  # fmt: skip
FLOWS = "industry,supplier,buyer,value,year\n" + "".join(
    f"{industry},{supplier},{buyer},{value},{year}\n"
    for year in (2018, 2021)
    for industry, supplier, buyer, value in (
        ("A01", "CHN", "THA", 3), ("C26", "CHN", "THA", 20), ("A01", "THA", "CHN", 15), ("C26", "THA", "CHN", 5),
    )
)  # fmt: skip


@pytest.fixture(autouse=True)
def _data_home(settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path


@pytest.fixture
def officer(client_of: ClientOf, world: World) -> Client:
    return client_of(world.officer)


@pytest.fixture
def yearly(db: None, tmp_path: Path) -> None:
    load(tmp_path, INDUSTRIES, "tables", Kind.ICIO)
    load(tmp_path, FLOWS, "tables-flows", Kind.ICIO)


def pairing(**conventions: str) -> Pairing:
    return Pairing(basis("tables"), "CHN", "THA", Conventions(**conventions))  # type: ignore[arg-type]


def test_the_page_shows_both_ways_and_every_index_opens(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    html = page(officer, THAILAND)
    for key in ("tci_to", "tci_from", "c_to", "b_from", "tii_to", "similarity", "depth"):
        address = reverse("strategy:pair_figure", args=["THA", key])
        assert address in html
        figure = page(officer, address)
        assert "icio-2022" in figure
        assert "Formula" in figure
    assert "Chiang Mai" in html
    assert html.count("<circle") > 50
    assert len(html) < 300_000


def test_what_a_good_adds_opens_too_and_an_unknown_one_is_not_there(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    address = reverse("strategy:pair_figure", args=["THA", "tci_to"])
    assert "Chemicals" in page(officer, f"{address}?good=C20")
    assert officer.get(f"{address}?good=X99").status_code == 404
    assert officer.get(reverse("strategy:pair_figure", args=["THA", "nothing"])).status_code == 404
    similarity = reverse("strategy:pair_figure", args=["THA", "tii_to"])
    assert officer.get(f"{similarity}?good=C20").status_code == 404


@pytest.mark.parametrize("code", ["XXX", "tha", "CHN"])
def test_no_country_and_the_home_country_are_no_partner(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client, code: str
) -> None:
    assert officer.get(f"/complementarity/{code}/").status_code == 404


def test_a_country_the_table_lacks_is_missing_not_zero(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    html = page(officer, "/complementarity/NPL/")
    assert "it is missing, not zero" in html
    assert "0.0" not in html.split("it is missing, not zero")[1]


def test_exports_alone_leave_gaps(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    html = page(officer, f"{THAILAND}?dataset=baci-hs2-2024")
    assert "to be supplied" in html
    assert reverse("strategy:pair_figure", args=["THA", "similarity"]) in html
    assert reverse("strategy:pair_figure", args=["THA", "tci_to"]) not in html


def test_the_year_in_the_middle_is_a_gap_and_is_said(yearly: None) -> None:
    rows = {row.year: row for row in over_years(basis("tables"), "CHN", "THA", Conventions())}
    assert sorted(rows) == [2018, 2019, 2020, 2021]
    assert rows[2020].is_gap
    assert "no table" in rows[2020].why.lower() or "尚未载入" in rows[2020].why
    assert rows[2019].is_gap
    assert rows[2019].dataset == "tables"
    first, last = rows[2018].values, rows[2021].values
    assert first["tii_to"] == pytest.approx((first["c_to"] or 0) * (first["b_to"] or 0))
    assert first["c_to"] != last["c_to"]


def test_the_page_draws_the_years_with_the_gap(
    ties: dict[str, Relationship], yearly: None, officer: Client
) -> None:
    html = page(officer, f"{THAILAND}?dataset=tables")
    years = html.split("Intensity over the years", 1)[1]
    assert "<svg" in years
    assert "no table of this year is loaded" in years
    assert "the table has no figures for Thailand" in years


def test_potential_adds_up_to_the_flows(yearly: None) -> None:
    found, why = pairing().potential("to")
    assert not why
    assert found is not None
    assert found.potential.sum() == pytest.approx(23)
    assert pairing().numbers["b_to"].value == pytest.approx(found.ease)


def test_conventions_are_those_of_the_address(
    ties: dict[str, Relationship], yearly: None, officer: Client
) -> None:
    usual, whole = pairing().numbers, pairing(world="whole").numbers
    assert usual["c_to"].value != whole["c_to"].value
    assert whole["tii_to"].value == pytest.approx(whole["c_to"].value * whole["b_to"].value)
    address = reverse("strategy:pair_figure", args=["THA", "c_to"])
    assert "WITS" in page(officer, f"{address}?dataset=tables&world=whole").split("<article")[1]
    assert "WITS" not in page(officer, f"{address}?dataset=tables").split("<article")[1]


def test_the_sheet_holds_every_good_both_ways(
    ties: dict[str, Relationship], yearly: None, officer: Client
) -> None:
    answer = officer.get(reverse("strategy:pair_export", args=["THA"]) + "?format=csv&dataset=tables")
    text = b"".join(answer).decode()  # type: ignore[arg-type]
    assert "CHN → THA" in text
    assert "THA → CHN" in text
    assert "C10T12" in text


def test_two_vintages_of_input_output_tables_keep_their_own_flows(yearly: None, tmp_path: Path) -> None:
    load(tmp_path, INDUSTRIES.replace("CHN,A01,10,", "CHN,A01,12,"), "revised", Kind.ICIO)
    load(tmp_path, FLOWS.replace("C26,CHN,THA,20", "C26,CHN,THA,40"), "revised-flows", Kind.ICIO)
    for name, total in (("tables", 23), ("revised", 43)):
        forward = Pairing(basis(name), "CHN", "THA").way("to")
        book = trade_book(name).of("CHN", "THA").pair
        assert forward is not None
        assert book is not None
        assert forward.flow == book.forward.flow == total


def test_flows_told_in_other_classes_give_no_potential(yearly: None, tmp_path: Path) -> None:
    other = FLOWS.replace("A01,", "Farms,").replace("C26,", "Electronics,")
    load(tmp_path, INDUSTRIES, "own", Kind.INDUSTRY)
    load(tmp_path, other, "own-flows", Kind.FLOWS)
    found, why = Pairing(basis("own"), "CHN", "THA").potential("to")
    assert found is None
    assert "other classes" in why or "分类不同" in why


def test_tiny_places_do_not_shape_the_space_but_may_be_asked_about() -> None:
    table = TradeTable(("A", "B", "C"), ("1", "2"), np.array([[9e6, 1.0], [1.0, 9e6], [3.0, 2.0]]))
    found = without_the_smallest(table, ("A", "B"))
    assert found.countries == ("A", "B")
    assert found.caveats[-1].code == "small_places_left_out"
    assert without_the_smallest(table, ("A", "C")) is table
