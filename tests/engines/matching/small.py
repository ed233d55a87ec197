"""Small made-up runs, and the answers found by trying everything: the yardstick of the property tests.

Shares no code with the engine: fit and rules are written again from their description.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from youcheng.engines.matching import Need, Offer, Split, Weights

AT = dt.date(2026, 3, 1)
DAY = dt.timedelta(days=1)
Shares = Mapping[tuple[int, int], float]

codes = st.frozensets(st.sampled_from("abc"), max_size=2)
days = st.one_of(st.none(), st.integers(-5, 20).map(lambda n: AT + n * DAY))


@st.composite
def a_need(draw: st.DrawFn) -> Need:
    kind, unit = draw(st.sampled_from([("people", "person"), ("venue", "whole")]))
    return Need(
        key="",
        owner=draw(st.sampled_from(["u1", "u2", "u3"])),
        kind=kind,
        unit=unit,
        quantity=draw(st.integers(1, 3)),
        split=draw(st.sampled_from([Split.NEVER, Split.UNITS])),
        fields=draw(codes),
        cities=draw(codes),
        by=draw(days),
        priority=draw(st.sampled_from([1.0, 2.0, 3.5])),
        district=draw(st.sampled_from(["d1", "d2", None])),
    )


@st.composite
def an_offer(draw: st.DrawFn) -> Offer:
    kind, unit = draw(st.sampled_from([("people", "person"), ("venue", "whole")]))
    start, until = draw(days), draw(days)
    if start and until and start > until:
        start, until = until, start
    return Offer(
        key="",
        owner=draw(st.sampled_from(["u4", "u5", "u1"])),
        kind=kind,
        unit=unit,
        capacity=draw(st.integers(0, 4)),
        fields=draw(codes),
        cities=draw(codes),
        start=start,
        until=until,
        most_needs=draw(st.sampled_from([None, 1, 2])),
    )


needs = st.lists(a_need(), max_size=4).map(
    lambda entries: [replace(entry, key=f"n{number}") for number, entry in enumerate(entries)]
)
offers = st.lists(an_offer(), max_size=3).map(
    lambda entries: [replace(entry, key=f"o{number}") for number, entry in enumerate(entries)]
)


def possible(need: Need, offer: Offer) -> bool:
    by, start, until = need.by or dt.date.max, offer.start or dt.date.min, offer.until or dt.date.max
    return (
        (need.kind, need.unit) == (offer.kind, offer.unit)
        and need.owner != offer.owner
        and by >= AT
        and start <= by
        and until >= AT
        and not (need.cities and offer.cities and not need.cities & offer.cities)
        and not (need.fields and offer.fields and not need.fields & offer.fields)
        and offer.capacity >= (need.quantity if need.split is Split.NEVER else 1)
    )


def value(need: Need, offer: Offer, weights: Weights) -> float:
    def part(ours: frozenset[str], theirs: frozenset[str]) -> float:
        return len(ours & theirs) / len(ours) if ours and theirs else weights.open_part

    if need.by is None:
        time = 1.0
    else:
        wanted = {AT + n * DAY for n in range((need.by - AT).days + 1)}
        standing = {day for day in wanted if (offer.start or day) <= day <= (offer.until or day)}
        time = len(standing) / len(wanted)
    fit = (
        weights.base
        + weights.fields * part(need.fields, offer.fields)
        + weights.cities * part(need.cities, offer.cities)
        + weights.time * time
    ) / (weights.base + weights.fields + weights.cities + weights.time)
    return need.priority * fit


def all_ways(needs: Sequence[Need], offers: Sequence[Offer]) -> Iterator[Shares]:
    """Yield every allowed way to serve the needs, as quantities by pair."""
    per_need = [list(_ways(need, offers)) for need in needs]
    for choice in product(*per_need):
        amounts = {(i, j): amount for i, row in enumerate(choice) for j, amount in enumerate(row) if amount}
        if all(
            _bears(offer, [a for (_, at), a in amounts.items() if at == j]) for j, offer in enumerate(offers)
        ):
            yield amounts


def _ways(need: Need, offers: Sequence[Offer]) -> Iterator[tuple[float, ...]]:
    quantity = int(need.quantity)
    steps = [
        ([0, quantity] if need.split is Split.NEVER else range(quantity + 1))
        if possible(need, offer)
        else [0]
        for offer in offers
    ]
    for amounts in product(*steps):
        if sum(amounts) <= quantity:
            yield amounts


def _bears(offer: Offer, amounts: Sequence[float]) -> bool:
    return sum(amounts) <= offer.capacity and (offer.most_needs is None or len(amounts) <= offer.most_needs)


def total(needs: Sequence[Need], offers: Sequence[Offer], way: Shares, weights: Weights) -> float:
    return sum(
        value(needs[i], offers[j], weights) * amount / needs[i].quantity for (i, j), amount in way.items()
    )


def served(needs: Sequence[Need], way: Shares, district: str) -> float:
    return sum(
        needs[i].priority * amount / needs[i].quantity
        for (i, _), amount in way.items()
        if needs[i].district == district
    )
