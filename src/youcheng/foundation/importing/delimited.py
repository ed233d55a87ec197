"""Reads text with separators into a grid: any of the usual separators, quoted fields, line breaks inside quotes.

Called by `reading` with text already decoded. The limits are checked while reading, before anything is kept.
"""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.importing.limits import Limits
from youcheng.foundation.importing.table import Grid, Line, filled

SEPARATORS = (",", ";", "\t", "|", "；", "，", "、")
_SAMPLE_LINES = 50


def read(text: str, file: str, limits: Limits) -> Grid:
    """The grid of a delimited text. `BadSheet` where it has too many rows or columns, or a quote is never closed."""
    separator = separator_of(text)
    csv.field_size_limit(max(limits.cell_characters * 4, 131_072))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    started = 1
    try:
        for cells in reader:
            kept = filled(cells)
            _check_line(kept, started, file, limits)
            if kept:
                lines.append(Line(started, kept))
            if len(lines) > limits.rows + 1:
                raise too_many_rows(file, "", limits)
            started = reader.line_num + 1
    except csv.Error as error:
        raise BadSheet(
            _("the line can't be split into cells (%(error)s).") % {"error": error},
            remedy=_("Close the quotation mark, or remove it."),
            file=file,
            row=started,
        ) from error
    return Grid("", tuple(lines))


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the most cells equally; a comma where none appears."""
    sample = text.splitlines()[:_SAMPLE_LINES]
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: list[str], separator: str) -> tuple[int, int]:
    """How often the commonest number of cells above one occurs, and that number."""
    counts: dict[int, int] = {}
    try:
        for cells in csv.reader(sample, delimiter=separator):
            counts[len(cells)] = counts.get(len(cells), 0) + 1
    except csv.Error:
        return 0, 0
    counts.pop(1, None)
    counts.pop(0, None)
    return max(((times, cells) for cells, times in counts.items()), default=(0, 0))


def _check_line(cells: tuple[object, ...], number: int, file: str, limits: Limits) -> None:
    if len(cells) > limits.columns:
        raise too_many_columns(len(cells), file, "", number, limits)
    if any(isinstance(cell, str) and len(cell) > limits.cell_characters for cell in cells):
        raise BadSheet(
            _("a cell holds more than %(limit)s characters.") % {"limit": limits.cell_characters},
            remedy=_("Check whether a quotation mark was left open."),
            file=file,
            row=number,
        )


def too_many_rows(file: str, sheet: str, limits: Limits) -> BadSheet:
    return BadSheet(
        _("the sheet has more than %(limit)s rows.") % {"limit": limits.rows},
        remedy=_("Split it and import the parts one after another."),
        file=file,
        sheet=sheet,
    )


def too_many_columns(count: int, file: str, sheet: str, row: int, limits: Limits) -> BadSheet:
    return BadSheet(
        _("the row has %(count)s columns, more than the %(limit)s that are read.")
        % {"count": count, "limit": limits.columns},
        remedy=_("Delete the columns that are not needed."),
        file=file,
        sheet=sheet,
        row=row,
    )
