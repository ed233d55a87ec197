"""The one error every loader raises about a file: what is wrong, where, and what to do about it.

Shown as it is by the command line and the pages. No other exception of a parser may leave a loader.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from youcheng.foundation.errors import Refused


class BadFile(Refused):
    """A file that cannot be loaded; nothing was stored.

    `what` says what is wrong, `remedy` what to do. `row` counts from 1 with the header as row 1, as a spreadsheet does;
    `column` is the header as the file spells it. Both are None where the fault is the file as a whole.
    """

    def __init__(
        self, what: str, *, remedy: str, file: str = "", row: int | None = None, column: str | None = None
    ) -> None:
        self.what = what
        self.remedy = remedy
        self.file = file
        self.row = row
        self.column = column
        super().__init__(what, remedy, file, row, column)

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(_("row %(row)s") % {"row": self.row})
        if self.column is not None:
            place.append(_("column “%(column)s”") % {"column": self.column})
        said = f"{self.what} {self.remedy}".strip()
        if not place:
            return said
        where = pgettext("between the places of a fault", ", ").join(place)
        return _("%(where)s: %(said)s") % {"where": where, "said": said}
