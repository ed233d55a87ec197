"""What stands beside the ties: published counts, alliances, policy terms, notes on gaps, calendar links.

Published counts are kept as they were printed; what the events say is derived and compared, never overwritten.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Grade, TermKind
from youcheng.network.models.dated import Dated
from youcheng.network.models.places import City


class PublishedCount(Dated):
    """A count somebody published, as of a day, month or year. Empty where it was not said."""

    sister = models.PositiveIntegerField(_("sister cities"), null=True, blank=True)
    exchange = models.PositiveIntegerField(_("friendly exchange cities"), null=True, blank=True)
    letter_of_intent = models.PositiveIntegerField(_("letters of intent"), null=True, blank=True)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.B)

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
    """Cities joined in something else than a tie of two: a tourism union, a railway cities' union."""

    slug = models.SlugField(max_length=120, unique=True)
    name = TranslatedField(_("names"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class AllianceMember(models.Model):
    """A city in an alliance."""

    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="members")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="alliances")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "city"], name="a_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.alliance_id} · {self.city_id}"


class PolicyTerm(models.Model):
    """A term of the home city's policy with the time it was in use (hub, centres, brands, major events)."""

    code = models.SlugField(max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=TermKind.choices)
    name = TranslatedField(_("names"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.B)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="a_term_once_a_period")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def is_in_force(self, day: dt.date) -> bool:
        """Whether the term was in use on a day; an open end counts as in use."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class RegisterNote(models.Model):
    """What the register knows it lacks, said on its pages: "about twelve more exchange cities were not found"."""

    key = models.SlugField(max_length=80, unique=True)
    text = TranslatedField(_("wording"))

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return str(self.text)


class CalendarLink(models.Model):
    """A person's secret address of the anniversaries calendar. Only the secret's hash is kept; a link can be revoked."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.person} {self.created_at:%Y-%m-%d}"
