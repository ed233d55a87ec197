"""What stands beside the ties: published counts, alliances, policy terms, notes on gaps, calendar links.

Published counts are kept as they were printed; what the events say is derived and compared, never overwritten.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.engines.timespans import Span
from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Grade, TermKind
from youcheng.network.models.dated import Dated, span_of
from youcheng.network.models.places import City


class PublishedCount(Dated):
    """A count somebody published, as of a day, month or year. Empty where it was not said."""

    sister = models.PositiveIntegerField(_("sister cities"), null=True, blank=True)
    exchange = models.PositiveIntegerField(_("friendly exchange cities"), null=True, blank=True)
    letter_of_intent = models.PositiveIntegerField(_("letters of intent"), null=True, blank=True)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.B)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["latest", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["latest", "precision", "source"], name="one_count_a_source_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.span}"

    @property
    def on(self) -> dt.date:
        """The day the count is compared with: the last of its span."""
        return self.latest


class Alliance(models.Model):
    """Cities joined in something else than a tie of two: a tourism union, a railway cities' union.

    `founded` is a roughly known date as it is written ("2024-11-19", "2019"), empty where nobody knows.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = TranslatedField(_("names"))
    founded = models.CharField(_("founded"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def founded_span(self) -> Span | None:
        return span_of(self.founded)


class AllianceMember(models.Model):
    """A city in an alliance. `since` and `until` are roughly known dates as they are written, empty where unknown."""

    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="members")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="alliances")
    since = models.CharField(_("since"), max_length=60, blank=True)
    until = models.CharField(_("until"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["city__slug"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "city"], name="a_member_once")
        ]

    def __str__(self) -> str:
        return str(self.city)

    @property
    def since_span(self) -> Span | None:
        return span_of(self.since)

    @property
    def until_span(self) -> Span | None:
        return span_of(self.until)


class PolicyTerm(models.Model):
    """A term of the home city's policy with the time it was in use (hub, centres, brands, major events).

    Rows of one `code` are the wordings of one term over time. The ends of its use are roughly known dates as they are
    written ("2017", "2021-12"), empty where open or unknown.
    """

    code = models.SlugField(max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=TermKind.choices)
    name = TranslatedField(_("names"))
    valid_from = models.CharField(_("valid from"), max_length=60, blank=True)
    valid_until = models.CharField(_("valid until"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.B)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="a_term_once_a_period")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def from_span(self) -> Span | None:
        return span_of(self.valid_from)

    @property
    def until_span(self) -> Span | None:
        return span_of(self.valid_until)

    def is_in_force(self, day: dt.date) -> bool:
        """Whether the term may have been in use on a day; an open end counts as in use."""
        begun, ends = self.from_span, self.until_span
        return (begun is None or begun.possible_by(day)) and (ends is None or day <= ends.latest)


class RegisterNote(models.Model):
    """What the register knows it lacks, said on its pages: "about twelve more exchange cities were not found"."""

    ABOUT_TERMS: ClassVar[str] = "policy-terms"
    """How the keys of notes about policy terms begin; all others are about the ties."""

    key = models.SlugField(max_length=80, unique=True)
    text = TranslatedField(_("wording"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def is_about_terms(self) -> bool:
        return self.key.startswith(self.ABOUT_TERMS)


ANNIVERSARIES = "anniversaries"
"""The feed of this app; apps above have their own."""


class CalendarLink(models.Model):
    """A person's secret address of a calendar. Only the secret's hash is kept; a link can be revoked.

    `feed` says which calendar it opens, `query` how that is narrowed, as the filter stands in an address.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    feed = models.SlugField(max_length=30, default=ANNIVERSARIES)
    query = models.TextField(blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.person} {self.created_at:%Y-%m-%d}"
