"""The register's commands: stable keys, and exit statuses that a script can rely on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, ManagementUtility, call_command
from django.utils.translation import override

from tests.network.conftest import MakeTie
from tests.world import NOW
from youcheng.foundation.actors import Actor
from youcheng.network import actions
from youcheng.network.models import Exchange, RelationshipEvent

SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def answer(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


def test_count_has_exactly_the_promised_keys(make_tie: MakeTie) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    make_tie("bukhara", ("exchange_agreement_signed", "2022"))
    assert answer("network", "count", "--as-of", "2022-06-30") == {
        "sister": {"certain": 1, "possible": 1},
        "exchange": {"certain": 0, "possible": 1},
        "letter_of_intent": {"certain": 0, "possible": 0},
    }
    assert "up to 1" in run("network", "count", "--as-of", "2022-06-30")


@pytest.mark.parametrize(
    "words", [("count", "--as-of", "2022-02-30"), ("count", "--as-of", "soon"), (), ("sum",)]
)
def test_an_impossible_date_is_wrong_usage(db: None, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        ManagementUtility(["youcheng", "network", *words]).execute()
    assert stopped.value.code == 2


def test_vitality_of_a_tie_without_records_says_so(make_tie: MakeTie) -> None:
    make_tie("chiang-mai")
    found = answer("vitality", "chiang-mai")
    assert (found["records"], found["last"], found["decay"]["value"], found["p_alive"]["value"]) == (
        0,
        None,
        None,
        None,
    )
    assert "no exchange is recorded" in run("vitality", "chiang-mai")


def test_vitality_counts_records_and_says_the_last(make_tie: MakeTie) -> None:
    tie = make_tie("chiang-mai")
    for when in ("2024-03-01", "2025-03-01"):
        actions.record_exchange(
            actor=SYSTEM, now=NOW, relationship=tie, type="visit", when=when, title={"en": "Visit"}
        )
    found = answer("vitality", "chiang-mai", "--as-of", "2026-03-01")
    assert found["records"] == 2
    assert found["last"] == "2025-03-01"
    assert found["decay"]["value"] > 0
    assert found["decay"]["method"] == "decay"
    assert 0 < found["p_alive"]["value"] < 1
    assert "2 records, the last 2025-03-01" in run("vitality", "chiang-mai", "--as-of", "2026-03-01")


def test_today_begins_in_the_offices_time_zone(make_tie: MakeTie, monkeypatch: pytest.MonkeyPatch) -> None:
    """At one in the morning in Kunming the world's clock is still on the day before."""
    make_tie("chiang-mai", ("sister_signed", "2026-03-01"))
    night = dt.datetime(2026, 2, 28, 17, 0, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    assert answer("network", "count")["sister"]["certain"] == 1
    assert answer("vitality", "chiang-mai")["as_of"] == "2026-03-01"


def test_an_unknown_city_is_refused_with_the_nearest_name(make_tie: MakeTie) -> None:
    make_tie("chiang-mai")
    with pytest.raises(CommandError, match="chiang-mai"):
        run("vitality", "chang-mai")


def test_import_says_what_is_wrong_by_row_and_writes_nothing(make_tie: MakeTie, tmp_path: Path) -> None:
    make_tie("chiang-mai")
    sheet = tmp_path / "ties.csv"
    sheet.write_text(
        "编号,事件,日期\nchiang-mai,sister_signed,1999-06-07\nchiang-mai,ended,never\n", encoding="gb18030"
    )
    said = StringIO()
    with pytest.raises(CommandError, match="1 row") as refused:
        call_command("network", "import", str(sheet), stdout=said)
    assert "\n" not in str(refused.value)
    assert "row 3" in said.getvalue()
    assert "never" in said.getvalue()
    said = StringIO()
    with pytest.raises(CommandError, match="1 row"):
        call_command("network", "import", str(sheet), "--json", stdout=said)
    assert json.loads(said.getvalue())["refused"][0]["row"] == 3
    assert not RelationshipEvent.objects.exists()
    found = answer("network", "import", str(sheet), "--leave-out-refused")
    assert (found["kind"], found["counts"]["created"]) == ("ties", 1)


def test_import_tells_exchanges_by_their_header(make_tie: MakeTie, tmp_path: Path) -> None:
    make_tie("chiang-mai")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("友城,日期,类型,活动名称\nchiang-mai,2024,visit,互访\n", encoding="utf-8")
    assert answer("network", "import", str(sheet), "--dry-run")["kind"] == "exchanges"
    assert not Exchange.objects.exists()
    assert answer("network", "import", str(sheet))["counts"]["created"] == 1


def test_import_of_a_file_that_is_not_there_is_one_line(db: None) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("network", "import", "/nowhere/at/all.csv")
