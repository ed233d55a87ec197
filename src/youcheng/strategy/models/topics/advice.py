"""What comes of a topic: deliverables with their versions, and the recommendations with what became of each.

Written by `actions.topics.advice`. Which measure of the plan a recommendation changed is kept above, in coordination.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.strategy.enums import AdviceState, DeliverableState
from youcheng.strategy.models.dossiers import Dossier
from youcheng.strategy.models.topics.calls import Topic


class Deliverable(models.Model):
    """Something a topic owes the office: a report, a draft, a data set."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="deliverables")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("deliverable"), max_length=200)
    what = models.TextField(_("what it must hold"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=DeliverableState.choices, default=DeliverableState.EXPECTED
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        verbose_name = _("deliverable")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_deliverable_a_number")
        ]

    def __str__(self) -> str:
        return self.title


class DeliverableVersion(models.Model):
    """What was handed in once: a file or a text, and what the office said to it. A version never changes."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(_("file"), upload_to="deliverables/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    person_name = models.CharField(max_length=200, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"))
    outcome = models.CharField(
        _("answer of the office"), max_length=20, choices=DeliverableState.choices, blank=True
    )
    comments = models.TextField(_("comments of the office"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        verbose_name = _("version of a deliverable")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deliverable", "number"], name="one_handing_in_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} {self.number}"


class Recommendation(models.Model):
    """One numbered piece of advice. Anything but adopting it has its reason; `block` names the dossier's paragraph."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("recommendation"))
    state = models.CharField(
        _("state"), max_length=20, choices=AdviceState.choices, default=AdviceState.UNDECIDED
    )
    reason = models.TextField(_("reason"), blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("dossier"),
    )
    block = models.CharField(_("paragraph"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["deliverable__number", "number"]
        verbose_name = _("recommendation")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deliverable", "number"], name="one_recommendation_a_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=("undecided", "adopted")) | ~models.Q(reason=""),
                name="advice_changed_or_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:120]
