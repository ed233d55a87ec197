"""The batch of every tie in a year, as the rules gave it, and what people decided against the rules.

Written only through `actions.batches`, read through `queries.batches`. A past year's rows are never computed anew.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youcheng.foundation.translated import TranslatedField
from youcheng.network.models import Relationship
from youcheng.strategy.enums import Batch


class BatchRun(models.Model):
    """One sorting of all ties for a year, with the rules it was made by. Sorting again replaces it while the year lasts."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    as_of = models.DateField(_("as of"))
    rules_version = models.CharField(_("version of the rules"), max_length=40)
    rules_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        verbose_name = _("sorting into batches")

    def __str__(self) -> str:
        return str(_("Batches of %(year)s")) % {"year": self.year}


class BatchClass(models.Model):
    """The batch the rules gave a tie in a year, with everything it rests on.

    `figures` maps each figure to its value (null: not known), `conditions` are those that held, `changes` what single change
    would give another batch; `missing` and `possible` say why nothing could be said.
    """

    run = models.ForeignKey(BatchRun, on_delete=models.CASCADE, related_name="classes")
    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="batches", verbose_name=_("tie")
    )
    batch = models.CharField(_("batch"), max_length=20, choices=Batch.choices)
    rule = models.CharField(_("rule"), max_length=60, blank=True)
    rule_name = TranslatedField(_("rule"))
    figures = models.JSONField(default=dict)
    conditions = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    possible = models.JSONField(default=list)
    changes = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["relationship__partner__slug"]
        verbose_name = _("batch")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "relationship"], name="one_batch_a_tie_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.relationship} {self.get_batch_display()}"


class BatchOverrule(models.Model):
    """A person's decision against the rules, with the reason. Taking it back leaves the row, so that the history is whole."""

    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="batch_overrules", verbose_name=_("tie")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    batch = models.CharField(_("batch"), max_length=20, choices=Batch.choices)
    computed = models.CharField(_("batch by the rules"), max_length=20, choices=Batch.choices)
    reason = models.TextField(_("reason"))
    by = models.CharField(_("decided by"), max_length=200, blank=True)
    at = models.DateTimeField(_("decided at"))
    withdrawn_by = models.CharField(_("taken back by"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        verbose_name = _("decision against the rules")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relationship", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_decision_a_tie_and_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.relationship} {self.year} {self.get_batch_display()}"
