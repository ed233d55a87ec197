"""Frameworks loaded, chosen and compared; the order in which chosen one, data home's file and shipped one go."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.strategy.conftest import SYSTEM, YEAR
from tests.strategy.test_commands import answer
from tests.strategy.test_risk_pages import ClientOf, Ties, page
from tests.world import NOW, World, actor_for
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy import actions as dossiers
from youcheng.strategy.actions.frameworks import (
    FrameworkInUse,
    FrameworkThere,
    choose_framework,
    load_framework,
    remove_framework,
)
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.framework_files import Origin
from youcheng.strategy.in_force import framework_in_force
from youcheng.strategy.judgements import SHIPPED, BadFile
from youcheng.strategy.models import Dossier, FrameworkFile
from youcheng.strategy.queries import is_stale, rows_of
from youcheng.strategy.queries.frameworks import NoSuchFramework, choice_of, choices, side_by_side

TEXT = (SHIPPED / "framework.toml").read_text(encoding="utf-8")
HARSH = TEXT.replace('version = "1"', 'version = "harsh"').replace(
    'code = "economic"\nweight = 1.0', 'code = "economic"\nweight = 6.0'
)


def load(text: str = HARSH, name: str = "harsh.toml") -> FrameworkFile:
    return load_framework(
        actor=SYSTEM, now=NOW, raw=text.encode(), file_name=name, note="Economy weighs six."
    )


@pytest.fixture
def director(client_of: ClientOf, world: World) -> Client:
    return client_of(world.director)


@pytest.mark.django_db
def test_a_framework_is_kept_with_its_checksum_and_is_not_in_force_before_it_is_chosen() -> None:
    row = load()
    assert (row.code, row.edition, row.source_name) == ("four-dimensions", "harsh", "harsh.toml")
    assert framework_in_force().origin is Origin.SHIPPED
    choose_framework(actor=SYSTEM, now=NOW, framework=row)
    found = framework_in_force()
    assert (found.origin, found.sha256) == (Origin.OFFICE, row.sha256)
    choose_framework(actor=SYSTEM, now=NOW, framework=None)
    assert framework_in_force().origin is Origin.SHIPPED
    logged = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"strategy.framework_loaded", "strategy.framework_chosen"} <= logged


@pytest.mark.django_db
def test_chosen_goes_before_the_data_home_s_file_and_that_before_the_shipped(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.YOUCHENG_HOME = tmp_path
    (tmp_path / "strategy").mkdir()
    (tmp_path / "strategy" / "framework.toml").write_text(
        TEXT.replace('version = "1"', 'version = "home"'), "utf-8"
    )
    assert framework_in_force().title == "four-dimensions home"
    choose_framework(actor=SYSTEM, now=NOW, framework=load())
    assert framework_in_force().title == "four-dimensions harsh"
    assert [(each.key, each.is_in_force, each.can_be_chosen) for each in choices(SYSTEM)][-2:] == [
        ("home", False, True),
        ("shipped", False, False),
    ]


@pytest.mark.django_db
def test_the_same_file_or_another_under_the_same_version_is_refused() -> None:
    load()
    with pytest.raises(FrameworkThere):
        load()
    with pytest.raises(FrameworkThere):
        load(HARSH.replace("weight = 6.0", "weight = 7.0"))
    assert FrameworkFile.objects.count() == 1


def test_an_unknown_series_is_refused_with_line_indicator_and_the_nearest_known(
    starter_evidence: None,
) -> None:
    wrong = HARSH.replace('series = "FP.CPI.TOTL.ZG"', 'series = "FP.CPI.TOTL"')
    line = wrong[: wrong.index('code = "inflation"')].count("\n")
    with override("en"), pytest.raises(BadFile) as refused:
        load(wrong)
    assert f"line {line}" in str(refused.value)
    assert "inflation" in str(refused.value)
    assert "FP.CPI.TOTL.ZG" in str(refused.value)
    with override("en"), pytest.raises(BadFile, match="not on record; there is none yet"):
        load(HARSH.replace('shape = "logistics", series = "lpi"', 'shape = "own", series = "ease"'))
    assert not FrameworkFile.objects.exists()


@pytest.mark.django_db
def test_only_stewards_choose_and_the_one_in_force_stays(world: World) -> None:
    row = load()
    with pytest.raises(NotAllowed):
        choose_framework(actor=actor_for(world.officer), now=NOW, framework=row)
    with pytest.raises(NotAllowed):
        load_framework(actor=actor_for(world.stranger), now=NOW, raw=TEXT.encode(), file_name="x.toml")
    choose_framework(actor=actor_for(world.director), now=NOW, framework=row)
    with pytest.raises(FrameworkInUse):
        remove_framework(actor=actor_for(world.director), now=NOW, framework=row)
    choose_framework(actor=actor_for(world.director), now=NOW, framework=None)
    remove_framework(actor=actor_for(world.director), now=NOW, framework=row)
    assert not FrameworkFile.objects.exists()


def test_choosing_another_makes_dossiers_stale_and_choosing_back_makes_them_fresh(drafted: Dossier) -> None:
    assert not is_stale(drafted)
    choose_framework(actor=SYSTEM, now=NOW, framework=load())
    assert is_stale(drafted)
    assert [row.stale for row in rows_of(SYSTEM, YEAR) if row.dossier] == [True]
    dossiers.build(actor=SYSTEM, now=NOW, relationship=drafted.relationship, year=YEAR)
    drafted.refresh_from_db()
    assert not is_stale(drafted)


def test_two_frameworks_side_by_side(starter_evidence: None) -> None:
    first, second = risk_book(), risk_book(choice_of(SYSTEM, str(load().pk)).framework)
    same = side_by_side(first, first)
    assert same.agreement is not None
    assert same.agreement.tau == 1.0
    assert {row.shift for row in same.rows} == {0}
    assert same.leaving == 0
    found = side_by_side(first, second)
    assert found.agreement is not None
    assert found.agreement.tau is not None
    assert 0 < found.agreement.tau < 1
    assert sum(row.shift for row in found.rows) == pytest.approx(0, abs=5)  # ties share the better place
    assert all(row.place_second == row.place_first - row.shift for row in found.rows)
    for row in found.rows:
        for interval, place in ((row.first, row.place_first), (row.second, row.place_second)):
            assert 1 <= interval.rank_low <= interval.rank_high <= found.scored
            assert interval.rank_low - 15 <= place <= interval.rank_high + 15
    some = side_by_side(first, second, among=["THA", "JPN"])
    assert {row.iso3 for row in some.rows} <= {"THA", "JPN"}
    assert some.scored == found.scored
    by_code = {row.iso3: row for row in found.rows}
    assert all(by_code[row.iso3] == row for row in some.rows)


def test_a_framework_is_found_by_what_people_call_it(starter_evidence: None) -> None:
    row = load()
    assert choice_of(SYSTEM, "four-dimensions harsh").row == row
    assert choice_of(SYSTEM, row.sha256[:10]).row == row
    assert choice_of(SYSTEM, "shipped").row is None
    with pytest.raises(NoSuchFramework):
        choice_of(SYSTEM, "no such")


def test_the_pages_load_show_compare_and_choose(ties: Ties, starter_evidence: None, director: Client) -> None:
    wrong = SimpleUploadedFile("ours.toml", HARSH.replace("[10.0, 130.0]", "[10.0, 10.0]").encode())
    answer = director.post(reverse("strategy:framework_load"), {"file": wrong, "note": "Our own"})
    html = answer.content.decode()
    assert "the goalposts must rise" in html
    assert "Our own" in html  # what was typed is kept
    given = SimpleUploadedFile("ours.toml", HARSH.encode())
    answer = director.post(reverse("strategy:framework_load"), {"file": given, "note": "Our own"})
    row = FrameworkFile.objects.get()
    assert answer.headers["Location"] == reverse("strategy:framework", args=[row.pk])
    assert "Our own" in page(director, "framework", str(row.pk))
    assert director.get(reverse("strategy:framework_text", args=[row.pk])).content.decode() == HARSH
    html = page(director, "frameworks_compared", second=str(row.pk))
    assert "Kendall" in html
    assert "Thailand" in html
    sheet = page(director, "frameworks_compared_export", second=str(row.pk), format="csv", scope="all")
    assert len(sheet.splitlines()) > 100
    director.post(reverse("strategy:framework_choose", args=[row.pk]))
    assert framework_in_force().title == "four-dimensions harsh"
    assert "four-dimensions" in page(director, "risk")
    assert director.post(reverse("strategy:framework_choose", args=["nothing"])).status_code == 404


def test_what_risk_depends_on_has_a_page_and_a_sheet(
    ties: Ties, starter_evidence: None, director: Client
) -> None:
    html = page(director, "risk_choices")
    assert "Thailand" in html
    assert "weights of the dimensions" in html
    assert "Filled in for the sensitivity only" in html
    sheet = page(director, "risk_choices_export", format="csv")
    assert "errors of the figures, total" in sheet.splitlines()[0]
    assert "Its rank depends most on" in page(director, "risk_country", "THA")


@pytest.mark.usefixtures("ties")
def test_without_figures_there_is_nothing_to_depend_on(director: Client) -> None:
    assert "Nothing is scored" in page(director, "risk_choices")


def test_the_command_lists_loads_compares_and_scores_under_a_named_framework(
    starter_evidence: None, tmp_path: Path
) -> None:
    file = tmp_path / "harsh.toml"
    file.write_text(HARSH, "utf-8")
    loaded = answer("risk", "frameworks", "load", str(file), "--note", "Economy weighs six.")
    assert loaded["in_force"] is False
    assert [each["name"] for each in answer("risk", "frameworks")] == [
        "four-dimensions harsh",
        "four-dimensions 1",
    ]
    found = answer("risk", "frameworks", "compare", "shipped", "four-dimensions harsh")
    assert 0 < found["kendall_tau"] < 1
    assert {"iso3", "shift", "bands_apart"} <= set(found["countries"][0])
    under = answer("risk", "THA", "--framework", "four-dimensions harsh")
    assert under["framework"]["sha256"] == loaded["sha256"]
    assert under["dimensions"]["legal"]["ranked"] > 100
    answer("risk", "frameworks", "choose", "four-dimensions harsh")
    assert framework_in_force().sha256 == loaded["sha256"]
    assert answer("risk", "check") == []
    for wrong in (["load"], ["load", str(tmp_path / "none.toml")], ["paint"], ["choose", "no such"]):
        with pytest.raises(CommandError):
            call_command("risk", "frameworks", *wrong)
