"""Needs and offers matched all at once: time, gap and memory, for figures from a seed."""

from __future__ import annotations

import datetime as dt
import resource
from collections.abc import Iterator

import numpy as np

from benchmarks.generated import SEED
from benchmarks.measuring import Measured, seconds
from youcheng.engines.matching import Fairness, Matching, Need, Offer, Split, match

DAY = dt.date(2026, 3, 1)
FIELDS = [f"field {number}" for number in range(13)]
CITIES = [f"city {number}" for number in range(24)]
KINDS = {
    "venue": ("whole", [Split.NEVER], 1),
    "market access": ("whole", [Split.NEVER], 1),
    "people": ("person", [Split.UNITS, Split.NEVER], 12),
    "expertise": ("day", [Split.UNITS, Split.NEVER], 20),
    "training": ("person", [Split.UNITS, Split.NEVER], 40),
    "translation": ("day", [Split.FREELY], 10),
    "money": ("CNY 10,000", [Split.FREELY, Split.NEVER], 50),
}
SIZE = 2000
DISTRICTS = 18


def all_at_once() -> Iterator[Measured]:
    """Plenty first, then too little for all: fairness then has something to decide."""
    for word, capacity in (("plenty", 1.0), ("too little", 0.4)):
        needs, offers = _made_up(capacity)
        found: list[Matching] = []
        taken = seconds(
            lambda n=needs, o=offers, f=found: f.append(match(n, o, at=DAY, fairness=Fairness(0.05)))
        )
        size = f"{SIZE:,} needs × {SIZE:,} offers, {word}"
        yield Measured(f"matched: {size}", taken, "s", 15)
        yield Measured(f"not proved of the value: {size}", 100 * found[0].gap, "%", 0.5)
        yield Measured(f"needs not wholly served, each with its reason: {size}", _refused(found[0]), "")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Measured("peak memory of the process", peak, "MiB")


def _refused(result: Matching) -> int:
    return sum(bool(outcome.reasons) for outcome in result.needs if outcome.share < 1)


def _made_up(capacity: float) -> tuple[list[Need], list[Offer]]:
    random = np.random.default_rng(SEED)
    kinds = list(KINDS)

    def some(codes: list[str], least: int, most: int) -> frozenset[str]:
        return frozenset(random.choice(codes, random.integers(least, most + 1), replace=False).tolist())

    def need(number: int) -> Need:
        kind = kinds[random.integers(len(kinds))]
        unit, splits, largest = KINDS[kind]
        return Need(
            key=f"need {number:04}",
            owner=f"unit {random.integers(300)}",
            kind=kind,
            unit=unit,
            quantity=float(random.integers(1, largest + 1)),
            split=splits[random.integers(len(splits))],
            fields=some(FIELDS, 1, 3),
            cities=some(CITIES, 0, 2),
            by=DAY + dt.timedelta(days=int(random.integers(20, 300))),
            priority=float(random.integers(1, 4)),
            district=f"district {random.integers(DISTRICTS)}",
        )

    def offer(number: int) -> Offer:
        kind = kinds[random.integers(len(kinds))]
        unit, _, largest = KINDS[kind]
        return Offer(
            key=f"offer {number:04}",
            owner=f"unit {random.integers(300)}",
            kind=kind,
            unit=unit,
            capacity=float(max(1, round(capacity * random.integers(1, largest + 2)))),
            fields=some(FIELDS, 0, 4),
            cities=some(CITIES, 0, 3),
            start=DAY + dt.timedelta(days=int(random.integers(-60, 120))),
            until=DAY + dt.timedelta(days=int(random.integers(120, 400))),
            most_needs=int(random.integers(1, 4)) if random.random() < 0.4 else None,
        )

    return [need(number) for number in range(SIZE)], [offer(number) for number in range(SIZE)]
