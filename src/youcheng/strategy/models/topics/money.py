"""The money of a topic: the grant from a budget line, and its instalments against milestones.

Written by `actions.topics.money`. Whether an instalment is payable is never a column: it follows from its deliverable.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.strategy.enums import DeliverableState, InstalmentState
from youcheng.strategy.models.topics.advice import Deliverable
from youcheng.strategy.models.topics.calls import Topic


class Grant(models.Model):
    """What is granted for the chosen proposal. Its instalments add up to it, always."""

    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="grant")
    budget_line = models.CharField(_("budget line"), max_length=120)
    amount = models.DecimalField(_("grant"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    starts_on = models.DateField(_("begins on"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("grant")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="grant_above_zero")
        ]

    def __str__(self) -> str:
        return str(self.topic)


class Instalment(models.Model):
    """A part of the grant for a milestone. Without a deliverable it is an advance, payable from its day on."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    deliverable = models.ForeignKey(
        Deliverable,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instalments",
        verbose_name=_("deliverable"),
    )
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    voucher = models.CharField(_("voucher no."), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        verbose_name = _("instalment")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="instalment_above_zero"),
            models.CheckConstraint(
                condition=models.Q(paid_on__isnull=True) | ~models.Q(voucher=""),
                name="payment_has_its_voucher",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state_on(self, day: dt.date) -> InstalmentState:
        """Paid; else payable once its deliverable is accepted (an advance: from its day on); else planned."""
        if self.paid_on is not None:
            return InstalmentState.PAID
        is_due = (
            self.deliverable.state == DeliverableState.ACCEPTED if self.deliverable else self.due_on <= day
        )
        return InstalmentState.PAYABLE if is_due else InstalmentState.PLANNED
