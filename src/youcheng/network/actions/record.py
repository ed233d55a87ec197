"""What stands beside the ties: published counts, alliances, policy terms, layout rules and notes on gaps.

Called by the pages of the record and the deployment; comparing counts is `queries.counts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.network.actions.writing import When, read_span, require_code, required_home
from youcheng.network.enums import Grade, TermKind, Zone
from youcheng.network.errors import ImpossibleFigure
from youcheng.network.models import (
    Alliance,
    AllianceMember,
    City,
    PolicyTerm,
    PublishedCount,
    RegisterNote,
    ZoneRule,
)
from youcheng.network.models.dated import span_columns
from youcheng.network.policies import home_city_policy

COUNTED = ("sister", "exchange", "letter_of_intent", "total")


@transaction.atomic
def record_published_count(
    *,
    actor: Actor,
    now: datetime,
    when: When,
    source: str = "",
    grade: str = Grade.B.value,
    **counts: int | None,
) -> PublishedCount:
    """Keep a count as somebody published it (sister, exchange, letter_of_intent, total); once a day and source."""
    _require_reference(actor)
    span = read_span(when, now)
    require_code(grade, Grade.values, _("grade"))
    if unknown := set(counts) - set(COUNTED):
        raise TypeError(f"not counted: {', '.join(sorted(unknown))}")
    if not any(value is not None for value in counts.values()):
        raise ImpossibleFigure(_("A published count has at least one number."))
    if any(value is not None and value < 0 for value in counts.values()):
        raise ImpossibleFigure(_("A count is 0 or more."))
    row, created = PublishedCount.objects.update_or_create(
        latest=span.latest,
        precision=span.precision.value,
        source=source,
        defaults={**counts, "earliest": span.earliest, "grade": grade},
        create_defaults={**counts, **span_columns(span), "source": source, "grade": grade},
    )
    if created:
        audit.record(actor=actor, now=now, action="network.count_published", row=row, after=dict(counts))
    return row


@transaction.atomic
def record_alliance(
    *,
    actor: Actor,
    now: datetime,
    slug: str,
    name: Mapping[str, str],
    founded_on: date | None = None,
    members: Iterable[City] = (),
    source: str = "",
    grade: str = Grade.C.value,
    note: str = "",
) -> Alliance:
    """Put an alliance of cities on the record, with the members that are known."""
    _require_reference(actor)
    require_code(grade, Grade.values, _("grade"))
    values: dict[str, Any] = {
        "name": dict(name), "founded_on": founded_on, "source": source, "grade": grade, "note": note,
    }  # fmt: skip
    alliance, created = Alliance.objects.update_or_create(slug=slug, defaults=values)
    for city in members:
        AllianceMember.objects.get_or_create(alliance=alliance, city=city)
    if created:
        audit.record(actor=actor, now=now, action="network.alliance_recorded", row=alliance, after=values)
    return alliance


@transaction.atomic
def record_policy_term(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    kind: str,
    name: Mapping[str, str],
    valid_from: date | None = None,
    valid_until: date | None = None,
    **details: Any,
) -> PolicyTerm:
    """Keep a term of the home city's policy with the time it was in use."""
    _require_reference(actor)
    require_code(kind, TermKind.values, _("kind of term"))
    values: dict[str, Any] = {"kind": kind, "name": dict(name), "valid_until": valid_until, **details}
    term, created = PolicyTerm.objects.update_or_create(code=code, valid_from=valid_from, defaults=values)
    if created:
        audit.record(actor=actor, now=now, action="network.policy_term_recorded", row=term, after=values)
    return term


@transaction.atomic
def set_zone_rules(*, actor: Actor, now: datetime, rules: Iterable[Mapping[str, Any]]) -> int:
    """Replace the layout's rules by these, in this order; returns how many. Each has `zone` and its conditions."""
    _require_reference(actor)
    rows = [ZoneRule(order=number, **rule) for number, rule in enumerate(rules, start=1)]
    for row in rows:
        require_code(row.zone, Zone.values, _("zone"))
    before = list(ZoneRule.objects.values("zone", "groups", "continents", "countries", "since", "until"))
    after = [
        {n: getattr(r, n) for n in ("zone", "groups", "continents", "countries", "since", "until")}
        for r in rows
    ]
    if before == after:
        return len(rows)
    ZoneRule.objects.all().delete()
    ZoneRule.objects.bulk_create(rows)
    home = required_home()
    audit.record(
        actor=actor,
        now=now,
        action="network.zone_rules_set",
        row=home,
        before={"rules": before},
        after={"rules": after},
    )
    return len(rows)


@transaction.atomic
def note_gap(*, actor: Actor, now: datetime, key: str, text: Mapping[str, str]) -> RegisterNote:
    """Say on the register's pages what it knows it lacks."""
    _require_reference(actor)
    note, created = RegisterNote.objects.update_or_create(key=key, defaults={"text": dict(text)})
    if created:
        audit.record(actor=actor, now=now, action="network.gap_noted", row=note, after={"text": dict(text)})
    return note


def _require_reference(actor: Actor) -> None:
    home_city_policy.require(actor, "add_reference", required_home())
