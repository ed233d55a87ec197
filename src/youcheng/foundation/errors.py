"""The one family of refusals a user may meet: what was wrong, where, and what to do; nothing was changed.

Actions raise subclasses of `Refused`; views show the message beside the form, commands print it and exit with 1.
Mistakes in the code are ordinary exceptions and never shown as refusals.
"""


class Refused(Exception):
    """Something a person asked for can't be done. `str()` is one sentence or two for that person, translated."""


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing first; the form keeps what was typed."""
