"""Cities that said they are looking for a partner: where a first letter may be worth writing.

A seeker is no tie. When one is put on the register the entry stays, as the reason for it.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.foundation import formatting
from youcheng.network.enums import Field, Grade, Visibility
from youcheng.network.models.dated import Dated
from youcheng.network.models.places import City


class Seeker(Dated):
    """One dated, sourced word that a city looks for a partner. The span says when it was said.

    `fields` are codes of enums.Field, empty where nothing was said; `until` is the last day it holds, empty where open.
    """

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="seeking", verbose_name=_("city"))
    fields = models.JSONField(_("looks for"), default=list, blank=True)
    contact = models.CharField(_("contact organisation"), max_length=200, blank=True)
    contact_details = models.CharField(_("how to reach it"), max_length=300, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    note = models.TextField(_("note"), blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    key = models.CharField(_("external key"), max_length=80, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-latest", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["city", "latest", "precision", "source"], name="a_search_once_a_day_and_source"
            )
        ]

    def __str__(self) -> str:
        return str(self.city)

    @property
    def field_labels(self) -> list[str]:
        """What it looks for, in the reader's language."""
        return [str(Field(code).label) for code in self.fields if code in Field.values]

    @property
    def as_reason(self) -> str:
        """One line that says why the city became a prospect, in the reader's language."""
        lacking = gettext("to be supplied")
        return gettext(
            "Said on %(when)s that it looks for a partner. Looks for: %(fields)s. Source: %(source)s."
        ) % {
            "when": formatting.span(self.span),
            "fields": formatting.listed(self.field_labels) if self.fields else lacking,
            "source": self.source or lacking,
        }

    def is_open(self, day: dt.date) -> bool:
        """Whether the city was still looking on a day; without an end it counts as looking."""
        return self.until is None or day <= self.until
