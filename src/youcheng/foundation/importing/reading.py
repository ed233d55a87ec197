"""Reads any bytes a person may upload into one `Table`, or raises one `BadSheet` that says what, where and what to do.

Called by `run` and by the import commands. What kind of file it is follows from its content, never from its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from youcheng.foundation.importing import decoding, delimited, headers, limits, workbook
from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.importing.limits import Limits
from youcheng.foundation.importing.table import Cell, Grid, Line, Table, letter

_HEADER_SEARCH = 20
"""Lines in which the header is looked for: a title and notes may stand above it."""

Names = dict[str, tuple[str, ...]]


def read(data: bytes, file: str, names: Names, within: Limits | None = None) -> Table:
    """The table in which most of the columns in `names` (key → accepted headers) are recognised.

    Where nothing is recognised, the first line of the first sheet is the header: a person may still say which column
    is which. `BadSheet` where there is no readable table.
    """
    allowed = within or limits.current()
    _check_size(data, file, allowed)
    grids = [grid for grid in _grids(data, file, allowed) if grid.lines]
    if not grids:
        raise BadSheet(_("there is nothing in the file."), remedy=_("Fill in the sheet first."), file=file)
    best, at, score = grids[0], 0, 0
    for grid in grids:
        for index, line in enumerate(grid.lines[:_HEADER_SEARCH]):
            recognised = len(headers.positions([text(cell) for cell in line.cells], names))
            if recognised > score:
                best, at, score = grid, index, recognised
    return _table(file, best, at)


def _check_size(data: bytes, file: str, allowed: Limits) -> None:
    if not data.strip():
        raise BadSheet(_("the file is empty."), remedy=_("Export or save it again."), file=file)
    if len(data) > allowed.file_bytes:
        raise BadSheet(
            _("the file has %(size)s MB; at most %(limit)s MB are read.")
            % {"size": round(len(data) / 1024**2, 1), "limit": round(allowed.file_bytes / 1024**2)},
            remedy=_("Split it, or remove pictures from the workbook."),
            file=file,
        )


def _grids(data: bytes, file: str, allowed: Limits) -> Sequence[Grid]:
    if data.startswith(b"PK"):
        return workbook.read(data, file, allowed)
    refuse_other_kinds(data, file)
    return [delimited.read(decoding.decode(data, file), file, allowed)]


def refuse_other_kinds(data: bytes, file: str) -> None:
    """Name the files that people take for sheets: protected workbooks, the old Excel format, web pages, PDF."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    remedy = _("Open it in a spreadsheet program and save it as XLSX.")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadSheet(
                _("the workbook is protected by a password."),
                remedy=_("Remove the password in Excel (File, Info, Protect Workbook) and save it."),
                file=file,
            )
        raise BadSheet(_("this is the old Excel format (.xls)."), remedy=remedy, file=file)
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")):
        raise BadSheet(_("this is a web page or XML, not a sheet."), remedy=remedy, file=file)
    if start.startswith(b"%pdf"):
        raise BadSheet(
            _("this is a PDF, not a sheet."), remedy=_("Ask for the table as XLSX or CSV."), file=file
        )


def _table(file: str, grid: Grid, at: int) -> Table:
    head = grid.lines[at]
    header = tuple(text(cell) for cell in head.cells)
    _check_header(file, grid.sheet, head, header)
    lines = tuple(grid.lines[at + 1 :])
    if not lines:
        raise BadSheet(
            _("there are no rows below the header."),
            remedy=_("Fill in at least one row."),
            file=file,
            sheet=grid.sheet,
            row=head.number,
        )
    return Table(file, grid.sheet, header, head.number, lines)


def _check_header(file: str, sheet: str, line: Line, header: Sequence[str]) -> None:
    """Refuse a header that names two columns alike: nobody could say which one counts."""
    seen: dict[str, int] = {}
    for position, name in enumerate(header):
        folded = headers.fold(name)
        if folded and folded in seen:
            raise BadSheet(
                _("columns %(first)s and %(second)s have the same header “%(name)s”.")
                % {"first": letter(seen[folded]), "second": letter(position), "name": name},
                remedy=_("Rename or delete one of them."),
                file=file,
                sheet=sheet,
                row=line.number,
            )
        seen[folded] = position


def text(cell: Cell) -> str:
    """A cell as a person would type it: whole numbers without a decimal point, dates as 2014-08-25."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", timespec="seconds")
    return " ".join(str(cell).split()) if isinstance(cell, str) and "\n" not in cell else str(cell).strip()
