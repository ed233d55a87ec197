"""World Bank governance files: both layouts give the same table; faults are named by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.files import csv_file, workbook
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, wgi

HEADER = "code,countryname,year,indicator,estimate,stddev,nsource,pctrank,pctranklower,pctrankupper\n"
ROW = "THA,Thailand,2023,pv,-0.41,0.22,8,34.1,25.0,43.6\n"


def rows_of(path: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = wgi.load(path, Options()).tables[Shape.GOVERNANCE].to_pylist()
    return rows


def test_the_long_table_is_read_with_old_codes_mapped(tmp_path: Path) -> None:
    text = HEADER + ROW + "ROM,Romania,2023,rl,0.4,0.15,12,60,52,68\nKSV,Kosovo,2023,va,..,..,..,..,..,..\n"
    rows = rows_of(csv_file(tmp_path, text))
    assert [row["iso3"] for row in rows] == ["ROU", "THA", "XKX"]
    assert rows[1]["stderr"] == 0.22
    assert rows[2]["estimate"] is None


def test_the_long_workbook_is_read(tmp_path: Path) -> None:
    header = ["codeindyr", *HEADER.strip().split(",")]
    row = ["THApv2023", "THA", "Thailand", 2023, "pv", -0.41, 0.22, 8, 34.1, 25.0, 43.6]
    rows = rows_of(workbook(tmp_path, {"Sheet1": [header, row]}))
    assert rows[0]["rank_high"] == 43.6


def test_the_older_workbook_of_one_sheet_an_indicator_is_read(tmp_path: Path) -> None:
    names = ["Estimate", "StdErr", "NumSrc", "Rank", "Lower", "Upper"]
    sheet = [
        ["Political Stability and Absence of Violence"],
        ["Country/Territory", "Code", *[2021] * 6, *[2022] * 6],
        ["Country/Territory", "Code", *names, *names],
        ["Thailand", "THA", -0.5, 0.2, 8, 30, 22, 41, -0.4, 0.21, 8, 33, 25, 43],
        ["Aruba", "ABW", "#N/A", "#N/A", "#N/A", "#N/A", "#N/A", "#N/A", 1.3, 0.3, 2, 95, 80, 98],
    ]
    path = workbook(tmp_path, {"Introduction": [["notes"]], "Political StabilityNoViolence": sheet})
    rows = rows_of(path)
    assert len(rows) == 4
    assert rows[0]["estimate"] is None
    assert (rows[3]["iso3"], rows[3]["year"], rows[3]["indicator"], rows[3]["estimate"]) == (
        "THA",
        2022,
        "pv",
        -0.4,
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ZZZ,Nowhere,2023,pv,0,0.2,8,1,1,1", "row 3, column “code”: “ZZZ” is not the code"),
        ("LAO,Laos,23,pv,0,0.2,8,1,1,1", "row 3, column “year”: 23 is impossible"),
        ("LAO,Laos,2023,xx,0,0.2,8,1,1,1", "“xx” is not one of the six"),
        ("LAO,Laos,2023,pv,high,0.2,8,1,1,1", "row 3, column “estimate”: “high” is not a number"),
        ("LAO,Laos,2023,pv,0,-0.2,8,1,1,1", "column “stddev”: -0.2 is impossible"),
        ("THA,Thailand,2023,pv,0,0.2,8,1,1,1", "THA, 2023, pv is already given in row 2"),
        ("LAO,Laos,2023,pv", "row 3: the row has 4 cells, the header 10"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        rows_of(csv_file(tmp_path, HEADER + ROW + row + "\n"))
    assert said in str(refused.value)


def test_the_same_fault_in_a_workbook_is_named_by_its_own_row(tmp_path: Path) -> None:
    rows = [
        ["notes"],
        [],
        HEADER.strip().split(","),
        ROW.strip().split(","),
        ["QQQ", *ROW.strip().split(",")[1:]],
    ]
    with pytest.raises(BadFile, match="row 5, column “code”"):
        rows_of(workbook(tmp_path, {"Data": rows}))
