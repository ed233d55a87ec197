"""Reading, writing and ordering dates that are known only roughly."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines.errors import BadSpan
from youcheng.engines.timespans import Precision, Span


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1981-11-05", "1981-11-05", "1981-11-05", Precision.DAY),
        ("2014-04", "2014-04-01", "2014-04-30", Precision.MONTH),
        ("2012-02", "2012-02-01", "2012-02-29", Precision.MONTH),
        ("2008", "2008-01-01", "2008-12-31", Precision.YEAR),
        ("before 2011", None, "2010-12-31", Precision.BEFORE),
        ("before 2011-03-01", None, "2011-02-28", Precision.BEFORE),
        ("by 2019-09", None, "2019-09-30", Precision.BY),
        ("by 2021", None, "2021-12-31", Precision.BY),
        ("between 2011 and 2014-04", "2011-01-01", "2014-04-30", Precision.BETWEEN),
        ("  Between  2014-05 AND 2019-09 ", "2014-05-01", "2019-09-30", Precision.BETWEEN),
    ],
)
def test_the_six_forms(text: str, earliest: str | None, latest: str, precision: Precision) -> None:
    span = Span.parse(text)
    assert span == Span(
        dt.date.fromisoformat(earliest) if earliest else None, dt.date.fromisoformat(latest), precision
    )
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    "text",
    [
        "1981-11-05",
        "2014-04",
        "2008",
        "before 2011",
        "by 2019-09",
        "between 2011 and 2014-04",
        "before 2011-03-02",
    ],
)
def test_written_as_it_was_read(text: str) -> None:
    assert str(Span.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2014-13", "2014-02-30", "2014-4", "14-04", "before", "by then", "between 2011", "0000",
     "2014-04-05T10:00", "before 0001", "２０１４"],
)  # fmt: skip
def test_what_is_not_a_span_is_refused(text: str) -> None:
    with pytest.raises(BadSpan):
        Span.parse(text)


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(BadSpan, match="after"):
        Span.parse("between 2014 and 2011")


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        (dt.date(2014, 1, 1), dt.date(2014, 1, 2), Precision.DAY),
        (dt.date(2014, 1, 1), dt.date(2014, 12, 31), Precision.BY),
        (None, dt.date(2014, 12, 31), Precision.BETWEEN),
        (dt.date(2014, 1, 2), dt.date(2014, 1, 31), Precision.MONTH),
    ],
)
def test_days_and_precision_must_agree(
    earliest: dt.date | None, latest: dt.date, precision: Precision
) -> None:
    with pytest.raises(BadSpan):
        Span(earliest, latest, precision)


def test_the_last_day_of_the_span_counts_as_reached() -> None:
    span = Span.parse("between 2011 and 2014-04")
    assert not span.certain_by(dt.date(2014, 4, 29))
    assert span.certain_by(dt.date(2014, 4, 30))
    assert not span.possible_by(dt.date(2010, 12, 31))
    assert span.possible_by(dt.date(2011, 1, 1))
    assert Span.parse("by 2019-09").possible_by(dt.date(1950, 1, 1))
    assert Span.on(dt.date(2014, 8, 25)).is_exact
    assert not span.is_exact


days = st.dates(dt.date(2, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(days), draw(days)))
    match draw(st.sampled_from(Precision)):
        case Precision.DAY:
            return Span.on(first)
        case Precision.MONTH:
            return Span.parse(first.isoformat()[:7])
        case Precision.YEAR:
            return Span.parse(first.isoformat()[:4])
        case Precision.BETWEEN:
            return Span(first, last, Precision.BETWEEN)
        case Precision.BEFORE:
            return Span(None, first, Precision.BEFORE)
        case Precision.BY:
            return Span(None, first, Precision.BY)


@given(spans())
def test_any_span_survives_being_written(span: Span) -> None:
    assert Span.parse(str(span)) == span


@given(spans(), days)
def test_what_is_certain_is_possible(span: Span, day: dt.date) -> None:
    assert span.possible_by(day) or not span.certain_by(day)
