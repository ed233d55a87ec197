"""Decay, the silence alarm and what they say about their records, on dates worked out by hand."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines import vitality
from youcheng.engines.errors import OutOfRange, UnknownCode
from youcheng.engines.timespans import Span
from youcheng.engines.vitality import Contact, Kind

KINDS = {"visit": Kind(1.0, 2.0), "letter": Kind(0.2, 1.0)}
TODAY = dt.date(2026, 1, 1)


def contact(when: str, kind: str = "visit") -> Contact:
    return Contact(Span.parse(when), kind)


def codes(result: vitality.Recorded) -> set[str]:
    return {note.code for note in result.caveats}


@pytest.mark.parametrize(("half_life", "expected"), [(1, 2.000), (2, 3.414), (3, 4.847)])
def test_one_event_a_year_settles(half_life: float, expected: float) -> None:
    ages = np.arange(200)
    assert vitality.decayed(ages, 1.0, half_life) == pytest.approx(expected, abs=5e-4)


def test_a_visit_is_worth_half_after_its_half_life() -> None:
    result = vitality.decay(
        [contact("2023-12-31"), contact("2025-12-31", "letter")], KINDS, dt.date(2025, 12, 31)
    )
    assert result.value == pytest.approx(0.5 + 0.2, abs=1e-3)
    assert (result.records, str(result.last)) == (2, "2025-12-31")


def test_rough_dates_give_a_range() -> None:
    result = vitality.decay([contact("2024"), contact("by 2025-06")], KINDS, TODAY)
    assert result.low < result.value == result.high
    assert result.low == pytest.approx(2 ** (-((TODAY - dt.date(2024, 1, 1)).days / 365.25) / 2))
    assert "imprecise_dates" in codes(result)


def test_what_lies_ahead_is_left_out_and_said_so() -> None:
    result = vitality.decay([contact("2025-05-01"), contact("2026-05-01"), contact("2026")], KINDS, TODAY)
    assert result.records == 1
    assert {"later_records", "few_records", "record_keeping"} <= codes(result)


def test_without_records_nothing_is_claimed() -> None:
    result = vitality.assess([], KINDS, TODAY)
    assert (result.records, result.last) == (0, None)
    assert result.alive.probability is None
    assert (result.silence.probability, result.silence.rate, result.silence.flagged) == (None, None, False)
    for part in (result.decay, result.alive, result.silence):
        assert "no_records" in codes(part)


def test_one_contact_is_not_certainly_alive() -> None:
    result = vitality.alive([contact("2010-05-01")], TODAY)
    assert result.probability is None
    assert "no_repeat" in codes(result)


def test_the_curve_jumps_and_decays() -> None:
    days = [dt.date(2024, 1, 1), dt.date(2024, 6, 1), dt.date(2025, 6, 1)]
    curve = vitality.decay_curve([contact("2024-06-01")], KINDS, days)
    assert curve.values[0] == 0
    assert curve.values[1] == 1
    assert curve.values[2] == pytest.approx(2**-0.5, abs=1e-3)
    last = vitality.decay([contact("2024-06-01")], KINDS, days[-1])
    assert curve.values[2] == last.value
    with pytest.raises(OutOfRange):
        vitality.decay_curve([], KINDS, [])


def test_a_kind_without_a_weight_is_named() -> None:
    with pytest.raises(UnknownCode, match="concert"):
        vitality.decay([contact("2025-01-01", "concert")], KINDS, TODAY)
    with pytest.raises(OutOfRange):
        Kind(1.0, 0.0)


def test_the_alarm_rings_when_silence_is_longer_than_chance_explains() -> None:
    yearly = [contact(f"{year}-06-01") for year in range(2010, 2021)]
    soon, late = vitality.silence(yearly, dt.date(2021, 6, 1)), vitality.silence(yearly, dt.date(2024, 6, 1))
    assert soon.rate == pytest.approx(1.0, abs=1e-3)
    assert soon.probability == pytest.approx(np.exp(-1), abs=2e-3)
    assert late.probability == pytest.approx(np.exp(-4), abs=2e-3)
    assert (soon.flagged, late.flagged) == (False, True)
    assert late.silent_days == (dt.date(2024, 6, 1) - dt.date(2020, 6, 1)).days


def test_an_office_may_set_the_rate_it_expects() -> None:
    result = vitality.silence([contact("2020-01-01")], TODAY, expected_rate=1.0)
    assert result.probability == pytest.approx(np.exp(-6), rel=1e-2)
    assert result.flagged
    for wrong in ({"threshold": 0.0}, {"threshold": 1.0}, {"expected_rate": 0.0}):
        with pytest.raises(OutOfRange):
            vitality.silence([], TODAY, **wrong)


def test_a_history_counts_days_not_records() -> None:
    contacts = [contact("2025-01-01"), contact("2025-01-15"), contact("2025-01-15"), contact("2025-02-12")]
    history = vitality.history_of(contacts, dt.date(2025, 3, 12))
    assert history == vitality.History(2, 6.0, 10.0)
    signed = vitality.history_of(contacts, dt.date(2025, 3, 12), start=dt.date(2024, 12, 25))
    assert signed == vitality.History(3, 7.0, 11.0)
    assert vitality.history_of([], TODAY) is None
    assert vitality.history_of([], TODAY, start=TODAY) == vitality.History(0, 0.0, 0.0)


def test_parameters_are_named_in_the_result() -> None:
    contacts = [contact("2024-01-01"), contact("2025-01-01")]
    result = vitality.alive(contacts, TODAY)
    assert result.parameters["r"] == 0.243
    assert "borrowed_parameters" in codes(result)
    fitted = vitality.Parameters(1, 2, 1, 2, 7, "our own", histories=40)
    assert "fitted_few" in codes(vitality.alive(contacts, TODAY, fitted))


dated = st.lists(st.dates(dt.date(1980, 1, 1), dt.date(2025, 12, 31)), min_size=1, max_size=20)


@given(dated, st.integers(0, 4000))
def test_time_only_takes_away(days: list[dt.date], later: int) -> None:
    contacts = [Contact(Span.on(day), "visit") for day in days]
    now, then = (
        vitality.assess(contacts, KINDS, TODAY),
        vitality.assess(contacts, KINDS, TODAY + dt.timedelta(later)),
    )
    assert then.decay.value <= now.decay.value
    for before, after in ((now.alive, then.alive), (now.silence, then.silence)):
        if before.probability is not None and after.probability is not None:
            assert after.probability <= before.probability + 1e-12


@given(dated, st.dates(dt.date(1980, 1, 1), dt.date(2025, 12, 31)))
def test_one_more_contact_never_lowers_the_curve(days: list[dt.date], extra: dt.date) -> None:
    contacts = [Contact(Span.on(day), "visit") for day in days]
    more = [*contacts, Contact(Span.on(extra), "letter")]
    assert vitality.decay(more, KINDS, TODAY).value >= vitality.decay(contacts, KINDS, TODAY).value
