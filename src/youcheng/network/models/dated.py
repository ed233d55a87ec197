"""The columns of a roughly known date, shared by events, exchanges and published counts.

The arithmetic is engines.timespans; this only stores a span and hands it back. Where nothing is computed from a date
that may be missing (a founding, the validity of a term), one column keeps it as it is written; `span_of` reads it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.engines import timespans
from youcheng.network.enums import Precision


class Dated(models.Model):
    """A span of days. `earliest` is empty where nothing bounds it from below; `latest` counts as reached."""

    earliest = models.DateField(_("earliest day"), null=True, blank=True)
    latest = models.DateField(_("latest day"))
    precision = models.CharField(_("precision"), max_length=10, choices=Precision.choices)

    class Meta:
        abstract = True

    @property
    def span(self) -> timespans.Span:
        """The days as one value; its text (`str`) is what a person would write and import."""
        return timespans.Span(self.earliest, self.latest, timespans.Precision(self.precision))

    @span.setter
    def span(self, span: timespans.Span) -> None:
        for name, value in span_columns(span).items():
            setattr(self, name, value)


def span_columns(span: timespans.Span) -> dict[str, Any]:
    """The three columns that store a span, for `create(**…)`."""
    return {"earliest": span.earliest, "latest": span.latest, "precision": str(span.precision.value)}


def parse_span(text: str | dt.date) -> timespans.Span:
    """A span from what a person wrote or a calendar day; raises `engines.errors.BadSpan`."""
    return timespans.Span.on(text) if isinstance(text, dt.date) else timespans.Span.parse(text)


def span_of(text: str) -> timespans.Span | None:
    """The span kept as text in a column that may be empty; None where nothing is known."""
    return timespans.Span.parse(text) if text else None


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 29 February becomes 28 in other years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
