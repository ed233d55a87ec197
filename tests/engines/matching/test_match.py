"""Whole runs against the answer found by trying everything, and what must hold whatever the input."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.matching.small import AT, DAY, Shares, all_ways, needs, offers, served, total
from youcheng.engines.errors import DuplicateCode, OutOfRange, UnknownCode
from youcheng.engines.matching import (
    REASONS,
    Accepted,
    Declined,
    Effort,
    Fairness,
    Matching,
    Need,
    Offer,
    Split,
    Weights,
    check_taxonomy,
    match,
)

EXACT = Effort(gap=0)
weightings = st.builds(
    Weights,
    base=st.sampled_from([0.1, 0.2, 1.0]),
    fields=st.sampled_from([0.0, 0.3]),
    cities=st.sampled_from([0.0, 0.3]),
    time=st.sampled_from([0.0, 0.2]),
    open_part=st.sampled_from([0.0, 0.5, 1.0]),
)


def holds_together(result: Matching, needs: Sequence[Need], offers: Sequence[Offer]) -> None:
    """Capacities, slots and whole units are kept, sums agree, and everything has its reasons."""
    wanted, given_ = {need.key: need for need in needs}, {offer.key: offer for offer in offers}
    for key, offer in given_.items():
        mine = [one for one in result.matches if one.offer == key]
        assert sum(one.quantity for one in mine) <= offer.capacity * (1 + 1e-6)
        assert offer.most_needs is None or len(mine) <= offer.most_needs
        assert result.offer(key).needs == len(mine)
        assert bool(result.offer(key).reasons) == (not mine)
    for key, need in wanted.items():
        mine = [one for one in result.matches if one.need == key]
        assert sum(one.share for one in mine) <= 1 + 1e-6
        assert need.split is not Split.NEVER or all(one.quantity == need.quantity for one in mine)
        assert need.split is not Split.UNITS or all(one.quantity == int(one.quantity) for one in mine)
        assert result.need(key).served == pytest.approx(sum(one.quantity for one in mine))
        assert bool(result.need(key).reasons) == (result.need(key).share < 1)
    assert result.value == pytest.approx(sum(one.value for one in result.matches))
    assert result.value <= result.bound + 1e-9
    for one in result.matches:
        need = wanted[one.need]
        assert one.value == pytest.approx(one.share * need.priority * one.fit)
    every = [*result.matches, *result.needs, *result.offers]
    for reason in (reason for one in every for reason in one.reasons):
        assert set(reason.values) == set(REASONS[reason.code]), reason


@given(needs, offers, weightings)
def test_the_value_is_the_highest_there_is(needs: list[Need], offers: list[Offer], weights: Weights) -> None:
    best = max(total(needs, offers, way, weights) for way in all_ways(needs, offers))
    result = match(needs, offers, at=AT, weights=weights, effort=EXACT)
    assert result.value == pytest.approx(best, abs=1e-6)
    assert result.proved
    holds_together(result, needs, offers)


@given(needs, offers, st.sampled_from([0.0, 0.1, 0.5]))
def test_the_fair_value_is_the_highest_among_the_fair(
    needs: list[Need], offers: list[Offer], slack: float
) -> None:
    ways = list(all_ways(needs, offers))
    districts = sorted({need.district for need in needs if need.district})
    reach = {district: max(served(needs, way, district) for way in ways) for district in districts}
    reachable = [district for district in districts if reach[district] > 0]

    def level(way: Shares) -> float:
        return min((served(needs, way, d) / reach[d] for d in reachable), default=1.0)

    highest = max(level(way) for way in ways)
    fair = [way for way in ways if level(way) >= highest - slack - 2e-6]
    best = max(total(needs, offers, way, Weights()) for way in fair)
    result = match(needs, offers, at=AT, fairness=Fairness(slack), effort=EXACT)
    holds_together(result, needs, offers)
    assert result.value == pytest.approx(best, abs=1e-5)
    assert result.value_without >= result.value - 1e-9
    for outcome in result.districts:
        assert outcome.reach == pytest.approx(reach[outcome.key])
        assert outcome.level is None or outcome.level >= highest - slack - 1e-5


@given(needs, offers, st.randoms())
def test_the_order_of_the_input_changes_nothing(
    needs: list[Need], offers: list[Offer], random: Random
) -> None:
    before = match(needs, offers, at=AT, fairness=Fairness())
    random.shuffle(needs)
    random.shuffle(offers)
    after = match(needs, offers, at=AT, fairness=Fairness())
    assert (after.matches, after.needs, after.offers) == (before.matches, before.needs, before.offers)


@given(needs, offers, offers)
def test_another_offer_never_lowers_the_value(
    needs: list[Need], offers: list[Offer], more: list[Offer]
) -> None:
    added = [replace(offer, key=f"more {offer.key}") for offer in more]
    before = match(needs, offers, at=AT, effort=EXACT)
    assert match(needs, [*offers, *added], at=AT, effort=EXACT).value >= before.value - 1e-6


@given(needs, offers, st.sampled_from([0.001, 7.0, 10_000.0]))
def test_the_measure_of_a_unit_changes_nothing(needs: list[Need], offers: list[Offer], factor: float) -> None:
    """Yuan or ten thousand yuan: quantities and capacities in another measure give the same value."""
    freely = [
        replace(need, split=Split.FREELY if need.split is Split.UNITS else need.split) for need in needs
    ]
    large = [replace(need, quantity=need.quantity * factor) for need in freely]
    larger = [replace(offer, capacity=offer.capacity * factor) for offer in offers]
    before, after = (
        match(freely, offers, at=AT, effort=EXACT),
        match(large, larger, at=AT, effort=EXACT),
    )
    assert after.value == pytest.approx(before.value, abs=1e-5)
    holds_together(after, large, larger)


@given(needs, offers, st.sampled_from([0.5, 3.0]))
def test_priorities_scale_the_value(needs: list[Need], offers: list[Offer], factor: float) -> None:
    scaled = [replace(need, priority=need.priority * factor) for need in needs]
    before = match(needs, offers, at=AT, effort=EXACT)
    assert match(scaled, offers, at=AT, effort=EXACT).value == pytest.approx(factor * before.value, abs=1e-5)


@given(needs, offers)
def test_what_was_found_can_be_accepted_and_is_found_again(needs: list[Need], offers: list[Offer]) -> None:
    before = match(needs, offers, at=AT, effort=EXACT)
    accepted = [Accepted(one.need, one.offer, one.quantity) for one in before.matches]
    after = match(needs, offers, at=AT, accepted=accepted, effort=EXACT)
    assert after.value == pytest.approx(before.value)
    assert {(one.need, one.offer) for one in after.matches if one.accepted} == {
        (one.need, one.offer) for one in before.matches
    }
    holds_together(after, needs, offers)


@given(needs, offers)
def test_what_was_declined_is_not_proposed_again(needs: list[Need], offers: list[Offer]) -> None:
    before = match(needs, offers, at=AT, effort=EXACT)
    declined = [Declined(one.need, one.offer, "the district", "wrong season") for one in before.matches]
    after = match(needs, offers, at=AT, declined=declined, effort=EXACT)
    assert after.value <= before.value + 1e-6
    assert not {(one.need, one.offer) for one in after.matches} & {
        (one.need, one.offer) for one in before.matches
    }
    holds_together(after, needs, offers)


def test_nothing_to_match_is_matched() -> None:
    result = match([], [], at=AT, fairness=Fairness())
    assert (result.matches, result.value, result.bound, result.gap, result.proved) == ((), 0, 0, 0, True)


def test_the_result_tells_how_it_was_made() -> None:
    told = match([], [], at=AT, fairness=Fairness(0.2)).provenance()
    assert told["method"] == "matching"
    assert told["parameters"]["weight_cities"] == 0.3
    assert told["parameters"]["fairness_slack"] == 0.2


def test_one_offer_serves_several_needs() -> None:
    needs = [Need(f"n{n}", f"u{n}", "training", 10, "person", Split.NEVER) for n in range(4)]
    hall = Offer("hall", "school", "training", 35, "person")
    assert match(needs, [hall], at=AT).offer("hall").needs == 3
    assert match(needs, [replace(hall, most_needs=2)], at=AT).offer("hall").needs == 2


def test_money_is_pieced_together_and_divided() -> None:
    needs = [
        Need("n1", "u1", "money", 300_000, "CNY", Split.FREELY),
        Need("n2", "u2", "money", 100_000, "CNY", Split.FREELY, priority=2),
    ]
    offers = [
        Offer("o1", "u3", "money", 250_000, "CNY", until=AT + 30 * DAY),
        Offer("o2", "u4", "money", 100_000, "CNY"),
    ]
    result = match(needs, offers, at=AT)
    assert result.need("n2").share == 1
    assert result.need("n1").served == 250_000
    assert result.need("n1").share == pytest.approx(5 / 6)


def test_a_slot_counts_however_small_the_part() -> None:
    """A relaxed count of slots would give each need a little of the one that serves a single need."""
    needs = [Need(f"n{n}", f"u{n}", "money", 10, "CNY", Split.FREELY) for n in range(3)]
    donor = Offer("donor", "u9", "money", 15, "CNY", most_needs=1)
    result = match(needs, [donor], at=AT, effort=EXACT)
    assert [one.quantity for one in result.matches] == [10]
    assert result.proved


def test_keys_and_pairs_are_checked() -> None:
    need, offer = Need("n", "u", "money"), Offer("o", "v", "money")
    with pytest.raises(DuplicateCode, match="need keys used twice"):
        match([need, need], [offer], at=AT)
    with pytest.raises(DuplicateCode, match="offer keys used twice"):
        match([need], [offer, offer], at=AT)
    with pytest.raises(UnknownCode, match="offer that is not there"):
        match([need], [offer], at=AT, declined=[Declined("n", "gone")])
    with pytest.raises(UnknownCode, match="need"):
        match([need], [offer], at=AT, accepted=[Accepted("gone", "o")])


@pytest.mark.parametrize(
    "make",
    [
        lambda: Need("n", "u", "money", quantity=0),
        lambda: Need("n", "u", "money", quantity=float("nan")),
        lambda: Need("n", "u", "people", 2.5, "person", Split.UNITS),
        lambda: Need("n", "u", "money", priority=-1),
        lambda: Offer("o", "u", "money", capacity=-1),
        lambda: Offer("o", "u", "money", most_needs=0),
        lambda: Offer("o", "u", "money", start=AT, until=AT - DAY),
        lambda: Weights(base=0),
        lambda: Weights(time=-1),
        lambda: Weights(open_part=2),
        lambda: Effort(gap=1),
        lambda: Effort(seconds=0),
        lambda: Fairness(1.5),
    ],
)
def test_what_means_nothing_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(OutOfRange):
        make()


def test_the_taxonomy_is_the_callers() -> None:
    needs = [Need("n", "u", "money", fields=frozenset({"culture", "sprot"}))]
    offers = [Offer("o", "v", "monney", fields=frozenset({"culture"}))]
    check_taxonomy(needs[:0], offers[:0], kinds=(), fields=())
    with pytest.raises(UnknownCode) as refused:
        check_taxonomy(needs, offers, kinds={"money", "people"}, fields={"culture", "sport"})
    assert refused.value.where == "need n: sprot, offer o: monney"


def test_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("youcheng.engines.matching.pairs.MOST_PAIRS", 3)
    needs = [Need(f"n{n}", "u", "money") for n in range(2)]
    offers = [Offer(f"o{n}", "v", "money") for n in range(2)]
    with pytest.raises(OutOfRange, match="4 pairs of equal kind"):
        match(needs, offers, at=AT)
    assert match(needs, [*offers[:1], Offer("other", "v", "people")], at=AT).matches
