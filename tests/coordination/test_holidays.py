"""The calendars read from the library: China against the State Council's notices, weekly days off, names, known spans."""

import datetime as dt
import os
from collections.abc import Iterator

import holidays as library
import pytest

from youcheng.coordination.holidays import calendar_of, has_calendar, last_notice
from youcheng.engines.errors import NotKnownYet, UnknownCode
from youcheng.engines.workdays import ONE_DAY, Calendar, State, Why, add_workdays, is_workday, next_workday

NOTICES = {
    # Notice of the General Office of the State Council of 2024-11-12 (国办发明电〔2024〕12号): days off, days worked.
    2025: (
        ["01-01/01-01", "01-28/02-04", "04-04/04-06", "05-01/05-05", "05-31/06-02", "10-01/10-08"],
        ["01-26", "02-08", "04-27", "09-28", "10-11"],
    ),
    # Notice of 2025-11-04, as printed by the Xinhua agency.
    2026: (
        ["01-01/01-03", "02-15/02-23", "04-04/04-06", "05-01/05-05", "06-19/06-21", "09-25/09-27", "10-01/10-07"],
        ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
    ),
}  # fmt: skip


def span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def noticed(year: int) -> tuple[set[dt.date], set[dt.date]]:
    ranges, worked = NOTICES[year]
    ends = [tuple(dt.date.fromisoformat(f"{year}-{end}") for end in both.split("/")) for both in ranges]
    off = {day for first, last in ends for day in span(first, last)}
    return off, {dt.date.fromisoformat(f"{year}-{day}") for day in worked}


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_year_is_as_the_notice_says(year: int) -> None:
    off, worked = noticed(year)
    china = calendar_of("CN", year=2026)
    for day in span(dt.date(year, 1, 1), dt.date(year, 12, 31)):
        expected = day in worked or (day.weekday() < 5 and day not in off)
        assert is_workday(china, day) == expected, day
    assert {day for day in china.make_ups if day.year == year} == worked


def test_an_exchange_names_both_its_days() -> None:
    china = calendar_of("CHN", year=2026)
    day_off, worked = dt.date(2026, 10, 7), dt.date(2026, 10, 10)
    assert (china.on(day_off).why, china.on(day_off).swap) == (Why.SWAPPED, worked)
    assert (china.on(worked).why, china.on(worked).swap) == (Why.MAKE_UP, day_off)
    assert all(china.holidays[off].swap == worked for worked, off in china.make_ups.items() if off)


def test_holidays_have_chinese_and_english_names() -> None:
    names = calendar_of("CN", year=2026).on(dt.date(2026, 10, 1)).names
    assert names == {"zh-hans": "国庆节", "en": "National Day"}
    japan = calendar_of("JP", year=2026).on(dt.date(2026, 11, 3)).names
    assert japan == {"ja": "文化の日", "en": "Culture Day"}


def test_names_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    before = calendar_of("TH", year=2026)
    for variable in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setitem(os.environ, variable, "th_TH.UTF-8")
    calendar_of.cache_clear()
    assert calendar_of("TH", year=2026).holidays == before.holidays


def test_a_year_without_a_notice_is_not_known_yet() -> None:
    year = last_notice()
    china = calendar_of("CN", year=year)
    assert china.last == dt.date(year, 12, 31)
    spring = dt.date(year + 1, 3, 1)
    assert china.on(spring).state is State.NOT_KNOWN
    with pytest.raises(NotKnownYet):
        next_workday(china, spring)
    found = next_workday(china, dt.date(year + 1, 9, 30), provisional=True)
    assert found.day > dt.date(year + 1, 10, 3)  # the holidays the law fixes are supposed
    assert found.doubts


def test_notices_are_held_without_a_gap_from_the_first_on() -> None:
    assert calendar_of("CN", year=2003).first == dt.date(2001, 1, 1)
    for year in range(2001, last_notice() + 1):
        assert is_workday(calendar_of("CN", year=year), dt.date(year, 3, 12)) == (
            dt.date(year, 3, 12).weekday() < 5
        )


WEEKDAYS = {"MON": 0, "FRI": 4, "SAT": 5, "SUN": 6}


@pytest.mark.parametrize(
    ("country", "subdivision", "at", "off"),
    [
        ("CN", "", "2026-06-01", "SAT SUN"),
        ("BD", "", "2026-06-01", "FRI SAT"),
        ("IR", "", "2024-06-01", "FRI"),
        ("AE", "", "2021-06-01", "FRI SAT"),
        ("AE", "", "2023-06-01", "SAT SUN"),
        ("MY", "MY-13", "2026-06-01", "SAT SUN"),
        ("MY", "03", "2026-06-01", "FRI SAT"),
        ("NP", "", "2022-05-01", "SAT"),
        ("NP", "", "2022-06-01", "SAT SUN"),
        ("NP", "", "2025-06-01", "SAT"),
    ],
)
def test_the_weekly_days_off_of_the_country(country: str, subdivision: str, at: str, off: str) -> None:
    day = dt.date.fromisoformat(at)
    calendar = calendar_of(country, subdivision, year=day.year)
    assert calendar.week_of(day).off == {WEEKDAYS[name] for name in off.split()}


def test_where_no_source_was_seen_the_answer_is_not_certain() -> None:
    nepal = calendar_of("NP", year=2026)
    sunday = dt.date(2026, 8, 9)
    assert nepal.on(sunday).state is State.WORKDAY
    assert not nepal.on(sunday).certain
    assert nepal.on(dt.date(2026, 3, 1)).certain


@pytest.mark.parametrize(
    "country", ["CN", "TH", "MM", "BD", "KH", "LA", "VN", "IN", "RU", "AE", "CH", "UZ", "HU", "BN"]
)
def test_the_calendar_agrees_with_the_library_day_by_day(country: str) -> None:
    calendar = calendar_of(country, year=2026)
    offered = library.country_holidays(country).supported_categories
    peer = library.country_holidays(
        country,
        years=range(2021, 2028),
        language="en_US",
        categories=[kind for kind in ("public", "government") if kind in offered],
    )
    for day in span(calendar.first, calendar.last):
        assert is_workday(calendar, day) == peer.is_working_day(day), day


def test_the_subdivision_counts_where_the_library_knows_it() -> None:
    zurich, france = calendar_of("CH", "CH-ZH", year=2026), calendar_of("FR", "FR-06", year=2026)
    assert (zurich.code, france.code) == ("CH-ZH", "FR")
    labour_day = dt.date(2026, 5, 1)
    assert zurich.on(labour_day).why is Why.HOLIDAY
    assert is_workday(calendar_of("CH", year=2026), labour_day)


def test_estimated_dates_are_not_certain() -> None:
    bangladesh = calendar_of("BD", year=2026)
    estimated = [day for day, holiday in bangladesh.holidays.items() if holiday.estimated]
    assert estimated
    assert not bangladesh.on(estimated[0]).certain
    assert all(
        holiday.estimated == ("estimated" in holiday.names["en"]) for holiday in bangladesh.holidays.values()
    )


def test_a_window_around_the_year_is_known() -> None:
    japan = calendar_of("JP", year=2024)
    assert (japan.first, japan.last) == (dt.date(2019, 1, 1), dt.date(2026, 12, 31))
    assert add_workdays(japan, dt.date(2024, 5, 2), 1).day == dt.date(2024, 5, 7)


def test_an_unknown_country_is_refused_with_a_remedy() -> None:
    assert has_calendar("NPL")
    assert not has_calendar("XX")
    with pytest.raises(UnknownCode, match="home calendar alone"):
        calendar_of("XX", year=2026)


def test_all_countries_of_the_library_can_be_read() -> None:
    for country in library.list_supported_countries(include_aliases=False):
        calendar = calendar_of(country, year=last_notice())
        assert isinstance(calendar, Calendar)
        assert calendar.last.year >= last_notice()


def test_names_that_may_not_be_printed_are_left_out() -> None:
    assert not any(holiday.names for holiday in calendar_of("TWN", year=2026).holidays.values())
