"""Reads an XLSX workbook into grids, after checking from the archive's directory what it would unpack to.

Called by `reading`. Whatever a broken workbook makes the library raise leaves here as one `BadSheet`.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from youcheng.foundation.importing import archives, formulas
from youcheng.foundation.importing.delimited import too_many_columns, too_many_rows
from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.importing.limits import Limits
from youcheng.foundation.importing.table import Grid, Line, filled


def read(data: bytes, file: str, limits: Limits) -> list[Grid]:
    """Every visible worksheet that holds something, in the order of the workbook."""
    check_archive(data, file, limits)
    try:
        with warnings.catch_warnings():
            # The library warns of parts it leaves out (pictures, validations); we want the cells alone.
            warnings.simplefilter("ignore")
            return list(_grids(data, file, limits))
    except BadSheet:
        raise
    except Exception as error:
        raise damaged(file) from error


def check_archive(data: bytes, file: str, limits: Limits) -> None:
    """Refuse an archive that is damaged, is no workbook, or would unpack beyond the limits."""
    try:
        inside = archives.contents(data)
    except archives.Damaged as error:
        raise damaged(file) from error
    if inside.is_too_large(limits.unpacked_bytes, limits.ratio):
        raise BadSheet(
            _("the workbook would unpack to %(size)s MB, %(ratio)s times its size.")
            % {"size": inside.unpacked // 1024**2, "ratio": round(inside.ratio)},
            remedy=_("Copy the cells into a new workbook and save that."),
            file=file,
        )
    if not any(name.endswith("workbook.xml") for name in inside.names):
        raise BadSheet(
            _("this archive is not an Excel workbook."), remedy=_("Save the sheet as XLSX or CSV."), file=file
        )


def _grids(data: bytes, file: str, limits: Limits) -> Iterator[Grid]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unsaved = formulas.without_result(archive)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            lines = tuple(_lines(sheet, file, limits, unsaved.get(sheet.title, frozenset())))
            if lines:
                yield Grid(sheet.title, lines)
    finally:
        book.close()


def _lines(sheet: Any, file: str, limits: Limits, unsaved: formulas.Cells) -> Iterator[Line]:
    # Some writers record a wrong extent. Without it the library reads what is really there, and the rows missing before
    # a cell far down, of which a hostile sheet has a million, come as empty ones that cost nothing.
    sheet.reset_dimensions()
    kept = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        line = filled(formulas.marked(cells, number, unsaved))
        if not line:
            continue
        if len(line) > limits.columns:
            raise too_many_columns(len(line), file, sheet.title, number, limits)
        kept += 1
        if kept > limits.rows + 1:
            raise too_many_rows(file, sheet.title, limits)
        yield Line(number, line)


def damaged(file: str) -> BadSheet:
    return BadSheet(
        _("the workbook is damaged or incomplete."),
        remedy=_("Open it in a spreadsheet program, save it again as XLSX and try once more."),
        file=file,
    )
