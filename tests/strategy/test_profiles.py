"""City profiles in ISIC and in GB/T 4754: codes, quotients, goods with nothing dropped, and who buys such things."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from tests.conftest import SameQueries
from tests.strategy.conftest import SYSTEM
from tests.strategy.test_complementarity import HEADINGS, ClientOf, page
from tests.strategy.test_complementarity import load as load_figures
from tests.strategy.test_imports import load
from tests.world import NOW, World
from youcheng.engines.concordance import carried, equal
from youcheng.engines.errors import OutOfRange
from youcheng.evidence.queries import classes, goods_name, industry_matrix
from youcheng.network.models import City, Relationship
from youcheng.strategy import actions
from youcheng.strategy.facts.city_goods import chapters_of, industries_of, selling_to
from youcheng.strategy.facts.concordances import divisions, divisions_meant, grade_of, isic_divisions, normal
from youcheng.strategy.facts.levels import basis
from youcheng.strategy.facts.profiles import profile_of
from youcheng.strategy.models import CityIndustry

HEAD = "城市,年份,分类,行业代码,数值,单位,来源,是否估计\n"
DIVISIONS = HEAD + (
    "昆明,2022,gbt,C13,120,亿元,公报,否\n昆明,2022,gbt,27,200,亿元,公报,否\n昆明,2022,gbt,C3211,300,亿元,公报,否\n"
    "昆明,2022,gbt,C35,80,亿元,公报,是\n昆明,2022,gbt,A01,250,亿元,公报,否\n昆明,2022,gbt,H61,50,亿元,公报,否\n"
)
"""A made-up table in divisions, one of them with further digits, one without its letter."""


@pytest.fixture(autouse=True)
def _data_home(settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path


@pytest.fixture
def officer(client_of: ClientOf, world: World) -> Client:
    return client_of(world.officer)


def rows() -> list[CityIndustry]:
    return list(CityIndustry.objects.order_by("industry"))


@pytest.mark.parametrize(
    ("scheme", "typed", "stored"),
    [
        ("gbt", "13", "C13"), ("gbt", "c13", "C13"), ("gbt", "C1311", "C1311"), ("gbt", "A13", ""), ("gbt", "98", ""),
        ("gbt", "T", "T"), ("gbt", "U", ""), ("gbt", "C10T12", ""), ("isic", "10", "C10"), ("isic", "C10T12", "C10T12"),
        ("isic", "10-12", "C10T12"), ("isic", "C12T10", ""), ("isic", "C04", ""), ("isic", "c1071", "C1071"),
    ],
)  # fmt: skip
def test_codes_are_stored_in_one_way_and_wrong_ones_are_none(scheme: str, typed: str, stored: str) -> None:
    assert normal(scheme, typed) == stored


def test_the_concordance_is_whole() -> None:
    """GB/T 4754-2017 has 97 divisions, ISIC rev. 4 has 88; every target exists, every chapter has a name."""
    gbt, isic = divisions("gbt"), divisions("isic")
    assert len(gbt) == 97
    assert len(isic) == 88
    assert {target for each in gbt.values() for target in each.targets} <= set(isic)
    chapters = {target for each in isic.values() for target in each.targets}
    assert all(goods_name(chapter, "en") != chapter for chapter in chapters)
    # Every chapter of goods is made by somebody; 77 is reserved.
    everything = {f"{number:02}" for number in range(1, 98)} - {"77"}
    assert everything - chapters == set()
    assert {each.grade for each in (*gbt.values(), *isic.values())} <= {"A", "B", "C"}
    with translation.override("en"):
        assert all(each.name.shown().text for each in gbt.values())


def test_every_industry_of_the_country_s_table_holds_divisions(starter_evidence: None) -> None:
    codes = industry_matrix().table.goods
    held = [division for code in codes for division in divisions_meant(code)]
    assert all(divisions_meant(code) for code in codes)
    assert set(held) == set(divisions("isic")) - {"99"}
    divided = set(classes("isic", codes, "division").values())
    assert {"C10T12", "C24", "C30", "J62_63", "D"} <= divided


def test_carrying_drops_nothing() -> None:
    found = carried({"a": 10.0, "b": 4.0, "z": 1.0}, equal({"a": ("x", "y"), "b": ("y",)}))
    assert found.values == {"x": 5.0, "y": 9.0}
    assert found.unmapped == {"z": 1.0}
    assert found.split == ("a",)
    assert found.share == pytest.approx(14 / 15)
    with pytest.raises(OutOfRange):
        carried({"a": 1.0}, {"a": {"x": 0.5}})


@pytest.mark.usefixtures("ties")
def test_goods_and_what_has_none_add_up_to_the_table(world: World) -> None:
    load(world, DIVISIONS)
    assert sorted(row.industry for row in rows()) == ["A01", "C13", "C27", "C3211", "C35", "H61"]
    goods = chapters_of(rows())
    assert goods.values["30"] == 200
    assert sum(goods.values.values()) + sum(part.value for part in goods.unmapped) == pytest.approx(1000)
    assert [(part.code, part.value) for part in goods.unmapped] == [("I55", 50)]
    assert goods.share == pytest.approx(0.95)
    assert grade_of("gbt", "C35") == "C"
    assert grade_of("gbt", "H61") == ""
    assert isic_divisions("gbt", "C35") == ("28", "32")


@pytest.mark.usefixtures("ties")
def test_the_same_sheet_in_another_spelling_changes_nothing(world: World) -> None:
    load(world, DIVISIONS)
    load(world, DIVISIONS.replace(",27,", ",C27,").replace("C13", "13"))
    assert len(rows()) == 6
    assert {row.version for row in rows()} == {1}


@pytest.mark.usefixtures("ties")
def test_a_wrong_scheme_a_wrong_code_and_one_row_twice_are_refused(world: World) -> None:
    from tests.world import actor_for
    from youcheng.foundation.importing import run as imports
    from youcheng.foundation.importing.spec import spec_named

    spec = spec_named("city-industries")
    assert spec is not None
    lines = (
        "昆明,2022,nace,C13,1,亿元,公报,否\n昆明,2022,gbt,C99,1,亿元,公报,否\n昆明,2022,gbt,C13,-1,亿元,公报,否\n"
        "昆明,2022,gbt,C14,1,亿元,公报,否\n昆明,2022,gbt,14,2,亿元,公报,否\n"
    )
    data = (HEAD + lines).encode()
    run = imports.upload(actor=actor_for(world.officer), now=NOW, spec=spec, name="bad.csv", data=data)
    assert run.counts["refused"] >= 4


@pytest.mark.usefixtures("ties", "starter_evidence")
def test_quotients_by_division_are_those_of_the_definition(world: World) -> None:
    load(world, DIVISIONS)
    profile = profile_of(rows(), "CHN")
    assert not profile.why
    traded = industry_matrix()
    assert traded.output is not None
    output = dict(zip(traded.table.goods, traded.output[traded.table.row("CHN")].tolist(), strict=True))
    expected = (200 / 1000) / (output["C21"] / sum(output.values()))
    assert profile.quotients["C27"] == pytest.approx(expected)
    metals = (300 / 1000) / ((output["C24A"] + output["C24B"]) / sum(output.values()))
    assert profile.quotients["C3211"] == pytest.approx(metals)
    assert "C35" not in profile.quotients  # it lies in two divisions of the country's table


@pytest.mark.usefixtures("ties", "starter_evidence")
def test_a_section_beside_its_own_divisions_is_not_summed(world: World) -> None:
    load(world, DIVISIONS + "昆明,2022,gbt,C,900,亿元,公报,否\n")
    profile = profile_of(rows(), "CHN")
    assert "C" in profile.why
    assert not profile.quotients
    assert selling_to(rows(), basis(), "THA")[0] is None


@pytest.mark.usefixtures("ties", "starter_evidence")
def test_who_buys_is_tci_of_output_shares_with_imports(world: World) -> None:
    load(world, DIVISIONS)
    found, why = selling_to(rows(), basis(), "THA")
    assert not why
    assert found is not None
    table = basis(level="division").sheet.table
    made = industries_of(rows(), table.goods).values
    bought = dict(
        zip(table.goods, (table.imports_of("THA") / table.imports_of("THA").sum()).tolist(), strict=True)
    )
    total = sum(made.values())
    assert found.value == pytest.approx(
        100 * sum(min(made.get(code, 0) / total, bought[code]) for code in bought)
    )
    assert "city_output" in {note.code for note in found.caveats}
    assert selling_to(rows(), basis(), "NPL") == (None, selling_to(rows(), basis(), "NPL")[1])


@pytest.mark.usefixtures("ties")
def test_goods_tables_are_met_at_chapters(world: World, tmp_path: Path) -> None:
    load(world, DIVISIONS)
    load_figures(tmp_path, HEADINGS, "customs")
    found, _why = selling_to(rows(), basis("customs"), "THA")
    assert found is not None
    assert found.parameters["goods"] == 5


@pytest.mark.usefixtures("starter_evidence")
def test_the_pages_show_the_table_its_goods_and_its_buyers(
    ties: dict[str, Relationship], world: World, officer: Client
) -> None:
    load(world, DIVISIONS)
    assert "/profiles/kunming/" in page(officer, "/profiles/")
    html = page(officer, "/profiles/kunming/")
    assert "Manufacture of medicines" in html
    assert "Pharmaceuticals" in html
    assert "estimate" in html
    assert "Not mapped to goods" in html
    assert "Accommodation" in html.split("Not mapped to goods")[1]
    assert "Thailand" in html.split("Who buys such things", 1)[1]
    assert officer.get("/profiles/nowhere/").status_code == 404
    text = b"".join(officer.get("/profiles/export?format=csv")).decode()  # type: ignore[arg-type]
    assert "C3211" in text


@pytest.mark.usefixtures("ties")
def test_an_empty_list_says_how_to_begin(officer: Client) -> None:
    assert "Import a table" in page(officer, "/profiles/")


@pytest.mark.usefixtures("ties")
def test_the_list_costs_the_same_however_many_tables(
    officer: Client, assert_same_queries: SameQueries
) -> None:
    years = iter(range(1990, 2020))

    def more(count: int) -> None:
        for _number in range(count):
            year = next(years)
            for city in City.objects.all():
                actions.save_industry(
                    actor=SYSTEM, now=NOW, city=city, year=year, scheme="gbt", industry="C13", value=1,
                    unit="", source="made up", is_estimate=True,
                )  # fmt: skip

    assert_same_queries(more, lambda: page(officer, "/profiles/"))
