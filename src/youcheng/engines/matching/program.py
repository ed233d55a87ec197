"""The sharing out of capacities as a mathematical program, and its matrices for a chosen set of pairs.

Built by `matcher` and `fairness`, solved by `solving`. Only arrays: no need and no offer is known by name, and nothing is
solved here.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from youcheng.engines.matching.pairs import Floats, Ints

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Program:
    """Pairs (`need`, `offer` by place; `value` of serving the whole need; `cap`, the largest share), needs, offers, groups.

        max    Σ v_ij s_ij                     s_ij: the share of need i that offer j serves, at most cap_ij
        need   Σ_j s_ij ≤ left_i               offer   Σ_i q_i s_ij ≤ room_j   and   #{i: s_ij > 0} ≤ slots_j
        group  reach_g · level − Σ_{i in g} w_i s_ij ≤ given_g

    Of each need: `quantity`, `left` (share still open), whether it is served `never` in part or only in `units`,
    its `group` (−1: none) and its `weight` in it. Of each offer: `room` and `slots` (infinite: no limit) still free.
    Of each group: `reach`, the weight that can be served at most, and `given`, what is served already; a group whose
    reach is 0 has no row.
    """

    need: Ints
    offer: Ints
    value: Floats
    cap: Floats
    quantity: Floats
    left: Floats
    never: Mask
    units: Mask
    room: Floats
    slots: Floats
    weight: Floats
    group: Ints
    reach: Floats
    given: Floats

    def only(self, pairs: Ints | Mask) -> "Program":
        """Return the program of some of the pairs."""
        return replace(
            self,
            need=self.need[pairs],
            offer=self.offer[pairs],
            value=self.value[pairs],
            cap=self.cap[pairs],
        )

    @cached_property
    def use(self) -> Floats:
        """Share of the offer's room that serving the whole need takes."""
        taken: Floats = self.quantity[self.need] / self.room[self.offer]
        return taken

    @cached_property
    def least(self) -> Floats:
        """The smallest share above 0 that a pair can have."""
        whole = np.where(self.units, 1.0 / self.quantity, 0.0)
        smallest: Floats = np.where(self.never, 1.0, whole)[self.need]
        return smallest

    @cached_property
    def groups(self) -> Ints:
        """The groups that have a row."""
        return np.flatnonzero(self.reach > 0)


@dataclass(frozen=True, eq=False)
class Rows:
    """Which needs, offers and slot-limited offers have a row, for some pairs of a program, and the right-hand side."""

    needs: Ints
    offers: Ints
    limited: Ints
    bound: Floats

    @classmethod
    def of(cls, program: Program) -> "Rows":
        """Return the rows of the needs and offers that appear in a pair, and of the groups."""
        needs, offers = np.unique(program.need), np.unique(program.offer)
        limited = offers[np.isfinite(program.slots[offers])]
        groups = program.groups
        bound = np.concatenate(
            [program.left[needs], np.ones(len(offers)), program.slots[limited], program.given[groups]]
        )
        return cls(needs, offers, limited, bound)

    @property
    def first_of_limited(self) -> int:
        """The first row of the slot-limited offers."""
        return len(self.needs) + len(self.offers)

    def matrix(self, program: Program, slot_use: Floats) -> sparse.csc_array:
        """Return the rows' coefficients on the pairs' shares and, last, on the level of the groups.

        `slot_use` is what a pair's whole share takes of a slot: 1 / cap where the slots are relaxed.
        """
        pair = np.arange(len(program.need))
        after_limited = self.first_of_limited + len(self.limited)
        slotted = np.flatnonzero(np.isfinite(program.slots[program.offer]))
        group_row = np.full(len(program.reach) + 1, -1)
        group_row[program.groups] = after_limited + np.arange(len(program.groups))
        row_of_pair = group_row[program.group[program.need]]
        grouped = np.flatnonzero(row_of_pair >= 0)
        rows = [
            np.searchsorted(self.needs, program.need),
            len(self.needs) + np.searchsorted(self.offers, program.offer),
            self.first_of_limited + np.searchsorted(self.limited, program.offer[slotted]),
            row_of_pair[grouped],
            group_row[program.groups],
        ]
        columns = [pair, pair, slotted, grouped, np.full(len(program.groups), len(pair))]
        values = [
            np.ones(len(pair)),
            program.use,
            slot_use[slotted],
            -program.weight[program.need[grouped]],
            program.reach[program.groups],
        ]
        shape = (len(self.bound), len(pair) + 1)
        return sparse.csc_array(
            (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape
        )


@dataclass(frozen=True, eq=False)
class WholeNumbers:
    """A program's matrix for whole numbers. Variables: one a pair, the level, and a way for each counted pair.

    A pair's variable is 0 or 1 where the need is served whole or not at all, else a number of units (`scale` is the
    share of one), else the share. `counted` pairs serve in part at an offer with fewer slots than pairs: they need
    their way open, and each open way takes a slot.
    """

    scale: Floats
    whole: Mask
    counted: Ints
    matrix: sparse.csc_array
    bound: Floats

    @classmethod
    def of(cls, program: Program) -> "WholeNumbers":
        """Build the matrix."""
        rows, pairs = Rows.of(program), len(program.need)
        never, units = program.never[program.need], program.units[program.need]
        scale = np.where(units, 1.0 / program.quantity[program.need], 1.0)
        crowded = np.bincount(program.offer, minlength=len(program.room)) > program.slots
        counted = np.flatnonzero(crowded[program.offer] & ~never)
        way = np.arange(len(counted))
        slot_use = np.ones(pairs)
        slot_use[counted] = 0.0
        plain = sparse.diags_array(_plain(program, rows, never, units))
        stretched = plain @ rows.matrix(program, slot_use) @ sparse.diags_array(np.append(scale, 1.0))
        slot_rows = rows.first_of_limited + np.searchsorted(rows.limited, program.offer[counted])
        takes = sparse.csc_array((np.ones(len(way)), (slot_rows, way)), shape=(len(rows.bound), len(way)))
        # A counted pair is 0 unless its way is open: scale · x − cap · way ≤ 0.
        opened = sparse.csc_array((scale[counted], (way, counted)), shape=(len(way), pairs + 1))
        shut = -sparse.diags_array(program.cap[counted])
        matrix = sparse.block_array([[stretched, takes], [opened, shut]], format="csc")
        bound = np.append(plain @ rows.bound, np.zeros(len(way)))
        return cls(scale, never | units, counted, matrix, bound)


def _plain(program: Program, rows: Rows, never: Mask, units: Mask) -> Floats:
    """Return factors that give rows plain whole coefficients, where quantities are whole: better cuts, no rounding.

    Rows of needs served in units count units; rows of offers count in the largest measure that divides what is served
    whole (10,000 yuan, where all sums are multiples of it).
    """
    factors = np.ones(len(rows.bound))
    factors[: len(rows.needs)] = np.where(program.units[rows.needs], program.quantity[rows.needs], 1.0)
    sizes = program.quantity[program.need[never]]
    if units.any():
        sizes = np.append(sizes, 1.0)
    if len(sizes) and (sizes == np.floor(sizes)).all() and sizes.max() < 2**53:
        measure = float(np.gcd.reduce(sizes.astype(np.int64)))
        factors[len(rows.needs) : rows.first_of_limited] = program.room[rows.offers] / measure
    return factors
