"""The choice is the best there is: against every subset of small lists, and what it answers about money and what is left out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youcheng.engines.errors import DuplicateCode, NotANumber, OutOfRange, UnknownCode
from youcheng.engines.portfolio import (
    CityLimit,
    Clash,
    Effort,
    Item,
    Kind,
    Limit,
    Limits,
    Portfolio,
    Quota,
    choose,
    curve,
)
from youcheng.engines.portfolio.program import program_of

ACTIONS, CITIES, ZONES = ("visit", "festival", "training"), ("a", "b", "c"), {"a": "x", "b": "x", "c": "y"}


def item(
    city: str, action: str, value: float, money: float = 1, days: float = 1, *, abroad: bool = False
) -> Item:
    return Item(f"{city}/{action}", city, action, ZONES[city], value, money, days, abroad)


@st.composite
def lists(draw: st.DrawFn) -> list[Item]:
    pairs = draw(
        st.lists(
            st.sampled_from(list(itertools.product(CITIES, ACTIONS))), min_size=1, max_size=7, unique=True
        )
    )
    whole = st.integers(0, 9)
    items = [item(c, a, draw(whole), draw(whole), draw(whole), abroad=a == "visit") for c, a in pairs]
    if not any(each.value for each in items):
        items[0] = item(*pairs[0], 1.0, 1, 1)
    return items


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[Item], Limits]:
    items = draw(lists())
    keys = [each.key for each in items]
    maybe = lambda what: draw(st.none() | what)  # noqa: E731 - said five times below
    count = st.integers(0, 3)
    share = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    limits = Limits(
        money=maybe(st.integers(0, 25)),
        days=maybe(st.integers(0, 25)),
        abroad=maybe(count),
        most_a_city=maybe(count),
        quotas=(Quota("x", maybe(count), maybe(count), maybe(share), maybe(share)),),
        cities=(CityLimit("a", maybe(count), maybe(count)),),
        required=frozenset(draw(st.sets(st.sampled_from(keys), max_size=1))),
        forbidden=frozenset(draw(st.sets(st.sampled_from(keys), max_size=1))),
        exclusive=draw(st.sampled_from([(), (frozenset({"visit", "festival"}),)])),
    )
    return items, limits


def allowed(chosen: Sequence[Item], limits: Limits) -> bool:
    """The limits said once more, without a program."""
    count, cities = len(chosen), [each.city for each in chosen]
    keys = {each.key for each in chosen}
    in_x = sum(each.zone == "x" for each in chosen)
    quota, of_a = limits.quotas[0], limits.cities[0]

    def inside(number: float, least: float | None, most: float | None) -> bool:
        return (least is None or number >= least) and (most is None or number <= most)

    return (
        inside(sum(each.money for each in chosen), None, limits.money)
        and inside(sum(each.days for each in chosen), None, limits.days)
        and inside(sum(each.abroad for each in chosen), None, limits.abroad)
        and all(inside(cities.count(city), None, limits.most_a_city) for city in CITIES)
        and inside(in_x, quota.least, quota.most)
        and inside(
            in_x,
            None if quota.least_share is None else quota.least_share * count,
            None if quota.most_share is None else quota.most_share * count,
        )
        and inside(cities.count("a"), of_a.least, of_a.most)
        and limits.required <= keys
        and not limits.forbidden & keys
        and not any(
            sum(each.city == city and each.action in group for each in chosen) > 1
            for group in limits.exclusive
            for city in CITIES
        )
    )


def subsets(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    for size in range(len(items) + 1):
        yield from itertools.combinations(items, size)


def worth(chosen: Sequence[Item]) -> float:
    return sum(each.value for each in chosen)


def best_of_all(items: Sequence[Item], limits: Limits, *, having: Item | None = None) -> float | None:
    values = [
        worth(chosen)
        for chosen in subsets(items)
        if allowed(chosen, limits) and (having is None or having in chosen)
    ]
    return max(values, default=None)


@settings(max_examples=120, deadline=None)
@given(asked())
def test_the_choice_is_the_best_of_all_subsets(given_: tuple[list[Item], Limits]) -> None:
    items, limits = given_
    found, truth = choose(items, limits), best_of_all(items, limits)
    if isinstance(found, Clash):
        assert truth is None
        return
    assert truth is not None
    assert allowed(found.chosen, limits)
    assert found.value == pytest.approx(truth) == worth(found.chosen)
    assert found.bound == pytest.approx(truth)
    assert found.gap == pytest.approx(0)
    for left in found.left_out:
        forced = best_of_all(items, limits, having=left.item)
        assert (left.loss is None) == (forced is None)
        if left.loss is not None:
            assert left.loss == pytest.approx(truth - forced)


@settings(max_examples=120, deadline=None)
@given(asked())
def test_a_clash_is_minimal(given_: tuple[list[Item], Limits]) -> None:
    items, limits = given_
    found = choose(items, limits, closest=0)
    if not isinstance(found, Clash):
        return
    program = program_of(items, limits)

    def can_hold(kept: Sequence[Limit]) -> bool:
        part = program.only(kept)
        return any(
            part.keeps(program_mask(items, chosen)) for chosen in subsets(sorted(items, key=lambda i: i.key))
        )

    assert found.limits
    assert not can_hold(found.limits)
    for one in found.limits:
        assert can_hold([limit for limit in found.limits if limit != one])


def program_mask(items: Sequence[Item], chosen: Sequence[Item]):  # type: ignore[no-untyped-def] # an array of truths
    import numpy as np

    return np.array([each in chosen for each in sorted(items, key=lambda i: i.key)], dtype=bool)


@settings(max_examples=60, deadline=None)
@given(asked(), st.randoms())
def test_the_order_of_the_items_changes_nothing(given_: tuple[list[Item], Limits], random) -> None:  # type: ignore[no-untyped-def] # hypothesis's own
    items, limits = given_
    shuffled = list(items)
    random.shuffle(shuffled)
    first, second = choose(items, limits), choose(shuffled, limits)
    assert type(first) is type(second)
    if isinstance(first, Portfolio) and isinstance(second, Portfolio):
        assert first.chosen == second.chosen
        assert first.standings == second.standings


THREE = [
    item("a", "visit", 10, 60, 5, abroad=True),
    item("b", "festival", 7, 40, 5),
    item("c", "training", 6, 30, 5),
]


def test_what_a_limit_costs_is_found_by_solving_without_it() -> None:
    found = choose(THREE, Limits(money=70, days=100, abroad=1))
    assert isinstance(found, Portfolio)
    assert {each.key for each in found.chosen} == {"b/festival", "c/training"}
    standings = {each.limit.kind: each for each in found.standings}
    assert standings[Kind.MONEY].binds
    assert standings[Kind.MONEY].gain == pytest.approx(10)
    assert standings[Kind.MONEY].slack == 0
    assert not standings[Kind.DAYS].binds
    assert standings[Kind.DAYS].slack == 90
    assert standings[Kind.ABROAD].slack == 1


def test_a_limit_can_bind_though_something_of_it_is_left() -> None:
    """Whole actions seldom use a budget up; a slack above nothing does not mean that more would not help."""
    found = choose(THREE, Limits(money=95))
    assert isinstance(found, Portfolio)
    money = found.standings[0]
    assert money.slack == 5
    assert money.binds


def test_the_curve_over_money_is_solved_at_every_level() -> None:
    found = curve(THREE, Limits(money=70), Kind.MONEY, [0, 30, 70, 100, 130])
    assert [(point.level, point.value) for point in found.points] == [
        (0, 0),
        (30, 6),
        (70, 13),
        (100, 17),
        (130, 23),
    ]


@settings(max_examples=40, deadline=None)
@given(asked(), st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_every_point_of_a_curve_is_the_best_of_its_level(
    given_: tuple[list[Item], Limits], levels: list[int]
) -> None:
    items, limits = given_
    found = curve(items, limits, Kind.MONEY, levels)
    assert [point.level for point in found.points] == sorted(set(levels))
    for point in found.points:
        truth = best_of_all(items, limits.changed(money=point.level))
        assert (point.value is None) == (truth is None)
        if truth is not None:
            assert point.value == pytest.approx(truth)


def test_a_level_at_which_nothing_fits_has_no_value() -> None:
    found = curve(THREE, Limits(required=frozenset({"a/visit"})), Kind.MONEY, [10, 60])
    assert [point.value for point in found.points] == [None, 10]


def test_what_was_left_out_is_ranked_by_how_little_it_would_cost() -> None:
    found = choose(THREE, Limits(money=70, forbidden=frozenset({"a/visit"})))
    assert isinstance(found, Portfolio)
    assert [(left.item.key, left.loss) for left in found.left_out] == [("a/visit", None)]
    found = choose(THREE, Limits(money=70))
    assert isinstance(found, Portfolio)
    assert [(left.item.key, left.loss, left.exact) for left in found.left_out] == [("a/visit", 3, True)]


def test_worthless_items_are_taken_only_where_a_limit_asks_for_them() -> None:
    items = [item("a", "visit", 0, 0, 0), item("b", "visit", 1, 0, 0)]
    found = choose(items, Limits())
    assert isinstance(found, Portfolio)
    assert [each.city for each in found.chosen] == ["b"]
    found = choose(items, Limits(cities=(CityLimit("a", least=1),)))
    assert isinstance(found, Portfolio)
    assert [each.city for each in found.chosen] == ["a", "b"]


def test_decimal_amounts_that_add_up_exactly_fit() -> None:
    items = [item("a", "visit", 1, 0.1), item("b", "visit", 1, 0.2)]
    found = choose(items, Limits(money=0.3))
    assert isinstance(found, Portfolio)
    assert len(found.chosen) == 2


SIXTY = [
    Item(
        f"c{c:02}/a{a:02}",
        f"c{c:02}",
        f"a{a:02}",
        "xyz"[c % 3],
        (1 + (7 * a + 3) % 11) * (20 + (13 * c) % 70) / 100,
        3 + (17 * a + c) % 41,
        2 + (5 * a + c) % 17,
        a < 2,
    )
    for c in range(60)
    for a in range(12)
]
OF_SIXTY = Limits(
    money=700, days=400, abroad=6, most_a_city=3, quotas=(Quota("x", least_share=0.5), Quota("z", least=4))
)


def test_sixty_cities_and_twelve_actions_are_proved_best() -> None:
    found = choose(SIXTY, OF_SIXTY, Effort(seconds=60, each=10), closest=2)
    assert isinstance(found, Portfolio)
    assert found.gap <= 1e-6
    assert found.money <= 700


def test_what_was_not_found_in_time_is_not_said_to_be_nothing() -> None:
    found = choose(SIXTY, OF_SIXTY, Effort(seconds=60, each=1e-6), closest=3)
    assert isinstance(found, Portfolio)
    days = next(each for each in found.standings if each.limit.kind is Kind.DAYS)
    assert days.gain is None or days.binds
    closest = [left for left in found.left_out if left.loss is not None][:3]
    assert all(left.loss is not None and left.loss >= 0 for left in closest)
    assert any(each.gain is None for each in found.standings) or not any(left.exact for left in closest)


def test_a_required_item_that_is_forbidden_clashes_with_itself() -> None:
    found = choose(
        THREE, Limits(money=500, required=frozenset({"a/visit"}), forbidden=frozenset({"a/visit"}))
    )
    assert isinstance(found, Clash)
    assert {limit.kind for limit in found.limits} == {Kind.REQUIRED, Kind.FORBIDDEN}


def test_too_little_money_for_what_is_required_names_both() -> None:
    found = choose(THREE, Limits(money=50, days=99, required=frozenset({"a/visit"})))
    assert isinstance(found, Clash)
    assert found.limits == (Limit(Kind.MONEY, "", 50), Limit(Kind.REQUIRED, "a/visit"))


@pytest.mark.parametrize("amount", [math.nan, math.inf])
def test_amounts_that_are_no_numbers_are_refused(amount: float) -> None:
    with pytest.raises(NotANumber):
        item("a", "visit", amount)
    with pytest.raises(NotANumber):
        Limits(money=amount)


def test_amounts_below_nothing_are_refused() -> None:
    with pytest.raises(OutOfRange):
        Limits(money=-1)
    with pytest.raises(OutOfRange):
        item("a", "visit", 1, -5)
    with pytest.raises(OutOfRange):
        Quota("x", least_share=1.5)


def test_lists_that_mean_nothing_are_refused() -> None:
    with pytest.raises(OutOfRange, match="nothing to choose from"):
        choose([], Limits())
    with pytest.raises(DuplicateCode):
        choose([THREE[0], THREE[0]], Limits())
    with pytest.raises(OutOfRange, match="worth 0"):
        choose([item("a", "visit", 0)], Limits())
    with pytest.raises(UnknownCode):
        choose(THREE, Limits(required=frozenset({"nowhere/visit"})))
    with pytest.raises(DuplicateCode):
        Limits(quotas=(Quota("x"), Quota("x")))
    with pytest.raises(OutOfRange):
        curve(THREE, Limits(), Kind.ABROAD, [1])
