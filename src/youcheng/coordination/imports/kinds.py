"""Cells of the sheet of tasks: a deadline, which offices write as a day or as the end of a month or a year.

Used by the spec beside it; what it reads it writes as a day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

from django.utils.translation import gettext as _

from youcheng.foundation.importing.table import Cell
from youcheng.foundation.importing.values import Kind, as_day, plain

_MONTH = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月(?:底前?)?)?", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?底前?", re.ASCII)


def deadline() -> Kind:
    """A day; a month (2026-06, 2026年6月底前) or the end of a year (2026年底) counts to its last day."""

    def parse(cell: Cell) -> dt.date:
        text = unicodedata.normalize("NFKC", plain(cell)).replace(" ", "")
        if found := _YEAR.fullmatch(text):
            return dt.date(int(found[1]), 12, 31)
        found = _MONTH.fullmatch(text)
        if found and 1 <= int(found[2]) <= 12:
            year, month = int(found[1]), int(found[2])
            return dt.date(year, month, calendar.monthrange(year, month)[1])
        return as_day(cell)

    return Kind(parse, form=lambda: _("a day such as 2026-06-30, or a month such as 2026-06"))
