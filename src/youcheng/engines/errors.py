"""The errors of the engines: each says what is wrong, where, and what to do about it.

Raised by every engine, caught by `evidence`, `network`, `strategy` and the command line, which show the
three parts to a person. All are ValueErrors, so a researcher need not know this module. No text is
translated here.
"""

import datetime as dt


class EngineError(ValueError):
    """Something in the figures an engine was given cannot be right.

    `what` is wrong, `where` in the input (a code, a row, a field), `remedy` what a person can do.
    """

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class NegativeFlow(EngineError):
    """An export, import or employment figure is below zero."""


class NotANumber(EngineError):
    """A figure is NaN or infinite; a missing figure must be left out, not written as NaN."""


class ShapeMismatch(EngineError):
    """Two arrays or lists that belong together have different lengths."""


class UnknownCode(EngineError):
    """A country, good, indicator or kind is asked for that the table does not hold."""


class DuplicateCode(EngineError):
    """One code appears twice where it must be single."""


class NothingTraded(EngineError):
    """A total that an index divides by is zero or absent, so that the index is not defined."""


class OutOfRange(EngineError):
    """A parameter or a figure lies outside the range in which it means something."""


class BadFramework(EngineError):
    """The description of a composite indicator contradicts itself or lacks a part."""


class BadWeights(EngineError):
    """Weights are negative, no numbers, or all zero, so that nothing can be weighed."""


class BadSpan(EngineError):
    """A date or span of dates cannot be read."""


class NoFit(EngineError):
    """A model cannot be fitted on the histories given."""


class NotKnownYet(EngineError):
    """A day lies outside the span that a calendar knows; `day` and `calendar` (its code) say which."""

    def __init__(self, what: str, *, where: str, remedy: str, day: dt.date) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.day = day
        self.calendar = where


class BadCalendar(EngineError):
    """The days of a calendar contradict each other."""
