"""Putting many new ties, claims and exchanges on the register at once, as imports do: the same checks, few queries.

Called by `imports` inside its transaction; what is changed rather than new goes through the single actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youcheng.engines.timespans import Span
from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import snapshot
from youcheng.network.actions import events, exchanges
from youcheng.network.actions.writing import read_span, require_code, required_home
from youcheng.network.enums import REPEATABLE, Visibility
from youcheng.network.errors import AlreadyThere
from youcheng.network.models import City, Exchange, Relationship, RelationshipEvent
from youcheng.network.models.dated import span_columns
from youcheng.network.policies import home_city_policy, relationship_policy

BATCH = 500


@dataclass
class NewTie:
    """A partner to be put on the register."""

    partner: City
    key: str
    visibility: str = Visibility.PUBLIC.value


@dataclass
class NewRow:
    """A claim or an exchange to be recorded; `values` are the arguments of the single action."""

    relationship: Relationship
    when: Span
    key: str
    values: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def add_relationships(*, actor: Actor, now: datetime, ties: Sequence[NewTie]) -> list[Relationship]:
    """Put partners on the register; refuses the whole when one city or key is there already."""
    home = required_home()
    home_city_policy.require(actor, "add_relationship", home)
    partners, keys = [tie.partner.pk for tie in ties], [tie.key for tie in ties]
    for tie in ties:
        require_code(tie.visibility, Visibility.values, _("visibility"))
        if tie.partner.pk == home.city_id:
            raise AlreadyThere(_("%s is the home city itself.") % tie.partner)
    if twice := _first_twice(partners) or _first_there("partner_id", partners):
        raise AlreadyThere(_("%s is already on the register.") % City.objects.get(pk=twice))
    if twice := _first_twice(keys) or _first_there("key", keys):
        raise AlreadyThere(_("The external key “%s” is already in use.") % twice)
    made = Relationship.objects.bulk_create(
        [Relationship(partner=tie.partner, key=tie.key, visibility=tie.visibility) for tie in ties],
        batch_size=BATCH,
    )
    audit.record_many(
        actor=actor,
        now=now,
        action="network.relationship_added",
        rows=[(r, {"partner": r.partner.slug, "key": r.key, "visibility": r.visibility}) for r in made],
    )
    search.index("tie", made)
    search.remove("city", partners)
    return made


@transaction.atomic
def record_events(*, actor: Actor, now: datetime, claims: Sequence[NewRow]) -> list[RelationshipEvent]:
    """Add claims, each as `record_event` would; refuses the whole when one can't be."""
    _require(actor, "add_event", claims)
    seen = _occurrences(claims)
    rows = []
    for claim in claims:
        values = dict(claim.values)
        span = read_span(claim.when, now)
        events.check_claim(values["type"], values["side"], values["grade"], span, values.get("term_until"))
        values["occurrence"] = _occurrence(seen, claim.relationship.pk, values["type"])
        rows.append(
            RelationshipEvent(
                relationship=claim.relationship, key=claim.key or None, **span_columns(span), **values
            )
        )
    made = RelationshipEvent.objects.bulk_create(rows, batch_size=BATCH)
    _touch(claims)
    described = [(row, snapshot(row, events.RECORDED)) for row in made]
    audit.record_many(actor=actor, now=now, action="network.event_recorded", rows=described)
    return made


@transaction.atomic
def record_exchanges(*, actor: Actor, now: datetime, rows: Sequence[NewRow]) -> list[Exchange]:
    """Add exchanges, each as `record_exchange` would; refuses the whole when one can't be."""
    _require(actor, "add_exchange", rows)
    made = []
    for row in rows:
        span = read_span(row.when, now)
        values = exchanges.complete(row.values)
        exchanges.check_exchange(values, span)
        made.append(Exchange(relationship=row.relationship, key=row.key, **span_columns(span), **values))
    made = Exchange.objects.bulk_create(made, batch_size=BATCH)
    _touch(rows)
    described = [(one, snapshot(one, exchanges.RECORDED)) for one in made]
    audit.record_many(actor=actor, now=now, action="network.exchange_recorded", rows=described)
    search.index("exchange", made)
    return made


def _require(actor: Actor, action: str, rows: Sequence[NewRow]) -> None:
    """Refuse unless the actor may do this on every tie. One query a thousand ties."""
    keys = list({row.relationship.pk for row in rows})
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        if relationship_policy.filter(Relationship.objects.filter(pk__in=part), actor, action).count() < len(
            part
        ):
            raise NotAllowed(actor, action, "one of these ties")


def _occurrences(claims: Sequence[NewRow]) -> dict[tuple[int, str], int]:
    """How often each repeatable event of these ties has happened so far."""
    ties = {claim.relationship.pk for claim in claims}
    found: dict[tuple[int, str], int] = {}
    rows = RelationshipEvent.objects.filter(type__in=REPEATABLE).order_by()
    for tie, type_, occurrence in rows.values_list("relationship_id", "type", "occurrence"):
        if tie in ties:
            found[tie, type_] = max(found.get((tie, type_), 0), occurrence)
    return found


def _occurrence(seen: dict[tuple[int, str], int], tie: int, type_: str) -> int:
    if type_ not in REPEATABLE:
        return 1
    seen[tie, type_] = seen.get((tie, type_), 0) + 1
    return seen[tie, type_]


def _touch(rows: Sequence[NewRow]) -> None:
    """Let the revisions of the ties grow by one."""
    keys = list({row.relationship.pk for row in rows})
    for start in range(0, len(keys), BATCH):
        Relationship.objects.filter(pk__in=keys[start : start + BATCH]).update(revision=F("revision") + 1)


def _first_twice(values: Sequence[Any]) -> Any:
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None


def _first_there(column: str, values: Sequence[Any]) -> Any:
    """The first of the values that a tie already has, None when all are free."""
    for start in range(0, len(values), BATCH):
        found = Relationship.objects.filter(**{f"{column}__in": values[start : start + BATCH]}).values_list(
            column
        )
        for (value,) in found[:1]:
            return value
    return None
