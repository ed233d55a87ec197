"""What scores and ranks depend on most among a framework's choices, computed once for all countries and remembered.

Called by the pages of risk and by the command. Groups for filling in are the continents of the register; filling in is tried
in this analysis only, and no score is made from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from youcheng.engines.catalogue import METHODS
from youcheng.engines.framework import OVERALL
from youcheng.engines.framework_choices import ChoiceSensitivity, choice_sensitivity
from youcheng.engines.sobol import Indices
from youcheng.engines.uncertainty import Choices
from youcheng.foundation.remembering import remembered
from youcheng.network.models import Country
from youcheng.strategy.facts.risk import RiskBook

SAMPLES = 512


@dataclass(frozen=True)
class Share:
    """One choice: first-order and total share of the variance."""

    choice: str
    first: float
    total: float


def sensitivity_of(book: RiskBook, dimension: str = OVERALL) -> ChoiceSensitivity | None:
    """The indices of all countries in a dimension, or overall; None where nothing is scored."""
    groups = dict(Country.objects.order_by("iso3").values_list("iso3", "continent"))
    made_from = (METHODS["framework_choices"].version, Choices(), book.key, dimension, SAMPLES, groups)

    def compute() -> tuple[ChoiceSensitivity | None]:
        return (
            choice_sensitivity(book.framework.engine, book.observations, groups, dimension, samples=SAMPLES),
        )

    return (remembered("risk-choices", made_from, compute) if book.key else compute())[0]


def shares(found: ChoiceSensitivity, indices: Indices, answer: int) -> Sequence[Share]:
    """The choices by total share of one answer, the most telling first; sampling noise below 0 counts as 0."""
    ranked = [
        Share(
            name,
            max(float(indices.first[place, answer]), 0.0),
            min(max(float(indices.total[place, answer]), 0.0), 1.0),
        )
        for place, name in enumerate(found.inputs)
    ]
    return sorted(ranked, key=lambda each: -each.total)
