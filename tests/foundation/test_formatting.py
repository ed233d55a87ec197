"""Numbers, dates and spans as the reader's language writes them; what is missing is a dash, never a zero."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from youcheng.engines.timespans import Span
from youcheng.foundation import formatting


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("1981-11-05", "1981年11月5日", "5 November 1981"),
        ("2014-04", "2014年4月", "April 2014"),
        ("2008", "2008年", "2008"),
        ("before 2011", "2011年之前", "before 2011"),
        ("by 2019-09", "不晚于2019年9月", "by September 2019"),
        ("between 2011 and 2014-04", "2011年至2014年4月之间", "between 2011 and April 2014"),
    ],
)
def test_a_span_says_exactly_as_much_as_is_known(written: str, chinese: str, english: str) -> None:
    span = Span.parse(written)
    with override("zh-hans"):
        assert formatting.span(span) == chinese
    with override("en"):
        assert formatting.span(span) == english


def test_numbers_and_shares() -> None:
    assert formatting.number(1234567) == "1,234,567"
    assert formatting.number(0.5, 2) == "0.50"
    assert formatting.number(-1.25, 1) in {"-1.2", "-1.3"}
    assert formatting.percent(0.125, 1) == "12.5%"
    with override("en"):
        assert formatting.kilometres(757.4) == "757 km"


@pytest.mark.parametrize(
    "write",
    [
        formatting.number,
        formatting.percent,
        formatting.kilometres,
        formatting.day,
        formatting.moment,
        formatting.span,
    ],
)
def test_what_is_missing_is_never_a_zero(write: object) -> None:
    assert write(None) == "—"  # type: ignore[operator]


def test_a_moment_is_shown_in_the_platforms_time_zone() -> None:
    late = dt.datetime(2026, 3, 1, 20, 30, tzinfo=dt.UTC)
    with override("zh-hans"):
        assert formatting.moment(late) == "2026年3月2日 04:30"
        assert formatting.day(late) == "2026年3月2日"


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [(1, "1小时", "1 h"), (-2.25, "2小时15分", "2 h 15 min"), (5.5, "5小时30分", "5 h 30 min")],
)
def test_hours_are_told_with_their_minutes(value: float, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert formatting.hours(value) == chinese
    with override("en"):
        assert formatting.hours(value) == english


def test_parts_are_parted_as_the_language_does_it() -> None:
    with override("zh-hans"):
        assert formatting.listed(["东盟", "欧盟"]) == "东盟、欧盟"
    with override("en"):
        assert formatting.listed(["ASEAN", "EU"]) == "ASEAN; EU"
    assert formatting.listed([]) == ""


def test_names_are_ordered_as_readers_look_for_them() -> None:
    chinese = ["丹佛", "安塔利亚", "仰光", "博克拉", "清迈", "Zürich"]
    assert sorted(chinese, key=formatting.collation) == [
        "Zürich",
        "安塔利亚",
        "博克拉",
        "丹佛",
        "清迈",
        "仰光",
    ]
    assert sorted(["Zwolle", "Zürich", "Łódź", "Öskemen", "Perth"], key=formatting.collation)[:2] == [
        "Öskemen",
        "Perth",
    ]
