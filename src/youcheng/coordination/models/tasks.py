"""Tasks, who does them, what they wait for, every move they made, and the proof that they were done.

`state` is only written together with a `TaskMove`, by `actions`; which move leads where stands in `flow`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.coordination.enums import NOT_LATE, MoveKind, TaskState
from youcheng.coordination.models.meetings import Decision
from youcheng.coordination.models.plans import Measure, Plan
from youcheng.network.enums import Field
from youcheng.network.models import City, Relationship
from youcheng.strategy.models import Dossier, PortfolioItem


class Task(models.Model):
    """One thing to do: why, who leads it, until when, and what proves it. `due_on` counts as whole day.

    `baseline_*` are the dates the task was first assigned with. Putting the plan in force takes the dates of that moment
    over as baseline; after that they never move. A budget is empty when unknown.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("number"))
    key = models.CharField(_("external key"), max_length=80, unique=True)
    title = models.CharField(_("task"), max_length=300)
    description = models.TextField(_("what is to be done"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=TaskState.choices, default=TaskState.DRAFT)

    # Why: at least one, said by `actions`.
    measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("measure"),
    )
    relationship = models.ForeignKey(
        Relationship,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("tie"),
    )
    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("dossier"),
    )
    dossier_block = models.CharField(_("recommendation"), max_length=120, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("decision"),
    )

    portfolio_item = models.OneToOneField(
        PortfolioItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="task",
        verbose_name=_("item of the portfolio"),
    )

    lead = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_tasks",
        verbose_name=_("lead unit"),
    )
    cooperating = models.ManyToManyField(
        Organisation, related_name="shared_tasks", blank=True, verbose_name=_("cooperating units")
    )
    responsible = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="responsible_tasks",
        verbose_name=_("responsible person"),
    )
    delegate = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="delegated_tasks",
        verbose_name=_("delegated to"),
    )
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    proposed_due_on = models.DateField(_("proposed deadline"), null=True, blank=True)
    baseline_starts_on = models.DateField(null=True, blank=True)
    baseline_due_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    proof_required = models.CharField(_("proof required"), max_length=300, blank=True)
    budget_line = models.CharField(_("budget line"), max_length=120, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    cities = models.ManyToManyField(City, related_name="tasks", blank=True, verbose_name=_("cities"))
    fields = models.JSONField(_("fields"), default=list, blank=True)
    waits_for = models.ManyToManyField(
        "self", symmetrical=False, related_name="awaited_by", blank=True, verbose_name=_("waits for")
    )
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField(_("last moved"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "pk"]
        verbose_name = _("task")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["plan", "state", "due_on"]),
            models.Index(fields=["lead", "state", "due_on"]),
            models.Index(fields=["state", "due_on"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_task_a_number"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(due_on__isnull=True)
                | models.Q(due_on__gte=models.F("starts_on")),
                name="task_is_due_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gte=0),
                name="task_budget_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The number people quote: the plan's year and the task's number in it."""
        return f"{self.plan.year}-{self.number:03d}"

    @property
    def field_labels(self) -> list[str]:
        return [str(Field(code).label) for code in self.fields]

    def is_late_on(self, today: dt.date) -> bool:
        """Whether the deadline has passed and the task is neither handed in nor over; as `queries.late_on` asks rows."""
        return self.due_on is not None and self.due_on < today and self.state not in NOT_LATE


class TaskMove(models.Model):
    """One entry of a task's history. It is never changed; its sentence is made in the reader's language.

    `unit` is the organisation the person acted for, `before` what the move changed, as it was (for undoing and for the
    sentence). A comment is read by the office and by `unit`; by the task's other units only when `shared`.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=20, choices=MoveKind.choices)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    person_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    from_state = models.CharField(max_length=20, choices=TaskState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=TaskState.choices, blank=True)
    comment = models.TextField(blank=True)
    shared = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["task", "at"]),
            models.Index(fields=["unit", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"


class Proof(models.Model):
    """What shows that a task was done: a file, an address or words. Seen by whoever sees the task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="proofs")
    move = models.ForeignKey(TaskMove, on_delete=models.CASCADE, related_name="proofs")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="proofs/%Y/", blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    text = models.TextField(_("in words"), blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "pk"]
        verbose_name = _("proof")

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        """The title with the file's own suffix, for a download."""
        suffix = Path(self.file.name or "").suffix
        return self.title if self.title.endswith(suffix) else f"{self.title}{suffix}"


class Delegation(models.Model):
    """An invitation to one person outside the unit for one task. Only the hash of the link's secret is kept."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="delegations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        verbose_name = _("delegation")

    def __str__(self) -> str:
        return f"{self.name} → {self.task}"
