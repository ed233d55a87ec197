"""Solves a portfolio's program by HiGHS: the best choice with its proved bound, the relaxation's bound, and mere feasibility.

Called by the other modules of the package. One thread, items in a fixed order: the same answer every time unless time runs
out. HiGHS: Huangfu and Hall 2018, Mathematical Programming Computation 10:119.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

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


def relaxed(program: Program, forced: int | None = None) -> float | None:
    """Return the most value with fractions of items allowed, None where even that cannot be."""
    least = np.zeros(len(program.items))
    if forced is not None:
        least[forced] = 1.0
    found = _solved(program, -program.value, least, 10.0, 0.0, whole=False)
    return None if found.x is None else -float(found.fun)


def can_be(program: Program) -> bool:
    """Say whether any choice keeps to all limits."""
    if not program.rows:
        return True
    nothing = np.zeros(len(program.items))
    found = _solved(program, nothing, nothing, 10.0, 0.0)
    return bool(found.status != INFEASIBLE)


def _solved(
    program: Program, goal: Floats, least: Floats, seconds: float, gap: float, *, whole: bool = True
) -> OptimizeResult:
    constraints = []
    if program.rows:
        matrix, low, high = program.matrix()
        constraints = [LinearConstraint(matrix, low, high)]
    return milp(
        goal,
        constraints=constraints,
        integrality=np.full(len(goal), int(whole)),
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
