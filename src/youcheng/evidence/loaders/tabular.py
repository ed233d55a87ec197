"""Reads a delimited table or a worksheet into columns of text, keeping each row's number for error messages.

Called by every loader whose publisher uses one header row. Cells stay text here; what they mean is checked by `cells`.
"""

from __future__ import annotations

import array
import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from youcheng.evidence.loaders import opening
from youcheng.evidence.loaders.errors import BadFile
from youcheng.foundation.importing import formulas
from youcheng.foundation.neutral import UNSAVED

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 20_000_000
MAX_COLUMNS = 2_000
_HEAD_BYTES = 1 << 18
_HEAD_LINES = 20
_BLOCK = 20_000
"""Rows packed at a time."""
_SEPARATORS = (",", ";", "\t", "|")

Row = tuple[int, tuple[object, ...]]
"""A worksheet row with its number, counted from 1."""


@dataclass(frozen=True)
class Wanted:
    """A column a loader needs: our name for it, the headers publishers give it, and whether it may be absent.

    `asked` is the header to ask for where none is there; the first of `headers` unless said.
    """

    name: str
    headers: tuple[str, ...]
    optional: bool = False
    asked: str = ""


@dataclass(frozen=True)
class Text:
    """Columns of text under our names, with the file's own header for each and the row number of every row."""

    file: str
    table: pa.Table
    headers: Mapping[str, str]
    rows: pa.Array

    def has(self, column: str) -> bool:
        """Say whether the file has the (optional) column."""
        return column in self.headers

    def bad(self, what: str, *, remedy: str, index: int | None = None, column: str | None = None) -> BadFile:
        """Build the error for the cell at a row index (from 0) and a column under our name."""
        row = None if index is None else int(self.rows[index].as_py())
        header = None if column is None else self.headers.get(column, column)
        return BadFile(what, remedy=remedy, file=self.file, row=row, column=header)


@dataclass(frozen=True)
class Head:
    """Where a delimited table's header stands and how the file is written."""

    line: int
    fields: tuple[str, ...]
    separator: str
    encoding: str


def read(path: Path, wanted: Sequence[Wanted], *, member: str | None = None) -> Text:
    """Read the wanted columns of a .csv, .tsv, .txt, .gz, .zip or .xlsx table.

    The header may be preceded by up to 20 lines of notes. Raises BadFile naming the missing columns, the ragged row or
    the undecodable line.
    """
    if is_workbook(path):
        return _read_sheet(path, wanted)
    head = read_head(path, wanted, member=member)
    return _read_delimited(path, head, match(head.fields, wanted, path.name), member)


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook, whatever its name."""
    return opening.packing_of(path) is opening.Packing.WORKBOOK


def match(fields: Sequence[str], wanted: Sequence[Wanted], file: str) -> dict[str, int]:
    """Return the position of each wanted column among the header's fields; raise BadFile where one is missing."""
    found = _positions(fields, wanted)
    missing = [
        column.asked or column.headers[0]
        for column in wanted
        if column.name not in found and not column.optional
    ]
    if missing:
        shown = ", ".join(field for field in fields[:12] if field) or _("nothing")
        raise BadFile(
            _("the header lacks %(missing)s; it has %(found)s.")
            % {"missing": ", ".join(missing), "found": shown + (" …" if len(fields) > 12 else "")},
            remedy=_("Load the publisher's file unchanged, or rename the columns."),
            file=file,
        )
    taken = [fields[position] for position in found.values()]
    twice = next((field for field in taken if list(fields).count(field) > 1), None)
    if twice is not None:
        raise BadFile(_("two columns bear the same name."), remedy=_("Remove one."), file=file, column=twice)
    return found


def _positions(fields: Sequence[str], wanted: Sequence[Wanted]) -> dict[str, int]:
    folded: dict[str, int] = {}
    for position, field in enumerate(fields):
        folded.setdefault(_fold(field), position)
    found: dict[str, int] = {}
    for column in wanted:
        for header in column.headers:
            if _fold(header) in folded:
                found[column.name] = folded[_fold(header)]
                break
    return found


def _fold(header: str) -> str:
    return " ".join(header.replace("_", " ").strip().casefold().split())


def read_head(
    path: Path, wanted: Sequence[Wanted], *, member: str | None = None, encoding: str | None = None
) -> Head:
    """Find the header line, the separator and the encoding of a delimited table.

    The encoding is found by reading the file through; a caller that knows it saves that on a file of gigabytes.
    """
    encoding = encoding or opening.encoding_of(path, member)
    with opening.open_bytes(path, member) as stream:
        text = stream.read(_HEAD_BYTES).decode(encoding, errors="replace")
    candidates = list(_candidate_heads(text, encoding))
    needed = sum(not column.optional for column in wanted)
    for head in candidates:
        found = _positions(head.fields, wanted)
        if sum(column.name in found for column in wanted if not column.optional) == needed:
            break
    else:
        head = candidates[0] if candidates else Head(0, ("",), ",", encoding)
    _refuse_oversize(path.name, 0, len(head.fields))
    return head


def _refuse_oversize(file: str, rows: int, columns: int) -> None:
    """Raise BadFile where a table is larger than any publisher's: most likely a damaged or hostile file."""
    if columns > MAX_COLUMNS:
        raise BadFile(
            _("the table has %(count)s columns.") % {"count": columns},
            remedy=_("At most %(count)s are read.") % {"count": MAX_COLUMNS},
            file=file,
        )
    if rows > MAX_ROWS:
        raise BadFile(
            _("the table has more than %(count)s rows.") % {"count": f"{MAX_ROWS:,}"},
            remedy=_("Split it by year."),
            file=file,
        )


def _candidate_heads(text: str, encoding: str) -> Iterator[Head]:
    """Yield each of the first lines as a possible header, each cut at the separator it has most of."""
    for line, content in enumerate(itertools.islice(io.StringIO(text, newline=""), _HEAD_LINES)):
        if not content.strip():
            continue
        separator = max(_SEPARATORS, key=content.count)
        fields = next(csv.reader(io.StringIO(content), delimiter=separator), [])
        yield Head(line, tuple(fields), separator, encoding)


def _read_delimited(path: Path, head: Head, found: Mapping[str, int], member: str | None) -> Text:
    """Read row by row, keeping only the wanted columns, packed block by block.

    The rows are cut by the standard library: the columnar parser reads ahead in a thread that outlives an error and can
    keep the process from ending.
    """
    width, kept = len(head.fields), tuple(found.values())
    packed = _Packed(tuple(found))
    rows = opening.csv_rows(path, head.encoding, head.separator, member=member, skip=head.line + 1)
    for number, row in rows:
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                continue
            raise BadFile(
                _("the row has %(cells)s cells, the header %(expected)s.") % {"cells": len(row), "expected": width},
                remedy=_("Close the quotes or remove the extra separators."), file=path.name, row=number,
            )  # fmt: skip
        cells = [row[at] for at in kept]
        # A row without a single filled cell is a blank line, or the empty rows a spreadsheet exports.
        if any(cells):
            packed.add(number, cells)
            _refuse_oversize(path.name, packed.count, 0)
    if not packed.count:
        raise BadFile(_("the table has a header and no rows."), remedy=_("Export it again."), file=path.name)
    return Text(path.name, packed.table(), _spelled(head.fields, found), packed.numbers())


class _Packed:
    """Rows on their way into columns: a block of Python texts at a time, the rest packed already."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._schema = pa.schema([(name, pa.string()) for name in names])
        self._open: list[list[str]] = []
        self._batches: list[pa.RecordBatch] = []
        self._numbers = array.array("q")

    @property
    def count(self) -> int:
        return len(self._numbers)

    def add(self, number: int, cells: list[str]) -> None:
        self._open.append(cells)
        self._numbers.append(number)
        if len(self._open) == _BLOCK:
            self._pack()

    def _pack(self) -> None:
        columns = [pa.array(column, pa.string()) for column in zip(*self._open, strict=True)]
        self._batches.append(pa.record_batch(columns, schema=self._schema))
        self._open = []

    def table(self) -> pa.Table:
        if self._open:
            self._pack()
        return pa.Table.from_batches(self._batches, schema=self._schema).combine_chunks()

    def numbers(self) -> pa.Array:
        """The number of every row in the file, as a spreadsheet shows it."""
        return pa.array(self._numbers, pa.int64())


def _spelled(fields: Sequence[str], found: Mapping[str, int]) -> dict[str, str]:
    return {name: fields[position].strip() for name, position in found.items()}


def sheets(path: Path) -> list[str]:
    """Name the worksheets of a workbook; raise BadFile where it cannot be opened.

    Only the table of contents is read: opening the whole workbook costs a second where it has many texts.
    """
    with opening.open_zip(path) as archive:
        try:
            contents = fromstring(archive.read("xl/workbook.xml"))
        except (*opening.BROKEN, KeyError, ParseError, DefusedXmlException) as error:
            raise opening.damaged(path.name) from error
    return [str(entry.get("name")) for entry in contents.iter() if entry.tag.rpartition("}")[2] == "sheet"]


def sheet_rows(path: Path, sheet: str | None = None) -> Iterator[Row]:
    """Stream the cell values of one worksheet (the first if None), row by row."""
    # The stream is ours to close: openpyxl leaves the file of a broken workbook open.
    unsaved = _unsaved(path)
    with path.open("rb") as stream:
        book = _workbook(stream, path.name)
        try:
            page = book[sheet] if sheet else book.worksheets[0]
            missing = unsaved.get(page.title, frozenset())
            # Without the extent the sheet claims, missing rows and cells are not filled up: see foundation's reader.
            page.reset_dimensions()
            for number, row in enumerate(page.iter_rows(values_only=True), start=1):
                _refuse_oversize(path.name, number, len(row))
                yield number, formulas.marked(tuple(row), number, missing)
        except (
            *opening.BROKEN,
            KeyError,
            ValueError,
            SyntaxError,
            AttributeError,
            TypeError,
        ) as error:
            # openpyxl reports a broken part of the workbook as any of these.
            raise opening.damaged(path.name) from error
        finally:
            book.close()


def _unsaved(path: Path) -> dict[str, formulas.Cells]:
    with opening.open_zip(path) as archive:
        try:
            return formulas.without_result(archive)
        except (*opening.BROKEN, KeyError, ValueError, ParseError, DefusedXmlException) as error:
            raise opening.damaged(path.name) from error


def _workbook(stream: IO[bytes], file: str) -> Workbook:
    # A quarter of a second to import, needed for workbooks only.
    import openpyxl

    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except Exception as error:
        raise opening.damaged(file) from error


def _read_sheet(path: Path, wanted: Sequence[Wanted]) -> Text:
    """Read the first worksheet that has the wanted header."""
    failure: BadFile | None = None
    for sheet in sheets(path):
        try:
            return from_rows(path.name, sheet_rows(path, sheet), wanted)
        except BadFile as error:
            if error.row is not None:
                raise
            failure = failure or error
    raise failure or opening.damaged(path.name)


def from_rows(file: str, rows: Iterable[Row], wanted: Sequence[Wanted]) -> Text:
    """Turn streamed worksheet rows into text columns; the header is the first row that has every wanted column."""
    needed = {column.name for column in wanted if not column.optional}
    found: dict[str, int] = {}
    fields: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    columns: dict[str, list[str]] = {}
    numbers: list[int] = []
    for number, row in rows:
        if not found:
            fields = tuple(_cell(value) for value in row)
            first = first or (fields if any(fields) else ())
            candidate = _positions(fields, wanted)
            if needed <= candidate.keys():
                found = match(fields, wanted, file)
                columns = {name: [] for name in found}
            elif number > _HEAD_LINES:
                break
            continue
        if any(value is not None for value in row):
            numbers.append(number)
            for name, position in found.items():
                cell = _cell(row[position]) if position < len(row) else ""
                if cell == UNSAVED:
                    raise BadFile(
                        _("the formula's result was not saved."),
                        remedy=_("Open the workbook in a spreadsheet program, save it and load it again."),
                        file=file, row=number, column=fields[position],
                    )  # fmt: skip
                columns[name].append(cell)
    if not found:
        match(first, wanted, file)
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return Text(file, table, _spelled(fields, found), pa.array(numbers, pa.int64()))


def _cell(value: object) -> str:
    """Write a worksheet value as the text a CSV would hold: whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def has(fields: Sequence[str], column: Wanted) -> bool:
    """Say whether a header has the column under any of its names."""
    return bool(_positions(fields, (column,)))
