"""What people settled before the run: accepted matches, checked against each other, and what they leave free.

Second step of `match`. An accepted match stays even where a rule of pairing speaks against it (people knew better), but
quantities must add up: pairs that can't all hold are refused by name, never dropped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from youcheng.engines.errors import EngineError
from youcheng.engines.matching.pairs import Floats, Ints, Table, summed
from youcheng.engines.matching.terms import Accepted, Declined, Split
from youcheng.engines.results import listed

ROUNDING = 1e-9


class Conflict(StrEnum):
    """Why accepted matches can't all hold."""

    TWICE = "twice"  # the same pair is accepted twice
    DECLINED = "declined"  # the pair is accepted and declined
    KIND = "kind"  # need and offer are of different kinds
    UNIT = "unit"  # their quantities can't be compared
    PART = "part"  # a part of a need that may not be split so
    NEED = "need"  # more than the need wants
    OFFER = "offer"  # more than the offer holds
    SLOTS = "slots"  # more needs than the offer serves


@dataclass(frozen=True)
class Clash:
    """One conflict and the (need, offer) pairs that make it; `over` is by how much, where that is a number."""

    conflict: Conflict
    pairs: tuple[tuple[str, str], ...]
    over: float | None = None


class ImpossiblePairs(EngineError):
    """Accepted matches contradict each other; `clashes` names every conflict with its pairs."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        said = [f"{c.conflict}: {', '.join(' → '.join(pair) for pair in c.pairs)}" for c in clashes]
        super().__init__(
            "Accepted matches cannot all hold",
            where=listed(tuple(said)),
            remedy="Withdraw or reduce one pair of each conflict.",
        )


@dataclass(frozen=True, eq=False)
class Settled:
    """Accepted matches as places and quantities, and of each need and offer what they take."""

    needs: Ints
    offers: Ints
    quantities: Floats
    served: Floats  # share of each need
    used: Floats  # quantity of each offer
    slots: Ints  # needs each offer serves


def settle(table: Table, accepted: Iterable[Accepted], declined: Iterable[Declined]) -> Settled:
    """Return what the accepted matches take; ImpossiblePairs names those that can't all hold."""
    matches = sorted(accepted, key=lambda match: (match.need, match.offer))
    clashes = [*_alone(table, matches, declined), *_together(table, matches)]
    if clashes:
        raise ImpossiblePairs(clashes)
    needs = np.array([table.need_at[match.need] for match in matches], dtype=np.intp)
    offers = np.array([table.offer_at[match.offer] for match in matches], dtype=np.intp)
    quantities = np.array([_quantity(table, match) for match in matches], dtype=np.float64)
    taken = summed(needs, quantities, len(table.needs)) / table.quantity
    return Settled(
        needs,
        offers,
        quantities,
        served=np.minimum(taken, 1.0),
        used=summed(offers, quantities, len(table.offers)),
        slots=np.bincount(offers, minlength=len(table.offers)),
    )


def _alone(table: Table, matches: Sequence[Accepted], declined: Iterable[Declined]) -> Iterator[Clash]:
    """Yield what is wrong with a pair by itself."""
    refused = {(pair.need, pair.offer) for pair in declined}
    seen: set[tuple[str, str]] = set()
    for match in matches:
        pair = (match.need, match.offer)
        need, offer = table.needs[table.need_at[match.need]], table.offers[table.offer_at[match.offer]]
        quantity = _quantity(table, match)
        in_part = {
            Split.NEVER: quantity != need.quantity,
            Split.UNITS: quantity != int(quantity),
            Split.FREELY: False,
        }[need.split]
        for conflict, holds in (
            (Conflict.TWICE, pair in seen),
            (Conflict.DECLINED, pair in refused),
            (Conflict.KIND, need.kind != offer.kind),
            (Conflict.UNIT, need.unit != offer.unit),
            (Conflict.PART, in_part or quantity <= 0),
        ):
            if holds:
                yield Clash(conflict, (pair,))
        seen.add(pair)


def _together(table: Table, matches: Sequence[Accepted]) -> Iterator[Clash]:
    """Yield which pairs together take more than there is."""
    by_need: dict[str, list[Accepted]] = {}
    by_offer: dict[str, list[Accepted]] = {}
    for match in matches:
        by_need.setdefault(match.need, []).append(match)
        by_offer.setdefault(match.offer, []).append(match)
    for key, group in by_need.items():
        wanted = table.needs[table.need_at[key]].quantity
        yield from _exceeded(table, Conflict.NEED, group, wanted)
    for key, group in by_offer.items():
        offer = table.offers[table.offer_at[key]]
        yield from _exceeded(table, Conflict.OFFER, group, offer.capacity)
        if offer.most_needs is not None and len(group) > offer.most_needs:
            yield Clash(Conflict.SLOTS, _named(group), float(len(group) - offer.most_needs))


def _exceeded(table: Table, conflict: Conflict, group: Sequence[Accepted], limit: float) -> Iterator[Clash]:
    over = sum(_quantity(table, match) for match in group) - limit
    if over > ROUNDING * max(1.0, limit):
        yield Clash(conflict, _named(group), over)


def _named(group: Iterable[Accepted]) -> tuple[tuple[str, str], ...]:
    return tuple((match.need, match.offer) for match in group)


def _quantity(table: Table, match: Accepted) -> float:
    if match.quantity is not None:
        return match.quantity
    return table.needs[table.need_at[match.need]].quantity
