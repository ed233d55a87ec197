"""Which of a framework's choices do scores and ranks depend on most? Sobol indices for all countries at once.

The choices: the published errors, the weights inside and across dimensions, the goalposts, the mean across dimensions, and what
is done with a missing figure (left out, mean of its group, mean of all). Filling in is tried here only, to learn what it would
change; no score is ever made from it. Answers: every country's score and rank, and the mean shift of ranks from the reference
(Saisana, Saltelli and Tarantola 2005). Errors enter as a choice among drawn sets. Called by `strategy`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.composite import Floats, Observations, geometric, is_scored, on_goalposts
from youcheng.engines.drawing import Choices, Plan, uniform
from youcheng.engines.errors import UnknownCode
from youcheng.engines.framework import OVERALL, Framework
from youcheng.engines.results import Caveat, Result, caveat
from youcheng.engines.sobol import Indices, sobol_table
from youcheng.engines.uncertainty import ranks

IMPUTATIONS = ("left_out", "group_mean", "mean_of_all")
SETS = 32
"""Drawn sets of errors to choose among."""
FEW = 2048


@dataclass(frozen=True, eq=False, kw_only=True)
class ChoiceSensitivity(Result):
    """Indices by choice (rows) and country (columns), of score and of rank, and of the mean shift of ranks.

    `countries` are those scored by the framework as it is; `filled` names for each what was missing and tried filled in.
    """

    inputs: tuple[str, ...]
    countries: tuple[str, ...]
    scores: Indices
    ranks: Indices
    shift: Indices
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, country: str) -> int | None:
        """Return the column of a country, None where it is not scored."""
        return self.countries.index(country) if country in self.countries else None


def choice_sensitivity(
    framework: Framework,
    everyone: Mapping[str, Observations],
    groups: Mapping[str, str],
    dimension: str = OVERALL,
    choices: Choices | None = None,
    samples: int = 512,
) -> ChoiceSensitivity | None:
    """Return what the scores and ranks in a dimension (or overall) depend on; None where nothing is scored.

    `groups` maps a country to its group, such as its continent; one without a group is filled with the mean of all.
    """
    if dimension not in (*framework.dimension_codes, OVERALL):
        raise UnknownCode(
            f"No dimension {dimension}", where="choice_sensitivity", remedy="Use a code of the framework."
        )
    chosen = choices or Choices()
    wanted = framework.dimension_codes if dimension == OVERALL else (dimension,)
    scored = tuple(
        c for c, figures in everyone.items() if all(is_scored(framework, d, figures) for d in wanted)
    )
    if len(scored) < 2:
        return None
    model = _Model(framework, everyone, groups, scored, wanted, chosen)
    found = sobol_table(model, model.inputs, samples, chosen.seed)
    cut = len(scored)
    filled = {c: model.missing(c) for c in scored if model.missing(c)}
    return ChoiceSensitivity(
        method="framework_choices",
        parameters={
            "framework": framework.code,
            "framework_version": framework.version,
            "dimension": dimension,
            "samples": samples,
            "imputations": ", ".join(IMPUTATIONS),
            "normalisations": ", ".join(chosen.normalisations),
            "aggregations": ", ".join(chosen.aggregations),
            "error_sets": SETS,
            "seed": chosen.seed,
        },
        caveats=_reservations(sum(map(len, filled.values())), samples),
        inputs=tuple(model.inputs),
        countries=scored,
        scores=_part(found, slice(0, cut)),
        ranks=_part(found, slice(cut, 2 * cut)),
        shift=_part(found, slice(2 * cut, None)),
        filled=filled,
    )


class _Model:
    """Uniform numbers in, the score and rank of every country and the mean shift out."""

    def __init__(
        self,
        framework: Framework,
        everyone: Mapping[str, Observations],
        groups: Mapping[str, str],
        scored: Sequence[str],
        wanted: Sequence[str],
        choices: Choices,
    ) -> None:
        self.framework, self.choices, self.wanted, self.scored = framework, choices, wanted, scored
        self.plan = Plan(framework, everyone, choices)
        self.columns = [
            [place for place, each in enumerate(framework.indicators) if each.dimension == code]
            for code in wanted
        ]
        self.everyone = everyone
        self.inputs = {
            "standard_errors": 1,
            "indicator_weights": len(framework.indicators),
            "normalisation": 1,
        }
        self.inputs["imputation"] = 1
        if len(wanted) > 1:
            self.inputs |= {"dimension_weights": len(framework.dimensions), "aggregation": 1}
        self.cells, self.present = self._tables(groups)
        self.reference = ranks(self._scores(self._default_points())[:1])

    def missing(self, country: str) -> tuple[str, ...]:
        """The indicators of the dimensions asked for that a country lacks."""
        inside = [each for each in self.framework.indicators if each.dimension in self.wanted]
        return tuple(each.code for each in inside if each.code not in self.everyone[country])

    def __call__(self, points: Floats) -> Floats:
        scores = self._scores(points)
        placed = ranks(scores)
        shift = np.abs(placed - self.reference).mean(axis=1, keepdims=True)
        return np.concatenate([scores, placed.astype(np.float64), shift], axis=1)

    def _tables(self, groups: Mapping[str, str]) -> tuple[Floats, NDArray[np.float64]]:
        """Scores of all cells by imputation, goalposts, error set, country and indicator; and which cells count."""
        from scipy.special import ndtri

        indicators = self.framework.indicators
        values, errors = _figures(self.framework, self.everyone)
        rows = [list(self.everyone).index(country) for country in self.scored]
        options = [each[rows] for each in _imputed(values, list(self.everyone), groups)]
        noise = np.stack(
            [ndtri(uniform(self.choices.seed, c, (SETS + 1, len(indicators)))) for c in self.scored], axis=1
        )
        noise[0] = 0  # set 0 is the figures as published, for the reference
        drawn = noise * errors[rows]
        cells = np.zeros((len(options), len(self.plan.posts), SETS + 1, len(rows), len(indicators)))
        for option, held in enumerate(options):
            for post, posts in enumerate(self.plan.posts):
                for place, indicator in enumerate(indicators):
                    low, high = posts[place]
                    cells[option, post, :, :, place] = on_goalposts(
                        indicator, held[:, place] + drawn[:, :, place], low, high
                    )
        return np.nan_to_num(cells), np.stack([np.isfinite(held) for held in options]).astype(np.float64)

    def _scores(self, points: Floats) -> Floats:
        """The score of every country at each point: points × countries."""
        parts = self._split(points)
        sets = 1 + _picked(parts["standard_errors"][:, 0], SETS)
        if parts["standard_errors"][0, 0] == 0:
            sets = np.zeros_like(sets)
        option = _picked(parts["imputation"][:, 0], len(IMPUTATIONS))
        post = _picked(parts["normalisation"][:, 0], len(self.plan.posts))
        cells, present = self.cells[option, post, sets], self.present[option]
        weights = self._weights(parts["indicator_weights"])
        scores = []
        for columns in self.columns:
            weight = weights[:, columns]
            counted = np.einsum("nci,ni->nc", present[:, :, columns], weight)
            scores.append(
                np.einsum("nci,ni->nc", cells[:, :, columns] * present[:, :, columns], weight) / counted
            )
        return self._across(np.stack(scores, axis=-1), parts)

    def _across(self, scores: Floats, parts: Mapping[str, Floats]) -> Floats:
        if scores.shape[-1] == 1:
            return np.asarray(scores[:, :, 0])
        total = sum(each.weight for each in self.framework.dimensions)
        shares = [each.weight / total for each in self.framework.dimensions]
        weights = self._drawn(shares, parts["dimension_weights"])[:, None, :]
        means = {
            "geometric": geometric(scores, weights, self.framework.floor),
            "arithmetic": (scores * weights).sum(axis=-1) / weights.sum(axis=-1),
        }
        picked = _picked(parts["aggregation"][:, 0], len(self.choices.aggregations))
        offered = np.stack([means[name] for name in self.choices.aggregations])
        return np.asarray(offered[picked, np.arange(len(scores))])

    def _weights(self, numbers: Floats) -> Floats:
        totals = {
            code: sum(i.weight for i in self.framework.of_dimension(code))
            for code in self.framework.dimension_codes
        }
        return self._drawn([i.weight / totals[i.dimension] for i in self.framework.indicators], numbers)

    def _drawn(self, shares: Sequence[float], numbers: Floats) -> Floats:
        """Dirichlet weights around the shares; at 0 the shares themselves."""
        if numbers.shape[0] == 1 and not numbers.any():
            return np.asarray([shares])
        return self.plan.gammas(shares, numbers)

    def _split(self, points: Floats) -> dict[str, Floats]:
        found, start = {}, 0
        for name, width in self.inputs.items():
            found[name] = points[:, start : start + width]
            start += width
        return found

    def _default_points(self) -> Floats:
        """The framework as it is: figures as published, its weights and goalposts, its first mean, missing left out."""
        return np.zeros((1, sum(self.inputs.values())))


def _figures(framework: Framework, everyone: Mapping[str, Observations]) -> tuple[Floats, Floats]:
    """Values (NaN where missing) and standard errors (0 where none is published): countries × indicators."""
    values = np.full((len(everyone), len(framework.indicators)), np.nan)
    errors = np.zeros_like(values)
    for row, figures in enumerate(everyone.values()):
        for column, indicator in enumerate(framework.indicators):
            if indicator.code in figures:
                values[row, column] = figures[indicator.code].value
                errors[row, column] = figures[indicator.code].standard_error or 0.0
    return values, errors


def _imputed(values: Floats, names: Sequence[str], groups: Mapping[str, str]) -> list[Floats]:
    """The values as each of IMPUTATIONS has them; a group without any figure is filled with the mean of all."""
    of_all = _means(values)
    by_group = np.tile(of_all, (len(values), 1))
    member = np.array([groups.get(name, "") for name in names])
    for group in sorted({*member} - {""}):
        mean = _means(values[member == group])
        by_group[member == group] = np.where(np.isfinite(mean), mean, of_all)
    empty = np.isnan(values)
    return [values, np.where(empty, by_group, values), np.where(empty, of_all, values)]


def _means(values: Floats) -> Floats:
    """Column means of what is there; NaN for a column without any figure."""
    there = np.isfinite(values)
    counts = there.sum(axis=0)
    sums = np.where(there, values, 0).sum(axis=0)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))


def _picked(numbers: Floats, options: int) -> NDArray[np.intp]:
    return np.minimum((numbers * options).astype(np.intp), options - 1)


def _part(found: Indices, answers: slice) -> Indices:
    return Indices(
        found.first[:, answers], found.total[:, answers], found.mean[answers], found.variance[answers]
    )


def _reservations(filled: int, samples: int) -> tuple[Caveat, ...]:
    notes = [caveat("imputed_in_sensitivity", count=filled)] if filled else []
    if samples < FEW:
        notes.append(caveat("few_samples", samples=samples))
    return tuple(notes)
