"""What the register refuses, each with one sentence for the person who asked.

Raised by `actions` and `queries`; shown beside the form or printed by a command.
"""

from youcheng.foundation.errors import Refused


class ImpossibleDate(Refused):
    """A date that can't be: unreadable, in the future, or an end before its beginning."""


class ImpossibleFigure(Refused):
    """A cost, head count or position that can't be."""


class AlreadyThere(Refused):
    """A tie, city or count that is already in the register."""


class UnknownCode(Refused):
    """A code that names no country, field, type or city."""


class NotSetUp(Refused):
    """The home city is not chosen yet, so there is nothing to tie a partner to."""
