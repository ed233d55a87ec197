"""Generic trade tables: missing is never zero, and nothing negative, doubled or of mixed level gets in."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.evidence.files import csv_file
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, trade

HEADER = "reporter,product,exports,imports\n"


def load(path: Path, year: int | None = 2022) -> pa.Table:
    return trade.load(path, Options(year=year)).tables[Shape.GOODS]


def test_codes_are_padded_and_blanks_stay_missing(tmp_path: Path) -> None:
    rows = load(csv_file(tmp_path, HEADER + "tha,101,5,\nTHA,0102,0,7.5\n156,0101,1e3,2\n")).to_pylist()
    assert [(row["iso3"], row["product"], row["exports"], row["imports"]) for row in rows] == [
        ("CHN", "0101", 1000.0, 2.0),
        ("THA", "0101", 5.0, None),
        ("THA", "0102", 0.0, 7.5),
    ]
    assert {row["year"] for row in rows} == {2022}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_and_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    text = (HEADER + "THA,橡胶,5,1\n").replace(",", separator)
    table = load(csv_file(tmp_path, text, encoding=encoding))
    assert table["product"].to_pylist() == ["橡胶"]


def test_a_sheet_as_an_office_writes_it(tmp_path: Path) -> None:
    text = "国家（地区）,商品编码,出口额,进口额,年份\n泰国,40,5,1,2022\n中国台湾,40,2,3,2022\nViet Nam,40,,1,2022\n"
    rows = load(csv_file(tmp_path, text, encoding="gb18030"), None).to_pylist()
    assert [(row["iso3"], row["exports"], row["year"]) for row in rows] == [
        ("THA", 5.0, 2022), ("TWN", 2.0, 2022), ("VNM", None, 2022),
    ]  # fmt: skip


def test_the_header_asked_for_is_the_one_the_reference_names(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="lacks reporter, product, exports; it has a, b"):
        load(csv_file(tmp_path, "a,b\n1,2\n"))


@pytest.mark.parametrize("written", ["-5", "1e400", "-1e400"])
def test_an_impossible_value_is_shown_as_it_was_written(tmp_path: Path, written: str) -> None:
    with pytest.raises(BadFile, match=f"row 2, column “exports”: {written} is impossible"):
        load(csv_file(tmp_path, HEADER + f"THA,40,{written},1\n"))


def test_a_table_without_imports_says_so(tmp_path: Path) -> None:
    loaded = trade.load(csv_file(tmp_path, "iso3,hs2,export_usd,year\nTHA,40,5,2021\n"), Options())
    assert loaded.tables[Shape.GOODS]["imports"].to_pylist() == [None]
    assert "no imports" in loaded.notes[0]


def test_rows_without_a_code_are_added_up_and_counted(tmp_path: Path) -> None:
    loaded = trade.load(csv_file(tmp_path, HEADER + "THA,,5,1\nTHA,40,2,2\nTHA,,6,2\n"), Options(year=2022))
    rows = {row["product"]: row for row in loaded.tables[Shape.GOODS].to_pylist()}
    assert (rows["unspecified"]["exports"], rows["unspecified"]["imports"]) == (11.0, 3.0)
    assert loaded.notes == ("2 rows without a product code were added up as “unspecified”.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            HEADER + "THA,01,-5,1\n",
            "row 2, column “exports”: -5 is impossible here: the value must be at least 0",
        ),
        (HEADER + "THA,01,5,inf\n", "“inf” is not a number"),
        (HEADER + "THA,01,5,1e999\n", "column “imports”"),
        (HEADER + "THA,01,1\u00a0000,1\n", "is not a number"),
        (HEADER + "ATLANTIS,01,5,1\n", "“ATLANTIS” is not the code"),
        (HEADER + "\nTHA,01,5,1\n\nQQ,01,5,1\n", "row 5, column “reporter”"),
        (HEADER + "THA,01,5,1\nTHA,1,6,1\n", "row 3: THA, 2022, 01 is already given in row 2"),
        (HEADER + "THA,01,5,1\nTHA,0102,6,1\n", "row 3, column “product”: codes of 2, 4 digits are mixed"),
        ("country,code,value\nTHA,01,5\n", "the header lacks product, exports"),
        (HEADER + "THA,40,5,1\nVNM,40,2,1\n泰国,40,6,2\n", "row 4: THA, 2022, 40 is already given in row 2"),
        (HEADER + "THA,01,0,0\nCHN,01,,0\n", "no row has a value above zero"),
        (
            "reporter,product,exports,classification\nTHA,0101,5,H5\nTHA,0102,5,H5\nCHN,0101,5,H4\n",
            "row 4, column “classification”: goods of “H5” and of “H4” are mixed",
        ),
        (HEADER, "the table has a header and no rows"),
        ('reporter,product,exports,imports\nTHA,"01,5,1\n', "row"),
        ("exports,exports,reporter,product\n1,1,THA,01\n", "two columns bear the same name"),
    ],
)
def test_bad_tables_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        load(csv_file(tmp_path, text))
    assert said in str(refused.value)


def test_codes_of_no_chapter_are_kept_and_named(tmp_path: Path) -> None:
    loaded = trade.load(csv_file(tmp_path, HEADER + "THA,7701,5,1\nTHA,9901,5,1\n"), Options(year=2022))
    assert loaded.tables[Shape.GOODS].num_rows == 2
    assert "1 codes are of no chapter" in loaded.notes[0]
    assert "7701" in loaded.notes[0]


def test_a_table_without_years_takes_the_one_its_name_prints_or_stays_undated(tmp_path: Path) -> None:
    undated = csv_file(tmp_path, HEADER + "THA,01,5,1\n")
    assert load(undated, year=None)["year"].to_pylist() == [None]
    named = csv_file(tmp_path, HEADER + "THA,01,5,1\n", "exports_2018.csv")
    assert load(named, year=None)["year"].to_pylist() == [2018]


def test_an_undated_table_names_a_good_once(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="already given"):
        load(csv_file(tmp_path, HEADER + "THA,01,5,1\nTHA,01,6,1\n"), year=None)


def test_an_impossible_year_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER + "THA,01,5,1\n")
    with pytest.raises(BadFile, match="22 is not a year"):
        load(path, year=22)


def test_one_year_can_be_picked_from_a_file_of_several(tmp_path: Path) -> None:
    text = "reporter,product,exports,year\nTHA,01,5,2021\nTHA,01,7,2022\n"
    path = csv_file(tmp_path, text)
    assert load(path, 2021)["exports"].to_pylist() == [5.0]
    assert load(path, None).num_rows == 2
    with pytest.raises(BadFile, match="no row is of the year 2020"):
        load(path, 2020)


def test_a_sheet_of_three_hundred_columns_is_read_by_its_header(tmp_path: Path) -> None:
    extra = ",".join(f"x{n}" for n in range(300))
    text = f"{HEADER.strip()},{extra}\nTHA,01,5,1,{',' * 299}\n"
    assert load(csv_file(tmp_path, text)).num_rows == 1
