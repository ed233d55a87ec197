"""Intervals of composite scores: what they contain, what they depend on, and what they must not depend on."""

import numpy as np
import pytest
from scipy.stats import rankdata

from tests.engines.risk_example import FIGURES, framework
from youcheng.engines.composite import Observation, score, told_apart
from youcheng.engines.errors import OutOfRange, UnknownCode
from youcheng.engines.uncertainty import OVERALL, Choices, intervals, ranks

FIXED = Choices(concentration=1e9, normalisations=("goalposts",), aggregations=("geometric",))
WORSE = {**FIGURES, "calm": Observation(-1.0, 0.2), "debt": Observation(150.0)}
PARTIAL = {"calm": Observation(1.0, 0.2)}


def test_the_interval_surrounds_the_score() -> None:
    result = intervals(framework(), {"XXA": FIGURES, "XXB": WORSE})
    for country, figures in (("XXA", FIGURES), ("XXB", WORSE)):
        assessed = score(framework(), country, figures)
        for dimension in ("political", "economic"):
            found = result.of(country, dimension)
            assert found is not None
            assert found.p05 <= found.median <= found.p95
            assert found.p05 < (assessed.dimension(dimension).value or -1) < found.p95
        overall = result.of(country)
        assert overall is not None
        assert overall.p05 < (assessed.overall or -1) < overall.p95


def test_with_nothing_varied_but_the_errors_the_spread_is_theirs() -> None:
    """Political = 0.75 · calm + 0.25 · voice in points of 25 a unit."""
    found = intervals(framework(), {"XXA": FIGURES}, FIXED).of("XXA", "political")
    assert found is not None
    exact = 25 * np.hypot(0.75 * 0.2, 0.25 * 0.1)
    assert found.standard_error == pytest.approx(exact, rel=0.05)
    assert found.median == pytest.approx(62.5, abs=0.3)
    assert found.p95 - found.p05 == pytest.approx(2 * 1.645 * exact, rel=0.07)


def test_without_errors_and_choices_nothing_is_uncertain() -> None:
    exact = {code: Observation(figure.value, 0.0) for code, figure in FIGURES.items()}
    found = intervals(framework(), {"XXA": exact}, FIXED).of("XXA")
    assert found is not None
    assert found.p95 - found.p05 == pytest.approx(0, abs=0.01)
    assert found.median == pytest.approx(score(framework(), "XXA", exact).overall, abs=0.01)


def test_weights_stray_as_far_as_said() -> None:
    choices = Choices(
        draws=4000, concentration=30, normalisations=("goalposts",), aggregations=("arithmetic",)
    )
    exact = {code: Observation(figure.value, 0.0) for code, figure in FIGURES.items()}
    found = intervals(framework(), {"XXA": exact}, choices).of("XXA", "political")
    assert found is not None
    assert found.standard_error == pytest.approx(50 * np.sqrt(0.75 * 0.25 / 31), rel=0.05)


def test_adding_a_country_changes_no_other_and_the_seed_repeats() -> None:
    alone = intervals(framework(), {"XXA": FIGURES})
    together = intervals(framework(), {"XXB": WORSE, "XXA": FIGURES, "XXC": {}})
    one, other = alone.of("XXA"), together.of("XXA")
    assert one is not None
    assert other is not None
    assert (one.median, one.p05, one.p95) == (other.median, other.p05, other.p95)
    assert alone.intervals == intervals(framework(), {"XXA": FIGURES}).intervals


def test_ranks_are_among_the_countries_scored() -> None:
    result = intervals(framework(), {"XXA": FIGURES, "XXB": WORSE, "XXC": {}})
    first, second = result.of("XXA"), result.of("XXB")
    assert first is not None
    assert second is not None
    assert (first.rank_low, first.rank_high, second.rank_low, second.rank_high) == (1, 1, 2, 2)
    assert result.ranked == {"political": 2, "economic": 2, OVERALL: 2}
    assert told_apart(first, second).apart is True
    twins = intervals(framework(), {"XXA": FIGURES, "XXB": FIGURES})
    a, b = twins.of("XXA"), twins.of("XXB")
    assert a is not None
    assert b is not None
    assert told_apart(a, b).apart is False
    assert (a.rank_low, a.rank_high) == (1, 2)


def test_what_is_not_scored_has_no_interval() -> None:
    result = intervals(framework(), {"XXA": PARTIAL, "XXB": {}})
    assert result.of("XXA", "political") is not None
    assert result.of("XXA", "economic") is None
    assert result.of("XXA") is None
    assert result.of("XXB", "political") is None
    with pytest.raises(UnknownCode):
        result.of("XXC")


def test_figures_without_an_error_are_named() -> None:
    result = intervals(framework(), {"XXA": FIGURES}, Choices(normalisations=("goalposts", "min_max")))
    assert [note.code for note in result.caveats] == ["no_standard_error", "set_dependent"]
    assert "debt, inflation" in str(result.caveats[0])
    assert result.parameters["normalisations"] == "goalposts, min_max"


def test_impossible_choices_are_refused() -> None:
    for wrong in (
        {"normalisations": ("ranks",)},
        {"aggregations": ()},
        {"draws": 10},
        {"concentration": 0.0},
    ):
        with pytest.raises(OutOfRange):
            Choices(**wrong)


def test_equal_scores_share_the_better_rank() -> None:
    scores = np.random.default_rng(1).integers(0, 5, size=(20, 30)).astype(float)
    assert (ranks(scores) == rankdata(-scores, method="min", axis=1)).all()
