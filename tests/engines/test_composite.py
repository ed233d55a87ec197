"""Composite scores by hand, the rules for what is missing, and when two scores can be told apart."""

import csv
import datetime as dt
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.risk_example import FIGURES, framework
from tests.shared import shared_file
from youcheng.engines.composite import Assessment, Estimate, Observation, RedLine, score, told_apart
from youcheng.engines.errors import NotANumber, OutOfRange, UnknownCode


def codes(result: Assessment) -> list[str]:
    return [note.code for note in result.caveats]


def test_scores_by_hand() -> None:
    result = score(framework(), "XXA", FIGURES)
    political, economic = result.dimension("political"), result.dimension("economic")
    assert [cell.score for cell in political.cells] == [75, 25]
    assert political.value == pytest.approx(0.75 * 75 + 0.25 * 25)
    assert [cell.score for cell in economic.cells] == [75, 75]
    assert economic.value == pytest.approx(75)
    assert result.overall == pytest.approx(62.5 ** (2 / 3) * 75 ** (1 / 3))
    assert codes(result) == []
    assert result.parameters["framework"] == "example"


def test_a_dimension_below_the_screen_is_not_scored_and_nothing_is_zero() -> None:
    figures = {code: FIGURES[code] for code in ("calm", "debt")}
    result = score(framework(), "XXA", figures)
    political, economic = result.dimension("political"), result.dimension("economic")
    assert political.present == 0.75
    assert political.value == pytest.approx(75), "the weight present is scaled up, the missing is not zero"
    assert political.missing == ("voice",)
    assert economic.present == 0.5
    assert economic.value is None
    assert not economic.scored
    assert result.overall is None
    assert codes(result) == ["dimension_not_scored", "overall_not_scored", "missing_indicators"]
    assert str(result.caveats[0]) == "economic is not scored: 50 % of its weight is present, 65 % is needed."


def test_the_screen_itself_passes() -> None:
    assert score(framework(screening=0.75), "XXA", {"calm": FIGURES["calm"]}).dimension("political").scored
    assert (
        not score(framework(screening=0.76), "XXA", {"calm": FIGURES["calm"]}).dimension("political").scored
    )


def test_without_any_figure_nothing_is_scored() -> None:
    result = score(framework(), "XXA", {})
    assert [dimension.value for dimension in result.dimensions] == [None, None]
    assert result.overall is None


def test_what_lies_beyond_the_goalposts_is_cut_off_and_said() -> None:
    result = score(
        framework(), "XXA", {**FIGURES, "calm": Observation(3.0), "inflation": Observation(1000.0)}
    )
    assert [cell.score for cell in result.dimension("political").cells] == [100, 25]
    assert [cell.score for cell in result.dimension("economic").cells] == [75, 0]
    assert codes(result) == ["beyond_goalposts"]


def test_a_filled_in_figure_is_flagged() -> None:
    result = score(framework(), "XXA", {**FIGURES, "debt": Observation(50.0, imputed=True)})
    assert codes(result) == ["imputed"]


def test_a_red_line_is_a_constraint_and_not_a_score() -> None:
    line = RedLine("conflict", "XXA", "armed conflict", "made up", since=dt.date(2025, 1, 1))
    with_line = score(framework(), "XXA", FIGURES, [line], dt.date(2026, 1, 1))
    assert not with_line.admissible
    assert with_line.overall == score(framework(), "XXA", FIGURES).overall
    assert codes(with_line) == ["red_line"]
    assert score(framework(), "XXB", FIGURES, [line], dt.date(2026, 1, 1)).admissible


def test_an_indicator_the_framework_lacks_is_refused() -> None:
    with pytest.raises(UnknownCode, match="colour"):
        score(framework(), "XXA", {**FIGURES, "colour": Observation(1.0)})
    with pytest.raises(UnknownCode, match="legal"):
        score(framework(), "XXA", FIGURES).dimension("legal")


def test_impossible_observations_are_refused() -> None:
    with pytest.raises(NotANumber):
        Observation(float("nan"))
    with pytest.raises(OutOfRange):
        Observation(1.0, -0.1)


def test_two_scores_within_the_margin_cannot_be_told_apart() -> None:
    near = told_apart(Estimate(50, 3), Estimate(56, 4))
    assert near.apart is False
    assert near.margin == pytest.approx(1.645 * 5)
    far = told_apart(Estimate(50, 3), Estimate(41, 4))
    assert (far.apart, far.difference) == (True, 9)
    unknown = told_apart(Estimate(50, 3), Observation(41))
    assert (unknown.apart, unknown.margin) == (None, None)
    assert [note.code for note in unknown.caveats] == ["error_unknown"]


def test_a_third_of_all_pairs_cannot_be_told_apart_on_political_stability() -> None:
    with shared_file("data/indicators/wgi_2013_2023.csv").open(encoding="utf-8", newline="") as file:
        places = [
            Estimate(float(row["estimate"]), float(row["stddev"]))
            for row in csv.DictReader(file)
            if row["year"] == "2022" and row["indicator"] == "pv" and row["estimate"]
        ]
    assert len(places) > 200
    pairs = [told_apart(a, b).apart for a, b in combinations(places, 2)]
    assert 1 - np.mean(pairs) == pytest.approx(1 / 3, abs=0.03)


values = st.floats(-3, 3)


@given(values, values, st.floats(0.001, 1))
def test_a_safer_figure_never_lowers_a_score(calm: float, voice: float, more: float) -> None:
    def overall(figure: float) -> float:
        figures = {**FIGURES, "calm": Observation(figure), "voice": Observation(voice)}
        found = score(framework(), "XXA", figures).overall
        assert found is not None
        return found

    assert overall(calm + more) >= overall(calm) - 1e-9
    assert 0 <= overall(calm) <= 100


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e3), st.floats(0, 1e3))
def test_telling_apart_does_not_depend_on_the_order(a: float, b: float, se_a: float, se_b: float) -> None:
    assert (
        told_apart(Estimate(a, se_a), Estimate(b, se_b)).apart
        == told_apart(Estimate(b, se_b), Estimate(a, se_a)).apart
    )
