"""What the register knows about ties, read in a fixed number of queries for a whole batch.

Called by `batch`. Every recorded exchange counts, also one a single reader may not see: dossiers are the office's own
papers, and their readers are decided by the dossier's policy.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.db.models import QuerySet

from youcheng.engines.vitality import Contact
from youcheng.foundation.translated import Translated
from youcheng.network import queries
from youcheng.network.enums import STARTS, Grade, Kind, Side, State
from youcheng.network.models import City, HomeCity, RegionGroup, Relationship, RelationshipEvent
from youcheng.network.models import Exchange as ExchangeRow
from youcheng.network.queries.vitality import assess
from youcheng.network.standing import Standing
from youcheng.strategy.facts.model import Anniversary, Event, Exchange, Place, Tie

GAZETTEER = "GeoNames"
MANY = 500
"""From this many ties on, reading every row is lighter for a database than a list of keys."""


def place_of(city: City) -> Place:
    """A city of the register as a place."""
    return Place(
        slug=city.slug,
        name=city.name,
        iso3=city.country.iso3,
        latitude=city.latitude,
        longitude=city.longitude,
        time_zone=city.time_zone,
        population=city.population,
        population_source=GAZETTEER if city.geonames_id else "",
    )


def with_history(relationships: QuerySet[Relationship]) -> QuerySet[Relationship]:
    """The same ties with everything `ties` reads, in two more queries."""
    return relationships.select_related("partner__country").prefetch_related("events", "exchanges")


def ties(relationships: Iterable[Relationship], as_of: dt.date) -> dict[int, Tie]:
    """Each tie on a day, by its key. `relationships` come from `with_history`."""
    rows = list(relationships)
    standings = queries.standings(as_of, rows)
    zones, groups = queries.zones_of_all(as_of), queries.groups_of_all(as_of)
    names = {group.code: Translated(group.name) for group in RegionGroup.objects.all()}
    found = {}
    for row in rows:
        iso2 = row.partner.country_id
        known = sorted(groups.get(iso2, frozenset()) & names.keys())
        found[row.pk] = _tie(
            row, standings[row.pk], zones.get(iso2, ""), tuple(names[code] for code in known)
        )
    return found


def fingerprints(relationships: Iterable[Relationship], home: HomeCity | None) -> dict[int, str]:
    """A checksum of what the register says about each tie; it changes with the tie, its events, exchanges or partner.

    Two light queries for any number of ties.
    """
    rows = list(relationships)
    keys = [row.pk for row in rows]
    events, exchanges = (_versions(model, keys) for model in (RelationshipEvent, ExchangeRow))
    found = {}
    for row in rows:
        city = row.partner
        said = [
            row.revision,
            events.get(row.pk, []),
            exchanges.get(row.pk, []),
            [dict(city.name), city.latitude, city.longitude, city.population, city.time_zone],
            home.city.slug if home else "",
        ]
        found[row.pk] = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return found


def _versions(
    model: type[RelationshipEvent] | type[ExchangeRow], keys: list[int]
) -> dict[int, list[list[int]]]:
    """The key and version of every row of each tie."""
    found: dict[int, list[list[int]]] = {}
    rows = model._default_manager.order_by("pk").values_list("relationship_id", "pk", "version")
    if len(keys) < MANY:
        rows = rows.filter(relationship__in=keys)
    wanted = set(keys)
    for tie, key, version in rows:
        if tie in wanted:
            found.setdefault(tie, []).append([key, version])
    return found


def anniversaries(tie: Tie, year: int, as_of: dt.date) -> tuple[Anniversary, ...]:
    """The anniversary to prepare for: the first of the year or later that the paper's day has not passed.

    Nothing where the tie's day is not known exactly, for a letter of intent and for a tie that has ended; 29 February is
    kept on the 28th.
    """
    since = tie.since
    if since is None or not since.is_exact or tie.kind == Kind.LETTER_OF_INTENT or tie.state == State.ENDED:
        return ()
    day, begin = since.latest, max(as_of, dt.date(year, 1, 1))
    on = next(on for on in (_kept(day, begin.year), _kept(day, begin.year + 1)) if on >= begin)
    years = on.year - day.year
    return (Anniversary(on, years, years % 10 == 0),) if years > 0 else ()


def _kept(day: dt.date, year: int) -> dt.date:
    return dt.date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _tie(
    row: Relationship,
    standing: Standing,
    zone: str,
    groups: tuple[Translated, ...],
) -> Tie:
    kind = None if standing.highest == Kind.PROSPECT else standing.highest
    events = tuple(_event(event) for event in row.events.all())
    exchanges = tuple(_exchange(each) for each in row.exchanges.all())
    contacts = [Contact(each.when, each.type) for each in exchanges]
    first = _first(kind, events)
    return Tie(
        kind=kind,
        state=standing.state or "active",
        certain=standing.is_certain,
        zone=zone,
        groups=groups,
        events=events,
        exchanges=exchanges,
        vitality=assess(contacts, standing.as_of),
        decline=queries.decline(contacts, standing.as_of),
        since=first.when if first else None,
        is_confirmed=first is not None and first.grade == Grade.A,
        term_over=standing.term_over,
        note=row.note,
    )


def _first(kind: str | None, events: Iterable[Event]) -> Event | None:
    """The event with which the present kind began: our own side's claim first."""
    claims = [event for event in events if STARTS.get(event.type) == kind]
    return min(claims, key=lambda event: event.side != Side.HOME, default=None)


def _event(row: RelationshipEvent) -> Event:
    return Event(
        type=row.type,
        when=row.span,
        side=row.side,
        grade=row.grade,
        source=row.source,
        term_until=row.term_until,
        note=row.note,
    )


def _exchange(row: ExchangeRow) -> Exchange:
    return Exchange(
        title=row.title,
        type=row.type,
        when=row.span,
        fields=tuple(row.fields),
        head_count=row.head_count,
        outcome=row.outcome,
        source=row.source,
    )
