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


@dataclass(frozen=True, eq=False)
class Indices:
    """First-order and total indices of several answers at once: groups × answers; mean and variance of each answer."""

    first: Floats
    total: Floats
    mean: Floats
    variance: Floats


def sobol_indices(model: Model, inputs: Mapping[str, int], samples: int = 1024, seed: int = 1) -> Sensitivity:
    """Return first-order and total indices of `model`.

    `model` takes an n × d array of numbers in (0, 1) and returns n answers; `inputs` names the groups of
    columns and how many columns each has, in order, d in all. `samples` must be a power of two; the model is
    asked for samples · (groups + 2) answers. NotANumber where an answer is not finite.
    """
    found = sobol_table(lambda points: np.asarray(model(points))[..., None], inputs, samples, seed)
    return Sensitivity(
        method="sobol",
        parameters={"samples": samples, "seed": seed},
        inputs=tuple(inputs),
        first=found.first[:, 0],
        total=found.total[:, 0],
        mean=float(found.mean[0]),
        variance=float(found.variance[0]),
    )


def sobol_table(model: Model, inputs: Mapping[str, int], samples: int = 1024, seed: int = 1) -> Indices:
    """Return the indices of a model that gives many answers for each point: n × d in, n × answers out."""
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
    both = np.concatenate([of_left, of_right])
    mean, variance = both.mean(axis=0), both.var(axis=0)
    first, total = np.zeros((len(inputs), len(mean))), np.zeros((len(inputs), len(mean)))
    varies = variance > 1e-18 * np.maximum(mean * mean, 1e-300)
    divisor = np.where(varies, variance, 1.0)
    start = 0
    for place, columns in enumerate(inputs.values()):
        mixed = left.copy()
        mixed[:, start : start + columns] = right[:, start : start + columns]
        start += columns
        of_mixed = _asked(model, mixed)
        # Centring changes neither expectation and lowers the sampling error.
        first[place] = np.where(varies, ((of_right - mean) * (of_mixed - of_left)).mean(axis=0) / divisor, 0)
        total[place] = np.where(varies, ((of_left - of_mixed) ** 2).mean(axis=0) / (2 * divisor), 0)
    return Indices(first, total, mean, variance)


def _asked(model: Model, points: Floats) -> Floats:
    answers = np.asarray(model(points), dtype=np.float64)
    if answers.ndim != 2 or len(answers) != len(points) or not np.isfinite(answers).all():
        raise NotANumber(
            "The model does not answer each point with a number", where="sobol", remedy="Check the model."
        )
    return answers
