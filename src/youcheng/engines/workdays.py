"""Working days: is this day one, which is the next, n working days on, how many between, on which do both sides work?

A calendar is data: dated weekly days off, holidays, make-up workdays (a weekend day worked in exchange for a day
off), and the span in which it is known. Answers carry their reason; a day outside the span is "not known yet",
never guessed silently. Called by `coordination`; the calendars are read there. No clock, no time zones (a day is
each side's own local day), no library of holidays here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from youcheng.engines.errors import BadCalendar, NotKnownYet, OutOfRange

ONE_DAY = dt.timedelta(days=1)
MOST_WORKDAYS = 10_000
"""The most working days that are counted at once (about forty years)."""
MOST_DAYS_OFF = 366
"""A calendar without a workday for so long is refused: it would be searched for ever."""


class State(StrEnum):
    """What a day is."""

    WORKDAY = "workday"
    DAY_OFF = "day_off"
    NOT_KNOWN = "not_known"


class Why(StrEnum):
    """The reason why a day is what it is."""

    ORDINARY = "ordinary"  # a workday of the week
    MAKE_UP = "make_up"  # a weekend day worked in exchange for `swap`
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED = "swapped"  # a day off in exchange for the worked weekend day `swap`
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Holiday:
    """One day off: its names by language code, the worked day it is exchanged for, and whether its date is estimated."""

    names: Mapping[str, str] = field(default_factory=dict)
    swap: dt.date | None = None
    estimated: bool = False


@dataclass(frozen=True)
class Week:
    """The weekly days off (Monday is 0) from `since` on, None for ever before the next.

    `doubtful` weekdays are answered by `off`, but as not certain: no source for them was seen.
    """

    off: frozenset[int]
    since: dt.date | None = None
    doubtful: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Answer:
    """What `day` is in the calendar `calendar`, and why.

    `names` is empty but for holidays; `swap` is the other day of an exchange. `certain` is False where a date is
    estimated or a weekly day off doubtful, and for every day that is not known.
    """

    day: dt.date
    calendar: str
    state: State
    why: Why
    names: Mapping[str, str] = field(default_factory=dict)
    swap: dt.date | None = None
    certain: bool = True


class Days(Protocol):
    """Whatever can be asked about days: a calendar, or several joined."""

    @property
    def code(self) -> str:
        """Return the code that answers bear."""
        ...

    def on(self, day: dt.date) -> Answer:
        """Answer for a day; NOT_KNOWN outside the known span."""
        ...

    def supposed(self, day: dt.date) -> Answer:
        """Answer as if the known span had no end: the weekly days off and whatever holidays are listed."""
        ...


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of one place, known from `first` to `last`, both included.

    `make_ups` maps a worked weekend day to the day off it pays for (None where that is not said). Holidays listed
    beyond `last` are used for suppositions only. BadCalendar where a day is both off and made up.
    """

    code: str
    weeks: tuple[Week, ...]
    holidays: Mapping[dt.date, Holiday]
    make_ups: Mapping[dt.date, dt.date | None]
    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        """Refuse a calendar that contradicts itself."""
        both = sorted(set(self.holidays) & set(self.make_ups))
        starts = [week.since or dt.date.min for week in self.weeks]
        if both:
            self._refuse(f"{both[0]} is both a day off and a make-up workday", "Keep one of the two.")
        if not starts or starts[0] != dt.date.min or any(a >= b for a, b in pairwise(starts)):
            self._refuse("The weekly days off do not follow each other", "Begin with one for ever before.")
        if self.first > self.last:
            self._refuse("The known span ends before it begins", "Swap the two dates.")

    def _refuse(self, what: str, remedy: str) -> None:
        raise BadCalendar(what, where=self.code, remedy=remedy)

    @cached_property
    def _shaken(self) -> frozenset[dt.date]:
        """Days that an estimated holiday makes uncertain: itself and its neighbours."""
        estimated = [day for day, holiday in self.holidays.items() if holiday.estimated]
        return frozenset(day + step * ONE_DAY for day in estimated for step in (-1, 0, 1))

    def week_of(self, day: dt.date) -> Week:
        """Return the weekly days off in force on a day."""
        return next(week for week in reversed(self.weeks) if week.since is None or week.since <= day)

    def on(self, day: dt.date) -> Answer:
        """Answer for a day; NOT_KNOWN outside the known span."""
        if self.first <= day <= self.last:
            return self.supposed(day)
        return Answer(day, self.code, State.NOT_KNOWN, Why.NOT_KNOWN, certain=False)

    def supposed(self, day: dt.date) -> Answer:
        """Answer as if the known span had no end: the weekly days off and whatever holidays are listed."""
        answer = self._given.get(day)
        if answer is None:
            answer = self._given[day] = self._reasoned(day)
        return answer

    @cached_property
    def _given(self) -> dict[dt.date, Answer]:
        """Answers already given: a sweep over thousands of tasks asks about the same few hundred days."""
        return {}

    def _reasoned(self, day: dt.date) -> Answer:
        inside = self.first <= day <= self.last
        if day in self.make_ups:
            return Answer(day, self.code, State.WORKDAY, Why.MAKE_UP, swap=self.make_ups[day], certain=inside)
        week = self.week_of(day)
        certain = inside and day not in self._shaken and day.weekday() not in week.doubtful
        holiday = self.holidays.get(day)
        if holiday is not None:
            why = Why.HOLIDAY if holiday.swap is None else Why.SWAPPED
            return Answer(day, self.code, State.DAY_OFF, why, holiday.names, holiday.swap, certain)
        if day.weekday() in week.off:
            return Answer(day, self.code, State.DAY_OFF, Why.WEEKEND, certain=certain)
        return Answer(day, self.code, State.WORKDAY, Why.ORDINARY, certain=certain)

    def with_days(
        self,
        holidays: Mapping[dt.date, Holiday] | None = None,
        make_ups: Mapping[dt.date, dt.date | None] | None = None,
        last: dt.date | None = None,
    ) -> "Calendar":
        """Return this calendar with days added by hand: a notice just published, an office's own day off.

        A day given here replaces what the calendar says about it. `last` extends the known span.
        """
        off, worked = dict(holidays or {}), dict(make_ups or {})
        return replace(
            self,
            holidays={day: h for day, h in self.holidays.items() if day not in worked} | off,
            make_ups={day: other for day, other in self.make_ups.items() if day not in off} | worked,
            last=last or self.last,
        )


@dataclass(frozen=True)
class Joint:
    """Several calendars at once: a workday is one on which every side works."""

    calendars: tuple[Calendar, ...]

    @property
    def code(self) -> str:
        """Return the sides' codes, joined by +."""
        return "+".join(calendar.code for calendar in self.calendars)

    def sides(self, day: dt.date) -> tuple[Answer, ...]:
        """Answer for each side."""
        return tuple(calendar.on(day) for calendar in self.calendars)

    def on(self, day: dt.date) -> Answer:
        """Answer for all: one side's day off decides, even where another side's day is not known."""
        return _joined(self.sides(day))

    def supposed(self, day: dt.date) -> Answer:
        """Answer as if no side's known span had an end."""
        return _joined(tuple(calendar.supposed(day) for calendar in self.calendars))


def joint(*calendars: Calendar) -> Joint:
    """Return the working days that all sides share."""
    return Joint(calendars)


def _joined(answers: tuple[Answer, ...]) -> Answer:
    """Return the answer that decides: any day off (a certain one first), else a day not known, else a doubtful one."""
    rank = {State.DAY_OFF: 0, State.NOT_KNOWN: 1, State.WORKDAY: 2}

    def order(answer: Answer) -> tuple[int, bool]:
        speaks_first = answer.certain if answer.state is State.DAY_OFF else not answer.certain
        return rank[answer.state], not speaks_first

    return min(answers, key=order)


@dataclass(frozen=True)
class Reckoned:
    """A day that was reckoned, and the days on the way whose answers are not certain or only supposed."""

    day: dt.date
    doubts: tuple[Answer, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether every day on the way is certain."""
        return not self.doubts


@dataclass(frozen=True)
class Counted:
    """A number of working days, and the days between whose answers are not certain or only supposed."""

    workdays: int
    doubts: tuple[Answer, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether every day between is certain."""
        return not self.doubts


def is_workday(days: Days, day: dt.date) -> bool:
    """Say whether `day` is a working day; NotKnownYet outside the known span."""
    return _answer(days, day, provisional=False).state is State.WORKDAY


def next_workday(days: Days, day: dt.date, *, provisional: bool = False) -> Reckoned:
    """Return the first working day after `day`.

    As everywhere below: NotKnownYet when a day on the way lies outside the known span; with `provisional` such days
    are supposed by the weekly days off and listed in `doubts`.
    """
    return add_workdays(days, day, 1, provisional=provisional)


def previous_workday(days: Days, day: dt.date, *, provisional: bool = False) -> Reckoned:
    """Return the last working day before `day`."""
    return add_workdays(days, day, -1, provisional=provisional)


def add_workdays(days: Days, day: dt.date, count: int, *, provisional: bool = False) -> Reckoned:
    """Return the day that lies `count` working days after `day` (before it, where `count` is negative).

    `day` itself is not counted. With 0 it is `day` where that is a working day, else the next one. OutOfRange for
    more than 10,000 or where the calendar has no workday for a year.
    """
    if abs(count) > MOST_WORKDAYS:
        raise OutOfRange(
            f"{count} working days", where=days.code, remedy=f"Count at most {MOST_WORKDAYS:,} at once."
        )
    step = -ONE_DAY if count < 0 else ONE_DAY
    at = day if count else day - ONE_DAY
    doubts: list[Answer] = []
    for _ in range(abs(count) or 1):
        at = _to_workday(days, at, step, doubts, provisional)
    return Reckoned(at, tuple(doubts))


def workdays_between(days: Days, after: dt.date, until: dt.date, *, provisional: bool = False) -> Counted:
    """Count the working days d with after < d ≤ until; negative where `until` lies before `after`.

    So it undoes `add_workdays`: the day n working days after a workday is n working days from it.
    """
    if until < after:
        back = workdays_between(days, until, after, provisional=provisional)
        return Counted(-back.workdays, back.doubts)
    answers = [_answer(days, day, provisional) for day in _span(after + ONE_DAY, until)]
    worked = sum(answer.state is State.WORKDAY for answer in answers)
    return Counted(worked, tuple(answer for answer in answers if not answer.certain))


def workdays(days: Days, first: dt.date, last: dt.date, *, provisional: bool = False) -> tuple[dt.date, ...]:
    """Return the working days from `first` to `last`, both included; empty where `last` lies before `first`."""
    return tuple(day for day in _span(first, last) if _answer(days, day, provisional).state is State.WORKDAY)


def _to_workday(
    days: Days, at: dt.date, step: dt.timedelta, doubts: list[Answer], provisional: bool
) -> dt.date:
    for _ in range(MOST_DAYS_OFF):
        at += step
        answer = _answer(days, at, provisional)
        if not answer.certain:
            doubts.append(answer)
        if answer.state is State.WORKDAY:
            return at
    raise OutOfRange(
        f"No working day within a year of {at}", where=days.code, remedy="Correct the weekly days off."
    )


def _answer(days: Days, day: dt.date, provisional: bool) -> Answer:
    answer = days.on(day)
    if answer.state is not State.NOT_KNOWN:
        return answer
    if provisional:
        return days.supposed(day)
    raise NotKnownYet(
        f"Whether {day} is a working day is not known yet",
        where=answer.calendar,
        remedy="Add the holidays published for that year, or ask for a provisional answer.",
        day=day,
    )


def _span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + number * ONE_DAY for number in range((last - first).days + 1))
