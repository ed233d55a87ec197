"""P(alive) against the published check, its definition by integrals, and relationships made up by the model."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, gamma

from youcheng.engines.bgnbd import PUBLISHED, History, Parameters, fit, log_likelihood, p_alive
from youcheng.engines.errors import NoFit, OutOfRange, ShapeMismatch


def test_published_check() -> None:
    assert float(p_alive(PUBLISHED, 2, 30.43, 38.86)) == pytest.approx(0.7266, abs=5e-5)


@pytest.mark.parametrize(("x", "t_x", "until"), [(2, 30.43, 38.86), (1, 3.0, 40.0), (7, 35.0, 36.0)])
def test_agrees_with_its_definition(x: int, t_x: float, until: float) -> None:
    """Integrate over rates and chances to end instead of using the closed form."""
    p = PUBLISHED
    rates, ends = gamma(p.r, scale=1 / p.alpha), beta(p.a, p.b)

    def over_rates(time: float) -> float:
        def one(rate: float) -> float:
            return float(rate**x * np.exp(-rate * time) * rates.pdf(rate))

        return float(quad(one, 0, 10, limit=500, epsabs=0, points=[0.01, 0.1, 1])[0])

    survived = quad(lambda chance: (1 - chance) ** x * ends.pdf(chance), 0, 1)[0]
    ended = quad(lambda chance: chance * (1 - chance) ** (x - 1) * ends.pdf(chance), 0, 1)[0]
    going_on, over = survived * over_rates(until), ended * over_rates(t_x)
    assert float(p_alive(p, x, t_x, until)) == pytest.approx(going_on / (going_on + over), rel=1e-5)
    assert float(log_likelihood(p, x, t_x, until)) == pytest.approx(np.log(going_on + over), rel=1e-5)


def made_up(parameters: Parameters, count: int, until: float) -> tuple[list[History], np.ndarray]:
    """Draw relationships from the model's own story; return their histories and whether each is alive."""
    rng = np.random.default_rng(7)
    histories, living = [], []
    for rate, chance in zip(
        rng.gamma(parameters.r, 1 / parameters.alpha, count),
        rng.beta(parameters.a, parameters.b, count),
        strict=True,
    ):
        x, last, over, clock = 0, 0.0, False, 0.0
        while not over:
            clock += rng.exponential(1 / rate)
            if clock > until:
                break
            x, last, over = x + 1, clock, rng.random() < chance
        histories.append(History(x, last, until))
        living.append(not over)
    return histories, np.array(living)


TRUE = Parameters(1.5, 3.0, 1.0, 4.0, unit_days=91, source="made up")


def test_the_fit_finds_what_made_the_histories() -> None:
    histories, living = made_up(TRUE, 3000, 40.0)
    found = fit(histories, unit_days=91)
    assert (found.r / found.alpha) == pytest.approx(TRUE.r / TRUE.alpha, rel=0.1)
    assert found.a / (found.a + found.b) == pytest.approx(0.2, rel=0.15)
    assert found.histories == 3000
    arrays = [np.array([getattr(h, name) for h in histories]) for name in ("x", "t_x", "T")]
    assert log_likelihood(found, *arrays).sum() >= log_likelihood(TRUE, *arrays).sum()
    probability = p_alive(found, *arrays)
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.0)):
        inside = (probability > low) & (probability <= high)
        if inside.sum() > 100:
            assert living[inside].mean() == pytest.approx(probability[inside].mean(), abs=0.08)


def test_too_little_to_fit_is_said() -> None:
    with pytest.raises(NoFit, match="too few"):
        fit([History(1, 1.0, 2.0)] * 9, unit_days=7)
    with pytest.raises(NoFit, match="second contact"):
        fit([History(0, 0.0, 2.0)] * 20, unit_days=7)
    with pytest.raises(NoFit, match="maximum"):
        fit([History(5, 10.0, 12.0)] * 20, unit_days=7)


def test_impossible_histories_are_refused() -> None:
    for wrong in ((-1, 0.0, 1.0), (1, 3.0, 2.0), (0, 1.0, 2.0), (2, 0.0, 2.0)):
        with pytest.raises(OutOfRange):
            History(*wrong)
    with pytest.raises(OutOfRange):
        p_alive(PUBLISHED, 1, 5.0, 4.0)
    with pytest.raises(ShapeMismatch):
        p_alive(PUBLISHED, [1, 2], [1.0, 2.0, 3.0], 4.0)
    with pytest.raises(OutOfRange):
        Parameters(0, 1, 1, 1, 7, "wrong")


@given(st.integers(0, 200), st.floats(0.01, 500), st.floats(0, 5000))
def test_a_probability_whatever_the_history(x: int, t_x: float, silence: float) -> None:
    value = float(p_alive(PUBLISHED, x, t_x, t_x + silence))
    assert 0 <= value <= 1
    assert x > 0 or value == 1


@given(st.integers(1, 50), st.floats(0.1, 300), st.floats(0, 300), st.floats(0.1, 20))
def test_the_unit_of_time_changes_nothing(x: int, t_x: float, silence: float, unit: float) -> None:
    p = PUBLISHED
    scaled = Parameters(p.r, p.alpha * unit, p.a, p.b, p.unit_days / unit, p.source)
    until = t_x + silence
    assert float(p_alive(scaled, x, t_x * unit, until * unit)) == pytest.approx(
        float(p_alive(p, x, t_x, until))
    )
