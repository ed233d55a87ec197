"""Cities' own industry tables: they come in by sheet, go out the same, and give the location quotients of the dossier."""

from __future__ import annotations

import pytest

from tests.strategy.conftest import SYSTEM, YEAR
from tests.world import NOW, World, actor_for
from youcheng.foundation.documents.codec import from_json
from youcheng.foundation.exporting import csv_bytes
from youcheng.foundation.importing import run as imports
from youcheng.foundation.importing.spec import spec_named
from youcheng.foundation.models import ImportRun
from youcheng.network.models import City, Relationship
from youcheng.strategy import actions
from youcheng.strategy.models import CityIndustry

SHEET = """城市,年份,分类,行业代码,数值,单位,来源,是否估计
昆明,2022,gbt,A,300,亿元,统计公报,否
昆明,2022,gbt,C,1500,亿元,统计公报,否
昆明,2022,gbt,H,400,亿元,编者,是
"""


def load(world: World, text: str) -> ImportRun:
    spec = spec_named("city-industries")
    assert spec is not None
    actor = actor_for(world.officer)
    run = imports.upload(actor=actor, now=NOW, spec=spec, name="industries.csv", data=text.encode())
    imports.commit(actor=actor, now=NOW, run=run)
    return run


@pytest.mark.usefixtures("ties")
def test_a_sheet_comes_in_and_the_same_sheet_changes_nothing(world: World) -> None:
    load(world, SHEET)
    assert CityIndustry.objects.count() == 3
    assert CityIndustry.objects.get(industry="H").is_estimate
    load(world, SHEET)
    assert set(CityIndustry.objects.values_list("version", flat=True)) == {1}


@pytest.mark.usefixtures("ties")
def test_what_goes_out_comes_in_unchanged(world: World) -> None:
    load(world, SHEET)
    spec = spec_named("city-industries")
    assert spec is not None
    sheet = csv_bytes(spec.columns, spec.rows(actor_for(world.officer))).decode()
    load(world, sheet)
    assert set(CityIndustry.objects.values_list("version", flat=True)) == {1}


@pytest.mark.usefixtures("ties")
@pytest.mark.parametrize(
    "line",
    ["杭州,2022,gbt,A,1,亿元,公报,否", "昆明,2022,gbt,Z9,1,亿元,公报,否", "昆明,2022,gbt,A,-1,亿元,公报,否", "昆明,2022,gbt,A,1,亿元,,否"],
)  # fmt: skip
def test_an_unknown_city_or_code_a_negative_value_and_no_source_are_refused(world: World, line: str) -> None:
    spec = spec_named("city-industries")
    assert spec is not None
    actor = actor_for(world.officer)
    data = (SHEET.splitlines()[0] + "\n" + line + "\n").encode()
    run = imports.upload(actor=actor, now=NOW, spec=spec, name="industries.csv", data=data)
    assert run.counts["refused"] == 1
    assert not CityIndustry.objects.exists()


def test_quotients_enter_the_dossier_and_estimates_are_marked(
    ties: dict[str, Relationship], starter_evidence: None, world: World
) -> None:
    load(world, SHEET)
    assert City.objects.get(slug="kunming").industries.count() == 3
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["chiang-mai"], year=YEAR)
    found = version.figures
    assert found["profile.home.lq.A"]["value"] > 0
    assert found["profile.home.lq.H"]["is_estimate"]
    assert not found["profile.home.lq.C"]["is_estimate"]
    table = next(
        b for b in from_json(version.documents["en"]).blocks if getattr(b, "key", "") == "profile.home.table"
    )
    assert "estimate" in table.note


def test_a_country_without_output_figures_says_why(ties: dict[str, Relationship], world: World) -> None:
    load(world, SHEET)
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["chiang-mai"], year=YEAR)
    assert "profile.home.value.A" in version.figures
    assert "profile.home.lq.A" not in version.figures
