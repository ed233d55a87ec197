"""Damaged, packed and oddly encoded files are refused before anything is kept."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evidence.files import csv_file, workbook, zip_file
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, opening, tabular, trade, twins, wgi

SOURCE = Path(__file__).resolve().parents[3] / "src"
TABLE = "reporter,product,exports,imports\nTHA,01,5,1\n"


def test_gzip_and_zip_are_unpacked(tmp_path: Path) -> None:
    for path in (
        csv_file(tmp_path, TABLE, "table.csv.gz"),
        zip_file(tmp_path, {"Metadata_Country.csv": "x" * 500, "table.csv": TABLE, "readme.pdf": "no"}),
    ):
        assert trade.load(path, Options(year=2022)).tables[Shape.GOODS].num_rows == 1


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_RATIO_FLOOR", 1 << 20)
    packed = csv_file(tmp_path, TABLE + "0" * (1 << 24), "table.csv.gz")
    with pytest.raises(BadFile, match="grows beyond"):
        trade.load(packed, Options(year=2022))
    archive = zip_file(tmp_path, {"table.csv": "0" * (1 << 24)})
    with pytest.raises(BadFile, match="grows beyond"):
        trade.load(archive, Options(year=2022))


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz"])
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"this is no archive")
    with pytest.raises(BadFile, match="damaged"):
        wgi.load(path, Options())


def test_what_a_file_is_follows_from_its_content(tmp_path: Path) -> None:
    as_workbook = csv_file(tmp_path, TABLE, "table.xlsx")
    assert trade.load(as_workbook, Options(year=2022)).tables[Shape.GOODS].num_rows == 1
    rows = [line.split(",") for line in TABLE.split()]
    as_text = workbook(tmp_path, {"Data": rows}).rename(tmp_path / "table.csv")
    assert trade.load(as_text, Options(year=2022)).tables[Shape.GOODS].num_rows == 1


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel format"), (b"%PDF-1.7", "PDF"),
     (b"<html><table>", "web page")],
)  # fmt: skip
def test_what_is_no_table_is_named(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(BadFile, match=what):
        trade.load(path, Options(year=2022))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        trade.load(tmp_path, Options(year=2022))


def test_an_archive_of_several_tables_is_not_guessed_at(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="several tables: a.csv, b.csv"):
        trade.load(zip_file(tmp_path, {"b.csv": TABLE, "a.csv": TABLE + "LAO,01,1,1\n"}), Options(year=2022))


def test_a_bad_row_at_the_head_of_a_long_file_ends_the_reading(tmp_path: Path) -> None:
    """The parser reads ahead in a thread; waiting for it must not hang. In a process of its own, which can be ended."""
    rows = "".join(f"THA,{number:06},1.25,2.5\n" for number in range(200_000))
    path = csv_file(tmp_path, "reporter,product,exports,imports\nTHA\n" + rows)
    code = (
        "import sys; from pathlib import Path; from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from youcheng.evidence.loaders import BadFile, Options, trade\n"
        "try: trade.load(Path(sys.argv[1]), Options(year=2022))\n"
        "except BadFile as bad: print(bad)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "row 2: the row has 1 cells, the header 4" in answer.stdout


def test_a_broken_workbook_and_a_cut_off_archive(tmp_path: Path) -> None:
    whole = workbook(tmp_path, {"Data": [["code"]]}).read_bytes()
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadFile, match="damaged"):
        wgi.load(broken, Options())
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(TABLE.encode() * 5000)[:-40])
    with pytest.raises(BadFile, match="damaged"):
        trade.load(cut, Options(year=2022))


def test_an_archive_without_a_table_and_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no .csv table"):
        trade.load(zip_file(tmp_path, {"a.txt.exe": "x"}), Options(year=2022))
    with pytest.raises(BadFile, match="empty"):
        trade.load(csv_file(tmp_path, ""), Options(year=2022))
    with pytest.raises(BadFile, match="cannot be read"):
        trade.load(tmp_path / "absent.csv", Options(year=2022))


def test_mixed_encodings_and_binary_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes(TABLE.encode() + "LAO,橡胶,1,1\n".encode() + b"VNM,\xff\xff,1,1\n")
    with pytest.raises(BadFile, match="row 4: the text is of more than one encoding"):
        trade.load(path, Options(year=2022))
    path.write_bytes(b"reporter\0product")
    with pytest.raises(BadFile, match="not a text file"):
        trade.load(path, Options(year=2022))


def test_the_encodings_an_office_meets(tmp_path: Path) -> None:
    table = "city1,lat1,lng1,iso2_1,city2,lat2,lng2,iso2_2\n昆明,25,102.7,CN,清迈,18.8,99,TH\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        pairs = twins.load(csv_file(tmp_path, table, encoding=encoding), Options()).tables[Shape.PAIRS]
        assert pairs["city_a"].to_pylist() == ["昆明"]


def test_what_would_come_out_as_garbage_is_refused(tmp_path: Path) -> None:
    """Western accents decode as GB18030, as rare characters: a city of that name would be stored for good."""
    table = "city1,lat1,lng1,iso2_1,city2,lat2,lng2,iso2_2\nZürich,47,8,CH,Köln à la Française,51,7,DE\n"
    with pytest.raises(BadFile, match="neither UTF-8 nor GB18030"):
        twins.load(csv_file(tmp_path, table, encoding="cp1252"), Options())


def test_too_many_columns(tmp_path: Path) -> None:
    text = ",".join(f"x{n}" for n in range(tabular.MAX_COLUMNS + 1))
    with pytest.raises(BadFile, match="columns"):
        trade.load(csv_file(tmp_path, text + "\n"), Options(year=2022))


def test_a_formula_without_its_result_is_not_a_missing_figure(tmp_path: Path) -> None:
    rows = [["reporter", "product", "exports", "imports"], ["THA", "01", "=2+3", 1]]
    with pytest.raises(BadFile, match="row 2, column “exports”: the formula's result was not saved"):
        trade.load(workbook(tmp_path, {"Data": rows}), Options(year=2022))
