"""A year's funded research topic 调研专题, from the call to the advice, and its history.

Written by `actions.topics`; which move leads where is `strategy.topics.flow`.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Zone
from youcheng.network.models import Relationship
from youcheng.strategy.enums import TopicMoveKind, TopicState


class Topic(models.Model):
    """One question the office has researched by others. `budget` is the most that may be granted; None: not yet said."""

    year = models.PositiveSmallIntegerField(_("year"))
    title = TranslatedField(_("title"))
    question = models.TextField(_("question"))
    why = models.TextField(_("why it matters"), blank=True)
    relationships = models.ManyToManyField(
        Relationship, related_name="topics", blank=True, verbose_name=_("ties")
    )
    zone = models.CharField(_("zone"), max_length=20, choices=Zone.choices, blank=True)
    call_text = models.TextField(_("text of the call"), blank=True)
    call_until = models.DateField(_("last day for proposals"), null=True, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=TopicState.choices, default=TopicState.DRAFT)
    chosen = models.ForeignKey(
        "TopicProposal",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chosen proposal"),
    )
    choice_reason = models.TextField(_("reason of the choice"), blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "pk"]
        verbose_name = _("research topic")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gt=0),
                name="topic_budget_above_zero",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def takes_proposals_on(self, day: dt.date) -> bool:
        """Whether the call is open on a day; the last day counts whole."""
        return self.state == TopicState.CALL_OPEN and self.call_until is not None and day <= self.call_until


class TopicMove(models.Model):
    """One entry of a topic's history. It is never changed; its sentence is made in the reader's language."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=20, choices=TopicMoveKind.choices)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    person_name = models.CharField(max_length=200, blank=True)
    from_state = models.CharField(max_length=20, choices=TopicState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=TopicState.choices, blank=True)
    comment = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        verbose_name = _("entry of a topic's history")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["topic", "at"])]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.kind}"
