"""Whether ties are alive, from their recorded exchanges through engines.vitality; and which have fallen silent.

A number made of records measures record keeping too: every row carries the number of records and the last date.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from youcheng.engines import vitality
from youcheng.engines.vitality import Contact, Vitality
from youcheng.network import preferences
from youcheng.network.enums import ExchangeType
from youcheng.network.models import Exchange, Relationship
from youcheng.network.queries.exchanges import contacts_of


@dataclass(frozen=True)
class Silent:
    """A tie whose silence is longer than chance explains at its own rate of contacts."""

    relationship: Relationship
    vitality: Vitality


def vitality_of(relationship: Relationship, as_of: dt.date) -> Vitality:
    """The three readings of one tie at the end of a day. One query."""
    return assess(contacts_of([relationship])[relationship.pk], as_of)


def vitality_of_all(relationships: Iterable[Relationship], as_of: dt.date) -> dict[int, Vitality]:
    """The three readings of each tie, by its key. One query for any number of ties."""
    return {key: assess(contacts, as_of) for key, contacts in contacts_of(relationships).items()}


def assess(contacts: Sequence[Contact], as_of: dt.date) -> Vitality:
    """The three readings with the office's settings."""
    kinds = preferences.vitality_kinds()
    return Vitality(
        vitality.decay(contacts, kinds, as_of),
        vitality.alive(contacts, as_of),
        vitality.silence(contacts, as_of, preferences.silence_threshold()),
    )


@dataclass(frozen=True)
class Decline:
    """The decay curve over the last years, its value on the same day of each year, and the days of the exchanges in it."""

    curve: vitality.Curve
    yearly: tuple[tuple[dt.date, float], ...]
    contacts: tuple[dt.date, ...]


def decline_of(relationship: Relationship, as_of: dt.date) -> Decline | None:
    """The decay curve of one tie up to a day; None where nothing is recorded up to it. One query."""
    return decline(contacts_of([relationship])[relationship.pk], as_of)


def decline(contacts: Sequence[Contact], as_of: dt.date, years: int = 10) -> Decline | None:
    """The decay curve over the last years: a value a month, and two at every exchange, where it jumps."""
    happened = sorted(c.when.latest for c in contacts if c.when.certain_by(as_of))
    if not happened:
        return None
    months = [_months_before(as_of, number) for number in range(12 * years, -1, -1)]
    inside = tuple(day for day in happened if day >= months[0])
    jumps = {day - dt.timedelta(days=before) for day in inside for before in (0, 1)}
    days = sorted({*months, *(day for day in jumps if day >= months[0])})
    curve = vitality.decay_curve(contacts, preferences.vitality_kinds(), days)
    worth = dict(zip(curve.days, map(float, curve.values), strict=True))
    return Decline(curve, tuple((day, worth[day]) for day in months[::12]), inside)


def silent_ties(relationships: Iterable[Relationship], as_of: dt.date) -> list[Silent]:
    """The ties whose silence alarm rings, the most unusual silence first. Two queries.

    The first finds by sums of the database which ties can ring at all; the second reads only their contacts.
    """
    rows = {row.pk: row for row in relationships}
    threshold = preferences.silence_threshold()
    seen = (
        Exchange.objects.order_by()
        .filter(latest__lte=as_of)
        .values_list("relationship_id")
        .annotate(days=Count("latest", distinct=True), first=Min("latest"), last=Max("latest"))
        .filter(days__gt=1)
    )
    rung = [
        rows[key]
        for key, days, first, last in seen
        if key in rows and (days - 1) * (as_of - last).days > -math.log(threshold) * (last - first).days
    ]
    found = [Silent(rows[key], assess(contacts, as_of)) for key, contacts in contacts_of(rung).items()]
    found = [silent for silent in found if silent.vitality.silence.flagged]
    return sorted(found, key=lambda silent: silent.vitality.silence.probability or 0.0)


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@dataclass(frozen=True)
class KindUsed:
    """A type of exchange with its settings and how many contacts of it a tie has."""

    code: str
    weight: float
    half_life: float
    contacts: int

    @property
    def label(self) -> str:
        return str(ExchangeType(self.code).label)


def kinds_used(relationship: Relationship, kinds: Mapping[str, vitality.Kind]) -> list[KindUsed]:
    """The settings of every type of exchange the tie has contacts of. One query."""
    counted = dict(
        Exchange.objects.order_by()
        .filter(relationship=relationship)
        .values_list("type")
        .annotate(Count("pk"))
    )
    return [
        KindUsed(code, kinds[code].weight, kinds[code].half_life, counted[code])
        for code in kinds
        if code in counted
    ]
