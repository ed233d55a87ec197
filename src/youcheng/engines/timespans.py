"""Dates that are known only roughly: a day, a month, a year, before, by, or between two of them.

Used by `network` for relationship events and by `vitality` for exchanges. A span keeps its earliest and
latest day; `latest` is the day on which the thing has certainly happened. Pure `datetime.date`
arithmetic: no clock, no Django, no words other than the six precisions.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from youcheng.engines.errors import BadSpan

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_BETWEEN = re.compile(r"between\s+(\S+)\s+and\s+(\S+)")
_FORMS = "Write 1981-11-05, 2014-04, 2008, 'before 2011', 'by 2019-09' or 'between 2011 and 2014-04'."


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BEFORE = "before"
    BY = "by"
    BETWEEN = "between"


@dataclass(frozen=True)
class Span:
    """The days on which something may have happened.

    `earliest` is None where nothing bounds it from below (before, by); `latest` is the last possible day
    and counts as reached. BadSpan where earliest lies after latest or the precision does not fit the days.
    """

    earliest: dt.date | None
    latest: dt.date
    precision: Precision

    def __post_init__(self) -> None:
        """Refuse a span that contradicts itself."""
        if self.earliest is not None and self.earliest > self.latest:
            raise BadSpan(
                f"The earliest day {self.earliest} lies after the latest day {self.latest}",
                where=self.precision,
                remedy="Swap the two dates.",
            )
        if not self._precision_fits():
            raise BadSpan(
                f"{self.earliest} to {self.latest} is not a span of precision '{self.precision}'",
                where=self.precision,
                remedy=_FORMS,
            )

    def _precision_fits(self) -> bool:
        if self.precision in (Precision.BEFORE, Precision.BY):
            return self.earliest is None
        if self.earliest is None:
            return False
        expected = {
            Precision.DAY: (self.latest, self.latest),
            Precision.MONTH: _month(self.latest.year, self.latest.month),
            Precision.YEAR: _year(self.latest.year),
        }.get(self.precision)
        return expected is None or (self.earliest, self.latest) == expected

    @classmethod
    def on(cls, day: dt.date) -> "Span":
        """Return the span of one exact day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read one of the six written forms; BadSpan says what cannot be read and how to write it."""
        words = " ".join(text.split()).lower()
        if words.startswith("before "):
            return cls(None, _first_day(words[7:], text) - dt.timedelta(days=1), Precision.BEFORE)
        if words.startswith("by "):
            return cls(None, _point(words[3:], text)[1], Precision.BY)
        if match := _BETWEEN.fullmatch(words):
            first, last = _point(match[1], text), _point(match[2], text)
            return cls(first[0], last[1], Precision.BETWEEN)
        return cls(*_point(words, text))

    def __str__(self) -> str:
        """Return the shortest written form; `Span.parse` reads it back to an equal span."""
        match self.precision:
            case Precision.BEFORE:
                return f"before {_written_start(self.latest + dt.timedelta(days=1))}"
            case Precision.BY:
                return f"by {_written_end(self.latest)}"
            case Precision.BETWEEN:
                assert self.earliest is not None
                return f"between {_written_start(self.earliest)} and {_written_end(self.latest)}"
            case Precision.MONTH:
                return self.latest.isoformat()[:7]
            case Precision.YEAR:
                return f"{self.latest.year:04d}"
            case Precision.DAY:
                return self.latest.isoformat()

    @property
    def is_exact(self) -> bool:
        """Whether the very day is known."""
        return self.earliest == self.latest

    def certain_by(self, day: dt.date) -> bool:
        """Whether it had certainly happened when `day` ended."""
        return self.latest <= day

    def possible_by(self, day: dt.date) -> bool:
        """Whether it may have happened when `day` ended."""
        return self.earliest is None or self.earliest <= day


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def _year(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _point(words: str, text: str) -> tuple[dt.date, dt.date, Precision]:
    """Read a day, month or year; `text` is the whole that a person wrote, for the error."""
    match = _POINT.fullmatch(words)
    if match is None:
        raise BadSpan(f"'{text}' is not a date or span of dates", where=words, remedy=_FORMS)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return *_year(year), Precision.YEAR
        if day is None:
            return *_month(year, month), Precision.MONTH
        exact = dt.date(year, month, day)
    except ValueError as error:
        raise BadSpan(f"'{text}' holds a date that does not exist", where=words, remedy=_FORMS) from error
    return exact, exact, Precision.DAY


def _first_day(words: str, text: str) -> dt.date:
    """Return the first day of a point that something happened before; year 1 has no day before it."""
    first = _point(words, text)[0]
    if first == dt.date.min:
        raise BadSpan(f"'{text}' leaves no day at all", where=words, remedy=_FORMS)
    return first


def _written_start(day: dt.date) -> str:
    """Return the shortest text whose first day is `day`."""
    if (day.month, day.day) == (1, 1):
        return f"{day.year:04d}"
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()


def _written_end(day: dt.date) -> str:
    """Return the shortest text whose last day is `day`."""
    if (day.month, day.day) == (12, 31):
        return f"{day.year:04d}"
    return day.isoformat()[:7] if day == _month(day.year, day.month)[1] else day.isoformat()
