"""What scores and ranks depend on: choices that cannot matter have no share, one made to matter has most of it."""

import numpy as np
import pytest

from tests.engines.risk_example import FIGURES, framework
from youcheng.engines import framework_choices
from youcheng.engines.composite import Observation, score
from youcheng.engines.drawing import Choices
from youcheng.engines.errors import UnknownCode
from youcheng.engines.framework import OVERALL
from youcheng.engines.framework_choices import ChoiceSensitivity, choice_sensitivity
from youcheng.engines.sobol import sobol_table

ONE = Choices(normalisations=("goalposts",), aggregations=("geometric",))


def figures(calm: float, voice: float | None, debt: float, inflation: float) -> dict[str, Observation]:
    found = {"calm": Observation(calm), "debt": Observation(debt), "inflation": Observation(inflation)}
    return found | ({} if voice is None else {"voice": Observation(voice)})


EVERYONE = {
    "AAA": figures(1.0, 0.5, 40, 3),
    "BBB": figures(0.0, 1.0, 90, 5),
    "CCC": figures(-1.0, -0.5, 150, 12),
    "DDD": figures(0.5, None, 60, 4),
    "EEE": {"calm": Observation(1.5)},
}
GROUPS = {"AAA": "low", "BBB": "low", "CCC": "low", "DDD": "low"}


def found(**options: object) -> ChoiceSensitivity:
    result = choice_sensitivity(framework(), EVERYONE, GROUPS, **options)  # type: ignore[arg-type]
    assert result is not None
    return result


def share(result: ChoiceSensitivity, country: str, choice: str) -> float:
    place = result.of(country)
    assert place is not None
    return float(result.scores.total[result.inputs.index(choice), place])


def test_only_what_the_framework_itself_scores_is_weighed() -> None:
    result = found()
    assert result.countries == ("AAA", "BBB", "CCC", "DDD")
    assert result.of("EEE") is None
    assert result.filled == {"DDD": ("voice",)}
    assert {note.code for note in result.caveats} == {"imputed_in_sensitivity", "few_samples"}


def test_a_choice_that_changes_nothing_has_no_share() -> None:
    result = found(choices=ONE)
    for country in ("AAA", "BBB", "CCC"):
        assert share(result, country, "imputation") == 0  # nothing is missing there
    for choice in ("standard_errors", "normalisation", "aggregation"):  # no errors, one goalpost, one mean
        assert share(result, "AAA", choice) == 0


def test_filling_in_matters_most_where_something_is_missing_and_little_else_varies() -> None:
    steady = Choices(concentration=1e6, normalisations=("goalposts",), aggregations=("geometric",))
    result = found(choices=steady, dimension="political")
    assert share(result, "DDD", "imputation") == pytest.approx(1, abs=0.05)
    assert result.inputs == ("standard_errors", "indicator_weights", "normalisation", "imputation")


def test_errors_matter_most_where_they_are_large_and_little_else_varies() -> None:
    steady = Choices(concentration=1e6, normalisations=("goalposts",), aggregations=("geometric",))
    shaky = EVERYONE | {"AAA": EVERYONE["AAA"] | {"calm": Observation(1.0, 0.5)}}
    result = choice_sensitivity(framework(), shaky, {}, choices=steady)
    assert result is not None
    assert share(result, "AAA", "standard_errors") == pytest.approx(1, abs=0.05)
    assert share(result, "BBB", "standard_errors") == 0


def test_the_reference_is_the_framework_as_it_is() -> None:
    scored = ("AAA", "BBB", "CCC", "DDD")
    model = framework_choices._Model(
        framework(), EVERYONE, GROUPS, scored, framework().dimension_codes, Choices()
    )
    reference = model._scores(model._default_points())[0]
    expected = [score(framework(), code, EVERYONE[code]).overall for code in scored]
    np.testing.assert_allclose(reference, np.array(expected, dtype=float))
    np.testing.assert_array_equal(model.reference[0], [1, 3, 4, 2])


def test_many_answers_at_once_are_what_each_is_alone() -> None:
    def both(points: np.ndarray) -> np.ndarray:
        return np.stack([points[:, 0], points[:, 0] * points[:, 1]], axis=1)

    table = sobol_table(both, {"x": 1, "y": 1}, samples=1024)
    np.testing.assert_allclose(table.first[:, 0], [1, 0], atol=0.01)
    # f = xy on the unit square: V = 7/144, V_x = V_y = 1/48, so S = 3/7 each and S_T = 4/7.
    np.testing.assert_allclose(table.first[:, 1], [3 / 7, 3 / 7], atol=0.02)
    np.testing.assert_allclose(table.total[:, 1], [4 / 7, 4 / 7], atol=0.02)


def test_shares_of_a_country_add_up_as_shares_of_variance_do() -> None:
    result = found(samples=2048)
    assert (result.scores.total >= result.scores.first - 0.05).all()
    assert (result.scores.first.sum(axis=0) <= 1.05).all()
    assert result.shift.first.shape == (6, 1)
    assert result.shift.mean[0] >= 0


def test_nothing_scored_or_one_country_alone_has_no_ranks_to_shift() -> None:
    assert choice_sensitivity(framework(), {"AAA": FIGURES}, {}) is None
    assert choice_sensitivity(framework(), {"EEE": EVERYONE["EEE"]}, {}, dimension=OVERALL) is None
    with pytest.raises(UnknownCode):
        choice_sensitivity(framework(), EVERYONE, {}, dimension="weather")
