"""Series become figures as the framework says: newest, mean or spread; too old or too short is missing, never zero."""

from __future__ import annotations

import datetime as dt

import pytest

from youcheng.evidence.queries import Provenance
from youcheng.strategy.facts.risk import Point, RiskBook, Source, read_series
from youcheng.strategy.framework import red_lines, risk_framework
from youcheng.strategy.framework_files import Series

LATEST = Series("governance", "pv", "latest", 1, 4)
MEAN = Series("indicators", "x", "mean", 3, 4)
SPREAD = Series("indicators", "x", "spread", 5, 4)
NOWHERE = Provenance("none", "", "", "", 0)


def points(**years: float) -> list[Point]:
    return [Point(int(year[1:]), value, 0.2) for year, value in years.items()]


def test_the_newest_year_is_read_with_its_error() -> None:
    found = read_series(LATEST, points(y2021=1.0, y2023=2.0), 2023)
    assert found is not None
    assert (found.value, found.standard_error, found.year) == (2.0, 0.2, 2023)


def test_a_mean_needs_more_than_half_of_its_years() -> None:
    found = read_series(MEAN, points(y2021=1.0, y2022=2.0, y2023=3.0), 2023)
    assert found is not None
    assert found.value == 2.0
    assert read_series(MEAN, points(y2023=3.0), 2023) is None


def test_a_spread_is_the_standard_deviation_and_needs_enough_years() -> None:
    found = read_series(SPREAD, points(y2019=1.0, y2021=2.0, y2022=2.0, y2023=3.0), 2023)
    assert found is not None
    assert found.value == pytest.approx(0.816, abs=0.001)
    assert found.standard_error is None
    assert read_series(SPREAD, points(y2022=2.0, y2023=3.0), 2023) is None


def test_what_is_absent_or_too_old_is_missing() -> None:
    assert read_series(LATEST, [], 2023) is None
    assert read_series(LATEST, points(y2015=1.0), 2023) is None


def test_age_is_counted_from_the_data_set_s_newest_year_and_later_years_are_left_out() -> None:
    found = read_series(LATEST, points(y2020=1.0, y2024=9.0), 2023)
    assert found is not None
    assert found.value == 1.0


def book() -> RiskBook:
    governance = {
        country: {code: [Point(2023, value, 0.1)] for code in ("pv", "va", "rl", "cc")}
        for country, value in (("AAA", 1.5), ("BBB", 1.45), ("CCC", -2.0))
    }
    return RiskBook(risk_framework(), red_lines(), {"governance": Source(governance, NOWHERE)})


def test_a_country_is_told_apart_or_not_and_never_from_itself() -> None:
    found = book().of("AAA", dt.date(2026, 1, 1), ["BBB", "CCC", "AAA"])
    near, far = found.rivals
    assert (near.country, far.country) == ("BBB", "CCC")
    assert near.comparisons["political"].apart is False
    assert far.comparisons["political"].apart is True


def test_a_dimension_without_figures_is_not_scored() -> None:
    found = book().of("AAA", dt.date(2026, 1, 1))
    assert set(found.intervals) == {"political", "legal"}
    assert not found.assessment.dimension("economic").scored


def test_an_unknown_country_is_not_scored_and_keeps_its_red_lines() -> None:
    found = book().of("PRK", dt.date(2026, 1, 1))
    assert found.intervals == {}
    assert [line.source for line in found.red_lines] == ["UN Security Council resolution 1718 (2006)"]
