"""Who has what: all matches of a run, accepted and found, by need and by offer, and what is left.

Built by `matcher` after the solving; read by `reasons`. Nothing is decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from youcheng.engines.matching.filling import TINY
from youcheng.engines.matching.pairs import Block, Floats, Ints, Table, summed
from youcheng.engines.matching.program import Program
from youcheng.engines.matching.settled import Settled
from youcheng.engines.matching.terms import Declined

DIGITS = 1e-6


@dataclass(frozen=True)
class Entry:
    """One match by place: `value` is share · priority · fit."""

    need: int
    offer: int
    quantity: float
    share: float
    value: float
    accepted: bool


@dataclass(frozen=True, eq=False)
class Ledger:
    """The entries of a run with the table and blocks they come from.

    `share` and `plain` are of the program's pairs, with and without fairness; `declined` by keys of need and offer.
    """

    table: Table
    blocks: Sequence[Block]
    settled: Settled
    program: Program
    share: Floats
    plain: Floats
    declined: Mapping[tuple[str, str], Declined]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All matches, by need and offer."""
        found = [*self._accepted(), *self._found()]
        return tuple(sorted(found, key=lambda entry: (entry.need, entry.offer)))

    def _accepted(self) -> list[Entry]:
        settled, table = self.settled, self.table
        worths = [
            float(table.values(settled.needs[[n]], settled.offers[[n]])[0, 0])
            for n in range(len(settled.needs))
        ]
        shares = np.minimum(settled.quantities / table.quantity[settled.needs], 1.0)
        columns = (settled.needs, settled.offers, settled.quantities, shares)
        return [
            Entry(int(need), int(offer), float(quantity), float(share), float(share) * worth, accepted=True)
            for need, offer, quantity, share, worth in zip(*columns, worths, strict=True)
        ]

    def _found(self) -> list[Entry]:
        program, share = self.program, self.share
        used = np.flatnonzero(share > TINY)
        return [
            Entry(
                int(program.need[pair]),
                int(program.offer[pair]),
                _neat(float(share[pair] * program.quantity[program.need[pair]])),
                min(1.0, _neat(float(share[pair]))),
                float(share[pair] * program.value[pair]),
                accepted=False,
            )
            for pair in used
        ]

    @cached_property
    def of_need(self) -> Mapping[int, Sequence[Entry]]:
        """Matches of each need that has any."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.need, []).append(entry)
        return found

    @cached_property
    def of_offer(self) -> Mapping[int, Sequence[Entry]]:
        """Matches of each offer that has any."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.offer, []).append(entry)
        return found

    @cached_property
    def served(self) -> Floats:
        """Share served of each need."""
        share = self.settled.served + self._of_need(self.share)
        return np.where(share > 1.0 - DIGITS, 1.0, share)

    @cached_property
    def served_plain(self) -> Floats:
        """Share served of each need without fairness."""
        return self.settled.served + self._of_need(self.plain)

    def _of_need(self, share: Floats) -> Floats:
        return summed(self.program.need, share, len(self.table.needs))

    @cached_property
    def used(self) -> Floats:
        """Quantity used of each offer."""
        amounts = self.share * self.program.quantity[self.program.need]
        return self.settled.used + summed(self.program.offer, amounts, len(self.table.offers))

    @cached_property
    def row_of(self) -> Mapping[int, tuple[Block, int]]:
        """Of each need in a block: the block and its row there."""
        return {int(need): (block, row) for block in self.blocks for row, need in enumerate(block.needs)}

    @cached_property
    def column_of(self) -> Mapping[int, tuple[Block, int]]:
        """Of each offer in a block: the block and its column there."""
        return {
            int(offer): (block, column) for block in self.blocks for column, offer in enumerate(block.offers)
        }

    def possible(self, need: int) -> tuple[Ints, Floats]:
        """Return the offers possible for a need, best first, and what serving the whole need by each is worth."""
        if need not in self.row_of:
            return np.zeros(0, dtype=np.intp), np.zeros(0)
        block, row = self.row_of[need]
        offers = block.offers[block.broken[row] == 0]
        values = self.table.values(np.array([need]), offers)[0]
        order = np.argsort(-values, kind="stable")
        return offers[order], values[order]


def _neat(number: float) -> float:
    """Return a number without the solver's noise: whole where it is nearly whole."""
    whole = float(round(number))
    return whole if abs(number - whole) <= DIGITS * max(1.0, abs(number)) else number
