"""Kind and state of a tie on a day, from events whose dates may be uncertain: certain, possible or neither.

Called by `queries`; pure, no database and no clock. Every history the dates allow is walked, so "certain" means "in
each of them" and "possible" "in at least one" (docs/adr/0010). Dates and precisions belong to engines.timespans.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from youcheng.network.enums import STARTS, EventType, Kind, State

RANK = {kind: rank for rank, kind in enumerate(Kind.values)}
_BREAKS = frozenset({EventType.SUSPENDED.value, EventType.ENDED.value})
_REVIVALS = frozenset({EventType.RESUMED.value, EventType.RENEWED.value})
MOVES = frozenset(STARTS) | _BREAKS | _REVIVALS
"""The events that change kind or state; the others are facts about a tie and need not be read for its standing."""


class Claim(NamedTuple):
    """One side's claim: what happened, which time it was, and on which days it may have been (None: any before).

    Side, precision and grade say whose claim it is and how sure; a standing does not depend on them.
    """

    type: str
    occurrence: int
    earliest: dt.date | None
    latest: dt.date
    term_until: dt.date | None = None
    side: str = ""
    precision: str = ""
    grade: str = ""


class Fact(NamedTuple):
    """One event with the days it may have happened on, as closed intervals in order."""

    type: str
    days: tuple[tuple[dt.date, dt.date], ...]
    term_until: dt.date | None = None

    @property
    def earliest(self) -> dt.date:
        return self.days[0][0]

    @property
    def latest(self) -> dt.date:
        return self.days[-1][1]


class Reading(NamedTuple):
    """What a tie is under one reading of its dates. An ended tie keeps the kind it had."""

    kind: str
    state: str


NOTHING_YET = Reading(Kind.PROSPECT.value, State.ACTIVE.value)


@dataclass(frozen=True)
class Standing:
    """What a tie is on a day: every reading its dates allow, and whether its term has run out.

    `term_until` is the last known end of a term; `term_over` says it lies before the day and no renewal is recorded.
    """

    as_of: dt.date
    readings: frozenset[Reading]
    term_until: dt.date | None = None
    term_over: bool = False

    # Kept once asked for: a list asks for these several times a tie.
    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds it may be; an ended tie is no kind."""
        return frozenset(r.kind for r in self.readings if r.state != State.ENDED)

    @cached_property
    def kind(self) -> str | None:
        """The kind it certainly is; None when readings differ, or when it certainly ended."""
        if any(r.state == State.ENDED for r in self.readings) or len(self.kinds) != 1:
            return None
        return next(iter(self.kinds))

    @property
    def states(self) -> frozenset[str]:
        return frozenset(r.state for r in self.readings)

    @property
    def state(self) -> str | None:
        """The state it certainly has, None when readings differ."""
        return next(iter(self.states)) if len(self.states) == 1 else None

    @property
    def is_certain(self) -> bool:
        """Whether the uncertain dates leave only one reading."""
        return len(self.readings) == 1

    @cached_property
    def highest(self) -> str:
        """The highest kind it may be or, when it certainly ended, was: for sorting and for drawing."""
        return max((r.kind for r in self.readings), key=RANK.__getitem__)

    def is_certainly(self, kind: str) -> bool:
        return self.kind == kind

    def is_possibly(self, kind: str) -> bool:
        return kind in self.kinds


def facts_of(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Join the claims of each event into one fact.

    Claims that can all be true together narrow each other ("by 2014-04" and "2013-10-23" is 2013-10-23); claims that
    contradict each other are all kept as readings (1985, or 1986-05-15).
    """
    claims = list(claims)
    if len(claims) == 1:
        return (_fact(claims),)
    ordered = sorted(claims, key=lambda c: (c.type, c.occurrence))
    return tuple(_fact(list(group)) for _key, group in groupby(ordered, key=lambda c: (c.type, c.occurrence)))


def _fact(claims: Sequence[Claim]) -> Fact:
    spans = [(claim.earliest or dt.date.min, claim.latest) for claim in claims]
    common = max(first for first, _ in spans), min(last for _, last in spans)
    days = (common,) if common[0] <= common[1] else _merged(sorted(spans))
    terms = [claim.term_until for claim in claims if claim.term_until]
    return Fact(claims[0].type, days, max(terms, default=None))


def _merged(spans: Sequence[tuple[dt.date, dt.date]]) -> tuple[tuple[dt.date, dt.date], ...]:
    """Overlapping intervals become one."""
    merged: list[tuple[dt.date, dt.date]] = []
    for first, last in spans:
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return tuple(merged)


@lru_cache(maxsize=16_384)
def standing(facts: tuple[Fact, ...], as_of: dt.date) -> Standing:
    """What a tie with these facts is at the end of the day `as_of`."""
    moves = tuple(fact for fact in facts if fact.type in MOVES and fact.earliest <= as_of)
    term_until = _term(moves, as_of)
    return Standing(
        as_of,
        _walk(moves, as_of),
        term_until,
        term_until is not None and term_until < as_of,
    )


def _term(moves: Sequence[Fact], as_of: dt.date) -> dt.date | None:
    """The end of the newest term: of the last agreement or renewal that may have happened by the day.

    A later agreement or renewal without a stated term leaves no term to run out.
    """
    bearing = [f for f in moves if f.type in STARTS or f.type == EventType.RENEWED]
    if not bearing:
        return None
    newest = max(bearing, key=lambda f: (min(f.latest, as_of), RANK.get(STARTS.get(f.type, ""), 0)))
    return newest.term_until


def _walk(moves: Sequence[Fact], as_of: dt.date) -> frozenset[Reading]:
    """Every reading reachable at the end of `as_of`.

    Time is cut where an interval of possible days begins or ends. In each piece any pending fact whose days cover it
    may happen, in any order; one whose last day has passed must have happened.
    """
    if all(fact.earliest == fact.latest for fact in moves) and len({f.earliest for f in moves}) == len(moves):
        reading = NOTHING_YET
        for fact in sorted(moves, key=lambda f: f.earliest):
            reading = _after(reading, fact.type)
        return frozenset({reading})
    states = {(NOTHING_YET, frozenset(range(len(moves))))}
    for first, last in _pieces(moves, as_of):
        may = [n for n, fact in enumerate(moves) if any(a <= first and last <= b for a, b in fact.days)]
        states = _closure(states, may, moves, first)
        due = {n for n in may if moves[n].latest <= last}
        states = {state for state in states if not due & state[1]}
    return frozenset(reading for reading, _pending in states)


def _pieces(moves: Sequence[Fact], as_of: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Closed pieces of time up to `as_of` inside which no interval of possible days begins or ends."""
    cuts: set[dt.date] = set()
    for fact in moves:
        for first, last in fact.days:
            cuts.add(first)
            if last < as_of:
                cuts.add(last + dt.timedelta(days=1))
    begins = sorted(day for day in cuts if day <= as_of)
    ends = [day - dt.timedelta(days=1) for day in begins[1:]] + [as_of]
    return list(zip(begins, ends, strict=True)) if begins else []


_State = tuple[Reading, frozenset[int]]


def _closure(states: set[_State], may: Sequence[int], moves: Sequence[Fact], day: dt.date) -> set[_State]:
    """The states reachable by letting any of the facts `may` happen, in any order that makes sense."""
    reached, open_states = set(states), list(states)
    while open_states:
        reading, pending = open_states.pop()
        for number in may:
            if number not in pending or _is_premature(moves[number].type, reading, pending, moves, day):
                continue
            state = (_after(reading, moves[number].type), pending - {number})
            if state not in reached:
                reached.add(state)
                open_states.append(state)
    return reached


def _is_premature(
    type_: str, reading: Reading, pending: frozenset[int], moves: Sequence[Fact], day: dt.date
) -> bool:
    """Whether this would end or resume what has not begun although its beginning may still come first."""
    still = {moves[n].type for n in pending if moves[n].earliest <= day}
    if type_ in _BREAKS and (reading.kind == Kind.PROSPECT or reading.state == State.ENDED):
        return bool(still & (set(STARTS) | _REVIVALS))
    if type_ in _REVIVALS:
        if reading.kind == Kind.PROSPECT:
            return bool(still & set(STARTS))
        return type_ == EventType.RESUMED and reading.state == State.ACTIVE and bool(still & _BREAKS)
    return False


def _after(reading: Reading, type_: str) -> Reading:
    """What a tie is after one more event."""
    if type_ in STARTS:
        fresh = STARTS[type_]
        if reading.state == State.ENDED or RANK[fresh] > RANK[reading.kind]:
            return Reading(fresh, State.ACTIVE.value)
        return Reading(reading.kind, State.ACTIVE.value)
    if type_ == EventType.ENDED:
        return Reading(reading.kind, State.ENDED.value)
    if type_ == EventType.SUSPENDED:
        return reading if reading.state == State.ENDED else Reading(reading.kind, State.SUSPENDED.value)
    return Reading(reading.kind, State.ACTIVE.value)
