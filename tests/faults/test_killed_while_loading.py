"""A load killed at any point leaves the old figures whole, and the next load succeeds."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from tests.evidence.files import csv_file
from tests.faults.homes import Home

HEADER = "reporter,product,exports,imports,year\n"
POINTS = 4


def table(rows: int) -> str:
    return HEADER + "".join(
        f"{code},{good:04d},{good},1,2022\n" for code in ("LAO", "THA") for good in range(rows)
    )


def rows_of(home: Home, name: str) -> int:
    """Read behind the platform's back: what is really on the disk, and quicker than a command."""
    with contextlib.closing(sqlite3.connect(home.path / "youcheng.sqlite3")) as connection:
        found = connection.execute("SELECT rows FROM evidence_dataset WHERE name = ?", (name,)).fetchone()
    return int(found[0])


@pytest.mark.slow
def test_a_killed_load_leaves_the_old_figures_and_the_next_succeeds(bare_home: Home, tmp_path: Path) -> None:
    small = csv_file(tmp_path, table(10), "small.csv")
    large = csv_file(tmp_path, table(9000), "large.csv")
    load = ("data", "load", "trade", large, "--name", "sales")
    bare_home.run("data", "load", "trade", small, "--name", "sales")
    whole = Home(tmp_path / "timed")
    whole.prepare()
    takes = whole.seconds_of(*load)
    # From a seed: a drill that fails is repeated at the same points. The last points are where files and rows change.
    points = [random.Random(7).uniform(0.3, 1.0) for _ in range(POINTS)]
    for share in points:
        bare_home.kill_after(takes * share, *load)
        assert bare_home.answer("data", "verify")["intact"]
        assert rows_of(bare_home, "sales") in {20, 18_000}
    bare_home.run(*load)
    assert rows_of(bare_home, "sales") == 18_000
    assert bare_home.answer("data", "verify")["intact"]
    left = {path.name for path in (bare_home.path / "evidence").iterdir() if path.suffix == ".parquet"}
    assert len(left) == 1, "a load that succeeds sweeps away what killed ones left"
