"""A portfolio's limits as rows of a 0–1 program: which items each limit counts, and between what bounds.

Built once for a list of items and its limits; `without` and `forcing` make the variants that questions ask for. Nothing is
solved here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from youcheng.engines.portfolio.terms import Item, Kind, Limit, Limits

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CLOSE = 1e-9
"""Sums of decimal amounts may miss a limit by so much of it and still keep to it."""


@dataclass(frozen=True, eq=False)
class Row:
    """One inequality: low ≤ Σ weight · x ≤ high, of the limit it belongs to."""

    limit: Limit
    weight: Floats
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Program:
    """Items in the order of their keys, so that the order they came in changes nothing, and the rows of all limits."""

    items: tuple[Item, ...]
    rows: tuple[Row, ...]

    @cached_property
    def value(self) -> Floats:
        """What each item is worth."""
        return np.array([item.value for item in self.items])

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The limits that have a row, each once, in their order."""
        return tuple(dict.fromkeys(row.limit for row in self.rows))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each item stands."""
        return {item.key: place for place, item in enumerate(self.items)}

    def without(self, *limits: Limit) -> "Program":
        """Return the program with some limits lifted."""
        return self.only([limit for limit in self.limits if limit not in limits])

    def only(self, limits: Collection[Limit]) -> "Program":
        """Return the program that keeps to these limits alone."""
        kept = set(limits)
        return Program(self.items, tuple(row for row in self.rows if row.limit in kept))

    def matrix(self) -> tuple[sparse.csr_array, Floats, Floats]:
        """Return the rows' weights and bounds, each row scaled to a largest weight of 1."""
        sizes = [float(np.abs(row.weight).max(initial=0.0)) or 1.0 for row in self.rows]
        weights = [row.weight / size for row, size in zip(self.rows, sizes, strict=True)]
        low = np.array([row.low / size for row, size in zip(self.rows, sizes, strict=True)])
        high = np.array([row.high / size for row, size in zip(self.rows, sizes, strict=True)])
        return sparse.csr_array(np.array(weights)), low, high

    def out_of_reach(self) -> Mask:
        """Say of each item whether it breaks a limit by itself, beside what is required: then no choice can have it."""
        required = np.zeros(len(self.items), dtype=np.bool_)
        for row in self.rows:
            if row.limit.kind is Kind.REQUIRED:
                required |= row.weight > 0
        broken = np.zeros(len(self.items), dtype=np.bool_)
        for row in self.rows:
            if np.isfinite(row.high) and (row.weight >= 0).all():
                taken = float(row.weight[required].sum())
                room = row.high - taken + CLOSE * max(1.0, float(row.weight.sum()))
                broken |= ~required & (row.weight > room)
        return broken

    def keeps(self, chosen: Mask) -> bool:
        """Say whether a choice keeps to every limit."""
        for row in self.rows:
            used, room = float(row.weight[chosen].sum()), CLOSE * max(1.0, float(np.abs(row.weight).sum()))
            if used < row.low - room or used > row.high + room:
                return False
        return True


def program_of(items: Sequence[Item], limits: Limits) -> Program:
    """Return the program of a checked list."""
    ordered = tuple(sorted(items, key=lambda item: item.key))
    return Program(ordered, tuple(_rows(ordered, limits)))


def _rows(items: tuple[Item, ...], limits: Limits) -> Iterator[Row]:
    """One row for each limit, several for those that hold in every city."""
    city = np.array([item.city for item in items])
    action = np.array([item.action for item in items])
    yield from _amounts(items, limits)
    if limits.most_a_city is not None:
        for name in np.unique(city):
            yield _at_most(Limit(Kind.MOST_A_CITY, "", limits.most_a_city), city == name)
    yield from _quotas(np.array([item.zone for item in items]), limits)
    for each in limits.cities:
        if each.least is not None:
            yield _at_least(Limit(Kind.CITY_LEAST, each.city, each.least), city == each.city)
        if each.most is not None:
            yield _at_most(Limit(Kind.CITY_MOST, each.city, each.most), city == each.city)
    key = np.array([item.key for item in items])
    for required in sorted(limits.required):
        yield Row(Limit(Kind.REQUIRED, required), _ones(key == required), 1.0, inf)
    for forbidden in sorted(limits.forbidden):
        yield Row(Limit(Kind.FORBIDDEN, forbidden), _ones(key == forbidden), -inf, 0.0)
    for group in limits.exclusive:
        inside = np.isin(action, sorted(group))
        for name in np.unique(city[inside]):
            yield Row(
                Limit(Kind.EXCLUSIVE, " ".join(sorted(group))), _ones(inside & (city == name)), -inf, 1.0
            )


def _amounts(items: tuple[Item, ...], limits: Limits) -> Iterator[Row]:
    if limits.money is not None:
        weight = np.array([item.money for item in items])
        yield Row(Limit(Kind.MONEY, "", limits.money), weight, -inf, limits.money)
    if limits.days is not None:
        weight = np.array([item.days for item in items])
        yield Row(Limit(Kind.DAYS, "", limits.days), weight, -inf, limits.days)
    if limits.abroad is not None:
        yield _at_most(
            Limit(Kind.ABROAD, "", limits.abroad), np.array([item.abroad for item in items], dtype=np.bool_)
        )


def _quotas(zone: NDArray[np.str_], limits: Limits) -> Iterator[Row]:
    """A share s of what is chosen is linear: Σ_zone x − s Σ x against 0."""
    for quota in limits.quotas:
        inside = zone == quota.zone
        if quota.least is not None:
            yield _at_least(Limit(Kind.ZONE_LEAST, quota.zone, quota.least), inside)
        if quota.most is not None:
            yield _at_most(Limit(Kind.ZONE_MOST, quota.zone, quota.most), inside)
        if quota.least_share is not None:
            limit = Limit(Kind.ZONE_LEAST_SHARE, quota.zone, quota.least_share)
            yield Row(limit, _ones(inside) - quota.least_share, 0.0, inf)
        if quota.most_share is not None:
            limit = Limit(Kind.ZONE_MOST_SHARE, quota.zone, quota.most_share)
            yield Row(limit, _ones(inside) - quota.most_share, -inf, 0.0)


def _at_most(limit: Limit, inside: Mask) -> Row:
    assert limit.amount is not None
    return Row(limit, _ones(inside), -inf, limit.amount)


def _at_least(limit: Limit, inside: Mask) -> Row:
    assert limit.amount is not None
    return Row(limit, _ones(inside), limit.amount, inf)


def _ones(inside: Mask) -> Floats:
    return inside.astype(np.float64)
