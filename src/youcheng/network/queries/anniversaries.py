"""The anniversaries of ties in the months ahead: ten-year marks are celebrated, other years get a letter.

An anniversary counts from the signing of the highest agreement in force. Where its day is not known the anniversary
falls in a month or a year, and the row says so; where two sides disagree each claim has its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from youcheng.network import preferences
from youcheng.network.enums import STARTS, Kind, State
from youcheng.network.models import Relationship, RelationshipEvent
from youcheng.network.models.dated import add_years
from youcheng.network.queries.ties import standings
from youcheng.network.standing import Standing

KEPT = tuple(type_ for type_, kind in STARTS.items() if kind != Kind.LETTER_OF_INTENT)
"""The agreements whose anniversaries are kept; a letter of intent has none."""


class Mark(StrEnum):
    """How an anniversary may be observed."""

    TEN_YEAR = "ten_year"
    LETTER = "letter"


@dataclass(frozen=True)
class Anniversary:
    """One anniversary: `on` is its last possible day, exact when `is_exact`; `prepare_from` when work must begin."""

    relationship: Relationship
    event: RelationshipEvent
    on: dt.date
    years: int
    is_exact: bool

    @property
    def mark(self) -> Mark:
        return Mark.TEN_YEAR if self.years % 10 == 0 else Mark.LETTER

    @property
    def prepare_from(self) -> dt.date:
        name = "ten_year_lead_days" if self.mark is Mark.TEN_YEAR else "letter_lead_days"
        return self.on - dt.timedelta(days=preferences.anniversary(name))

    @property
    def uid(self) -> str:
        """Stable through every correction of the date."""
        return f"{self.event.type}-{self.event.pk}-{self.years}"


def anniversaries(
    relationships: Iterable[Relationship],
    start: dt.date,
    months: int | None = None,
    known: Mapping[int, Standing] | None = None,
) -> list[Anniversary]:
    """Anniversaries from `start` for so many months (default: setting), in order of their day. Two queries.

    One query where the caller hands over what each tie is on `start`.
    """
    months = preferences.anniversary("months_ahead") if months is None else months
    end = add_years(start.replace(day=1), months // 12)
    end = dt.date(end.year + (end.month + months % 12 - 1) // 12, (end.month + months % 12 - 1) % 12 + 1, 1)
    rows = {row.pk: row for row in relationships}
    standing = standings(start, rows.values()) if known is None else known
    events = RelationshipEvent.objects.order_by().filter(relationship__in=list(rows), type__in=KEPT)
    kept: dict[int, list[RelationshipEvent]] = {}
    for event in events:
        state = standing[event.relationship_id]
        if state.state != State.ENDED and STARTS[event.type] == state.highest:
            kept.setdefault(event.relationship_id, []).append(event)
    found = [
        one
        for key, claims in kept.items()
        for event in _distinct(claims)
        for one in _of(rows[key], event, start, end)
    ]
    return sorted(found, key=lambda one: (one.on, one.relationship.partner.slug))


def _distinct(claims: list[RelationshipEvent]) -> list[RelationshipEvent]:
    """Exact claims, each day once; a rough claim only where no exact one is known."""
    bounded = [
        claim for claim in claims if claim.earliest is not None and claim.earliest.year == claim.latest.year
    ]
    exact = {claim.latest: claim for claim in bounded if claim.earliest == claim.latest}
    return list(exact.values()) or bounded[:1]


def _of(
    relationship: Relationship, event: RelationshipEvent, start: dt.date, end: dt.date
) -> list[Anniversary]:
    begin = event.latest
    found = []
    for year in range(start.year, end.year + 1):
        on = add_years(begin, year - begin.year)
        if year > begin.year and start <= on < end:
            found.append(
                Anniversary(relationship, event, on, year - begin.year, event.earliest == event.latest)
            )
    return found
