"""The register as a list: filtered, ordered, with what each tie is on the day. Rows for the page are complete.

One light query for ties, one for events and two for zones and groups, however long the register is; partner names
and exchange sums are read for the rows that are shown only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import get_language

from youcheng.engines.timespans import Precision, Span
from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import collation
from youcheng.network.enums import STARTS, Grade, Kind
from youcheng.network.models import Exchange, Relationship, RelationshipEvent
from youcheng.network.queries.counts import ANY, FORMAL, UNCERTAIN, counted_as
from youcheng.network.queries.exchanges import exchanges_visible_to, in_field
from youcheng.network.queries.places import groups_of_all, zones_of_all
from youcheng.network.queries.ties import claims_by_tie, relationships_visible_to
from youcheng.network.standing import RANK, Claim, Standing, facts_of, standing

TERM_OVER = "term_over"
SORTS = ("name", "country", "kind", "since", "zone")


@dataclass(frozen=True)
class Filters:
    """What a person narrowed the register to; empty means all. Codes are those of the enums."""

    text: str = ""
    country: str = ""
    group: str = ""
    zone: str = ""
    kind: str = ""
    state: str = ""
    grade: str = ""
    year: int | None = None
    counted: str = ""
    decade: str = ""
    field: str = ""


@dataclass(frozen=True)
class Since:
    """When the highest agreement was signed, by the claim of the home side where there is one."""

    span: Span
    grade: str
    claims: int

    @property
    def is_confirmed(self) -> bool:
        return self.grade == Grade.A


@dataclass
class Row:
    """One tie of the list. `counted` is what it is counted under, `decade` that in which this began where its dates agree.

    The last three are filled in for the rows that are shown.
    """

    key: int
    slug: str
    country: str
    standing: Standing
    zone: str
    since: Since | None
    groups: frozenset[str] = frozenset()
    counted: str = ""
    decade: int | None = None
    relationship: Relationship | None = None
    records: int = 0
    last_record: dt.date | None = None


@dataclass(frozen=True)
class Register:
    """The filtered list in its order, and the standings of every tie the actor may see (for the counts above it)."""

    as_of: dt.date
    rows: list[Row]
    standings: list[Standing] = field(repr=False)


def register(actor: Actor, filters: Filters, as_of: dt.date, sort: str = "") -> Register:
    """The register as an actor sees it on a day. Four queries at any length."""
    visible = relationships_visible_to(actor)
    light = visible.order_by("partner__slug").values_list("pk", "partner__slug", "partner__country_id")
    every = list(light)
    wanted = _wanted(actor, light, filters, as_of)
    claims = claims_by_tie(RelationshipEvent.objects.order_by("latest", "pk"))
    zones, groups = zones_of_all(as_of), groups_of_all(as_of)
    rows = []
    for key, slug, country in every:
        told = claims.get(key, ())
        found = standing(facts_of(told), as_of)
        counted = counted_as(found)
        row = Row(
            key, slug, country, found, zones.get(country, "other"), _since(told, found),
            groups.get(country, frozenset()), counted, _decade(told, counted),
        )  # fmt: skip
        rows.append(row)
    kept = [row for row in rows if (wanted is None or row.key in wanted) and _fits(row, filters)]
    return Register(as_of, _ordered(kept, sort), [row.standing for row in rows])


def complete(rows: Sequence[Row]) -> list[Row]:
    """Fill in names and exchange sums of the rows that are shown. Two queries."""
    keys = [row.key for row in rows]
    ties = Relationship.objects.select_related("partner", "partner__country").in_bulk(keys)
    sums = {
        key: (number, last)
        for key, number, last in Exchange.objects.order_by()
        .filter(relationship__in=keys)
        .values_list("relationship")
        .annotate(Count("pk"), Max("latest"))
    }
    for row in rows:
        row.relationship = ties[row.key]
        row.records, row.last_record = sums.get(row.key, (0, None))
    return list(rows)


def countries_on(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of every country with a tie the actor may see, by name. One query."""
    codes = (
        relationships_visible_to(actor).order_by().values_list("partner__country_id", flat=True).distinct()
    )
    language = get_language() or "zh-hans"
    return sorted(
        ((code, countries.name(code, language)) for code in codes), key=lambda pair: collation(pair[1])
    )


def decades_on(today: dt.date) -> list[int]:
    """The decades from the first dated event to now. One query."""
    first = RelationshipEvent.objects.aggregate(first=Min("earliest"))["first"] or today
    return list(range(first.year // 10 * 10, today.year // 10 * 10 + 1, 10))


def _wanted(actor: Actor, light: QuerySet[Any, Any], filters: Filters, as_of: dt.date) -> set[int] | None:
    """The ties that the words and the field of exchange leave; None where neither is asked. At most two queries."""
    wanted: set[int] | None = None
    if filters.text:
        wanted = {pk for pk, _slug, _country in light.filter(_places(filters))}
    if filters.field:
        shown = exchanges_visible_to(actor).order_by().filter(latest__lte=as_of, **in_field(filters.field))
        found = set(shown.values_list("relationship_id", flat=True))
        wanted = found if wanted is None else wanted & found
    return wanted


def _places(filters: Filters) -> Q:
    text = filters.text.casefold()
    return Q(partner__search_text__contains=text) | Q(partner__slug__contains=text) | Q(key__iexact=text)


def _since(claims: Iterable[Claim], found: Standing) -> Since | None:
    """From claims in the order of their dates, the earliest of the home side where it made one."""
    highest = [claim for claim in claims if STARTS.get(claim.type) == found.highest]
    if not highest:
        return None
    first = min(highest, key=lambda claim: claim.side != "home")
    return Since(Span(first.earliest, first.latest, Precision(first.precision)), first.grade, len(highest))


def _decade(claims: Iterable[Claim], counted: str) -> int | None:
    """The decade in which the kind it is counted as began; None where the claims do not agree on one."""
    decades = {
        claim.latest.year // 10 * 10
        if claim.earliest is not None and claim.earliest.year // 10 == claim.latest.year // 10
        else None
        for claim in claims
        if STARTS.get(claim.type) == counted
    }
    return next(iter(decades)) if len(decades) == 1 else None


def _fits(row: Row, filters: Filters) -> bool:
    """Whether a row meets every filter that is set; a kind or state it may have counts."""
    since = row.since
    return all(
        (
            not filters.country or row.country == filters.country,
            not filters.group or filters.group in row.groups,
            not filters.zone or row.zone == filters.zone,
            not filters.kind or row.standing.is_possibly(filters.kind),
            not filters.counted or _is_counted(row, filters.counted),
            not filters.decade or _in_decade(row, filters.decade),
            not filters.state or _in_state(row.standing, filters.state),
            not filters.grade or (since is not None and since.grade == filters.grade),
            filters.year is None or (since is not None and since.span.latest.year == filters.year),
        )
    )


def _is_counted(row: Row, asked: str) -> bool:
    if asked == FORMAL:
        return row.counted in {Kind.SISTER, Kind.EXCHANGE}
    return bool(row.counted) if asked == ANY else row.counted == asked


def _in_decade(row: Row, decade: str) -> bool:
    return bool(row.counted) and decade == (UNCERTAIN if row.decade is None else str(row.decade))


def _in_state(found: Standing, state: str) -> bool:
    return found.term_over if state == TERM_OVER else state in found.states


def _ordered(rows: list[Row], sort: str) -> list[Row]:
    keys: dict[str, Any] = {
        "name": lambda row: row.slug,
        "country": lambda row: (row.country, row.slug),
        "kind": lambda row: (-RANK[row.standing.highest], row.slug),
        "since": lambda row: (
            row.since is None,
            row.since.span.latest if row.since else dt.date.max,
            row.slug,
        ),
        "zone": lambda row: (row.zone, row.slug),
    }
    name = sort.removeprefix("-")
    if name in keys:
        return sorted(rows, key=keys[name], reverse=sort.startswith("-"))
    # As a register is read: sister cities first, each kind by its date.
    return sorted(rows, key=lambda row: (-RANK[row.standing.highest], *keys["since"](row)))
