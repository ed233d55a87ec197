"""What dossiers and topics refuse, each with one sentence for the person who asked.

Raised by actions and queries, shown by views and commands.
"""

from youcheng.foundation.errors import Refused


class Locked(Refused):
    """An approved dossier is not changed until a steward reopens it."""


class WrongState(Refused):
    """The step asked for does not follow the state the dossier is in."""


class NotDrafted(Refused):
    """The dossier has no version yet."""


class NoSuchBlock(Refused):
    """The block can't be edited: it is not in the current version, or it is a table of figures."""


class ReasonMissing(Refused):
    """Reopening an approved dossier needs a reason."""


class Incomplete(Refused):
    """Something that is needed was not said, or what was said can't be."""


class NotNow(Refused):
    """The topic's state, or the day, does not allow this any more, or not yet."""


class YearOver(Refused):
    """A year that is over keeps the batches it had."""


class CannotSolve(Refused):
    """A portfolio lacks what solving needs, or its numbers mean nothing."""


class Accepted(Refused):
    """A portfolio that went into the plan is not changed any more."""
