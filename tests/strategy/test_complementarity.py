"""Complementarity page by page: partners side by side, chosen table and level, and what is missing said as missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from tests.conftest import SameQueries
from tests.evidence.files import csv_file
from tests.network.conftest import make_country
from tests.strategy.conftest import SYSTEM, make_partner
from tests.world import NOW, World
from youcheng.accounts.models import Person
from youcheng.engines import trade
from youcheng.evidence import actions as evidence
from youcheng.evidence.enums import Kind
from youcheng.evidence.loaders.result import Options
from youcheng.evidence.queries import NoData, industry_matrix, levels_of
from youcheng.network.models import Relationship
from youcheng.strategy.facts.levels import basis

ClientOf = Callable[[Person | None], Client]
LIST = "/complementarity/"
HEADINGS = """reporter,product,year,exports,imports
CHN,0101,2018,10,1
CHN,0201,2018,20,2
CHN,8401,2018,70,30
THA,0101,2018,5,2
THA,8401,2018,15,60
THA,9902,2018,1,0
JPN,8401,2018,9,9
JPN,unspecified,2018,1,1
"""


def load(folder: Path, text: str, name: str, kind: Kind = Kind.TRADE, year: int | None = None) -> None:
    path = csv_file(folder, text, f"{name}.csv")
    evidence.load(
        actor=SYSTEM, now=NOW, request=evidence.Request(kind, path, name=name, options=Options(year=year))
    )


@pytest.fixture(autouse=True)
def _data_home(settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path


@pytest.fixture
def officer(client_of: ClientOf, world: World) -> Client:
    return client_of(world.officer)


def page(client: Client, address: str) -> str:
    with translation.override("en"):
        response = client.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_partners_stand_side_by_side_and_the_missing_one_has_no_rank(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    html = page(officer, LIST)
    table = industry_matrix().table
    expected = trade.tci(table, "CHN", "THA").value
    assert f"{expected:.1f}" in html
    assert f"{trade.finger_kreinin(table, 'CHN', 'JPN').value:.1f}" in html
    assert "Missing from this table" in html
    assert "Nepal" in html.split("Missing from this table")[1]
    assert "Nepal" not in html.split("Missing from this table")[0]


def test_the_order_is_the_reader_s_and_what_is_not_defined_stands_last(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    up, down = page(officer, f"{LIST}?sort=tci_to"), page(officer, f"{LIST}?sort=-tci_to")
    assert (up.index("Thailand") < up.index("Japan")) != (down.index("Thailand") < down.index("Japan"))


def test_the_sheet_names_its_table_level_and_the_missing(
    ties: dict[str, Relationship], starter_evidence: None, officer: Client
) -> None:
    text = b"".join(officer.get(reverse("strategy:complementarity_export") + "?format=csv")).decode()  # type: ignore[arg-type]
    assert "icio-2022" in text
    assert "NPL" in text
    assert "group" in text


def test_two_vintages_of_one_set_are_both_kept_and_chosen_by_name(
    ties: dict[str, Relationship], tmp_path: Path, officer: Client
) -> None:
    load(tmp_path, HEADINGS, "customs-first")
    load(tmp_path, HEADINGS.replace("THA,0101,2018,5,2", "THA,0101,2018,5,200"), "customs-revised")
    first = page(officer, f"{LIST}?dataset=customs-first")
    revised = page(officer, f"{LIST}?dataset=customs-revised")
    assert 'value="customs-first"' in first
    assert 'value="customs-revised"' in first
    number = trade.tci(basis("customs-first").sheet.table, "CHN", "THA").value
    other = trade.tci(basis("customs-revised").sheet.table, "CHN", "THA").value
    assert abs(number - other) > 1
    assert f'<td class="num">{number:.1f}</td>' in first
    assert f'<td class="num">{other:.1f}</td>' in revised


def test_levels_come_from_what_is_loaded(starter_evidence: None, tmp_path: Path, db: None) -> None:
    load(tmp_path, HEADINGS, "customs")
    headings, chapters, sections = (basis("customs", level=one) for one in ("heading", "chapter", "section"))
    assert basis("customs").level == "heading"
    assert headings.levels == ("section", "chapter", "heading")
    assert "8401" in headings.sheet.table.goods
    assert chapters.sheet.table.goods == ("01", "02", "84", "99", "unspecified")
    assert sections.sheet.table.goods == ("I", "XVI", "99", "unspecified")
    assert sections.sheet.table.exports.sum() == headings.sheet.table.exports.sum()
    with pytest.raises(NoData, match="subheading"):
        basis("customs", level="subheading")
    assert basis().levels == ("section", "division", "group")
    assert "C24" in basis(level="division").sheet.table.goods
    assert "C" in basis(level="section").sheet.table.goods


def test_names_instead_of_codes_are_read_as_loaded() -> None:
    assert levels_of("hs", ["Machines", "Textiles"]) == ()
    assert levels_of("isic", ["Machines"]) == ()
    assert levels_of("isic", ["A", "C10T12", "J62_63"]) == ("section", "division")


def test_a_level_or_year_that_is_not_there_is_said_and_the_default_shown(
    ties: dict[str, Relationship], tmp_path: Path, officer: Client
) -> None:
    load(tmp_path, HEADINGS, "customs")
    html = page(officer, f"{LIST}?dataset=customs&level=subheading")
    assert "cannot be read at the level" in html
    assert "Thailand" in html
    assert "has no figures for 1999" in page(officer, f"{LIST}?dataset=customs&year=1999")
    assert "There is no data set" in page(officer, f"{LIST}?dataset=nowhere")


def test_without_any_table_the_page_says_what_to_load(ties: dict[str, Relationship], officer: Client) -> None:
    assert "No trade table is loaded" in page(officer, LIST)


def test_the_list_costs_the_same_however_many_partners(
    ties: dict[str, Relationship],
    starter_evidence: None,
    officer: Client,
    assert_same_queries: SameQueries,
) -> None:
    codes = iter([("FR", "FRA"), ("DE", "DEU"), ("IN", "IND"), ("VN", "VNM"), ("MY", "MYS"), ("FI", "FIN"),
                  ("BR", "BRA"), ("CZ", "CZE"), ("KH", "KHM")])  # fmt: skip

    def more(count: int) -> None:
        for _number in range(count):
            iso2, iso3 = next(codes)
            make_country(iso2, iso3)
            make_partner(f"in-{iso2.lower()}", "2010", iso2, name={"en": f"City in {iso3}"})

    assert_same_queries(more, lambda: page(officer, f"{LIST}?who=all"))
