"""Damaged, packed and oddly encoded files are refused before anything is kept."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.evidence.files import csv_file, workbook, zip_file
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, opening, tabular, trade, wgi

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


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip", "a.csv.gz"])
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"this is no archive")
    with pytest.raises(BadFile, match="damaged"):
        wgi.load(path, Options())


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
    with pytest.raises(BadFile, match="row 4: the text is neither"):
        trade.load(path, Options(year=2022))
    path.write_bytes(b"reporter\0product")
    with pytest.raises(BadFile, match="damaged"):
        trade.load(path, Options(year=2022))


def test_too_many_columns(tmp_path: Path) -> None:
    text = ",".join(f"x{n}" for n in range(tabular.MAX_COLUMNS + 1))
    with pytest.raises(BadFile, match="columns"):
        trade.load(csv_file(tmp_path, text + "\n"), Options(year=2022))
