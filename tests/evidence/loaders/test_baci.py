"""BACI by year: folded to country × product under bounded memory, areas mapped, faults named."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.evidence.files import csv_file, zip_file
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, baci

HEADER = "t,i,j,k,v,q\n"
YEAR = HEADER + (
    "2022,4,156,010121,1.5,0.1\n2022,4,490,10121,2.5,NA\n2022,156,4,850000,10,3\n2022,842,4,850110,10,           3\n"
)


def tables(source: Path, tmp_path: Path, **more: int) -> dict[str, list[dict[str, object]]]:
    loaded = baci.load(source, Options(scratch=tmp_path, memory_mb=128, **more))  # type: ignore[arg-type]
    found = {}
    for shape, path in loaded.files.items():
        found[shape.value] = pq.read_table(path).to_pylist()
        path.unlink()
    return found


def test_flows_become_exports_and_imports_in_dollars(tmp_path: Path) -> None:
    found = tables(csv_file(tmp_path, YEAR, "BACI_HS17_Y2022_V202401b.csv"), tmp_path)
    goods = {(row["iso3"], row["product"]): (row["exports"], row["imports"]) for row in found["goods"]}
    assert goods["AFG", "010121"] == (4000.0, 0.0)
    assert goods["TWN", "010121"] == (0.0, 2500.0)
    assert goods["AFG", "850110"] == (0.0, 10000.0)
    assert sum(pair[0] for pair in goods.values()) == sum(pair[1] for pair in goods.values()) == 24000.0
    assert found["flows"][0] == {
        "year": 2022,
        "code": "01",
        "supplier": "AFG",
        "buyer": "CHN",
        "value": 1500.0,
    }


def test_levels_add_up(tmp_path: Path) -> None:
    path = csv_file(tmp_path, YEAR)
    assert {row["product"] for row in tables(path, tmp_path, level=4)["goods"]} == {"0101", "8500", "8501"}
    by_chapter = tables(path, tmp_path, level=2)["goods"]
    assert {row["product"] for row in by_chapter} == {"01", "85"}
    assert (
        next(row for row in by_chapter if (row["iso3"], row["product"]) == ("AFG", "85"))["imports"]
        == 20000.0
    )
    with pytest.raises(BadFile, match="3 digits"):
        tables(path, tmp_path, level=3)


def test_the_archive_of_a_release(tmp_path: Path) -> None:
    members = {
        "BACI_HS17_Y2021_V202401b.csv": YEAR.replace("2022,", "2021,"),
        "BACI_HS17_Y2022_V202401b.csv": YEAR,
        "country_codes_V202401b.csv": "country_code,country_name\n",
    }
    path = zip_file(tmp_path, members)
    assert {row["year"] for row in tables(path, tmp_path, year=2021)["goods"]} == {2021}
    with pytest.raises(BadFile, match="holds 2021–2022"):
        tables(path, tmp_path)
    with pytest.raises(BadFile, match="holds no BACI year"):
        tables(zip_file(tmp_path, {"other.csv": YEAR}, "other.zip"), tmp_path)
    assert not list(tmp_path.glob(".*"))


def test_one_year_can_be_picked_from_a_file_of_several(tmp_path: Path) -> None:
    path = csv_file(tmp_path, YEAR + "2021,4,156,010121,9,1\n")
    assert {row["year"] for row in tables(path, tmp_path, year=2021)["goods"]} == {2021}
    with pytest.raises(BadFile, match="no row is of the year 2020"):
        tables(path, tmp_path, year=2020)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2022,4,156,020110,-1,1\n", "row 6, column “v”: the value is negative, blank or not a number"),
        ("2022,4,156,020110,1e400,1\n", "row 6, column “v”: the value is negative, blank or not a number"),
        ("2022,4,156,020110,nan,1\n", "row 6, column “v”: the value is negative, blank or not a number"),
        ("2022,156,156,010121,1,1\n", "row 6: a country (region) sells to itself"),
        ("2022,4,156,10121,1.5,0.1\n", "row 6: the flow of product 010121 from 4 to 156 is given twice"),
        ("2022,4,156,010121,,1\n", "row 6, column “v”"),
        ("2022,4,156,010121,much,1\n", "row 6, column “v”: a cell cannot be read"),
        ("2022,4,998,010121,1,1\n", "table.csv, row 6, column “i, j”: “998” is not an area code"),
        ("22,4,156,010121,1,1\n", "row 6, column “t”: 22 is not a year"),
        ("2022,4,156,0101211,1,1\n", "row 6, column “k”: a product has more than six digits"),
    ],
)
def test_faults_are_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        tables(csv_file(tmp_path, YEAR + line), tmp_path)
    assert said in str(refused.value)


def test_an_empty_table_and_a_wrong_header(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no rows"):
        tables(csv_file(tmp_path, HEADER), tmp_path)
    with pytest.raises(BadFile, match="the header lacks k"):
        tables(csv_file(tmp_path, "t,i,j,v,q\n2022,4,156,1,1\n"), tmp_path)


@pytest.mark.slow
def test_a_large_year_is_streamed_under_its_memory_limit(tmp_path: Path) -> None:
    """A million rows, 25 MB of text, with 128 MB allowed."""
    path = tmp_path / "large.csv"
    areas = [4, 8, 12, 24, 32, 36, 40, 50, 56, 76]
    with path.open("w") as out:
        out.write(HEADER)
        for first in areas:
            for second in (area for area in areas if area != first):
                for code in range(10_000):
                    out.write(f"2022,{first},{second},{code * 97:06d},{code + 1},1\n")
    loaded = baci.load(path, Options(scratch=tmp_path, memory_mb=128, level=2))
    assert pq.read_metadata(loaded.files[Shape.FLOWS]).num_rows == 90 * 97
