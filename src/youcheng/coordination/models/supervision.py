"""Supervision 督办: its rules as rows, the notices they lead to, and every message on its way out.

A notice's `key` says what, which task, which date and to whom, and is unique: the sweep may run as often as it likes.
A delivery is marked as being sent before it is sent, so that a crash in between never leads to a second message.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.coordination.enums import (
    DeliveryState,
    MailMode,
    NoticeKind,
    RuleKind,
    StepKind,
    SupervisionState,
    Trouble,
)
from youcheng.coordination.models.tasks import Task


class SupervisionRule(models.Model):
    """When somebody is told: so many working days before or after a deadline. `is_active` switches it off."""

    kind = models.CharField(_("what happens"), max_length=20, choices=RuleKind.choices)
    days = models.PositiveSmallIntegerField(_("working days"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "days"]
        verbose_name = _("rule of supervision")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "days"], name="one_rule_a_kind_and_days")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.days})"


class Supervision(models.Model):
    """A supervision notice 督办单 for one task that is late or matters. Closed only with proof."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="supervisions")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=20, choices=SupervisionState.choices, default=SupervisionState.OPEN
    )
    unit = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="supervisions",
        verbose_name=_("responsible unit"),
    )
    responsible = models.CharField(_("responsible person"), max_length=120, blank=True)
    matter = models.TextField(_("matter"))
    due_on = models.DateField(_("time limit"))
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.CharField(_("opened by"), max_length=200, blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.CharField(_("replied by"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "-number"]
        verbose_name = _("supervision notice")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["year", "number"], name="one_supervision_a_number"),
            # Two people opening one at the same moment: the second is told.
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(state__in=["open", "answered"]),
                name="one_open_supervision_a_task",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Supervision notice %(number)s/%(year)s")) % {"number": self.number, "year": self.year}


class SupervisionStep(models.Model):
    """One line of a supervision notice's timeline."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    person_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.supervision_id} {self.kind}"


class Sweep(models.Model):
    """The sweep of one day: when the worker was asked for it, when it was through, and what it found.

    `notices` and `deliveries` add up over all its sweeps, `tasks` is of the last.
    """

    day = models.DateField(unique=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    tasks = models.PositiveIntegerField(default=0)
    notices = models.PositiveIntegerField(default=0)
    deliveries = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class Notice(models.Model):
    """Something a person should know, shown in the application and perhaps sent. Its words are made when shown.

    `facts` is what the words are made of, as it was when the notice was made; `due_on` the deadline it speaks of.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    key = models.CharField(max_length=200, unique=True)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, related_name="notices")
    url = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
        verbose_name = _("notice")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "read_at", "-created_at"])]

    def __str__(self) -> str:
        return self.key


class NoticeChoice(models.Model):
    """How a person wants to be told; without a row, one digest a day at most."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="notice_choice")
    mail = models.CharField(_("e-mail"), max_length=10, choices=MailMode.choices, default=MailMode.DIGEST)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.person} {self.mail}"


class ChatRoom(models.Model):
    """A chat room of a unit that hears of what is late. The address is a secret and is shown to nobody again.

    `address` is sealed with the deployment's key (`foundation.sealing`).
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="chat_rooms", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=120)
    address = models.TextField(_("address"))
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("chat room")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One message to one person or room. `key` is unique, so one digest a day stays one.

    `attempted_at` is when the last attempt began, `error` what the other side said, in its own words.
    """

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="deliveries")
    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, null=True, related_name="deliveries")
    notices = models.ManyToManyField(Notice, related_name="deliveries")
    state = models.CharField(
        _("state"), max_length=20, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    attempted_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        verbose_name = _("delivery")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return self.key
