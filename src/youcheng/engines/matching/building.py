"""From judged pairs to a program: the possible pairs in one list, and what accepted matches leave free.

Between `pairs` and `solving`; called by `matcher`. Nothing is solved here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from youcheng.engines.matching.pairs import ROWS_AT_ONCE, Block, Floats, Ints, Table, in_parts, summed
from youcheng.engines.matching.program import Mask, Program
from youcheng.engines.matching.settled import ROUNDING, Settled
from youcheng.engines.matching.terms import Split

Listed = tuple[Ints, Ints, Floats, Floats]
NONE: Listed = (np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0))


@dataclass(frozen=True, eq=False)
class Free:
    """What accepted matches leave: of each need the share and how it may be split, of each offer room and slots."""

    left: Floats
    never: Mask
    units: Mask
    room: Floats
    slots: Floats

    def caps(self, quantity: Floats, rows: Ints, columns: Ints) -> Floats:
        """Return the largest share of each need that each offer could serve; 0 where none."""
        wanted = (quantity * self.left)[rows, None]
        most = np.minimum(wanted, self.room[columns])
        never, units = self.never[rows, None], self.units[rows, None]
        enough = self.room[columns] >= wanted * (1 - ROUNDING)
        most = np.where(
            never, np.where(enough, wanted, 0.0), np.where(units, np.floor(most + ROUNDING), most)
        )
        share: Floats = np.where(self.slots[columns] >= 1, most / quantity[rows, None], 0.0)
        return share


@dataclass(frozen=True, eq=False)
class Built:
    """The program, the places in its list of pairs between which each block lies, and the districts in their order."""

    program: Program
    borders: Ints
    districts: tuple[str, ...]


def build(table: Table, blocks: Sequence[Block], settled: Settled) -> Built:
    """Return the program over all possible pairs that accepted matches leave open; reach is not known yet."""
    free = free_of(table, settled)
    lists = [_pairs(table, block, free, settled) for block in blocks]
    need, offer, value, cap = _joined([NONE, *lists])
    districts, group = _districts(table)
    inside = group >= 0
    given = summed(group[inside], (table.priority * settled.served)[inside], len(districts))
    program = Program(
        need=need,
        offer=offer,
        value=value,
        cap=cap,
        quantity=table.quantity,
        left=free.left,
        never=free.never,
        units=free.units,
        room=free.room,
        slots=free.slots,
        weight=table.priority,
        group=group,
        reach=np.zeros(len(districts)),
        given=given,
    )
    return Built(program, np.cumsum([0, *(len(pairs[0]) for pairs in lists)], dtype=np.intp), districts)


def free_of(table: Table, settled: Settled) -> Free:
    """Return what accepted matches leave; remainders of rounding count as nothing."""
    left, room = 1.0 - settled.served, table.capacity - settled.used
    limits = np.array([np.inf if offer.most_needs is None else offer.most_needs for offer in table.offers])
    return Free(
        left=np.where(left > ROUNDING, left, 0.0),
        never=np.array([need.split is Split.NEVER for need in table.needs], dtype=np.bool_),
        units=np.array([need.split is Split.UNITS for need in table.needs], dtype=np.bool_),
        room=np.where(room > ROUNDING * np.maximum(table.capacity, 1.0), room, 0.0),
        slots=limits - settled.slots,
    )


def _pairs(table: Table, block: Block, free: Free, settled: Settled) -> Listed:
    """List a block's possible pairs: need, offer, value, cap. A pair accepted already is settled, not extended."""
    accepted = set(zip(settled.needs.tolist(), settled.offers.tolist(), strict=True))
    lists = [NONE]
    for begin, rows in zip(range(0, len(block.needs), ROWS_AT_ONCE), in_parts(block.needs), strict=True):
        caps = free.caps(table.quantity, rows, block.offers)
        caps[block.broken[begin : begin + len(rows)] != 0] = 0.0
        row, column = np.nonzero(caps)
        need, offer = rows[row], block.offers[column]
        if accepted:
            new = [pair not in accepted for pair in zip(need.tolist(), offer.tolist(), strict=True)]
            row, column, need, offer = row[new], column[new], need[new], offer[new]
        lists.append((need, offer, table.values(rows, block.offers)[row, column], caps[row, column]))
    return _joined(lists)


def _joined(lists: Sequence[Listed]) -> Listed:
    needs, offers, values, caps = zip(*lists, strict=True)
    return np.concatenate(needs), np.concatenate(offers), np.concatenate(values), np.concatenate(caps)


def _districts(table: Table) -> tuple[tuple[str, ...], Ints]:
    """Return the districts in order, and the place of each need's among them (-1 outside every district)."""
    districts = tuple(sorted({need.district for need in table.needs if need.district is not None}))
    at = {district: place for place, district in enumerate(districts)}
    group = [-1 if need.district is None else at[need.district] for need in table.needs]
    return districts, np.array(group, dtype=np.intp)
