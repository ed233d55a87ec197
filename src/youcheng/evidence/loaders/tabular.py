"""Reads a delimited table or a worksheet into columns of text, keeping each row's number for error messages.

Called by every loader whose publisher uses one header row. Cells stay text here; what they mean is checked by `cells`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from youcheng.evidence.loaders import opening
from youcheng.evidence.loaders.errors import BadFile

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 20_000_000
MAX_COLUMNS = 2_000
_HEAD_BYTES = 1 << 18
_HEAD_LINES = 20
_SEPARATORS = (",", ";", "\t", "|")

Row = tuple[int, tuple[object, ...]]
"""A worksheet row with its number, counted from 1."""


@dataclass(frozen=True)
class Wanted:
    """A column a loader needs: our name for it, the headers publishers give it, and whether it may be absent."""

    name: str
    headers: tuple[str, ...]
    optional: bool = False


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
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return _read_sheet(path, wanted)
    head = read_head(path, wanted, member=member)
    return _read_delimited(path, head, match(head.fields, wanted, path.name), member)


def match(fields: Sequence[str], wanted: Sequence[Wanted], file: str) -> dict[str, int]:
    """Return the position of each wanted column among the header's fields; raise BadFile where one is missing."""
    found = _positions(fields, wanted)
    missing = [column.headers[0] for column in wanted if column.name not in found and not column.optional]
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
    encoding = encoding or opening.encoding_of(lambda: opening.open_bytes(path, member), path.name)
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
    for line, content in enumerate(text.splitlines()[:_HEAD_LINES]):
        if not content.strip():
            continue
        separator = max(_SEPARATORS, key=content.count)
        fields = next(csv.reader(io.StringIO(content), delimiter=separator), [])
        yield Head(line, tuple(fields), separator, encoding)


def _read_delimited(path: Path, head: Head, found: Mapping[str, int], member: str | None) -> Text:
    blanks: list[int] = []
    ragged: list[pacsv.InvalidRow] = []

    def on_invalid(row: pacsv.InvalidRow) -> str:
        if not row.text.strip():
            blanks.append(row.number)
            return "skip"
        ragged.append(row)
        return "error"

    names = [f"c{position}" for position in range(len(head.fields))]
    try:
        table = _stream(path, head, names, [names[at] for at in found.values()], on_invalid, member)
    except pa.ArrowInvalid as error:
        raise _refused(path.name, head, ragged, error) from error
    table = table.rename_columns(list(found))
    rows = _row_numbers(table.num_rows, head.line, blanks)
    table, rows = _without_blank(table, rows)
    return Text(path.name, table, _spelled(head.fields, found), rows)


def _without_blank(table: pa.Table, rows: pa.Array) -> tuple[pa.Table, pa.Array]:
    """Drop rows without a single filled cell: blank lines and the empty rows a spreadsheet exports."""
    filled = reduce(pc.or_, (pc.not_equal(column, "") for column in table.columns))
    if table.num_rows == 0 or pc.all(filled).as_py():
        return table, rows
    return table.filter(filled), rows.filter(filled.combine_chunks())


def _stream(
    path: Path, head: Head, names: list[str], kept: list[str], on_invalid: object, member: str | None
) -> pa.Table:
    """Parse block by block, keeping only the wanted columns, so that memory follows what is kept and not the file."""
    with opening.open_bytes(path, member) as stream:
        reader = pacsv.open_csv(
            stream,
            read_options=pacsv.ReadOptions(
                # One thread: the parser numbers its rows only then, and an error must name its row.
                use_threads=False, column_names=names, skip_rows=head.line + 1, encoding=head.encoding
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=head.separator, newlines_in_values=True, ignore_empty_lines=False,
                invalid_row_handler=on_invalid,
            ),
            convert_options=pacsv.ConvertOptions(
                include_columns=list(dict.fromkeys(kept)),
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False,
            ),
        )  # fmt: skip
        batches, rows = [], 0
        for batch in reader:
            rows += batch.num_rows
            _refuse_oversize(path.name, rows, 0)
            batches.append(batch)
        table = pa.Table.from_batches(batches, schema=reader.schema)
    return table.select(kept).combine_chunks()


def _refused(file: str, head: Head, ragged: Sequence[pacsv.InvalidRow], error: pa.ArrowInvalid) -> BadFile:
    if ragged:
        row = ragged[0]
        return BadFile(
            _("the row has %(cells)s cells, the header %(expected)s.") % {"cells": row.actual_columns, "expected": row.expected_columns},
            remedy=_("Close the quotes or remove the extra separators."), file=file, row=row.number,
        )  # fmt: skip
    if "Empty CSV file" in str(error):
        return BadFile(_("the table has a header and no rows."), remedy=_("Export it again."), file=file)
    return BadFile(
        _("the table cannot be read."), remedy=_("The parser says: %(error)s") % {"error": error}, file=file
    )


def _spelled(fields: Sequence[str], found: Mapping[str, int]) -> dict[str, str]:
    return {name: fields[position].strip() for name, position in found.items()}


def _row_numbers(count: int, head_line: int, skipped: Sequence[int]) -> pa.Array:
    """Number the kept rows as a spreadsheet shows them; the parser numbers its skipped rows the same way."""
    first, gone = head_line + 2, set(skipped)
    numbers = (number for number in range(first, first + count + len(gone)) if number not in gone)
    return pa.array(numbers, pa.int64(), size=count)


def sheets(path: Path) -> list[str]:
    """Name the worksheets of a workbook; raise BadFile where it cannot be opened.

    Only the table of contents is read: opening the whole workbook costs a second where it has many texts.
    """
    with opening.open_zip(path) as archive:
        try:
            contents = fromstring(archive.read("xl/workbook.xml"))
        except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile) as error:
            raise opening.damaged(path.name) from error
    return [str(entry.get("name")) for entry in contents.iter() if entry.tag.rpartition("}")[2] == "sheet"]


def sheet_rows(path: Path, sheet: str | None = None) -> Iterator[Row]:
    """Stream the cell values of one worksheet (the first if None), row by row."""
    # The stream is ours to close: openpyxl leaves the file of a broken workbook open.
    with path.open("rb") as stream:
        book = _workbook(stream, path.name)
        try:
            page = book[sheet] if sheet else book.worksheets[0]
            for number, row in enumerate(page.iter_rows(values_only=True), start=1):
                _refuse_oversize(path.name, number, len(row))
                yield number, tuple(row)
        except (
            KeyError,
            ValueError,
            OSError,
            SyntaxError,
            AttributeError,
            TypeError,
            zipfile.BadZipFile,
        ) as error:
            # openpyxl reports a broken part of the workbook as any of these.
            raise opening.damaged(path.name) from error
        finally:
            book.close()


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
                columns[name].append(_cell(row[position]) if position < len(row) else "")
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
