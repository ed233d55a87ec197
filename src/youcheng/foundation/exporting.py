"""Writes rows as XLSX or CSV: the header in the reader's language, numbers as numbers, text that can't act as a formula.

List pages and reports call `export_response`; the columns are those of an `ImportSpec` or plain `Field`s, so that an
exported file can be imported. Which rows an actor may see was decided before they come here.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any, Protocol, cast
from urllib.parse import quote

import openpyxl
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from youcheng.foundation.errors import Refused
from youcheng.foundation.neutral import neutralise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Plain = str | int | float | Decimal | bool | dt.date | dt.datetime | None
Rows = Iterable[Mapping[str, Any]]


class CellTooLong(Refused):
    """A text does not fit into a cell of a workbook; a CSV has no such limit."""


class Writable(Protocol):
    """What an export needs of a column; `importing.spec.Column` and `Field` have it."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    def write(self, value: Any) -> Any: ...


@dataclass(frozen=True)
class Field:
    """A column of a list that is only exported. `title` is translated by the caller."""

    key: str
    title: str

    def write(self, value: Any) -> Any:
        return value


_notices: list[Callable[[], str]] = []


def announce_with(source: Callable[[], str]) -> None:
    """Register who knows the notice that stands on every exported sheet (a training deployment); "" for none."""
    _notices.append(source)


def notice() -> str:
    return " ".join(text for text in (source() for source in _notices) if text)


def plain(value: Any) -> Plain:
    """A value as a cell can hold it: local time without zone, lists joined, everything else as its text."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, dt.date):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return _clean("; ".join(str(part) for part in value))
    return _clean(str(value))


def _clean(text: str) -> str:
    """The text without the control characters that no sheet can hold, and harmless for spreadsheets."""
    return neutralise(_CONTROL.sub("", text))


def export_response(
    request: HttpRequest, columns: Sequence[Writable], rows: Rows, filename: str
) -> HttpResponseBase:
    """The rows as a download: `?format=csv` or, for anything else, XLSX. `filename` has no suffix."""
    if request.GET.get("format") == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            _in_language(get_language(), csv_lines(columns, rows)), content_type="text/csv; charset=utf-8"
        )
        suffix = "csv"
    else:
        response = FileResponse(workbook_file(columns, rows, title=filename), content_type=XLSX)
        suffix = "xlsx"
    response["Content-Disposition"] = disposition(filename, suffix)
    response["Cache-Control"] = "private, no-store"
    return response


def _in_language(language: str | None, lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines made in the request's language, although they are made after the view has returned."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def disposition(filename: str, suffix: str) -> str:
    """The header that names a download, in ASCII and, for Chinese names, in UTF-8."""
    ascii_name = slugify(filename) or "export"
    return f"attachment; filename=\"{ascii_name}.{suffix}\"; filename*=UTF-8''{quote(filename)}.{suffix}"


class _Echo:
    """A file that hands back what is written: the csv module then makes lines instead of a file."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[Writable], rows: Rows) -> Iterator[bytes]:
    """The lines of a CSV with a byte order mark, which spreadsheet programs need to see UTF-8."""
    writer = csv.writer(cast("IO[str]", _Echo()))
    said = notice()
    if said:
        yield _line(writer, [_clean(said)], b"\xef\xbb\xbf")
    yield _line(writer, [_clean(str(c.title)) for c in columns], b"" if said else b"\xef\xbb\xbf")
    for row in rows:
        yield _line(writer, [_csv_text(plain(c.write(row.get(c.key)))) for c in columns])


def _line(writer: Any, cells: Sequence[Any], mark: bytes = b"") -> bytes:
    return mark + cast("str", writer.writerow(cells)).encode()


def _csv_text(value: Plain) -> Plain:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", timespec="seconds")
    return value


def csv_bytes(columns: Sequence[Writable], rows: Rows) -> bytes:
    return b"".join(csv_lines(columns, rows))


def workbook_bytes(columns: Sequence[Writable], rows: Rows, title: str = "") -> bytes:
    with workbook_file(columns, rows, title=title) as stream:
        return stream.read()


def workbook_file(columns: Sequence[Writable], rows: Rows, *, title: str = "") -> io.BytesIO:
    """An XLSX, rewound; rows are streamed, so that memory holds the packed file and not the cells."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "Youcheng"
    book.properties.title = title
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Sheet1")
    said = notice()
    if said:
        book.properties.description = said
    try:
        _lay_out(sheet, columns, said)
        for row in rows:
            sheet.append([_cell(sheet, column.write(row.get(column.key))) for column in columns])
    finally:
        # Also when a row can't be written: the library keeps an open file for a sheet that was not closed.
        sheet.close()
    # The rows went through the library's temporary files; what is in memory is the packed workbook alone.
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def _lay_out(sheet: Any, columns: Sequence[Writable], said: str) -> None:
    """The notice, the header that stays in sight, widths, and a page that prints on landscape paper."""
    head = 2 if said else 1
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = _width(str(column.title))
    if said:
        sheet.oddHeader.center.text = said
        sheet.append([_cell(sheet, said, Font(italic=True, color="C23A2B"))])
    sheet.append([_cell(sheet, str(column.title), Font(bold=True)) for column in columns])


def _width(title: str) -> float:
    """A column's width in characters: wide letters count twice."""
    return min(40.0, max(12.0, 2.0 + sum(2 if ord(letter) > 0x2E80 else 1 for letter in title)))


def _cell(sheet: Any, value: Any, font: Font | None = None) -> Any:
    """A typed cell. Text is marked as text, so that nothing written here is ever a formula."""
    content: Any = plain(value)
    if isinstance(content, bool):
        content = _("yes") if content else _("no")
    if isinstance(content, str) and len(content) > LONGEST_CELL:
        raise CellTooLong(
            _("A text of %(count)s characters does not fit into a workbook's cell. Export as CSV instead.")
            % {"count": len(content)}
        )
    cell = WriteOnlyCell(sheet, value=content)
    if isinstance(content, str):
        cell.data_type = "s"
        if "\n" in content:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font is not None:
        cell.font = font
    return cell
