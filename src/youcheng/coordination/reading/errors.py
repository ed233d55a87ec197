"""What can be wrong with a document, said in one sentence with what to do. Raised by every reader of this package.

Pages and commands show the text as it is; nothing was changed when one of these is raised.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused


class BadDocument(Refused):
    """A document can't be read. `what` says what was found, `remedy` what to do."""

    def __init__(self, what: str, *, remedy: str, file: str) -> None:
        self.what, self.remedy, self.file = what, remedy, file
        super().__init__(_("%(file)s: %(what)s %(remedy)s") % {"file": file, "what": what, "remedy": remedy})


class WrongKind(BadDocument):
    """Something else than text, PDF or DOCX."""


class Unreadable(BadDocument):
    """Damaged, empty, or text in no encoding we can be sure of."""


class Encrypted(BadDocument):
    """Protected by a password."""


class Scanned(BadDocument):
    """Pictures of pages without text; `pages` are their numbers."""

    def __init__(self, what: str, *, remedy: str, file: str, pages: tuple[int, ...]) -> None:
        self.pages = pages
        super().__init__(what, remedy=remedy, file=file)


class TooLarge(BadDocument):
    """More bytes, pages or unpacked content than is read."""


class BadVocabulary(Refused):
    """The office's own vocabulary can't be used; the message names the list that is wrong."""
