"""Dossiers, their versions, people's edits, and the engine runs behind a version.

Written only through `actions`, read through `queries`. A version never changes; an edit lives apart from it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.network.models import Relationship
from youcheng.strategy.enums import Made, State


class Dossier(models.Model):
    """The policy sheet of one relationship in one year. `revision` grows with every change, for two people at once."""

    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="dossiers", verbose_name=_("tie")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    current = models.ForeignKey(
        "DossierVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    reason = models.TextField(_("reason of reopening"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "relationship__partner__slug"]
        verbose_name = _("dossier")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relationship", "year"], name="one_dossier_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.relationship} {self.year}"

    @property
    def is_locked(self) -> bool:
        return self.state == State.APPROVED


class DossierVersion(models.Model):
    """One drafting, complete in itself: both languages, every figure with its origin, and what it was made from.

    `documents` maps a language to the document model's JSON, `figures` an id to its record, `fingerprint` a source to the
    checksum it had, `parameters` the judgements in force, `edits` the edits in force when the version was made.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    made = models.CharField(_("made"), max_length=20, choices=Made.choices, default=Made.BUILT)
    as_of = models.DateField(_("as of"))
    documents = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    fingerprint = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)
    edits = models.JSONField(default=list)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.CharField(_("made by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        verbose_name = _("version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} #{self.number}"

    @property
    def maker(self) -> str:
        """Who made it; the platform itself where setup, a command or the worker did."""
        return self.created_by or gettext("the platform")


class DossierEdit(models.Model):
    """What a person wrote in place of one drafted block, in one language. A rebuild never touches it.

    `base_text` is the drafted text it replaced, so that a change below it shows; `version` guards against two editors.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="edits")
    block = models.CharField(_("block"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    base_text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    author = models.CharField(_("written by"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["block", "language"]
        verbose_name = _("edit")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "block", "language"], name="one_edit_a_block")
        ]

    def __str__(self) -> str:
        return f"{self.block} ({self.language})"


class EngineRun(models.Model):
    """One method used for a version: its implementation's version, parameters, data sets, reservations, and figures."""

    version = models.ForeignKey(DossierVersion, on_delete=models.CASCADE, related_name="runs")
    method = models.CharField(_("method"), max_length=40)
    method_version = models.CharField(_("version of the method"), max_length=20)
    parameters = models.JSONField(default=dict)
    datasets = models.JSONField(default=list)
    caveats = models.JSONField(default=list)
    figures = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["method", "pk"]

    def __str__(self) -> str:
        return f"{self.method} v{self.method_version}"
