"""Each reason once, in a hand-made case whose answer can be seen at a glance."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.engines.matching.small import AT, DAY
from youcheng.engines.matching import (
    REASONS,
    Accepted,
    Code,
    Declined,
    Effort,
    Fairness,
    Matching,
    Need,
    Offer,
    Reason,
    Split,
    match,
)

TRAINING = Need("need", "district A", "training", 10, "person", Split.UNITS, by=AT + 29 * DAY)
SCHOOL = Offer("school", "university", "training", 10, "person")


def run(needs: Sequence[Need], offers: Sequence[Offer], **more: Any) -> Matching:
    return match(needs, offers, at=AT, effort=Effort(gap=0), **more)


def why_not(need: Need, *offers: Offer, **more: Any) -> tuple[Reason, ...]:
    return run([need], offers, **more).need(need.key).reasons


def why(need: Need, *offers: Offer, **more: Any) -> dict[Code, dict[str, object]]:
    (found,) = [one for one in run([need], offers, **more).matches if one.need == need.key]
    return {reason.code: dict(reason.values) for reason in found.reasons}


def test_no_offer_of_the_kind() -> None:
    assert why_not(TRAINING) == (Reason(Code.NO_OFFER_OF_KIND, {"kind": "training"}),)
    assert why_not(TRAINING, replace(SCHOOL, unit="day")) == (
        Reason(Code.OTHER_UNIT, {"unit": "person", "units": ["day"]}),
    )


def test_the_need_is_past() -> None:
    past = replace(TRAINING, by=AT - DAY)
    assert why_not(past, SCHOOL) == (Reason(Code.NEED_PAST, {"by": AT - DAY, "at": AT}),)
    assert run([replace(TRAINING, by=AT)], [SCHOOL]).need("need").share == 1


def test_only_offers_in_other_cities_and_fields() -> None:
    need = replace(TRAINING, cities=frozenset({"Fujisawa"}), fields=frozenset({"health"}))
    near = replace(SCHOOL, key="near", cities=frozenset({"Yangon", "Pokhara"}), fields=frozenset({"health"}))
    far = replace(SCHOOL, key="far", cities=frozenset({"Denver"}), fields=frozenset({"sport"}))
    assert why_not(need, near, far) == (
        Reason(
            Code.OTHER_CITIES,
            {"count": 2, "of": 2, "near": "near", "cities": ["Denver", "Pokhara", "Yangon"]},
        ),
        Reason(Code.OTHER_FIELDS, {"count": 1, "of": 2, "near": None, "fields": ["sport"]}),
    )


def test_the_offer_comes_too_late_or_has_ended() -> None:
    late = replace(SCHOOL, start=AT + 41 * DAY)
    assert why_not(TRAINING, late) == (
        Reason(Code.NOT_IN_TIME, {"count": 1, "of": 1, "near": "school", "days": 12}),
    )
    ended = replace(SCHOOL, until=AT - 3 * DAY)
    assert why_not(TRAINING, ended)[0].values["days"] == 3
    elsewhere = replace(late, cities=frozenset({"Denver"}))
    reasons = why_not(replace(TRAINING, cities=frozenset({"Fujisawa"})), elsewhere)
    assert [(reason.code, reason.values["near"]) for reason in reasons] == [
        (Code.NOT_IN_TIME, None),
        (Code.OTHER_CITIES, None),
    ]
    assert reasons[0].values["days"] is None


def test_ones_own_offer_does_not_count() -> None:
    own = replace(SCHOOL, owner="district A")
    assert why_not(TRAINING, own) == (Reason(Code.OWN, {"count": 1, "of": 1}),)


def test_it_was_declined_before() -> None:
    declined = Declined("need", "school", "district A", "teaches in English only")
    assert why_not(TRAINING, SCHOOL, declined=[declined]) == (
        Reason(
            Code.DECLINED_BEFORE,
            {
                "count": 1,
                "of": 1,
                "pairs": [
                    {
                        "need": "need",
                        "offer": "school",
                        "by": "district A",
                        "reason": "teaches in English only",
                    }
                ],
            },
        ),
    )


def test_what_may_not_be_split_needs_an_offer_large_enough() -> None:
    whole = replace(TRAINING, split=Split.NEVER)
    small = [replace(SCHOOL, key=f"school {n}", capacity=n) for n in (6, 8)]
    assert why_not(whole, *small) == (
        Reason(
            Code.TOO_SMALL,
            {"count": 2, "of": 2, "near": "school 6", "largest": 8.0, "short_by": 2.0, "unit": "person"},
        ),
    )
    assert run([TRAINING], small).need("need").share == 1


def test_the_offer_is_used_up_by_the_need_itself() -> None:
    six = replace(SCHOOL, capacity=6)
    assert why_not(TRAINING, six) == (
        Reason(Code.USED_UP, {"offer": "school", "short_by": 4.0, "unit": "person"}),
    )
    assert why(TRAINING, six)[Code.IN_PART] == {"served": 6.0, "wanted": 10, "unit": "person"}


def test_needs_of_higher_value_have_it() -> None:
    urgent = replace(TRAINING, key="urgent", owner="district B", priority=3)
    reasons = run([TRAINING, urgent], [SCHOOL]).need("need").reasons
    assert reasons == (
        Reason(
            Code.TAKEN_BY_HIGHER,
            {
                "offer": "school",
                "value": pytest.approx(0.7),
                "by": [{"need": "urgent", "quantity": 10.0, "value": 2.1}],
                "short_by": 10.0,
                "unit": "person",
            },
        ),
    )


def test_two_small_needs_are_worth_more_together() -> None:
    large = replace(TRAINING, split=Split.NEVER, priority=1.5)
    small = [replace(TRAINING, key=f"small {n}", owner=f"district {n}", quantity=5) for n in (1, 2)]
    (reason,) = run([large, *small], [SCHOOL]).need("need").reasons
    assert reason.code is Code.BETTER_TOGETHER
    assert reason.values["value"] == pytest.approx(1.05)
    assert [holder["need"] for holder in reason.values["by"]] == ["small 1", "small 2"]  # type: ignore[attr-defined]


def test_accepted_matches_have_it() -> None:
    other = replace(TRAINING, key="other", owner="district B", priority=0.1)
    result = run([TRAINING, other], [SCHOOL], accepted=[Accepted("other", "school")])
    assert [(reason.code, reason.values["short_by"]) for reason in result.need("need").reasons] == [
        (Code.PROMISED, 10.0)
    ]
    (kept,) = result.matches
    assert (kept.accepted, kept.reasons[0].code) == (True, Code.ACCEPTED)


def test_what_people_settled_is_not_extended() -> None:
    result = run([TRAINING], [SCHOOL], accepted=[Accepted("need", "school", 4)])
    assert result.need("need").served == 4
    assert result.need("need").reasons == (Reason(Code.SETTLED, {"offer": "school", "quantity": 4.0}),)


def test_the_offers_places_are_taken() -> None:
    single = replace(SCHOOL, capacity=100, most_needs=1)
    urgent = replace(TRAINING, key="urgent", owner="district B", priority=3)
    assert run([TRAINING, urgent], [single]).need("need").reasons == (
        Reason(
            Code.SLOTS_TAKEN,
            {"offer": "school", "most": 1, "by": [{"need": "urgent", "quantity": 10.0, "value": 2.1}]},
        ),
    )


def test_fairness_gave_it_to_another_district() -> None:
    rich = [
        replace(TRAINING, key=f"rich {n}", owner=f"office {n}", district="rich", priority=3) for n in (1, 2)
    ]
    poor = replace(TRAINING, key="poor", owner="clinic", district="poor")
    two = [replace(SCHOOL, key="s1"), replace(SCHOOL, key="s2")]
    without = run([*rich, poor], two)
    assert without.need("poor").share == 0
    fair = run([*rich, poor], two, fairness=Fairness(0))
    # 20 people for 30: 7 to the poor and 13 to the rich is the evenest in whole people.
    assert {d.key: d.level for d in fair.districts} == pytest.approx({"poor": 0.7, "rich": 0.65})
    assert fair.floor == pytest.approx(0.65, abs=1e-5)
    assert fair.value_without == pytest.approx(without.value)
    assert fair.cost_of_fairness == pytest.approx(without.value - fair.value)
    served = [one for one in fair.matches if one.need == "poor"]
    assert all(Reason(Code.FOR_FAIRNESS, {"district": "poor"}) in one.reasons for one in served)
    refused = [r for n in fair.needs for r in n.reasons if r.code is Code.FAIRNESS]
    assert refused
    assert all(reason.values["districts"] == ["poor"] for reason in refused)


def test_why_this_offer() -> None:
    need = replace(TRAINING, fields=frozenset({"health", "sport"}), cities=frozenset({"Yangon"}))
    good = replace(SCHOOL, fields=frozenset({"health"}), cities=frozenset({"Yangon"}), start=AT + 10 * DAY)
    reasons = why(need, good)
    assert reasons == {
        Code.SHARED_FIELDS: {"fields": ["health"]},
        Code.SHARED_CITIES: {"cities": ["Yangon"]},
        Code.IN_TIME: {"days": 20, "of": 30},
        Code.ONLY_OFFER: {},
    }
    (one,) = run([need], [good]).matches
    assert (one.fields_part, one.cities_part, one.time_part) == (0.5, 1.0, pytest.approx(2 / 3))
    assert one.fit == pytest.approx(0.2 + 0.3 * 0.5 + 0.3 + 0.2 * 2 / 3)
    assert one.value == pytest.approx(one.fit)


def test_open_entries_fit_half() -> None:
    reasons = why(replace(TRAINING, cities=frozenset({"Yangon"})), SCHOOL)
    assert reasons[Code.OPEN_FIELDS] == {"side": "both"}
    assert reasons[Code.OPEN_CITIES] == {"side": "offer"}
    whenever = replace(TRAINING, by=None)
    assert why(whenever, replace(SCHOOL, fields=frozenset({"health"})))[Code.OPEN_FIELDS] == {"side": "need"}
    assert why(whenever, SCHOOL)[Code.IN_TIME] == {"days": None, "of": None}


def test_the_best_offer_and_the_better_one_that_others_have() -> None:
    need = replace(TRAINING, fields=frozenset({"health"}), split=Split.NEVER)
    better = replace(SCHOOL, fields=frozenset({"health"}))
    plain = replace(SCHOOL, key="hall")
    assert why(need, better, plain)[Code.BEST_OFFER] == {"of": 2}
    urgent = replace(need, key="urgent", owner="district B", priority=3)
    result = run([need, urgent], [better, plain])
    (second,) = [one for one in result.matches if one.need == "need"]
    (rank,) = [reason for reason in second.reasons if reason.code is Code.BETTER_TAKEN]
    assert second.offer == "hall"
    assert rank.values["offer"] == "school"
    assert rank.values["value"] == pytest.approx(0.85)
    assert rank.values["by"] == [{"need": "urgent", "quantity": 10.0, "value": 2.55}]


def why_idle(offer: Offer, *needs: Need, others: Sequence[Offer] = ()) -> tuple[Reason, ...]:
    return run(needs, [offer, *others]).offer(offer.key).reasons


def test_why_an_offer_lies_idle() -> None:
    assert why_idle(SCHOOL) == (Reason(Code.NO_NEED_OF_KIND, {"kind": "training"}),)
    assert why_idle(replace(SCHOOL, unit="day"), TRAINING)[0].values == {"unit": "day", "units": ["person"]}
    assert why_idle(replace(SCHOOL, capacity=0), TRAINING) == (Reason(Code.NOTHING_LEFT),)
    past = replace(SCHOOL, until=AT - DAY)
    assert why_idle(past, TRAINING) == (Reason(Code.OFFER_PAST, {"until": AT - DAY, "at": AT}),)
    other = replace(SCHOOL, key="other", fields=frozenset({"health"}))
    need = replace(TRAINING, fields=frozenset({"health"}))
    assert why_idle(SCHOOL, need, others=[other]) == (Reason(Code.SERVED_BY_OTHERS, {"count": 1, "of": 1}),)
    elsewhere = replace(SCHOOL, cities=frozenset({"Denver"}))
    assert why_idle(elsewhere, replace(TRAINING, cities=frozenset({"Yangon"}))) == (
        Reason(Code.OTHER_CITIES, {"count": 1, "of": 1, "near": "need", "cities": ["Yangon"]}),
    )
    large = replace(TRAINING, split=Split.NEVER, quantity=12)
    assert why_idle(SCHOOL, large)[0].values["short_by"] == 2


def test_every_reason_says_which_values_it_carries() -> None:
    assert set(REASONS) == set(Code)
