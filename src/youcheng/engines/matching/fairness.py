"""Fairness between districts: no district may stand far below what could be done for the worst placed.

Third step of `match`. What a district could have at most if it were alone is its reach; its level is what it gets of
that. First the highest level is sought that all districts can reach at once (max–min), then the most value with none
more than `slack` below it. Source: Bertsimas, Farias and Trichakis 2011, The Price of Fairness, Operations Research
59:17. No kinds, no words.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

import numpy as np

from youcheng.engines.errors import OutOfRange
from youcheng.engines.matching.filling import filled, growth, remaining
from youcheng.engines.matching.pairs import Floats, Ints, summed
from youcheng.engines.matching.program import Program
from youcheng.engines.matching.solving import FEW_PAIRS, TINY, Solution, Task, Unreachable, relax, solve, top
from youcheng.engines.matching.terms import Effort

ROUNDING = 1e-6
MOST_TRIES, NEAR = 3, 8
PRIZE = 100.0
"""What the common level is worth beside all value there is: so much that no value is worth lowering it."""

T = TypeVar("T")


@dataclass(frozen=True)
class Fairness:
    """How far (0 to 1, a share of its reach) a district may lie below the highest common level; 1 asks for nothing."""

    slack: float = 0.1

    def __post_init__(self) -> None:
        """Refuse a slack that is no share."""
        if not 0 <= self.slack <= 1:
            raise OutOfRange(f"slack {self.slack}", where="fairness", remedy="Give a share from 0 to 1.")


@dataclass(frozen=True, eq=False)
class Shared:
    """A solution, the highest common level, and the floor asked of every group; None where no fairness was asked.

    `level` is the relaxation's, which no solution exceeds; where that decides something and pairs are few, the highest
    that whole numbers reach (to within three times the effort's gap).
    """

    solution: Solution
    level: float | None
    floor: float | None


def without_groups(program: Program) -> Program:
    """Return the program with nothing asked for groups."""
    none = np.zeros(0)
    return replace(program, reach=none, given=none, group=np.full(len(program.group), -1))


def levels(program: Program, share: Floats) -> Floats:
    """Return the level of each group that has a reach: what it gets of what it could have."""
    inside = program.group[program.need] >= 0
    need = program.need[inside]
    weight = summed(program.group[need], program.weight[need] * share[inside], len(program.given))
    reached: Floats = ((program.given + weight)[program.groups]) / program.reach[program.groups]
    return reached


def reach_of(program: Program, effort: Effort) -> Floats:
    """Return the weight that each group could have at most if all that is free were its own."""
    alone = replace(without_groups(program), value=program.weight[program.need])
    pair_group = program.group[program.need]
    mine = [np.flatnonzero(pair_group == group) for group in range(len(program.given))]
    part = effort.part(effort.workers / max(len(mine), 1))
    gained = at_once([partial(_alone, alone.only(pairs), part) for pairs in mine], effort)
    reach = program.given + np.array(gained, dtype=np.float64)
    return np.where(reach > TINY, reach, 0.0)


def _alone(program: Program, effort: Effort) -> float:
    return max(solve(Task(program), effort).reached, 0.0) if len(program.need) else 0.0


def shared_fairly(
    program: Program, borders: Ints, plain: Solution, fairness: Fairness, effort: Effort
) -> Shared:
    """Return the most valuable solution found in which no group lies more than `slack` below the highest common level.

    `program` has its `reach` set; blocks of pairs lie between the `borders`. Where `plain`, the most valuable of
    all, is fair enough already, it is returned.
    """
    standing = float(levels(program, plain.share).min(initial=1.0))
    if standing >= 1.0 - fairness.slack:
        return Shared(plain, 1.0, 1.0 - fairness.slack)
    seeking = Task(program, prize=PRIZE * float(program.weight.sum()))
    highest = relax(seeking, effort.gap / 10).share
    few = len(program.need) <= FEW_PAIRS
    if few and standing < float(levels(program, highest).min()) - fairness.slack:
        highest = solve(seeking, replace(effort.part(0.5), gap=3 * effort.gap)).share
    level = float(levels(program, highest).min())
    floor = max(0.0, level - fairness.slack - ROUNDING)
    if standing >= floor:
        return Shared(plain, level, floor)
    start = np.flatnonzero((highest > TINY) | (plain.share > TINY))
    task = Task(program, level=floor, start=start)
    fair = solve(task, effort.part(0.5)) if few else _priced_by_blocks(task, level, borders, effort)
    if not np.isfinite(fair.reached):  # time ran out before any was found: the fairest is one
        fair = Solution(highest, float(program.value @ highest), fair.bound)
    return Shared(fair, level, floor)


def _priced_by_blocks(task: Task, level: float, borders: Ints, effort: Effort) -> Solution:
    """Hold the floors by prices: what serves a group is worth its price more, and blocks are solved one by one.

    The prices are the relaxation's. Whole matches may leave a group just short; then a little more is asked for it, up
    to the highest common `level`, and the prices are found again. The bound is the relaxation's with the floors of the
    task. (`given` is lowered to raise a group's floor.)
    """
    program, asked = task.program, task.program.given
    lowest = asked - (level - task.level) * program.reach
    best: Solution | None = None
    bound = np.inf
    part = effort.part(1 / MOST_TRIES)
    for attempt in range(MOST_TRIES):
        relaxed = relax(replace(task, program=replace(program, given=asked)), effort.gap / 10)
        bound = relaxed.bound if attempt == 0 else bound
        dearer = np.append(relaxed.prices, 0.0)[program.group] * program.weight
        priced = replace(program, value=program.value + dearer[program.need])
        share = _repaired(task, filled(program, by_blocks(priced, borders, part).share), part)
        short = _shortfall(task, share)
        if best is None or short.sum() < _shortfall(task, best.share).sum():
            best = Solution(share, float(program.value @ share), bound)
        if short.max() <= ROUNDING:
            break
        asked = np.maximum(asked - 1.5 * short, lowest)
    assert best is not None
    return best


def _shortfall(task: Task, share: Floats) -> Floats:
    """Return the weight that each group lacks to the floor."""
    short = np.zeros(len(task.program.given))
    lacking = np.maximum(task.level - levels(task.program, share), 0.0)
    short[task.program.groups] = lacking * task.program.reach[task.program.groups]
    return short


def _repaired(task: Task, share: Floats, effort: Effort) -> Floats:
    """Bring groups that are just short up to the floor: their needs, and those that hold the offers they lack, are solved anew.

    All other matches stay. Where that can't reach the floor, the shares are returned as they were.
    """
    program, short = task.program, _shortfall(task, share) > ROUNDING
    if not short.any():
        return share
    served = summed(program.need, share, len(program.left))
    poor = np.append(short, False)[program.group] & (program.left - served > TINY)
    wanted = top(program.value, program.need, NEAR, poor[program.need])
    lacked = np.zeros(len(program.room), dtype=np.bool_)
    lacked[program.offer[wanted]] = True
    freed = poor.copy()
    freed[program.need[lacked[program.offer] & (share > TINY)]] = True
    stay = np.where(freed[program.need], 0.0, share)
    pairs = np.union1d(
        top(program.value, program.need, NEAR, freed[program.need]),
        np.flatnonzero((share > TINY) & freed[program.need]),
    )
    rest, pairs = _rest(program, stay, pairs)
    try:
        found = solve(Task(rest, level=task.level), effort)
    except Unreachable:
        return share
    if not np.isfinite(found.reached):
        return share
    mended = stay.copy()
    mended[pairs] = found.share
    return filled(program, mended)


def _rest(program: Program, stay: Floats, pairs: Ints) -> tuple[Program, Ints]:
    """Return what is left to decide on some pairs when the shares `stay` are fixed, and the pairs still possible."""
    left, room, slots = remaining(program, stay)
    caps = growth(program.only(pairs), stay[pairs], left, room, slots)
    inside = program.group[program.need] >= 0
    weight = program.weight[program.need[inside]] * stay[inside]
    given = program.given + summed(program.group[program.need[inside]], weight, len(program.given))
    possible = pairs[caps > TINY]
    rest = replace(
        program.only(possible), cap=caps[caps > TINY], left=left, room=room, slots=slots, given=given
    )
    return rest, possible


def by_blocks(program: Program, borders: Ints, effort: Effort) -> Solution:
    """Solve blocks of pairs that share no need and no offer one by one; they lie between the `borders`."""
    free = without_groups(program)
    share = np.zeros(len(program.need))
    spans = [(begin, end) for begin, end in pairwise(borders) if end > begin]
    tasks = [
        partial(
            solve,
            Task(free.only(np.arange(begin, end))),
            effort.part(effort.workers * (end - begin) / len(share)),
        )
        for begin, end in spans
    ]
    found = at_once(tasks, effort)
    for (begin, end), solution in zip(spans, found, strict=True):
        share[begin:end] = solution.share
    share = filled(program, share)
    return Solution(share, float(program.value @ share), sum(solution.bound for solution in found))


def at_once(works: Sequence[Callable[[], T]], effort: Effort) -> list[T]:
    """Return the results in order; HiGHS works outside the interpreter's lock, so that threads use several cores."""
    with ThreadPoolExecutor(max_workers=effort.workers) as pool:
        return list(pool.map(lambda work: work(), works))
