"""A deployment that went into a backup comes out of it the same: counts, evidence, audit log."""

from __future__ import annotations

from pathlib import Path

from tests.faults.homes import Home
from tests.faults.test_killed_while_importing import counted, sheet


def test_what_is_restored_counts_the_same(city_home: Home, tmp_path: Path) -> None:
    city_home.run("network", "import", sheet(city_home, tmp_path / "ties.csv"))
    city_home.run("backup", tmp_path / "backup.zip")
    other = Home(tmp_path / "other")
    other.run("restore", tmp_path / "backup.zip")
    assert counted(other) == counted(city_home)
    count = ("network", "count", "--as-of", "2024-05-06")
    assert other.answer(*count) == city_home.answer(*count)
    assert other.answer("data", "verify") == city_home.answer("data", "verify")
    assert other.answer("audit", "verify")["intact"]
    refused = other.run("restore", tmp_path / "backup.zip", status=1)
    assert "Traceback" not in refused
    assert counted(other) == counted(city_home)
