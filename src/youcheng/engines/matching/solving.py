"""Solves a matching program to a proved optimum, or with a bound that says how much better it could be.

Called by `matcher` and `fairness`. All by HiGHS through scipy, in one thread, the same every time unless time runs out.
Sources: Hitchcock 1941 (transportation), Ross and Soland 1975 (generalised assignment); sifting: Bixby et al. 1992,
Operations Research 40:885; HiGHS: Huangfu and Hall 2018. Nothing is known here of kinds, cities or people.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from youcheng.engines.matching.pairs import Floats, Ints
from youcheng.engines.matching.program import Mask, Program, Rows, WholeNumbers
from youcheng.engines.matching.terms import Effort

TINY = 1e-7
"""Shares and reduced costs below this are nothing."""

FIRST_EACH, MORE_EACH, MOST_ROUNDS = 6, 5, 60
"""Pairs of each need and offer to begin sifting with, pairs of each to add in a round, and rounds at most."""

EXACT = 1e-4
"""Below this gap (0.01 %) a solution counts as proved best."""

FEW_PAIRS, NEAR_EACH = 4000, 7
"""Up to so many pairs the whole-number program takes all; of more, those used and so many of each need and offer."""

NODES_OF_FEW, NODES_WITH_GROUPS, NODES_OF_MANY = 2_000, 100, 1
"""How far the tree of a search is followed: for many pairs its root says nearly all there is to say."""


class Unreachable(Exception):
    """Even the relaxation, on the pairs looked at, has no solution that reaches the level."""


@dataclass(frozen=True, eq=False)
class Task:
    """A program and what is asked of it.

    Without a `prize`: the most value while every group reaches `level`. With one: the level that all groups reach is
    free and worth so much, beside the value. `start` are pairs to look at first; they must be able to reach `level`.
    """

    program: Program
    level: float = 0.0
    prize: float = 0.0
    start: Ints | None = None

    @property
    def span(self) -> tuple[float, float]:
        """The levels allowed."""
        return (0.0, 1.0) if self.prize else (self.level, self.level)

    def goal(self, pairs: Ints) -> Floats:
        """Coefficients to minimise, the level's last."""
        return -np.append(self.program.value[pairs], self.prize)


@dataclass(frozen=True, eq=False)
class Solution:
    """The share of each pair, what it reaches (value and prize), and what cannot be exceeded."""

    share: Floats
    reached: float
    bound: float


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The optimum of the relaxation: shares, what it reaches, its bound, prices.

    `reduced` is the reduced cost of every pair (above 0 only where a pair is taken full), `prices` what a unit of each
    group's floor costs.
    """

    share: Floats
    reached: float
    bound: float
    reduced: Floats
    prices: Floats


def solve(task: Task, effort: Effort) -> Solution:
    """Return the best whole-number solution found and its bound.

    The bound is proved: of the relaxation, sharpened by the search over the pairs kept, and by what a pair left out
    must lose (its reduced cost times the smallest share it can have).
    """
    relaxed = relax(task)
    if is_whole(task.program, relaxed.share):
        return Solution(relaxed.share, relaxed.reached, relaxed.bound)
    return _searched(task, relaxed, effort)


def relax(task: Task, slack_share: float = EXACT / 10) -> Relaxed:
    """Solve the relaxation over all pairs by sifting; Unreachable where `start` can't reach the level.

    Solve on a few pairs, price all others with the duals, add those that pay, until none does. At any time the
    value found plus the slack Σ_i left_i · max_j (reduced cost)⁺ bounds the optimum over all pairs; it is good
    enough when the slack is at most `slack_share` of the value.
    """
    program = task.program
    active = _first(task)
    for _ in range(MOST_ROUNDS):
        found, reduced, prices = _priced(task, active)
        outside = reduced.copy()
        outside[active] = 0.0
        pays = np.zeros(len(program.left))
        np.maximum.at(pays, program.need, outside)
        slack = float(program.left @ pays)
        if slack <= slack_share * max(1.0, abs(found.fun)):
            break
        paying = outside > TINY
        more = [top(reduced, side, MORE_EACH, paying) for side in (program.need, program.offer)]
        active = np.union1d(active, np.concatenate(more))
    share = np.zeros(len(program.need))
    share[active] = np.maximum(found.x[:-1], 0.0)
    return Relaxed(share, -found.fun, slack - found.fun, reduced, prices)


def _first(task: Task) -> Ints:
    program = task.program
    dense = program.value / program.use  # value of a unit of the offer's room
    tops = [
        top(program.value, program.need, FIRST_EACH),
        top(program.value, program.offer, FIRST_EACH),
        top(dense, program.offer, FIRST_EACH),
    ]
    return np.unique(np.concatenate([*tops, task.start if task.start is not None else tops[0]]))


def top(score: Floats, side: Ints, each: int, among: Mask | None = None) -> Ints:
    """Return the pairs that are among the `each` of highest score of their need (or offer).

    Equal scores come in a shuffled order, the same every time: else all needs would be given the same few offers.
    """
    pairs = np.arange(len(score)) if among is None else np.flatnonzero(among)
    shuffled = np.random.default_rng(len(score)).permutation(len(score))
    order = pairs[np.lexsort((shuffled[pairs], -score[pairs], side[pairs]))]
    sides = side[order]
    place = np.arange(len(order)) - np.searchsorted(sides, sides)
    return order[place < each]


def _priced(task: Task, active: Ints) -> tuple[OptimizeResult, Floats, Floats]:
    """Solve the relaxation on the active pairs; return the result, every pair's reduced cost, the groups' prices."""
    program, few = task.program, task.program.only(active)
    rows = Rows.of(few)
    found = linprog(
        task.goal(active),
        A_ub=rows.matrix(few, 1.0 / few.cap),
        b_ub=rows.bound,
        bounds=np.column_stack(
            [np.append(np.zeros(len(active)), task.span[0]), np.append(few.cap, task.span[1])]
        ),
        method="highs-ds",
    )
    if found.x is None:
        raise Unreachable(found.message)
    prices = np.split(
        -found.ineqlin.marginals,
        np.cumsum([len(rows.needs), len(rows.offers), len(rows.limited)]),
    )
    of_need, of_offer, of_slot = (
        _spread(price, places, size)
        for price, places, size in zip(
            prices,
            (rows.needs, rows.offers, rows.limited),
            (len(program.left), len(program.room), len(program.room)),
            strict=False,
        )
    )
    of_group = _spread(
        prices[3], program.groups, len(program.reach) + 1
    )  # the last is of needs without a group
    reduced = (
        program.value
        - of_need[program.need]
        - program.use * of_offer[program.offer]
        - of_slot[program.offer] / program.cap
        + (program.weight * of_group[program.group])[program.need]
    )
    return found, reduced, of_group[:-1]


def _spread(price: Floats, places: Ints, size: int) -> Floats:
    spread = np.zeros(size)
    spread[places] = price
    return spread


def is_whole(program: Program, share: Floats) -> bool:
    """Say whether shares keep to what the relaxation forgets: whole needs, whole units, slots."""
    count = np.where(program.never[program.need], share, share * program.quantity[program.need])
    bound_to = program.never[program.need] | program.units[program.need]
    broken = np.abs(count - np.round(count)) > 1e-6 * np.maximum(1.0, count)
    taken = np.bincount(program.offer, share > TINY, minlength=len(program.room))
    return not (broken & bound_to).any() and not (taken > program.slots).any()


def _kept(task: Task, relaxed: Relaxed, loss: Floats) -> Ints:
    """Return the pairs for the whole-number program: all if few, else those used and, of each side, those that lose least."""
    program = task.program
    if len(program.need) <= FEW_PAIRS:
        return np.arange(len(program.need))
    near = [top(-loss, side, NEAR_EACH) for side in (program.need, program.offer)]
    used = np.flatnonzero(relaxed.share > TINY)
    return np.unique(np.concatenate([*near, used, used if task.start is None else task.start]))


def _searched(task: Task, relaxed: Relaxed, effort: Effort) -> Solution:
    """Solve the whole-number program on the pairs kept."""
    loss = np.maximum(-relaxed.reduced, 0.0)
    kept = _kept(task, relaxed, loss)
    found, share = _whole_numbers(task, task.program.only(kept), kept, effort)
    left_out = np.ones(len(loss), dtype=np.bool_)
    left_out[kept] = False
    least_lost = float((loss * task.program.least)[left_out].min(initial=np.inf))
    searched = -found.mip_dual_bound if found.mip_dual_bound is not None else np.inf
    bound = min(relaxed.bound, max(searched, relaxed.bound - least_lost))
    everywhere = np.zeros(len(loss))
    if share is None:
        return Solution(everywhere, -np.inf, bound)
    everywhere[kept] = share
    return Solution(everywhere, -float(found.fun), max(bound, -float(found.fun)))


def _whole_numbers(
    task: Task, program: Program, kept: Ints, effort: Effort
) -> tuple[OptimizeResult, Floats | None]:
    """Solve in whole numbers; return the result and the shares, None where no solution was found."""
    form = WholeNumbers.of(program)
    pairs, ways = len(kept), len(form.counted)
    found = milp(
        np.append(task.goal(kept) * np.append(form.scale, 1.0), np.zeros(ways)),
        constraints=LinearConstraint(form.matrix, -np.inf, form.bound),
        integrality=np.concatenate([form.whole.astype(int), [0], np.ones(ways, dtype=int)]),
        bounds=Bounds(
            np.concatenate([np.zeros(pairs), [task.span[0]], np.zeros(ways)]),
            np.concatenate([program.cap / form.scale, [task.span[1]], np.ones(ways)]),
        ),
        options=_options(task, pairs, effort),
    )
    if found.x is None:
        return found, None
    x = found.x[:pairs]
    return found, np.clip(np.where(form.whole, np.round(x), x) * form.scale, 0.0, program.cap)


def _options(task: Task, pairs: int, effort: Effort) -> dict[str, float]:
    options = {"time_limit": effort.seconds, "mip_rel_gap": effort.gap / 2, "node_limit": NODES_OF_MANY}
    if pairs == len(task.program.need):
        options["node_limit"] = NODES_WITH_GROUPS
        if not len(task.program.groups):
            options |= {"node_limit": NODES_OF_FEW, "mip_rel_gap": min(effort.gap, EXACT)}
    return options
