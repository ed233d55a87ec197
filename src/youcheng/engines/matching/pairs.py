"""Which need could be served by which offer, and what that would be worth.

First step of `match`: needs and offers are encoded as arrays (sorted by key, so that the order of input changes
nothing), blocked by kind and unit, and each block is judged at once: the rules a pair breaks as bits, the value of the
pairs that break none. No capacity is shared out here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.errors import OutOfRange
from youcheng.engines.matching.terms import Codes, Declined, Need, Offer, Split, Weights

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bits = NDArray[np.uint8]

MOST_PAIRS = 10_000_000
"""The most pairs of equal kind and unit that one run judges; each takes about 60 bytes while it is solved."""

ROWS_AT_ONCE = 250

NEVER_ENDS = dt.date.max.toordinal()
BEGAN_ALWAYS = dt.date.min.toordinal()


class Rule(IntFlag):
    """A rule a pair of one kind and unit can break; a pair that breaks none is possible."""

    OWNER = 1  # need and offer are of the same unit
    TIME = 2  # the offer does not stand on any day left to the need
    CITIES = 4  # both name cities, and none is shared
    FIELDS = 8  # both name fields, and none is shared
    DECLINED = 16  # people declined it before
    SIZE = 32  # the need may not be split that far and the offer is too small


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of a fit, each from 0 to 1, one row a need and one column an offer."""

    fields: Floats
    cities: Floats
    time: Floats

    def fit(self, weights: Weights) -> Floats:
        """Return the weighted mean of the parts."""
        total = (
            weights.base
            + weights.fields * self.fields
            + weights.cities * self.cities
            + weights.time * self.time
        )
        return total / weights.total


@dataclass(frozen=True, eq=False)
class Table:
    """Needs and offers sorted by key, with what is asked about them as arrays. `at` is the day of the run."""

    needs: tuple[Need, ...]
    offers: tuple[Offer, ...]
    at: dt.date
    weights: Weights

    @classmethod
    def of(cls, needs: Iterable[Need], offers: Iterable[Offer], at: dt.date, weights: Weights) -> "Table":
        """Sort by key."""
        return cls(
            tuple(sorted(needs, key=lambda need: need.key)),
            tuple(sorted(offers, key=lambda offer: offer.key)),
            at,
            weights,
        )

    @cached_property
    def need_at(self) -> Mapping[str, int]:
        """Place of each need by key."""
        return {need.key: place for place, need in enumerate(self.needs)}

    @cached_property
    def offer_at(self) -> Mapping[str, int]:
        """Place of each offer by key."""
        return {offer.key: place for place, offer in enumerate(self.offers)}

    @cached_property
    def quantity(self) -> Floats:
        """Quantity wanted."""
        return np.array([need.quantity for need in self.needs], dtype=np.float64)

    @cached_property
    def priority(self) -> Floats:
        """What serving the whole need counts."""
        return np.array([need.priority for need in self.needs], dtype=np.float64)

    @cached_property
    def capacity(self) -> Floats:
        """Capacity offered."""
        return np.array([offer.capacity for offer in self.offers], dtype=np.float64)

    @cached_property
    def smallest(self) -> Floats:
        """The smallest quantity in which a need can be served: all of it, one unit, or next to nothing."""
        least = {Split.UNITS: 1.0, Split.FREELY: 0.0}
        return np.array([least.get(need.split, need.quantity) for need in self.needs], dtype=np.float64)

    @cached_property
    def by(self) -> Ints:
        """Last day of each need as an ordinal."""
        return np.array(
            [need.by.toordinal() if need.by else NEVER_ENDS for need in self.needs], dtype=np.intp
        )

    @cached_property
    def start(self) -> Ints:
        """First day of each offer as an ordinal."""
        days = [offer.start.toordinal() if offer.start else BEGAN_ALWAYS for offer in self.offers]
        return np.array(days, dtype=np.intp)

    @cached_property
    def until(self) -> Ints:
        """Last day of each offer as an ordinal."""
        days = [offer.until.toordinal() if offer.until else NEVER_ENDS for offer in self.offers]
        return np.array(days, dtype=np.intp)

    @cached_property
    def owners(self) -> tuple[Ints, Ints]:
        """Owners of needs and of offers as numbers that agree."""
        numbers = {
            owner: number for number, owner in enumerate(sorted({entry.owner for entry in self._entries}))
        }
        return (
            np.array([numbers[need.owner] for need in self.needs], dtype=np.intp),
            np.array([numbers[offer.owner] for offer in self.offers], dtype=np.intp),
        )

    @cached_property
    def fields(self) -> tuple[Floats, Floats]:
        """Which fields needs and offers name: 0 or 1, one column a field."""
        return _named([need.fields for need in self.needs], [offer.fields for offer in self.offers])

    @cached_property
    def cities(self) -> tuple[Floats, Floats]:
        """Which cities needs and offers name: 0 or 1, one column a city."""
        return _named([need.cities for need in self.needs], [offer.cities for offer in self.offers])

    @property
    def _entries(self) -> tuple[Need | Offer, ...]:
        return (*self.needs, *self.offers)

    def parts(self, rows: Ints, columns: Ints) -> Parts:
        """Return the parts of the fit of the needs `rows` with the offers `columns`."""
        return Parts(
            _agreement(self.fields, rows, columns, self.weights.open_part),
            _agreement(self.cities, rows, columns, self.weights.open_part),
            self._time(rows, columns),
        )

    def _time(self, rows: Ints, columns: Ints) -> Floats:
        today = self.at.toordinal()
        last = self.by[rows, None]
        covered = np.minimum(last, self.until[columns]) - np.maximum(today, self.start[columns]) + 1
        share = np.clip(covered / np.maximum(last - today + 1, 1), 0.0, 1.0)
        # A need without a last day is in no hurry: any day on which the offer stands suits it.
        return np.where(last == NEVER_ENDS, (covered > 0).astype(np.float64), share)

    def values(self, rows: Ints, columns: Ints) -> Floats:
        """Return what serving the whole of each need by each offer would be worth: priority · fit."""
        worth: Floats = self.priority[rows, None] * self.parts(rows, columns).fit(self.weights)
        return worth

    def broken(self, rows: Ints, columns: Ints) -> Bits:
        """Return the rules that each pair breaks (all but DECLINED), as bits of `Rule`."""
        today = self.at.toordinal()
        last = self.by[rows, None]
        late = (self.start[columns] > last) | (self.until[columns] < today) | (last < today)
        need_owner, offer_owner = self.owners
        bits = np.zeros((len(rows), len(columns)), dtype=np.uint8)
        for rule, breaks in (
            (Rule.OWNER, need_owner[rows, None] == offer_owner[columns]),
            (Rule.TIME, late),
            (Rule.CITIES, _apart(self.cities, rows, columns)),
            (Rule.FIELDS, _apart(self.fields, rows, columns)),
            (Rule.SIZE, self._too_small(rows, columns)),
        ):
            bits |= breaks.astype(np.uint8) * np.uint8(rule)
        return bits

    def _too_small(self, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
        room = self.capacity[columns]
        small: NDArray[np.bool_] = (self.smallest[rows, None] > room) | (room <= 0)
        return small


@dataclass(frozen=True, eq=False)
class Block:
    """All needs and offers of one kind and unit (their places in the table), and the rules each pair breaks."""

    kind: str
    unit: str
    needs: Ints
    offers: Ints
    broken: Bits


def blocks_of(table: Table, declined: Iterable[Declined]) -> tuple[Block, ...]:
    """Return the blocks in which both sides appear; OutOfRange where they hold more pairs than can be judged."""
    asked, given = _places(table.needs), _places(table.offers)
    keys = sorted(asked.keys() & given.keys())
    pairs = sum(len(asked[key]) * len(given[key]) for key in keys)
    if pairs > MOST_PAIRS:
        raise OutOfRange(
            f"{pairs:,} pairs of equal kind and unit",
            where="needs and offers",
            remedy=f"Match in parts of at most {MOST_PAIRS:,} pairs.",
        )
    refused = [(table.need_at[pair.need], table.offer_at[pair.offer]) for pair in declined]
    return tuple(_block(table, key, asked[key], given[key], refused) for key in keys)


def _block(
    table: Table, key: tuple[str, str], rows: Ints, columns: Ints, refused: Sequence[tuple[int, int]]
) -> Block:
    broken = np.vstack([table.broken(some, columns) for some in in_parts(rows)])
    at_row, at_column = ({place: number for number, place in enumerate(places)} for places in (rows, columns))
    for need, offer in refused:
        if need in at_row and offer in at_column:
            broken[at_row[need], at_column[offer]] |= Rule.DECLINED
    return Block(*key, rows, columns, broken)


def in_parts(rows: Ints) -> Iterator[Ints]:
    """Yield rows in portions, so that what is computed for a portion stays small."""
    return (rows[begin : begin + ROWS_AT_ONCE] for begin in range(0, len(rows), ROWS_AT_ONCE))


def _places(entries: Sequence[Need | Offer]) -> dict[tuple[str, str], Ints]:
    found: dict[tuple[str, str], list[int]] = {}
    for place, entry in enumerate(entries):
        found.setdefault((entry.kind, entry.unit), []).append(place)
    return {key: np.array(places, dtype=np.intp) for key, places in found.items()}


def summed(places: Ints, amounts: Floats, size: int) -> Floats:
    """Return the sum of the amounts at each of `size` places."""
    return np.bincount(places, amounts, minlength=size).astype(np.float64)


def _named(ours: Sequence[Codes], theirs: Sequence[Codes]) -> tuple[Floats, Floats]:
    columns = {code: number for number, code in enumerate(sorted(frozenset().union(*ours, *theirs)))}

    def matrix(sets: Sequence[Codes]) -> Floats:
        named = np.zeros((len(sets), len(columns)))
        for row, codes in enumerate(sets):
            named[row, [columns[code] for code in codes]] = 1.0
        return named

    return matrix(ours), matrix(theirs)


def _agreement(named: tuple[Floats, Floats], rows: Ints, columns: Ints, open_part: float) -> Floats:
    """Return the share of the need's codes that the offer names; `open_part` where either names none."""
    ours, theirs = named[0][rows], named[1][columns]
    many = ours.sum(axis=1)[:, None]
    share = (ours @ theirs.T) / np.maximum(many, 1.0)
    return np.where((many == 0) | (theirs.sum(axis=1) == 0), open_part, share)


def _apart(named: tuple[Floats, Floats], rows: Ints, columns: Ints) -> NDArray[np.bool_]:
    """Say where both name codes and none is shared."""
    ours, theirs = named[0][rows], named[1][columns]
    both = (ours.sum(axis=1)[:, None] > 0) & (theirs.sum(axis=1) > 0)
    apart: NDArray[np.bool_] = both & (ours @ theirs.T == 0)
    return apart
