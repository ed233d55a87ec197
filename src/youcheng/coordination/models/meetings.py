"""The coordination meeting 联席会议: its agenda, what was said, and the decisions that become tasks.

Written by `actions.meetings`; the minutes as a paper are made in `papers`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.enums import MeetingState
from youcheng.coordination.models.plans import Plan


class Meeting(models.Model):
    """One meeting. `present` and `chair` are as the minutes print them."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(
        _("state"), max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    chair = models.CharField(_("chair"), max_length=120, blank=True)
    units = models.ManyToManyField(
        Organisation, related_name="meetings", blank=True, verbose_name=_("units taking part")
    )
    present = models.TextField(_("present"), blank=True)
    minutes = models.TextField(_("summary"), blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-held_at"]
        verbose_name = _("coordination meeting")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_meeting_a_number")
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One matter on the agenda; `about` names the open task or need it came from (`task:12`, `need:3`), if any."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("matter"), max_length=300)
    about = models.CharField(max_length=40, blank=True)
    said = models.TextField(_("what was said"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("matter")

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What the meeting decided. It becomes a task in one action; the task points back here."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("matter"),
    )
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("decision"), max_length=300)
    lead = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead unit"),
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("decision")

    def __str__(self) -> str:
        return self.text
