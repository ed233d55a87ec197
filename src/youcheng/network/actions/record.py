"""What stands beside the ties: published counts, layout rules and notes on gaps. Alliances and terms are beside it.

Called by the pages of the record and the deployment; comparing counts is `queries.counts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.engines.timespans import Span
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import remove_row, require_version, save_changes, snapshot
from youcheng.network.actions.writing import (
    When,
    read_span,
    require_code,
    require_reference,
    required_home,
)
from youcheng.network.enums import Grade, Zone
from youcheng.network.errors import AlreadyThere, ImpossibleFigure
from youcheng.network.models import PublishedCount, RegisterNote, ZoneRule
from youcheng.network.models.dated import span_columns
from youcheng.network.policies import published_count_policy, register_note_policy

COUNTED = ("sister", "exchange", "letter_of_intent", "total")
RECORDED = (*COUNTED, "earliest", "latest", "precision", "source", "grade")


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
    require_reference(actor)
    span = read_span(when, now)
    if unknown := set(counts) - set(COUNTED):
        raise TypeError(f"not counted: {', '.join(sorted(unknown))}")
    row = PublishedCount(**counts, **span_columns(span), source=source, grade=grade)
    _check_count(row, span)
    row.save(force_insert=True)
    after = snapshot(row, RECORDED)
    audit.record(actor=actor, now=now, action="network.count_published", row=row, after=after)
    return row


@transaction.atomic
def correct_published_count(
    *,
    actor: Actor,
    now: datetime,
    published: PublishedCount,
    version: int | None,
    when: When | None = None,
    **changes: Any,
) -> bool:
    """Change a count that was entered wrongly; False when nothing differs. What was published later is another row."""
    published_count_policy.require(actor, "edit", published)
    row = PublishedCount.objects.select_for_update().get(pk=published.pk)
    require_version(row, version)
    span = row.span if when is None else read_span(when, now)
    if unknown := set(changes) - set(RECORDED):
        raise TypeError(f"not kept on a published count: {', '.join(sorted(unknown))}")
    changes |= span_columns(span)
    _check_count(PublishedCount(pk=row.pk, **(snapshot(row, RECORDED) | changes)), span)
    changed = save_changes(actor=actor, now=now, action="network.count_corrected", row=row, changes=changes)
    published.refresh_from_db()
    return changed


@transaction.atomic
def remove_published_count(
    *, actor: Actor, now: datetime, published: PublishedCount, version: int | None, reason: str
) -> None:
    """Take a count off that nobody published; the audit log keeps it with the reason."""
    published_count_policy.require(actor, "edit", published)
    row = PublishedCount.objects.select_for_update().get(pk=published.pk)
    require_version(row, version)
    remove_row(actor=actor, now=now, action="network.count_removed", row=row, names=RECORDED, reason=reason)


def _check_count(row: PublishedCount, span: Span) -> None:
    require_code(row.grade, Grade.values, _("grade"))
    numbers = [getattr(row, name) for name in COUNTED]
    if not any(number is not None for number in numbers):
        raise ImpossibleFigure(_("A published count has at least one number."))
    if any(number is not None and number < 0 for number in numbers):
        raise ImpossibleFigure(_("A count is 0 or more."))
    same = PublishedCount.objects.filter(
        latest=span.latest, precision=span.precision.value, source=row.source
    ).exclude(pk=row.pk)
    if same.exists():
        raise AlreadyThere(
            _("A count as of %s from this source is already kept; correct it, or name another source.") % span
        )


@transaction.atomic
def set_zone_rules(*, actor: Actor, now: datetime, rules: Iterable[Mapping[str, Any]]) -> int:
    """Replace the layout's rules by these, in this order; returns how many. Each has `zone` and its conditions."""
    require_reference(actor)
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
    """Say on the register's pages what it knows it lacks. A key in use gets the new wording."""
    require_reference(actor)
    held = RegisterNote.objects.filter(key=key).first()
    if held is not None:
        correct_gap(actor=actor, now=now, note=held, version=None, text=text)
        return held
    note = RegisterNote.objects.create(key=key, text=dict(text))
    audit.record(actor=actor, now=now, action="network.gap_noted", row=note, after={"text": dict(text)})
    return note


@transaction.atomic
def correct_gap(
    *, actor: Actor, now: datetime, note: RegisterNote, version: int | None, text: Mapping[str, str]
) -> bool:
    """Word a gap anew; False when nothing differs."""
    register_note_policy.require(actor, "edit", note)
    row = RegisterNote.objects.select_for_update().get(pk=note.pk)
    require_version(row, version)
    changed = save_changes(
        actor=actor, now=now, action="network.gap_corrected", row=row, changes={"text": dict(text)}
    )
    note.refresh_from_db()
    return changed


@transaction.atomic
def close_gap(*, actor: Actor, now: datetime, note: RegisterNote, version: int | None, reason: str) -> None:
    """Take a note off because what was lacking is there now; the audit log keeps it with the reason."""
    register_note_policy.require(actor, "edit", note)
    row = RegisterNote.objects.select_for_update().get(pk=note.pk)
    require_version(row, version)
    remove_row(
        actor=actor, now=now, action="network.gap_closed", row=row, names=("key", "text"), reason=reason
    )
