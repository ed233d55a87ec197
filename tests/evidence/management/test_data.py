"""`youcheng data`: what it prints, its JSON keys and its exit statuses."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.evidence.files import csv_file
from youcheng.evidence import downloads, queries
from youcheng.evidence.management.commands.data import Command

TABLE = "reporter,product,exports,imports,year\nTHA,01,5,1,2022\n"


@pytest.fixture(autouse=True)
def _home(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path / "home"


def run(*words: str) -> str:
    out = StringIO()
    call_command("data", *words, stdout=out)
    return out.getvalue()


def answer(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--json"))
    return found


def test_load_list_verify_remove(tmp_path: Path) -> None:
    path = str(csv_file(tmp_path, TABLE, "sales.csv"))
    loaded = answer("load", "trade", path, "--name", "sales", "--vintage", "2024-01", "--licence", "CC0")
    assert loaded["datasets"][0]["state"] == "created"
    assert (
        answer("load", "trade", path, "--name", "sales", "--vintage", "2024-01", "--licence", "CC0")[
            "datasets"
        ][0]["state"]
        == "unchanged"
    )
    listed = answer("list")["datasets"]
    assert [(one["name"], one["version"], one["licence"], one["rows"]) for one in listed] == [
        ("sales", "2024-01", "CC0", 1)
    ]
    assert set(listed[0]) >= {"kind", "source", "citation", "years", "sha256", "loaded_at", "is_default"}
    assert answer("verify")["intact"] is True
    assert "sales" in run("list")
    assert answer("remove", "sales") == {"removed": "sales"}
    assert answer("list") == {"datasets": []}
    assert run("list").strip() == "No data set is loaded."


def test_the_starter_set_and_the_default(tmp_path: Path) -> None:
    assert len(answer("starter")["datasets"]) == 7
    path = str(csv_file(tmp_path, TABLE))
    run("load", "trade", path, "--name", "mine")
    assert queries.trade_matrix().provenance.dataset == "baci-hs2-2024"
    assert answer("default", "mine")["default"]["is_default"] is True
    assert queries.trade_matrix().provenance.dataset == "mine"
    run("load", "trade", path, "--name", "other", "--default")
    assert queries.trade_matrix().provenance.dataset == "other"


def test_a_refusal_is_one_line_with_status_one(tmp_path: Path) -> None:
    path = str(csv_file(tmp_path, TABLE + "LAO,01,-1,1,2022\n"))
    with pytest.raises(CommandError, match="row 3, column “exports”") as refused:
        run("load", "trade", path)
    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    with pytest.raises(CommandError, match="no data set “absent”"):
        run("remove", "absent")
    with pytest.raises(CommandError, match="cannot be read"):
        run("load", "trade", str(tmp_path / "absent.csv"))


def test_verify_answers_one_when_a_file_is_broken(tmp_path: Path) -> None:
    run("load", "trade", str(csv_file(tmp_path, TABLE)), "--name", "sales")
    next(queries.folder().glob("*.parquet")).write_bytes(b"broken")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 1 data sets"):
        call_command("data", "verify", "--json", stdout=out)
    assert json.loads(out.getvalue())["intact"] is False


@pytest.mark.parametrize(
    "words", [[], ["load"], ["load", "nokind", "x.csv"], ["unknown"], ["load", "baci", "x", "--level", "3"]]
)
def test_wrong_usage_is_status_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        Command().run_from_argv(["youcheng", "data", *words])
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_pull_loads_what_was_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = csv_file(tmp_path, TABLE, "published.csv")
    asked: list[str] = []

    def fetch(url: str, folder: Path, **_more: object) -> Path:
        asked.append(url)
        return fetched

    monkeypatch.setattr(downloads, "fetch", fetch)
    with pytest.raises(CommandError, match="--url"):
        run("pull", "trade")
    loaded = answer("pull", "trade", "--url", "https://publisher.example/published.csv")
    assert asked == ["https://publisher.example/published.csv"]
    assert loaded["datasets"][0]["name"] == "trade-published"
    assert not fetched.exists()
