"""A made-up run of any size from a seed: kinds in three units, fields, cities, dates, districts."""

import datetime as dt

import numpy as np

from youcheng.engines.matching import Need, Offer, Split

AT = dt.date(2026, 3, 1)
KINDS = {
    "venue": ("whole", [Split.NEVER], 1),
    "people": ("person", [Split.NEVER, Split.UNITS], 9),
    "money": ("CNY", [Split.FREELY, Split.NEVER], 30),
}


def made_up(needs: int, offers: int, seed: int = 5) -> tuple[list[Need], list[Offer]]:
    rng = np.random.default_rng(seed)

    def some(codes: str, most: int) -> frozenset[str]:
        return frozenset(rng.choice(list(codes), rng.integers(0, most + 1), replace=False).tolist())

    def a_need(number: int) -> Need:
        kind = str(rng.choice(list(KINDS)))
        unit, splits, largest = KINDS[kind]
        return Need(
            key=f"n{number:04}",
            owner=f"unit {rng.integers(40)}",
            kind=kind,
            unit=unit,
            quantity=float(rng.integers(1, largest + 1)),
            split=splits[int(rng.integers(len(splits)))],
            fields=some("abcdef", 2),
            cities=some("ABCDEFGH", 2),
            by=AT + dt.timedelta(days=int(rng.integers(10, 200))),
            priority=float(rng.integers(1, 4)),
            district=f"district {rng.integers(5)}",
        )

    def an_offer(number: int) -> Offer:
        kind = str(rng.choice(list(KINDS)))
        unit, _, largest = KINDS[kind]
        return Offer(
            key=f"o{number:04}",
            owner=f"unit {rng.integers(40)}",
            kind=kind,
            unit=unit,
            capacity=float(rng.integers(1, largest + 1)),
            fields=some("abcdef", 3),
            cities=some("ABCDEFGH", 3),
            start=AT + dt.timedelta(days=int(rng.integers(-30, 60))),
            until=AT + dt.timedelta(days=int(rng.integers(60, 300))),
            most_needs=int(rng.integers(1, 4)) if rng.random() < 0.4 else None,
        )

    return [a_need(number) for number in range(needs)], [an_offer(number) for number in range(offers)]
