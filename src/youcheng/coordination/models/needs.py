"""Needs and offers of the city's units, the runs that match them, and what people said of each match.

Written by `actions.needs` and `actions.matches`; what fits what is `engines.matching`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.coordination.enums import ListingState, MatchState, ResourceKind, RunState
from youcheng.coordination.models.tasks import Task
from youcheng.foundation.models import Job
from youcheng.network.models import City


class Listing(models.Model):
    """What a need and an offer have in common. A quantity is counted in `unit`; empty means one whole thing."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind.choices)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=30, blank=True)
    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ListingState.choices, default=ListingState.OPEN
    )
    key = models.CharField(_("external key"), max_length=80, unique=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Need(Listing):
    """What a unit looks for. `priority` weighs it in a run: 1 ordinary, 2 high, 3 highest."""

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="needs", verbose_name=_("unit")
    )
    cities = models.ManyToManyField(City, related_name="needs", blank=True, verbose_name=_("cities"))
    is_divisible = models.BooleanField(_("may be met in parts"), default=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["until_day", "pk"]
        verbose_name = _("need")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gt=0),
                name="need_quantity_above_zero",
            )
        ]


class Offer(Listing):
    """What a unit can give. `most_needs` limits how many needs it may serve; empty means any number."""

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="offers", verbose_name=_("unit")
    )
    cities = models.ManyToManyField(City, related_name="offers", blank=True, verbose_name=_("cities"))
    most_needs = models.PositiveSmallIntegerField(_("needs it may serve at most"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["until_day", "pk"]
        verbose_name = _("offer")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gt=0),
                name="offer_quantity_above_zero",
            )
        ]


class MatchRun(models.Model):
    """One run over everything open: what it was given, how good and how sure the answer is, every refusal's reason."""

    state = models.CharField(_("state"), max_length=20, choices=RunState.choices, default=RunState.WAITING)
    parameters = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    refusals = models.JSONField(default=list)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        verbose_name = _("matching run")

    def __str__(self) -> str:
        return f"#{self.pk}"


class Match(models.Model):
    """A need met by an offer, in a quantity. Both units decide; a refusal's reason binds the next run."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="matches")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="matches")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2, null=True)
    value = models.FloatField(_("value"))
    reasons = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=20, choices=MatchState.choices, default=MatchState.PROPOSED
    )
    need_agreed_at = models.DateTimeField(null=True)
    offer_agreed_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    decline_reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True)
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, related_name="matches")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-value", "pk"]
        verbose_name = _("match")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "need", "offer"], name="one_match_a_pair_and_run")
        ]

    def __str__(self) -> str:
        return f"{self.need} ← {self.offer}"
