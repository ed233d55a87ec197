"""What can be wrong with a sheet or one of its cells, said in one sentence with the place and the remedy.

Raised by `reading` and by the parsers of `values`; pages and commands show the text as it is.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused


class BadSheet(Refused):
    """A file can't be read as a table. `what` says what was found, `remedy` what to do; the rest says where.

    `row` is counted from 1 as a spreadsheet does; `column` is the header or the letter of the column.
    """

    def __init__(
        self,
        what: str,
        *,
        remedy: str,
        file: str = "",
        sheet: str = "",
        row: int | None = None,
        column: str = "",
    ) -> None:
        self.what, self.remedy = what, remedy
        self.file, self.sheet, self.row, self.column = file, sheet, row, column
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message: place, what was wrong, what to do."""
        places = [
            self.file,
            _("sheet %(sheet)s") % {"sheet": self.sheet} if self.sheet else "",
            _("row %(row)s") % {"row": self.row} if self.row else "",
            _("column %(column)s") % {"column": self.column} if self.column else "",
        ]
        place = ", ".join(part for part in places if part)
        said = {"place": place, "what": self.what, "remedy": self.remedy}
        return (_("%(place)s: %(what)s %(remedy)s") if place else _("%(what)s %(remedy)s")) % said


class BadValue(Refused):
    """One cell can't be read; the text says what it holds and how to write it. The place is added by the caller."""
