"""Which choice moves an answer most? Variance-based sensitivity of any function of uniform numbers.

First-order indices after Saltelli et al. 2010, total ones after Jansen 1999, on a scrambled Sobol' sequence;
inputs may be grouped, so that for instance all weights count as one choice. Needs a function that takes
arrays; called by `uncertainty`. Inputs must be independent. Nothing about indicators lives here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.errors import NotANumber, OutOfRange
from youcheng.engines.results import Result

Floats = NDArray[np.float64]
Model = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensitivity(Result):
    """Shares of the variance by input: `first` alone, `total` with all its interactions.

    All are 0 where the answer does not vary. Sampling error can put a small index a little below 0.
    """

    inputs: tuple[str, ...]
    first: Floats
    total: Floats
    mean: float
    variance: float

    def ranking(self) -> list[tuple[str, float]]:
        """Return the inputs by total index, the most telling first."""
        order = np.argsort(-self.total, kind="stable")
        return [(self.inputs[place], float(self.total[place])) for place in order]


def sobol_indices(model: Model, inputs: Mapping[str, int], samples: int = 1024, seed: int = 1) -> Sensitivity:
    """Return first-order and total indices of `model`.

    `model` takes an n × d array of numbers in (0, 1) and returns n answers; `inputs` names the groups of
    columns and how many columns each has, in order, d in all. `samples` must be a power of two; the model is
    asked for samples · (groups + 2) answers. NotANumber where an answer is not finite.
    """
    if samples < 2 or samples & (samples - 1):
        raise OutOfRange(f"{samples} samples", where="sobol", remedy="Give a power of two, such as 1024.")
    width = sum(inputs.values())
    # A second and 70 MB to import, needed here only.
    from scipy.stats import qmc

    points = qmc.Sobol(2 * width, scramble=True, rng=np.random.default_rng(seed)).random(samples)
    # The transforms to normal and gamma numbers need the open interval.
    points = np.clip(points, 1e-12, 1 - 1e-12)
    left, right = points[:, :width], points[:, width:]
    of_left, of_right = _asked(model, left), _asked(model, right)
    mean, variance = float(np.r_[of_left, of_right].mean()), float(np.r_[of_left, of_right].var())
    first, total = np.zeros(len(inputs)), np.zeros(len(inputs))
    start = 0
    for place, columns in enumerate(inputs.values()):
        mixed = left.copy()
        mixed[:, start : start + columns] = right[:, start : start + columns]
        start += columns
        of_mixed = _asked(model, mixed)
        if variance > 1e-18 * max(mean * mean, 1e-300):
            # Centring changes neither expectation and lowers the sampling error.
            first[place] = np.mean((of_right - mean) * (of_mixed - of_left)) / variance
            total[place] = np.mean((of_left - of_mixed) ** 2) / (2 * variance)
    return Sensitivity(
        method="sobol",
        parameters={"samples": samples, "seed": seed},
        inputs=tuple(inputs),
        first=first,
        total=total,
        mean=mean,
        variance=variance,
    )


def _asked(model: Model, points: Floats) -> Floats:
    answers = np.asarray(model(points), dtype=np.float64)
    if answers.shape != (len(points),) or not np.isfinite(answers).all():
        raise NotANumber(
            "The model does not answer each point with a number", where="sobol", remedy="Check the model."
        )
    return answers
