"""Ten years of risk: each year from its own figures; a missing year is a gap, never carried over or drawn across."""

from __future__ import annotations

import pytest

from tests.strategy.facts.test_risk import LATEST, MEAN, NOWHERE, points
from youcheng.strategy.facts.risk import Point, RiskBook, Source
from youcheng.strategy.facts.risk_years import gaps, observed, read_in_year, scored, years_of
from youcheng.strategy.framework import red_lines, risk_framework
from youcheng.strategy.risk_charts import line


def book(*missing: int) -> RiskBook:
    """One country with governance figures in every year from 2014 to 2023 but those missing."""
    years = [Point(year, (year - 2018) / 10, 0.1) for year in range(2014, 2024) if year not in missing]
    table = {"AAA": dict.fromkeys(("pv", "va", "rl", "cc"), years)}
    return RiskBook(risk_framework(), red_lines(), {"governance": Source(table, NOWHERE)})


def test_only_the_year_s_own_figure_counts() -> None:
    assert read_in_year(LATEST, points(y2020=1.0, y2022=2.0), 2021) is None
    found = read_in_year(LATEST, points(y2020=1.0, y2022=2.0), 2022)
    assert found is not None
    assert (found.value, found.year) == (2.0, 2022)


def test_a_mean_ends_with_its_year_and_needs_more_than_half_of_its_years() -> None:
    held = points(y2019=9.0, y2020=1.0, y2021=2.0, y2022=3.0, y2023=9.0)
    found = read_in_year(MEAN, held, 2022)
    assert found is not None
    assert found.value == pytest.approx(2.0)
    assert read_in_year(MEAN, points(y2022=3.0), 2022) is None
    assert read_in_year(MEAN, points(y2020=1.0, y2021=2.0), 2022) is None


def test_a_year_missing_in_the_middle_is_a_gap_with_its_indicators_named() -> None:
    years = scored(book(2018), "AAA", "political")
    assert [each.year for each in years] == list(years_of(book())) == list(range(2014, 2024))
    missing = next(each for each in years if each.year == 2018)
    assert missing.value is None
    assert missing.missing == ("political_stability", "voice")
    assert gaps(years) == [2018]


def test_years_missing_at_the_ends_are_no_gaps() -> None:
    assert gaps(scored(book(2014, 2023), "AAA", "political")) == []
    assert gaps(scored(book(), "BBB", "political")) == []


def test_the_years_around_a_gap_are_as_they_are_without_it() -> None:
    def without(years: list[object]) -> list[object]:
        return [each for each in years if each.year != 2018]  # type: ignore[attr-defined]

    assert without(scored(book(2018), "AAA", "political")) == without(scored(book(), "AAA", "political"))  # type: ignore[arg-type]


def test_the_line_is_broken_at_a_gap() -> None:
    values = line(scored(book(2018), "AAA", "political"))["data"]["values"]
    assert {each["run"] for each in values if each["year"] < 2018} == {0}
    assert {each["run"] for each in values if each["year"] > 2018} == {1}
    assert 2018 not in {each["year"] for each in values}


def test_an_indicator_s_own_years_carry_the_publisher_s_error() -> None:
    years = observed(book(2018), "AAA", "voice")
    last = years[-1]
    assert last.value == pytest.approx(0.5)
    assert (last.low, last.high) == (pytest.approx(0.5 - 0.1645), pytest.approx(0.5 + 0.1645))
    assert years[4].value is None


def test_a_dimension_without_figures_has_no_year_scored() -> None:
    assert all(each.value is None for each in scored(book(), "AAA", "economic"))
