"""Kind and state of a tie from uncertain dates: examples from real histories, and properties.

The examples read like the register's own rows; the properties hold for every history.
"""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines.timespans import Span
from youcheng.network.enums import EventType, Kind, State
from youcheng.network.standing import RANK, Claim, Fact, Reading, Standing, facts_of, standing

FIRST, LAST = dt.date(1980, 1, 1), dt.date(2030, 12, 31)


def claim(type_: str, when: str, occurrence: int = 1, term_until: dt.date | None = None) -> Claim:
    span = Span.parse(when)
    return Claim(type_, occurrence, span.earliest, span.latest, term_until)


def on(day: str, *claims: Claim) -> Standing:
    return standing(facts_of(claims), dt.date.fromisoformat(day))


SIGNED = "sister_signed"


def test_a_tie_without_events_is_certainly_a_prospect() -> None:
    assert on("2020-01-01").readings == {Reading("prospect", "active")}


def test_the_last_day_of_a_span_counts_as_reached() -> None:
    bukhara = claim(SIGNED, "2022")
    assert on("2021-12-31", bukhara).kind == Kind.PROSPECT
    assert on("2022-12-30", bukhara).kind is None
    assert on("2022-12-30", bukhara).is_possibly("sister")
    assert on("2022-12-31", bukhara).is_certainly("sister")


def test_two_sides_that_contradict_each_other_are_readings_of_one_event() -> None:
    denver = claim(SIGNED, "1986-05-15"), claim(SIGNED, "1985")
    assert len(facts_of(denver)) == 1
    assert on("1985-06-30", *denver).kinds == {"prospect", "sister"}
    assert on("1986-05-14", *denver).kind is None
    assert on("1986-05-15", *denver).is_certainly("sister")


def test_no_reading_lies_between_two_contradicting_claims() -> None:
    (fact,) = facts_of([claim(SIGNED, "1985"), claim(SIGNED, "1987-05-15")])
    assert [(a.year, b.year) for a, b in fact.days] == [(1985, 1985), (1987, 1987)]


def test_claims_that_agree_narrow_each_other() -> None:
    kolkata = claim(SIGNED, "by 2014-04"), claim(SIGNED, "2013-10-23")
    assert on("2013-10-22", *kolkata).kind == Kind.PROSPECT
    assert on("2013-10-23", *kolkata).is_certainly("sister")


def test_a_pair_moves_up() -> None:
    kuching = claim("exchange_agreement_signed", "by 2014-04"), claim(SIGNED, "2014-08-25")
    assert on("2014-04-30", *kuching).is_certainly("exchange")
    assert on("2014-08-25", *kuching).is_certainly("sister")


def test_between_two_kinds_neither_is_certain_and_prospect_is_excluded() -> None:
    da_nang = (
        claim("exchange_agreement_signed", "by 2014-04"),
        claim(SIGNED, "between 2014-05 and 2019-09"),
    )
    assert on("2016-09-30", *da_nang).kinds == {"exchange", "sister"}
    assert on("2016-09-30", *da_nang).kind is None
    assert on("2019-09-30", *da_nang).is_certainly("sister")


def test_a_term_that_ran_out_only_flags() -> None:
    jyvaskyla = claim(SIGNED, "2008", term_until=dt.date(2013, 12, 31))
    assert not on("2013-12-31", jyvaskyla).term_over
    later = on("2020-01-01", jyvaskyla)
    assert later.term_over
    assert later.is_certainly("sister")
    assert later.state == State.ACTIVE


def test_a_renewal_gives_a_new_term() -> None:
    tie = (
        claim(SIGNED, "2008", term_until=dt.date(2013, 12, 31)),
        claim("renewed", "2013-06-01", term_until=dt.date(2018, 6, 1)),
    )
    assert not on("2015-01-01", *tie).term_over
    assert on("2019-01-01", *tie).term_over


def test_an_end_ends_and_a_suspension_suspends() -> None:
    tie = claim(SIGNED, "2000-01-01"), claim("suspended", "2005-01-01"), claim("ended", "2010")
    assert on("2006-01-01", *tie).state == State.SUSPENDED
    assert on("2006-01-01", *tie).is_certainly("sister")
    assert on("2010-06-01", *tie).state is None
    assert on("2010-06-01", *tie).is_possibly("sister")
    assert on("2010-12-31", *tie).kinds == frozenset()
    assert on("2010-12-31", *tie).highest == "sister"


def test_an_end_never_comes_before_the_signing_it_ends() -> None:
    tie = claim(SIGNED, "2008"), claim("ended", "2008")
    assert on("2008-12-31", *tie).readings == {Reading("sister", "ended")}


def test_a_tie_may_begin_again() -> None:
    tie = (
        claim(SIGNED, "2000-01-01"),
        claim("ended", "2010-01-01"),
        claim("letter_of_intent_signed", "2015-01-01"),
    )
    assert on("2016-01-01", *tie).is_certainly("letter_of_intent")


def test_approval_and_registration_do_not_make_a_tie() -> None:
    assert on("2020-01-01", claim("sister_approved", "2010"), claim("registered", "2010")).kind == "prospect"


days = st.dates(FIRST, LAST)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    first, last = sorted((draw(days), draw(days)))
    return Fact(draw(st.sampled_from(EventType.values)), ((first, last),))


histories = st.lists(facts(), max_size=5).map(tuple)


@given(histories, days)
def test_certain_implies_possible(history: tuple[Fact, ...], day: dt.date) -> None:
    found = standing(history, day)
    assert found.readings
    assert found.kind is None or found.is_possibly(found.kind)
    assert found.highest in RANK


@given(histories, days, st.data())
def test_widening_a_span_never_makes_anything_more_certain(
    history: tuple[Fact, ...], day: dt.date, data: st.DataObject
) -> None:
    def widened(fact: Fact) -> Fact:
        first, last = fact.days[0]
        return fact._replace(days=((data.draw(st.dates(FIRST, first)), data.draw(st.dates(last, LAST))),))

    before, after = standing(history, day), standing(tuple(map(widened, history)), day)
    starts_before = [f for f in history if f.type in {"suspended", "ended", "resumed", "renewed"}]
    if not starts_before:  # without ends every order makes sense, and readings only grow
        assert before.readings <= after.readings
        assert after.kind is None or after.kind == before.kind


@given(histories, days, st.randoms(use_true_random=False))
def test_a_standing_is_one_of_those_its_exact_dates_would_give(
    history: tuple[Fact, ...], day: dt.date, random: object
) -> None:
    choose = random.randint  # type: ignore[attr-defined]
    starts = [
        f for f in history if f.type in {"letter_of_intent_signed", "exchange_agreement_signed", SIGNED}
    ]
    exact = tuple(
        f._replace(days=((d, d),))
        for f in starts
        for d in [dt.date.fromordinal(choose(f.earliest.toordinal(), f.latest.toordinal()))]
    )
    assert standing(exact, day).readings <= standing(tuple(starts), day).readings


@given(histories, days)
def test_the_order_of_rows_does_not_matter(history: tuple[Fact, ...], day: dt.date) -> None:
    assert standing(history, day).readings == standing(tuple(reversed(history)), day).readings
