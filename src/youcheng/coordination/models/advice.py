"""Which measures of the plan follow advice of a research topic: the link between a recommendation and a measure.

Written by `actions.advice`. The recommendation and what was decided on it stay strategy's.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.coordination.models.plans import Measure
from youcheng.strategy.models import Recommendation


class MeasureAdvice(models.Model):
    """A measure that was laid down or changed because of a recommendation."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="advice", verbose_name=_("measure")
    )
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.CASCADE,
        related_name="measures",
        verbose_name=_("recommendation"),
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["measure__plan__year", "measure__number"]
        verbose_name = _("advice behind a measure")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["measure", "recommendation"], name="one_link_a_measure_and_advice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} ← {self.recommendation}"
