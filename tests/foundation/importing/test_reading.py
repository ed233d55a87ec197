"""Any bytes become a table or one clear error; the usual sheets of an office are read as they are."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.foundation.importing import sheets
from youcheng.foundation.importing import workbook
from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.importing.limits import Limits
from youcheng.foundation.importing.reading import read
from youcheng.foundation.importing.table import Table, filled, letter

NAMES = {
    "city": ("city", "城市", "City"),
    "day": ("day", "日期", "Signed on"),
    "note": ("note", "备注", "Note"),
}
LIMITS = Limits(file_bytes=2 * 1024**2, unpacked_bytes=30 * 1024**2, rows=50, columns=20)
ROWS = [["城市", "日期", "备注"], ["清迈", "1999-06-07", "友好"], ["万象", "2011-10-17", "老挝，首都"]]
GOOD = sheets.workbook(ROWS)  # made once: a workbook holds the moment of its making


def table(data: bytes, limits: Limits = LIMITS) -> Table:
    return read(data, "x", NAMES, limits)


def refused(data: bytes, limits: Limits = LIMITS) -> BadSheet:
    with pytest.raises(BadSheet) as caught:
        table(data, limits)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "；"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    rows = ROWS if separator != "，" else ROWS[:2]
    found = table(sheets.delimited(rows, separator, encoding))
    assert found.header == ("城市", "日期", "备注")
    assert [line.cells for line in found.lines] == [tuple(row) for row in rows[1:]]
    assert [line.number for line in found.lines] == [2, 3]


def test_quoted_line_breaks_and_blank_lines_keep_the_numbering() -> None:
    found = table(b'city,note\n\n"Chiang\nMai","a ""b"", c"\n\nYangon,\n')
    assert [(line.number, line.cells) for line in found.lines] == [
        (3, ("Chiang\nMai", 'a "b", c')),
        (6, ("Yangon",)),
    ]


def test_workbook_cells_keep_their_types() -> None:
    day = dt.datetime(2014, 8, 25)  # noqa: DTZ001 - a sheet's days have no zone
    found = table(
        sheets.workbook([["City", "Signed on", "Note"], ["古晋南", day, 12], [None, None, None], ["格拉斯"]])
    )
    assert [(line.number, line.cells) for line in found.lines] == [(2, ("古晋南", day, 12)), (4, ("格拉斯",))]


def test_the_header_is_found_below_a_title_and_on_the_right_sheet() -> None:
    data = sheets.workbook(
        [["Read me"], ["first"]],
        Register=[["友城一览"], [], ["城市 *", "日期（年-月-日）"], ["清迈", "1999"]],
    )
    found = table(data)
    assert (found.sheet, found.header_number, found.lines[0].number) == ("Register", 3, 4)


def test_unknown_headers_leave_the_first_line_as_header() -> None:
    assert table(b"a,b\n1,2\n").header == ("a", "b")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b",,,\n,,,\n", "nothing in the file"),
        (b"city,day\n", "no rows below the header"),
        (sheets.workbook([[]]), "nothing in the file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table>", "web page"),
        (b"PK\x03\x04 torn", "damaged"),
        (sheets.workbook(ROWS)[:-400], "damaged"),
        (b"city\x00\x01\x02", "not a text file"),
        ("city,note\nZürich,été à la montagne\n".encode("cp1252"), "encod"),
        (b'city,note\na,"never closed\nb,c\n', "split into cells"),
        (b"city,note,note\na,b,c\n", "same header"),
    ],
)  # fmt: skip
def test_bad_files_are_named(data: bytes, what: str) -> None:
    error = refused(data)
    assert what in str(error) or (what == "encod" and ("UTF-8" in str(error) or "encoding" in str(error)))
    assert error.remedy
    assert str(error).startswith("x")


def test_mixed_encodings_name_the_line() -> None:
    data = "城市,备注\n清迈,友好城市\n".encode() + "昆明,春城花都\n".encode("gb18030")
    assert refused(data).row == 3
    data = "城市,备注\n清迈,友好城市\n".encode("gb18030") + "昆明,春城花都\n".encode()
    assert refused(data).row == 3


def test_an_archive_that_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not an Excel workbook" in str(refused(stream.getvalue()))


def test_a_cell_in_the_last_row_does_not_cost_the_million_rows_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not the time is looked at but the cells: nothing is filled up between the rows that are there."""
    looked_at = 0

    def counting(cells: Any) -> Any:
        nonlocal looked_at
        looked_at += len(cells)
        return filled(cells)

    monkeypatch.setattr(workbook, "filled", counting)
    found = table(sheets.far_down([["City", "Note"], ["Chiang Mai", "x"]], width=15))
    assert [line.number for line in found.lines] == [2, 1_048_576]
    assert looked_at < 100


def test_bombs_are_refused_before_they_are_opened() -> None:
    assert "would unpack to" in str(refused(sheets.bomb(40)))
    assert "would unpack to" in str(refused(sheets.bomb(25)))
    assert "damaged" in str(refused(sheets.entity_bomb()))


def test_limits_on_size_rows_and_columns() -> None:
    assert "at most 0 MB" in str(refused(b"city\n" + b"x" * 600_000, Limits(file_bytes=500_000)))
    assert "more than 50 rows" in str(refused(b"city\n" + b"x\n" * 52))
    assert "more than 50 rows" in str(refused(sheets.workbook([["city"]] + [["x"]] * 52)))
    wide: list[list[Any]] = [["city", *range(300)], ["x"]]
    assert "301 columns" in str(refused(sheets.workbook(wide)))
    assert "301 columns" in str(refused(sheets.delimited(wide)))


def test_column_letters() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def outcome(data: bytes) -> object:
    """The lines of a table, or the remedy of the one error that is allowed."""
    try:
        return table(data).lines
    except BadSheet as error:
        return error.remedy


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00\xd8")
@example(b"\xfe\xff1")
@example(b"\xef")
@example(b"PK\x05\x06" + bytes(18))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_table_or_one_error(data: bytes) -> None:
    assert outcome(data)


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_a_damaged_workbook_is_a_table_or_one_error(data: st.DataObject) -> None:
    good = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(good))


@given(
    st.text(max_size=300), st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig", "big5", "shift_jis"])
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_table_or_one_error(text: str, encoding: str) -> None:
    assert outcome(text.encode(encoding, errors="replace"))
