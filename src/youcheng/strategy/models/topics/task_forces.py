"""The task force 工作专班 of a topic and its members: people of organisations, and experts from outside.

Written by `actions.topics.task_forces`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.strategy.enums import TaskForceRole
from youcheng.strategy.models.topics.calls import Topic
from youcheng.strategy.models.topics.experts import Expert


class TaskForce(models.Model):
    """Those who do the work of a topic, from one day to another."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="task_force")
    name = models.CharField(_("name of the task force"), max_length=200)
    purpose = models.TextField(_("task of the task force"), blank=True)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("task force")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("begins_on")),
                name="task_force_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TaskForceMember(models.Model):
    """Somebody's part in a task force; the row stays when it has ended. `organisation` is the one they come from."""

    task_force = models.ForeignKey(TaskForce, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("expert")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    role = models.CharField(
        _("role in the task force"),
        max_length=20,
        choices=TaskForceRole.choices,
        default=TaskForceRole.MEMBER,
    )
    duty = models.CharField(_("part in the work"), max_length=200, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("member of a task force")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(expert__isnull=True),
                name="member_is_person_or_expert",
            ),
            models.UniqueConstraint(
                fields=["task_force"],
                condition=models.Q(role="head", until__isnull=True),
                name="one_head_a_task_force",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.expert)

    @property
    def where(self) -> str:
        """The organisation they come from, in words."""
        if self.organisation:
            return str(self.organisation)
        return self.expert.where if self.expert else ""
