"""The solver against published problems, a peer's method, and itself with all pairs at once."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment

from tests.engines.matching.large import AT, made_up
from youcheng.engines.matching import Effort, Fairness, match, solving
from youcheng.engines.matching.program import Program
from youcheng.engines.matching.solving import Task, is_whole, relax, solve

EXACT = Effort(gap=0)


def program_of(values: ArrayLike, quantity: ArrayLike, room: ArrayLike, *, never: bool) -> Program:
    """A program in which every pair is possible; `values` of serving the whole need, one row a need."""
    worth, wanted, free = (np.asarray(numbers, dtype=np.float64) for numbers in (values, quantity, room))
    need, offer = (places.ravel() for places in np.indices(worth.shape))
    cap = np.minimum(1.0, free[offer] / wanted[need])
    fits = cap >= 1.0 if never else cap > 0
    none = np.zeros(0)
    return Program(
        need=need,
        offer=offer,
        value=worth.ravel(),
        cap=cap,
        quantity=wanted,
        left=np.ones(len(wanted)),
        never=np.full(len(wanted), never),
        units=np.full(len(wanted), not never),
        room=free,
        slots=np.full(len(free), np.inf),
        weight=np.ones(len(wanted)),
        group=np.full(len(wanted), -1),
        reach=none,
        given=none,
    ).only(fits)


def test_kuhns_assignment() -> None:
    """Kuhn 1955, The Hungarian Method for the Assignment Problem: four people, four jobs, 27."""
    ratings = [[8, 7, 9, 9], [5, 2, 7, 8], [6, 1, 4, 9], [2, 3, 2, 6]]
    found = solve(Task(program_of(ratings, np.ones(4), np.ones(4), never=True)), EXACT)
    assert (found.reached, found.bound) == pytest.approx((27, 27))
    assert np.allclose(found.share, np.round(found.share))


def test_the_power_companys_transport() -> None:
    """Winston, Operations Research: Applications and Algorithms, section 7.1: three plants, four cities, 1,020."""
    costs = np.array([[8, 6, 10, 9], [9, 12, 13, 7], [14, 9, 16, 5]]).T
    demand, supply = np.array([45, 20, 30, 30]), np.array([35, 50, 40])
    high = 100
    program = program_of(demand[:, None] * (high - costs), demand, supply, never=False)
    found = solve(Task(program), EXACT)
    assert high * demand.sum() - found.reached == pytest.approx(1020)
    amounts = found.share * demand[program.need]
    assert np.allclose(amounts, np.round(amounts))


def test_a_transport_is_whole_already_when_relaxed() -> None:
    """Whole quantities and nothing else asked: every corner of the relaxation is whole (Hitchcock 1941)."""
    rng = np.random.default_rng(7)
    for _ in range(20):
        quantity, room = rng.integers(1, 9, 12), rng.integers(1, 9, 9)
        program = program_of(rng.random((12, 9)), quantity, room, never=False)
        assert is_whole(program, relax(Task(program)).share)


def test_martello_and_toths_knapsacks() -> None:
    """Martello and Toth 1990, Knapsack Problems, chapter 6: ten things, two knapsacks, 452."""
    profit = np.array([78, 35, 89, 36, 94, 75, 74, 79, 80, 16])
    weight = [18, 9, 23, 20, 59, 61, 70, 75, 76, 30]
    program = program_of(np.column_stack([profit, profit]), weight, [103, 156], never=True)
    found = solve(Task(program), EXACT)
    assert (found.reached, found.bound) == pytest.approx((452, 452))


def test_assignments_agree_with_scipys_own_method() -> None:
    rng = np.random.default_rng(3)
    for size in (3, 10, 40):
        values = rng.integers(1, 30, (size, size + 2))
        rows, columns = linear_sum_assignment(values, maximize=True)
        found = solve(Task(program_of(values, np.ones(size), np.ones(size + 2), never=True)), EXACT)
        assert found.reached == pytest.approx(values[rows, columns].sum())


def test_sifting_finds_what_all_pairs_at_once_find(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(11)
    program = program_of(rng.random((60, 50)), rng.integers(1, 9, 60), rng.integers(1, 6, 50), never=False)
    few = relax(Task(program), 1e-9)
    monkeypatch.setattr(solving, "FIRST_EACH", 1000)
    everything = relax(Task(program), 1e-9)
    assert few.reached == pytest.approx(everything.reached)
    assert few.bound >= everything.reached - 1e-9


@pytest.mark.parametrize("slack", [None, 0.05])
def test_the_way_for_many_pairs_comes_close_to_the_thorough_one(
    monkeypatch: pytest.MonkeyPatch, slack: float | None
) -> None:
    """With the limits lowered, a small run takes the way of a large one: pairs kept, floors held by prices."""
    needs, offers = made_up(60, 45)
    fairness = None if slack is None else Fairness(slack)
    exact = match(needs, offers, at=AT, fairness=fairness, effort=EXACT)
    assert exact.gap <= 1e-6
    for place in ("solving", "fairness"):
        monkeypatch.setattr(f"youcheng.engines.matching.{place}.FEW_PAIRS", 0)
    quick = match(needs, offers, at=AT, fairness=fairness)
    assert quick.bound >= exact.value - 1e-6
    assert quick.value >= 0.97 * exact.value
    if slack is not None:
        floor = quick.floor or 0.0
        below = [d.key for d in quick.districts if d.level is not None and d.level < floor - 1e-6]
        assert [note.code for note in quick.caveats if note.code == "below_floor"] == (
            ["below_floor"] if below else []
        )


def test_the_bound_is_kept_when_pairs_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    needs, offers = made_up(40, 30)
    whole = [replace(need, district=None) for need in needs]
    exact = match(whole, offers, at=AT, effort=EXACT)
    monkeypatch.setattr(solving, "FEW_PAIRS", 0)
    monkeypatch.setattr(solving, "NEAR_EACH", 1)
    rough = match(whole, offers, at=AT)
    assert rough.value <= exact.value + 1e-6 <= rough.bound + 2e-6
    assert rough.gap > 0
    assert [note.code for note in rough.caveats] == (["gap_left"] if not rough.proved else [])


def test_a_search_cut_short_still_gives_a_matching_with_its_gap() -> None:
    needs, offers = made_up(150, 120)
    hurried = match(needs, offers, at=AT, fairness=Fairness(0.0), effort=Effort(seconds=0.01))
    assert hurried.matches
    assert hurried.value <= hurried.bound
    assert all(need.reasons for need in hurried.needs if need.share < 1)
