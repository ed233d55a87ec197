"""What supervision says about a deadline on a day: working days left or late, and the rules that speak.

A rule speaks from its day on until a nearer one does, not only on that very day: a sweep that was missed is made good
by the next, and the notice's key keeps it from being said twice. Called by `queries.sweeping`. No clock, no database.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from youcheng.coordination.enums import RuleKind
from youcheng.engines.workdays import ONE_DAY, Days, State

AFTER = (RuleKind.LATE.value, RuleKind.TO_UNIT.value, RuleKind.TO_OFFICE.value)
"""Kinds that speak after the deadline, each to somebody else."""


@dataclass(frozen=True, order=True)
class Rule:
    """A row of `SupervisionRule`: its kind and its number of working days."""

    kind: str
    days: int


@dataclass(frozen=True)
class Spoken:
    """A rule that speaks, and the working days left until the deadline or gone since."""

    rule: Rule
    days: int


@dataclass(frozen=True)
class Ruler:
    """The working days of a span in order, and those of its days that are not certain. Made once for many deadlines.

    Days outside the span count as days off, so make it reach past the earliest and the latest deadline.
    """

    workdays: tuple[dt.date, ...]
    doubtful: tuple[dt.date, ...] = ()

    @classmethod
    def of(cls, days: Days, first: dt.date, last: dt.date) -> Ruler:
        """The ruler of a calendar from `first` to `last`, both included; days not known yet are supposed and doubtful."""
        worked, doubtful = [], []
        for number in range((last - first).days + 1):
            answer = days.on(first + number * ONE_DAY)
            if answer.state is State.NOT_KNOWN:
                answer = days.supposed(answer.day)
                doubtful.append(answer.day)
            elif not answer.certain:
                doubtful.append(answer.day)
            if answer.state is State.WORKDAY:
                worked.append(answer.day)
        return cls(tuple(worked), tuple(doubtful))

    def left(self, day: dt.date, due: dt.date) -> int:
        """The least n for which the day n working days before `due` has come on `day`; 0 or less from `due` on."""
        return bisect_left(self.workdays, due) - bisect_right(self.workdays, day) + 1

    def late(self, day: dt.date, due: dt.date) -> int:
        """Working days after `due` up to and including `day`; 0 where there was none yet."""
        return max(0, bisect_right(self.workdays, day) - bisect_right(self.workdays, due))

    def last_chance(self, due: dt.date) -> dt.date:
        """The last working day that is not after `due`; `due` itself where the span has none before it."""
        position = bisect_right(self.workdays, due)
        return self.workdays[position - 1] if position else due

    def is_certain(self, one: dt.date, other: dt.date) -> bool:
        """Whether every day from the one to the other is known and certain."""
        first, last = min(one, other), max(one, other)
        return bisect_left(self.doubtful, first) == bisect_right(self.doubtful, last)


def speaking(rules: Iterable[Rule], ruler: Ruler, day: dt.date, due: dt.date) -> list[Spoken]:
    """The rules that speak on a day about a deadline: at most one reminder before it, one of each later kind after it."""
    if day > due:
        late = ruler.late(day, due)
        passed = [rule for rule in rules if rule.kind in AFTER and rule.days <= late]
        latest = {rule.kind: rule for rule in sorted(passed)}
        return [Spoken(latest[kind], late) for kind in AFTER if kind in latest]
    on_day = [rule for rule in rules if rule.kind == RuleKind.ON_DAY]
    if on_day and ruler.last_chance(due) <= day:
        return [Spoken(on_day[0], 0)]
    left = ruler.left(day, due)
    reached = [rule for rule in rules if rule.kind == RuleKind.BEFORE and left <= rule.days]
    return [Spoken(min(reached), left)] if reached and day < due else []
