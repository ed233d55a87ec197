"""The logistics index in the publisher's layouts of 2018 and 2023, apart and side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.files import csv_file, workbook
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, lpi

NEW = [
    ["Economy", "LPI Score", "LPI Grouped Rank", "Customs Score", "Customs Grouped Rank"],
    ["Singapore", 4.3, 1, 4.2, 1],
    ["Hong Kong SAR, China", 4.0, 7, 3.8, 12],
]
OLD = [
    [None, None, "overall LPI score", None, None, "overall LPI rank", None, None, None, "Customs", None],
    ["Country", "Code", "score", "lower bound", "upper bound", "rank", "lower bound", "upper bound", "% of highest performer", "score", "rank"],
    ["Germany", "DEU", 4.2, 4.15, 4.25, 1, 1, 1, 100, 4.1, 1],
]  # fmt: skip


def rows_of(path: Path, year: int | None = None) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = lpi.load(path, Options(year=year)).tables[Shape.LOGISTICS].to_pylist()
    return rows


def test_sheets_named_by_year_in_both_layouts(tmp_path: Path) -> None:
    rows = rows_of(workbook(tmp_path, {"2023": NEW, "2018": OLD}))
    assert len(rows) == 6
    germany = next(row for row in rows if (row["iso3"], row["indicator"]) == ("DEU", "lpi"))
    assert (germany["year"], germany["score"], germany["low"], germany["high"], germany["rank"]) == (
        2018, 4.2, 4.15, 4.25, 1,
    )  # fmt: skip
    hong_kong = next(row for row in rows if (row["iso3"], row["indicator"]) == ("HKG", "customs"))
    assert (hong_kong["year"], hong_kong["score"], hong_kong["low"]) == (2023, 3.8, None)


def test_a_table_without_a_year_needs_one(tmp_path: Path) -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in NEW)
    with pytest.raises(BadFile, match="no year"):
        rows_of(csv_file(tmp_path, text))
    assert {row["year"] for row in rows_of(csv_file(tmp_path, text), 2023)} == {2023}


def test_faults_are_named_by_the_row_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="row 4, column “economy”: “Atlantis”"):
        rows_of(workbook(tmp_path, {"2023": [*NEW, ["Atlantis", 3, 1, 3, 1]]}))
    with pytest.raises(BadFile, match="row 4, column “score”: 9 is impossible"):
        rows_of(workbook(tmp_path, {"2023": [*NEW, ["Japan", 9, 1, 3, 1]]}))
    with pytest.raises(BadFile, match="no row has an economy"):
        rows_of(workbook(tmp_path, {"2023": [["notes"]]}))
