"""The office's own indicators: entered, brought by sheet, read by a framework; a missing country is listed, never filled."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.strategy.conftest import SYSTEM, YEAR
from tests.strategy.test_risk_pages import ClientOf, Ties, page
from tests.world import NOW, World, actor_for
from youcheng.foundation.exporting import csv_bytes
from youcheng.foundation.importing import run as imports
from youcheng.foundation.importing.spec import spec_named
from youcheng.foundation.models import ImportRun
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy import actions as dossiers
from youcheng.strategy.actions.frameworks import choose_framework, load_framework
from youcheng.strategy.actions.own_indicators import BadOwnFigure, save_figure, save_indicator
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.judgements import SHIPPED
from youcheng.strategy.models import Dossier, OwnFigure, OwnIndicator
from youcheng.strategy.queries import is_stale

TEXT = (SHIPPED / "framework.toml").read_text(encoding="utf-8")
OWN = """
[[indicators]]
code = "ease"
name = "Ease of working together"
dimension = "business"
weight = 1.0
goalposts = [0.0, 10.0]
unit = "points"
source = "the office"
figure = { shape = "own", series = "ease", read = "latest", oldest = 4 }
"""
SHEET = """指标代码,国家（地区）,年份,数值,标准误,来源,可靠程度
ease,泰国,2023,7,0.5,走访记录,B
ease,JPN,2023,8.5,,走访记录,A
"""


def add() -> OwnIndicator:
    return save_indicator(
        actor=SYSTEM,
        now=NOW,
        code="ease",
        name={"zh-hans": "合作便利度", "en": "Ease of working together"},
        unit="points",
        source="the office",
    )


def upload(world: World, text: str) -> ImportRun:
    spec = spec_named("own-figures")
    assert spec is not None
    return imports.upload(
        actor=actor_for(world.officer), now=NOW, spec=spec, name="ease.csv", data=text.encode()
    )


def load(world: World, text: str = SHEET) -> None:
    imports.commit(actor=actor_for(world.officer), now=NOW, run=upload(world, text))


def choose_ours() -> None:
    raw = TEXT.replace('version = "1"', 'version = "ours"') + OWN
    row = load_framework(actor=SYSTEM, now=NOW, raw=raw.encode(), file_name="ours.toml")
    choose_framework(actor=SYSTEM, now=NOW, framework=row)


def test_a_sheet_comes_in_goes_out_and_the_same_sheet_changes_nothing(world: World) -> None:
    add()
    load(world)
    assert OwnFigure.objects.get(iso3="THA").standard_error == 0.5
    assert OwnFigure.objects.get(iso3="JPN").standard_error is None
    spec = spec_named("own-figures")
    assert spec is not None
    load(world, csv_bytes(spec.columns, spec.rows(actor_for(world.officer))).decode())
    assert set(OwnFigure.objects.values_list("version", flat=True)) == {1}


def test_one_country_twice_is_refused_with_both_rows_named(world: World) -> None:
    add()
    run = upload(world, SHEET + "ease,THA,2023,3,,另一来源,B\n")
    assert run.counts["refused"] >= 1
    said = {row.number: str(row.problems) for row in run.rows.all() if row.problems}
    assert "4" in " ".join([*map(str, said), *said.values()])
    assert "2" in " ".join([*map(str, said), *said.values()])
    assert not OwnFigure.objects.exists()


@pytest.mark.parametrize(
    "line",
    [
        "eese,泰国,2023,7,0.5,走访,B",
        "ease,乌有国,2023,7,0.5,走访,B",
        "ease,泰国,2023,七,0.5,走访,B",
        "ease,泰国,2023,7,-1,走访,B",
        "ease,泰国,2023,7,0.5,,B",
        "ease,泰国,2023,7,0.5,走访,D",
    ],
)
def test_a_row_that_cannot_be_is_refused(world: World, line: str) -> None:
    add()
    run = upload(world, SHEET.splitlines()[0] + "\n" + line + "\n")
    assert run.counts["refused"] == 1
    assert not OwnFigure.objects.exists()


def test_a_figure_enters_the_score_and_a_country_without_one_is_listed_as_missing(
    ties: Ties, starter_evidence: None, world: World
) -> None:
    add()
    load(world)
    choose_ours()
    book = risk_book()
    assert book.observations["THA"]["ease"].value == 7
    assert "ease" not in book.observations["NPL"]
    assert book.lacking("NPL", "business") == ("ease",)
    assert "ease" not in book.lacking("THA", "business")


def test_another_figure_makes_the_dossier_stale_and_its_number_opens_to_our_rows(
    drafted: Dossier, world: World, client_of: ClientOf
) -> None:
    add()
    load(world)
    choose_ours()
    dossiers.build(actor=SYSTEM, now=NOW, relationship=drafted.relationship, year=YEAR)
    drafted.refresh_from_db()
    assert not is_stale(drafted)
    client = client_of(world.officer)
    answer = client.get(reverse("strategy:figure", args=["chiang-mai", YEAR, "indicator.ease"]))
    assert "走访记录" in answer.content.decode()
    load(world, SHEET.replace(",7,", ",6,"))
    assert is_stale(drafted)


def test_what_cannot_be_is_refused_and_outsiders_may_not(world: World) -> None:
    row = add()
    figure = {"indicator": row, "iso3": "THA", "year": 2023, "value": 1.0, "standard_error": None, "source": "s", "grade": "A"}  # fmt: skip
    for wrong in ({"iso3": "XXX"}, {"value": float("nan")}, {"standard_error": -1.0}, {"source": " "}):
        with pytest.raises(BadOwnFigure):
            save_figure(actor=SYSTEM, now=NOW, **{**figure, **wrong})  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        save_figure(actor=actor_for(world.stranger), now=NOW, **figure)  # type: ignore[arg-type]
    with pytest.raises(BadOwnFigure):
        save_indicator(actor=SYSTEM, now=NOW, code="x", name={"en": ""}, unit="u", source="s")


def test_the_pages_enter_an_indicator_and_list_who_has_no_figure(
    ties: Ties, world: World, client_of: ClientOf
) -> None:
    client: Client = client_of(world.officer)
    given = {"code": "ease", "name_zh": "合作便利度", "name_en": "Ease", "unit": "points", "source": "us"}
    assert client.post(reverse("strategy:own_indicator_new"), given).status_code == 302
    load(world)
    html = page(client, "own_indicator", "ease")
    assert "Nepal" in html.split("without a figure")[1]
    assert "Ease" in page(client, "own_indicators")
    answer = client.post(reverse("strategy:own_indicator_new"), {**given, "code": "two words"})
    assert answer.status_code == 200
    assert "合作便利度" in answer.content.decode()
