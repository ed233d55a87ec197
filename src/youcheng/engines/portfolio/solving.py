"""Solves a portfolio's program by HiGHS: the best choice with its proved bound, the relaxation's bound, and mere feasibility.

Called by the other modules of the package. One thread, items in a fixed order: the same answer every time unless time runs
out. HiGHS: Huangfu and Hall 2018, Mathematical Programming Computation 10:119.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from youcheng.engines.portfolio.program import Floats, Mask, Program

INFEASIBLE = 2
"""What scipy's milp calls a program that no choice can satisfy."""


@dataclass(frozen=True, eq=False)
class Found:
    """A choice, what it is worth, and what no choice can exceed."""

    chosen: Mask
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How much better, as a share of the bound, the best choice could still be."""
        return max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0


class OutOfTime(Exception):
    """No choice was found in the time given, and none was proved impossible."""


def best(program: Program, seconds: float, gap: float, forced: int | None = None) -> Found | None:
    """Return the best choice, with item number `forced` in it; None where no choice keeps to all limits."""
    least = np.zeros(len(program.items))
    if forced is not None:
        least[forced] = 1.0
    # Values are scaled so that the largest is 1: HiGHS's absolute tolerances then mean the same for every caller.
    size = float(program.value.max(initial=0.0)) or 1.0
    found = _solved(program, -program.value / size, least, seconds, gap)
    if found.status == INFEASIBLE:
        return None
    if found.x is None:
        raise OutOfTime(found.message)
    chosen = _lean(program, np.asarray(found.x) > 0.5, forced)
    value = float(program.value[chosen].sum())
    proved = float(program.value.sum()) if found.mip_dual_bound is None else -found.mip_dual_bound * size
    return Found(chosen, value, max(value, proved) if proved - value > gap * max(value, size) else value)


def ceilings(program: Program) -> Floats:
    """Return for each item what no choice with it can exceed: the relaxation's optimum plus the item's reduced cost.

    One linear program for all items, so a little looser than solving the relaxation with each of them. +inf where the
    relaxation has no solution.
    """
    size = float(program.value.max(initial=0.0)) or 1.0
    if not program.rows:
        return np.full(len(program.items), float(program.value.sum()))
    matrix, low, high = program.matrix()
    above, below = np.isfinite(high), np.isfinite(low)
    found = linprog(
        -program.value / size,
        A_ub=sparse.vstack([matrix[above], -matrix[below]], format="csr"),
        b_ub=np.concatenate([high[above], -low[below]]),
        bounds=(0, 1),
        method="highs",
    )
    if found.x is None:
        return np.full(len(program.items), np.inf)
    # Only an item the relaxation leaves at 0 loses by being taken; HiGHS gives its price as the lower bound's marginal.
    lost = np.maximum(found.lower.marginals, 0.0)
    ceiling: Floats = (-found.fun - lost) * size
    return ceiling


def can_be(program: Program) -> bool:
    """Say whether any choice keeps to all limits."""
    if not program.rows:
        return True
    nothing = np.zeros(len(program.items))
    found = _solved(program, nothing, nothing, 10.0, 0.0)
    return bool(found.status != INFEASIBLE)


def _solved(program: Program, goal: Floats, least: Floats, seconds: float, gap: float) -> OptimizeResult:
    constraints = []
    if program.rows:
        matrix, low, high = program.matrix()
        constraints = [LinearConstraint(matrix, low, high)]
    return milp(
        goal,
        constraints=constraints,
        integrality=np.ones(len(goal)),
        bounds=Bounds(least, np.ones(len(goal))),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )


def _lean(program: Program, chosen: Mask, forced: int | None) -> Mask:
    """Leave out what is worth nothing and is not needed for a limit: the solver takes such items at will."""
    lean = chosen.copy()
    for place in np.flatnonzero(chosen & (program.value == 0)):
        if place == forced:
            continue
        lean[place] = False
        if not program.keeps(lean):
            lean[place] = True
    return lean
