"""Which rules speak on which day: against the engine's own counting of working days, and as a run of daily sweeps."""

from __future__ import annotations

import datetime as dt
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from youcheng.coordination.deadlines import AFTER, Rule, Ruler, speaking
from youcheng.coordination.holidays import calendar_of
from youcheng.engines.workdays import ONE_DAY, Joint, add_workdays, joint, workdays_between

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2027, 12, 31)
DUE = st.dates(dt.date(2025, 12, 1), dt.date(2027, 1, 31))
calendar_of("BD", year=2026)  # read before anything is timed by hypothesis
AWAY = st.integers(-60, 60)
DEFAULTS = [Rule("before", 7), Rule("before", 3), Rule("on_day", 0), Rule("late", 1), Rule("to_unit", 3), Rule("to_office", 7)]  # fmt: skip
RULES = st.lists(
    st.one_of(
        st.builds(Rule, st.just("before"), st.integers(1, 20)),
        st.builds(Rule, st.just("on_day"), st.just(0)),
        st.builds(Rule, st.sampled_from(AFTER), st.integers(1, 20)),
    ),
    unique=True,
)


@cache
def both_sides() -> Joint:
    """China and Bangladesh, whose weeks differ and of which many dates are estimated."""
    return joint(calendar_of("CN", year=2026), calendar_of("BD", year=2026))


@cache
def ruler() -> Ruler:
    return Ruler.of(both_sides(), FIRST, LAST)


@given(due=DUE, away=AWAY)
def test_days_late_are_those_the_engine_counts(due: dt.date, away: int) -> None:
    day = due + away * ONE_DAY
    counted = workdays_between(both_sides(), due, day, provisional=True).workdays
    assert ruler().late(day, due) == max(0, counted)


@given(due=DUE, away=st.integers(1, 60), days=st.integers(1, 20))
def test_a_reminder_has_come_when_the_engine_says_so(due: dt.date, away: int, days: int) -> None:
    day = due - away * ONE_DAY
    has_come = add_workdays(both_sides(), due, -days, provisional=True).day <= day
    assert (ruler().left(day, due) <= days) == has_come


@settings(max_examples=60)
@given(due=DUE, rules=RULES)
def test_daily_sweeps_begin_each_rule_on_its_working_day(due: dt.date, rules: list[Rule]) -> None:
    measure, begun = ruler(), {}
    for away in range(-80, 81):
        for spoken in speaking(rules, measure, due + away * ONE_DAY, due):
            begun.setdefault(spoken.rule, due + away * ONE_DAY)
    for rule in rules:
        if rule.kind in AFTER:
            assert begun[rule] == add_workdays(both_sides(), due, rule.days, provisional=True).day
        elif rule.kind == "on_day":
            assert begun[rule] == measure.last_chance(due)
        elif rule in begun:  # else a nearer reminder spoke from the same day on
            assert begun[rule] == add_workdays(both_sides(), due, -rule.days, provisional=True).day


@given(due=DUE, away=AWAY, rules=RULES)
def test_one_reminder_before_and_one_of_each_kind_after(due: dt.date, away: int, rules: list[Rule]) -> None:
    spoken = speaking(rules, ruler(), due + away * ONE_DAY, due)
    kinds = [one.rule.kind for one in spoken]
    assert len(set(kinds)) == len(kinds)
    assert all((kind in AFTER) == (away > 0) for kind in kinds)
    assert away > 0 or len(kinds) <= 1


def test_the_default_rules_around_the_national_day() -> None:
    home = Ruler.of(calendar_of("CN", year=2026), FIRST, LAST)
    due = dt.date(2026, 9, 30)

    def said(day: str) -> list[tuple[str, int]]:
        return [
            (one.rule.kind, one.days) for one in speaking(DEFAULTS, home, dt.date.fromisoformat(day), due)
        ]

    assert said("2026-09-19") == []
    assert said("2026-09-20") == [("before", 7)]  # a worked Sunday; then 21, 22, 23, 24, 28, 29
    assert said("2026-09-28") == [("before", 2)]
    assert said("2026-09-30") == [("on_day", 0)]
    assert said("2026-10-07") == []  # seven days off: nobody is late yet
    assert said("2026-10-08") == [("late", 1)]
    assert said("2026-10-10") == [("late", 3), ("to_unit", 3)]  # a worked Saturday
    assert said("2026-10-14") == [("late", 6), ("to_unit", 6)]
    assert said("2026-10-15") == [("late", 7), ("to_unit", 7), ("to_office", 7)]


def test_a_deadline_on_a_day_off_is_recalled_on_the_last_working_day_before() -> None:
    home = Ruler.of(calendar_of("CN", year=2026), FIRST, LAST)
    friday, sunday = dt.date(2026, 6, 12), dt.date(2026, 6, 14)
    assert home.last_chance(sunday) == friday
    assert [one.rule.kind for one in speaking(DEFAULTS, home, friday, sunday)] == ["on_day"]
    assert speaking(DEFAULTS, home, sunday + ONE_DAY, sunday)[0].days == 1


def test_what_is_not_certain_is_said() -> None:
    estimated = [day for day, holiday in calendar_of("BD", year=2026).holidays.items() if holiday.estimated]
    feast = next(day for day in estimated if FIRST < day < LAST)
    bangladesh = Ruler.of(calendar_of("BD", year=2026), FIRST, LAST)
    assert bangladesh.is_certain(dt.date(2026, 4, 6), dt.date(2026, 4, 20))
    assert not bangladesh.is_certain(feast - 5 * ONE_DAY, feast + 5 * ONE_DAY)
    assert not bangladesh.is_certain(feast + 5 * ONE_DAY, feast - 5 * ONE_DAY)
    assert not ruler().is_certain(dt.date(2027, 12, 1), dt.date(2027, 12, 3))  # a year without a notice
