"""The year's plan: its goals and measures, and the published pages it was read from, with what they propose.

A measure keeps its quotation and where it stands for good. Progress is never a column: it follows from the tasks.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.coordination.enums import PlanState, ProposalState, ReadingState
from youcheng.foundation.models import Job
from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Field, Zone
from youcheng.network.models import City, PolicyTerm


class Plan(models.Model):
    """The work plan of one year. Putting it in force sets the baseline of its tasks."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    state = models.CharField(_("state"), max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField()
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        verbose_name = _("plan")

    def __str__(self) -> str:
        return str(_("Work plan %(year)s")) % {"year": self.year}


class Goal(models.Model):
    """What the year's measures serve; usually a policy term with the time it is valid."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    term = models.ForeignKey(
        PolicyTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("policy term"),
    )
    name = TranslatedField(_("name"))
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("goal")

    def __str__(self) -> str:
        return str(self.name) or str(self.term or "")

    @property
    def is_over(self) -> bool:
        """Whether its policy term is no longer in force when the plan's year ends."""
        return self.term is not None and not self.term.is_in_force(dt.date(self.plan.year, 12, 31))


class Bulletin(models.Model):
    """A published plan as it came: the file, and what reading it gave (`engines.bulletin`), nothing dropped.

    `paragraphs`, `outline` and `removed` are the engine's own records as plain values; `note` says what could not be read.
    """

    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year of the plan"))
    file = models.FileField(_("file"), upload_to="bulletins/%Y/")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        _("state"), max_length=20, choices=ReadingState.choices, default=ReadingState.WAITING
    )
    paragraphs = models.JSONField(default=list)
    outline = models.JSONField(default=list)
    removed = models.JSONField(default=list)
    note = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        verbose_name = _("published plan")

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """One commitment of the plan (举措), with the words it was published in and where they stand."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("goal"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("measure"), max_length=300)
    lead = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_measures",
        verbose_name=_("lead unit"),
    )
    cooperating = models.ManyToManyField(
        Organisation, related_name="shared_measures", blank=True, verbose_name=_("cooperating units")
    )
    zone = models.CharField(_("zone"), max_length=20, choices=Zone.choices, blank=True)
    cities = models.ManyToManyField(City, related_name="measures", blank=True, verbose_name=_("cities"))
    fields = models.JSONField(_("fields"), default=list, blank=True)
    bulletin = models.ForeignKey(
        Bulletin, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    quotation = models.TextField(_("quotation"), blank=True)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    column = models.PositiveSmallIntegerField(_("column"), null=True, blank=True)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "pk"]
        verbose_name = _("measure")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_measure_a_number")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def field_labels(self) -> list[str]:
        return [str(Field(code).label) for code in self.fields]

    @property
    def place(self) -> str:
        """Where the quotation stands, as far as it is known: the published plan, its heading, page, column and line."""
        parts = [self.bulletin.title if self.bulletin else "", self.heading]
        places = ((self.page, _("page %d")), (self.column, _("column %d")), (self.line, _("line %d")))
        parts += [str(words) % number for number, words in places if number is not None]
        return " · ".join(part for part in parts if part)


class Proposal(models.Model):
    """A measure proposed from a published plan, until a person decides: accept, edit, split, merge or reject.

    The quotation never changes; `title`, units, zone, cities and fields are the proposal and may be edited. The parts of
    a split point at it (`parent`), what was merged points at the one it went into (`merged_into`).
    """

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="proposals")
    order = models.PositiveIntegerField()
    title = models.CharField(_("measure"), max_length=300)
    quotation = models.TextField(_("quotation"))
    verb = models.CharField(max_length=60, blank=True)
    object = models.CharField(max_length=300, blank=True)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    page = models.PositiveIntegerField(_("page"), null=True)
    column = models.PositiveSmallIntegerField(_("column"), null=True)
    line = models.PositiveIntegerField(_("line"), null=True)
    paragraph = models.PositiveIntegerField(null=True)  # of the bulletin's paragraphs, from 0
    start = models.PositiveIntegerField(null=True)  # where the quotation begins in it
    lead = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead unit"),
    )
    cooperating = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("cooperating units")
    )
    zone = models.CharField(_("zone"), max_length=20, choices=Zone.choices, blank=True)
    cities = models.ManyToManyField(City, related_name="+", blank=True, verbose_name=_("cities"))
    fields = models.JSONField(_("fields"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="parts")
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="merged")
    measure = models.OneToOneField(Measure, on_delete=models.SET_NULL, null=True, related_name="proposal")
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("proposed measure")

    def __str__(self) -> str:
        return self.title

    @property
    def field_labels(self) -> list[str]:
        """The fields in the reader's language."""
        return [str(Field(code).label) for code in self.fields if code in Field.values]
