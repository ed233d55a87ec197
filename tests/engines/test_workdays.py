"""Working days against a hand-made calendar with every kind of day, and the identities of counting."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines.errors import BadCalendar, NotKnownYet, OutOfRange
from youcheng.engines.workdays import (
    Calendar,
    Holiday,
    Joint,
    State,
    Week,
    Why,
    add_workdays,
    is_workday,
    joint,
    next_workday,
    previous_workday,
    workdays,
    workdays_between,
)

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


NATIONAL = {"en": "National Day", "zh-hans": "国庆节"}
HOME = Calendar(
    "HOME",
    (Week(frozenset({SATURDAY, SUNDAY})),),
    holidays={day(f"10-0{n}"): Holiday(NATIONAL) for n in (1, 2, 3)}
    | {day("10-06"): Holiday(swap=day("09-20")), day("10-07"): Holiday(swap=day("10-10"))}
    | {dt.date(2027, 1, 1): Holiday({"en": "New Year's Day"})},
    make_ups={day("09-20"): day("10-06"), day("10-10"): day("10-07")},
    first=day("01-01"),
    last=day("12-31"),
)
PARTNER = Calendar(
    "PARTNER",
    (Week(frozenset({FRIDAY})), Week(frozenset({FRIDAY, SATURDAY}), since=day("09-01"))),
    holidays={day("10-12"): Holiday({"en": "Feast"}, estimated=True)},
    make_ups={},
    first=day("01-01"),
    last=day("10-31"),
)
both = joint(HOME, PARTNER)


@pytest.mark.parametrize(
    ("text", "state", "why", "swap"),
    [
        ("09-30", State.WORKDAY, Why.ORDINARY, None),
        ("10-01", State.DAY_OFF, Why.HOLIDAY, None),
        ("10-03", State.DAY_OFF, Why.HOLIDAY, None),  # a Saturday: the holiday is the better reason
        ("10-04", State.DAY_OFF, Why.WEEKEND, None),
        ("10-07", State.DAY_OFF, Why.SWAPPED, "10-10"),
        ("10-10", State.WORKDAY, Why.MAKE_UP, "10-07"),
        ("10-11", State.DAY_OFF, Why.WEEKEND, None),
    ],
)
def test_every_day_has_its_reason(text: str, state: State, why: Why, swap: str | None) -> None:
    answer = HOME.on(day(text))
    assert (answer.state, answer.why, answer.certain) == (state, why, True)
    assert answer.swap == (day(swap) if swap else None)
    assert answer.names == (NATIONAL if why is Why.HOLIDAY else {})


def test_days_are_counted_over_holidays_and_make_up_workdays() -> None:
    assert next_workday(HOME, day("09-30")).day == day("10-05")
    assert add_workdays(HOME, day("09-30"), 4).day == day("10-10")
    assert previous_workday(HOME, day("10-12")).day == day("10-10")
    assert add_workdays(HOME, day("10-12"), -3).day == day("10-08")
    assert add_workdays(HOME, day("10-03"), 0).day == day("10-05")
    assert add_workdays(HOME, day("10-10"), 0).day == day("10-10")
    assert workdays_between(HOME, day("09-30"), day("10-10")).workdays == 4
    assert workdays_between(HOME, day("10-10"), day("09-30")).workdays == -4
    assert workdays(HOME, day("10-01"), day("10-10")) == tuple(
        day(text) for text in ("10-05", "10-08", "10-09", "10-10")
    )


def test_the_weekly_days_off_may_change() -> None:
    assert is_workday(PARTNER, day("08-29"))  # a Saturday
    assert not is_workday(PARTNER, day("09-05"))
    assert not is_workday(PARTNER, day("08-28"))  # a Friday


def test_outside_the_known_span_nothing_is_guessed() -> None:
    new_year = dt.date(2027, 1, 4)
    answer = HOME.on(new_year)
    assert (answer.state, answer.why, answer.certain) == (State.NOT_KNOWN, Why.NOT_KNOWN, False)
    first_unknown = dt.date(2027, 1, 1)
    for asked, ask in (
        (new_year, lambda: is_workday(HOME, new_year)),
        (first_unknown, lambda: next_workday(HOME, day("12-31"))),
        (first_unknown, lambda: workdays(HOME, day("12-30"), new_year)),
        (first_unknown, lambda: workdays_between(HOME, day("12-30"), new_year)),
    ):
        with pytest.raises(NotKnownYet) as refused:
            ask()
        assert (refused.value.calendar, refused.value.day) == ("HOME", asked)


def test_a_provisional_answer_names_the_days_it_supposes() -> None:
    found = next_workday(HOME, day("12-31"), provisional=True)
    assert found.day == dt.date(2027, 1, 4)  # Friday the 1st is listed, the 2nd and 3rd are a weekend
    assert [doubt.day for doubt in found.doubts] == [dt.date(2027, 1, number) for number in (1, 2, 3, 4)]
    assert not found.certain
    assert next_workday(HOME, day("12-30"), provisional=True).certain
    counted = workdays_between(HOME, day("12-30"), dt.date(2027, 1, 4), provisional=True)
    assert (counted.workdays, len(counted.doubts), counted.certain) == (2, 4, False)


def test_an_estimated_holiday_makes_its_neighbours_uncertain_too() -> None:
    assert [PARTNER.on(day(f"10-{n}")).certain for n in (10, 11, 12, 13, 14)] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert [doubt.day for doubt in next_workday(PARTNER, day("10-11")).doubts] == [
        day("10-12"),
        day("10-13"),
    ]


def test_a_doubtful_weekday_is_answered_but_not_as_certain() -> None:
    week = Week(frozenset({SATURDAY}), doubtful=frozenset({SUNDAY}))
    calendar = Calendar("N", (week,), {}, {}, day("01-01"), day("12-31"))
    sunday = calendar.on(day("03-01"))
    assert (sunday.state, sunday.certain) == (State.WORKDAY, False)
    assert calendar.on(day("03-02")).certain


def test_both_sides_work_only_where_each_does() -> None:
    assert both.code == "HOME+PARTNER"
    assert next_workday(both, day("09-30")).day == day("10-05")
    assert next_workday(both, day("10-08")).day == day(
        "10-13"
    )  # Friday off there, Saturday too, feast on Monday
    assert both.on(day("10-09")).calendar == "PARTNER"
    assert both.on(day("10-07")).calendar == "HOME"
    assert [answer.state for answer in both.sides(day("10-10"))] == [State.WORKDAY, State.DAY_OFF]


def test_one_side_off_decides_where_the_other_is_not_known() -> None:
    assert both.on(day("11-01")).state is State.DAY_OFF  # a Sunday at home
    assert both.on(day("11-01")).certain
    assert both.on(day("11-02")).state is State.NOT_KNOWN
    with pytest.raises(NotKnownYet) as refused:
        next_workday(both, day("10-31"))
    assert (refused.value.calendar, refused.value.day) == ("PARTNER", day("11-02"))
    found = next_workday(both, day("10-31"), provisional=True)
    assert (found.day, [doubt.calendar for doubt in found.doubts]) == (day("11-02"), ["PARTNER"])


def test_a_notice_can_be_added_by_hand() -> None:
    """What an office on a closed network does when the notice for the next year is out."""
    fuller = HOME.with_days(
        holidays={dt.date(2027, 1, 4): Holiday({"zh-hans": "元旦"}), day("10-10"): Holiday()},
        make_ups={dt.date(2027, 1, 3): dt.date(2027, 1, 4), day("10-06"): None},
        last=dt.date(2027, 12, 31),
    )
    assert next_workday(fuller, day("12-31")).day == dt.date(2027, 1, 3)
    assert not is_workday(fuller, day("10-10"))
    assert is_workday(fuller, day("10-06"))
    assert is_workday(HOME, day("10-10"))


def test_calendars_that_contradict_themselves_are_refused() -> None:
    weeks = (Week(frozenset({SUNDAY})),)
    span = {"first": day("01-01"), "last": day("12-31")}
    with pytest.raises(BadCalendar, match="both a day off and a make-up"):
        Calendar("X", weeks, {day("03-01"): Holiday()}, {day("03-01"): None}, **span)
    with pytest.raises(BadCalendar, match="follow each other"):
        Calendar("X", (Week(frozenset(), since=day("01-01")),), {}, {}, **span)
    with pytest.raises(BadCalendar, match="ends before"):
        Calendar("X", weeks, {}, {}, first=day("12-31"), last=day("01-01"))


def test_a_calendar_without_a_workday_is_not_searched_for_ever() -> None:
    idle = Calendar("X", (Week(frozenset(range(7))),), {}, {}, day("01-01"), day("12-31"))
    with pytest.raises(OutOfRange, match="No working day within a year"):
        next_workday(idle, day("01-01"), provisional=True)
    with pytest.raises(OutOfRange, match="working days"):
        add_workdays(HOME, day("01-01"), 10_001)


inside = st.dates(day("02-01"), day("09-30"))
calendars = st.sampled_from([HOME, PARTNER, both])


@given(calendars, inside, st.integers(-20, 20))
def test_counting_undoes_adding(calendar: Calendar | Joint, start: dt.date, count: int) -> None:
    workday = add_workdays(calendar, start, 0).day
    reached = add_workdays(calendar, workday, count).day
    assert is_workday(calendar, reached)
    assert workdays_between(calendar, workday, reached).workdays == count
    assert add_workdays(calendar, reached, -count).day == workday


@given(calendars, inside, inside, inside)
def test_counts_add_up(calendar: Calendar | Joint, a: dt.date, b: dt.date, c: dt.date) -> None:
    def between(first: dt.date, last: dt.date) -> int:
        return workdays_between(calendar, first, last).workdays

    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)
    low, high = min(a, b), max(a, b)
    assert len(workdays(calendar, low, high)) == between(low, high) + is_workday(calendar, low)


@given(inside)
def test_joint_days_are_the_days_of_each(start: dt.date) -> None:
    end = start + dt.timedelta(days=30)
    shared = set(workdays(HOME, start, end)) & set(workdays(PARTNER, start, end))
    assert set(workdays(both, start, end)) == shared
