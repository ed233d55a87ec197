"""A full disk while figures are written: one clear line, the old figures stay, nothing is left lying about."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from tests.evidence.files import csv_file
from tests.faults.homes import Home
from youcheng.evidence import store
from youcheng.evidence.models import Dataset

HEADER = "reporter,product,exports,imports,year\n"
OLD = HEADER + "LAO,0101,5,1,2022\n"
NEW = HEADER + "LAO,0101,6,1,2022\nTHA,0101,7,2,2022\n"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def load(path: Path) -> None:
    call_command("data", "load", "trade", str(path), "--name", "sales", stdout=StringIO())


def full(*_args: object, **_kwargs: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.django_db
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_the_old_file_stays(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    settings.YOUCHENG_HOME = tmp_path / "home"
    load(csv_file(tmp_path, OLD, "old.csv"))
    before = Dataset.objects.values().get()
    files = sorted((tmp_path / "home" / "evidence").glob("*.parquet"))
    with monkeypatch.context() as broken:
        if call == "write":
            broken.setattr(store.pq, "write_table", full)
        elif call == "fsync":
            broken.setattr(store.os, "fsync", full)
        else:
            broken.setattr(Path, "replace", full)
        with pytest.raises(CommandError, match="The disk is full") as refused:
            load(csv_file(tmp_path, NEW, "new.csv"))
    assert "\n" not in str(refused.value)
    assert Dataset.objects.values().get() == before
    assert sorted((tmp_path / "home" / "evidence").glob("[!.]*")) == files
    assert not list((tmp_path / "home" / "evidence").glob(f"{store.INCOMING}*"))
    load(csv_file(tmp_path, NEW, "new.csv"))
    assert Dataset.objects.get().rows == 2


def test_a_database_that_cannot_grow_is_said_in_one_line(bare_home: Home, tmp_path: Path) -> None:
    bare_home.run("data", "load", "trade", csv_file(tmp_path, OLD, "old.csv"), "--name", "sales")
    fill(bare_home.path / "youcheng.sqlite3")
    said = bare_home.run(
        "data", "load", "trade", csv_file(tmp_path, NEW, "new.csv"), "--name", "sales", status=1
    )
    assert "disk is full" in said
    assert "Traceback" not in said
    assert bare_home.answer("data", "verify")["intact"]
    assert bare_home.answer("data", "list")["datasets"][0]["rows"] == 1


def fill(database: Path) -> None:
    """Make every later change of the catalogue fail with the very words SQLite has for a full disk."""
    with sqlite3.connect(database) as connection:
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE UPDATE ON evidence_dataset BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )


def test_a_home_that_was_never_set_up_is_said_in_one_line(tmp_path: Path) -> None:
    said = Home(tmp_path / "bare").run("data", "list", status=1)
    assert "youcheng setup" in said
    assert "Traceback" not in said
