"""What coordination refuses, each with one sentence for the person who asked.

Raised by `actions` and `reading`; shown beside the form or printed by a command.
"""

from youcheng.foundation.errors import Refused


class NotNow(Refused):
    """A move that does not fit the state the task is in."""


class Incomplete(Refused):
    """Something a move asks for is missing: a lead unit, a deadline, words, proof."""


class ImpossibleDates(Refused):
    """A deadline before the start, or a date outside what can be planned."""


class Circle(Refused):
    """Tasks that would wait for each other; the message names them."""


class Dissolved(Refused):
    """A unit that no longer exists can't take anything on."""


class NotOne(Refused):
    """A text that names no unit or city, or more than one; the message says what to write instead."""


class TooLong(Refused):
    """More than a paper can hold and anybody read."""


class AlreadyDecided(Refused):
    """Somebody else has decided this meanwhile."""


class AlreadyThere(Refused):
    """A plan, number or key that is already in use."""


class LinkVoid(Refused):
    """The link was used, withdrawn, has run out or never was."""
