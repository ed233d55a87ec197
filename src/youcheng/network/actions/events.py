"""Recording and correcting the dated claims a tie's history is made of. Kind and state follow from them.

Called by the tie page, imports, the deployment and the training city; deriving is `network.standing`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from youcheng.engines.timespans import Span
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.network.actions.writing import When, read_span, require_code, touch
from youcheng.network.enums import REPEATABLE, EventType, Grade, Side
from youcheng.network.errors import AlreadyThere, ImpossibleDate
from youcheng.network.models import Relationship, RelationshipEvent
from youcheng.network.models.dated import span_columns
from youcheng.network.policies import relationship_policy

RECORDED = (
    "type", "occurrence", "side", "earliest", "latest", "precision", "term_until", "serial_number", "source", "source_url",
    "grade", "note",
)  # fmt: skip


@transaction.atomic
def record_event(
    *,
    actor: Actor,
    now: datetime,
    relationship: Relationship,
    type: str,
    when: When,
    side: str = Side.HOME.value,
    occurrence: int | None = None,
    term_until: date | None = None,
    serial_number: str = "",
    source: str = "",
    source_url: str = "",
    grade: str = Grade.C.value,
    note: str = "",
    key: str | None = None,
) -> RelationshipEvent:
    """Add one side's claim of a dated fact.

    A second claim of a signing (or any event that happens once) is another reading of the same event; a second
    suspension, resumption, renewal or end is a new one. `occurrence` says otherwise. Refuses impossible dates, codes
    that mean nothing, and a claim that is already there.
    """
    relationship_policy.require(actor, "add_event", relationship)
    span = read_span(when, now)
    values = check_claim(type, side, grade, span, term_until)
    values["occurrence"] = occurrence or _occurrence(relationship, type)
    event = RelationshipEvent(
        relationship=relationship,
        **values,
        **span_columns(span),
        serial_number=serial_number,
        source=source,
        source_url=source_url,
        note=note,
        key=key or None,
    )
    _refuse_twice(event)
    event.save(force_insert=True)
    touch(relationship)
    audit.record(
        actor=actor, now=now, action="network.event_recorded", row=event, after=snapshot(event, RECORDED)
    )
    return event


@transaction.atomic
def correct_event(
    *,
    actor: Actor,
    now: datetime,
    event: RelationshipEvent,
    version: int | None,
    when: When | None = None,
    **changes: Any,
) -> bool:
    """Change a claim (its date, side, source, grade …); False when nothing differs.

    `version` is the one the person's form was made from: `ChangedMeanwhile` when somebody saved since.
    """
    relationship_policy.require(actor, "add_event", event.relationship)
    row = RelationshipEvent.objects.select_for_update().get(pk=event.pk)
    require_version(row, version)
    span = row.span if when is None else read_span(when, now)
    if unknown := set(changes) - set(RECORDED):
        raise TypeError(f"not kept on an event: {', '.join(sorted(unknown))}")
    merged = {name: changes.get(name, getattr(row, name)) for name in ("type", "side", "grade", "term_until")}
    check_claim(merged["type"], merged["side"], merged["grade"], span, merged["term_until"])
    changed = save_changes(
        actor=actor, now=now, action="network.event_corrected", row=row, changes=changes | span_columns(span)
    )
    if changed:
        touch(event.relationship)
    event.refresh_from_db()
    return changed


@transaction.atomic
def remove_event(
    *, actor: Actor, now: datetime, event: RelationshipEvent, version: int | None, reason: str
) -> None:
    """Take a claim off that was entered by mistake; the audit log keeps it with the reason."""
    relationship_policy.require(actor, "add_event", event.relationship)
    row = RelationshipEvent.objects.select_for_update().get(pk=event.pk)
    require_version(row, version)
    audit.record(
        actor=actor,
        now=now,
        action="network.event_removed",
        row=row,
        before=snapshot(row, RECORDED),
        after={"reason": reason},
    )
    row.delete()
    touch(event.relationship)


def end_relationship(
    *, actor: Actor, now: datetime, relationship: Relationship, when: When, reason: str, **claim: Any
) -> RelationshipEvent:
    """End a tie. The row stays, with the reason."""
    return _change_of_state(EventType.ENDED, actor, now, relationship, when, reason, claim)


def suspend_relationship(
    *, actor: Actor, now: datetime, relationship: Relationship, when: When, reason: str, **claim: Any
) -> RelationshipEvent:
    """Suspend a tie until it is resumed or ended."""
    return _change_of_state(EventType.SUSPENDED, actor, now, relationship, when, reason, claim)


def resume_relationship(
    *, actor: Actor, now: datetime, relationship: Relationship, when: When, reason: str, **claim: Any
) -> RelationshipEvent:
    """Resume a suspended tie."""
    return _change_of_state(EventType.RESUMED, actor, now, relationship, when, reason, claim)


def renew_relationship(
    *,
    actor: Actor,
    now: datetime,
    relationship: Relationship,
    when: When,
    term_until: date | None,
    **claim: Any,
) -> RelationshipEvent:
    """Renew an agreement, with its new term where one is stated."""
    claim["term_until"] = term_until
    return _change_of_state(EventType.RENEWED, actor, now, relationship, when, claim.pop("note", ""), claim)


def _change_of_state(
    type_: EventType,
    actor: Actor,
    now: datetime,
    relationship: Relationship,
    when: When,
    reason: str,
    claim: dict[str, Any],
) -> RelationshipEvent:
    return record_event(
        actor=actor, now=now, relationship=relationship, type=type_.value, when=when, note=reason, **claim
    )


def check_claim(type_: str, side: str, grade: str, span: Span, term_until: date | None) -> dict[str, Any]:
    """The codes and the term of a claim as columns; refuses what can't be."""
    require_code(type_, EventType.values, _("event"))
    require_code(side, Side.values, _("side"))
    require_code(grade, Grade.values, _("grade"))
    if term_until is not None and span.earliest is not None and term_until < span.earliest:
        raise ImpossibleDate(
            _("The term ends on %(end)s, before it begins (%(begin)s).") % {"end": term_until, "begin": span}
        )
    return {"type": type_, "side": side, "grade": grade, "term_until": term_until}


def _occurrence(relationship: Relationship, type_: str) -> int:
    """Which time an event of this type is: the same for events that happen once, the next for the others."""
    if type_ not in REPEATABLE:
        return 1
    last = relationship.events.filter(type=type_).aggregate(last=Max("occurrence"))["last"]
    return (last or 0) + 1


def _refuse_twice(event: RelationshipEvent) -> None:
    same = RelationshipEvent.objects.filter(
        relationship=event.relationship,
        type=event.type,
        side=event.side,
        earliest=event.earliest,
        latest=event.latest,
        precision=event.precision,
        source=event.source,
    )
    if same.exists():
        raise AlreadyThere(_("“%s” is already recorded from this side and source.") % event)
    if event.key and RelationshipEvent.objects.filter(key=event.key).exists():
        raise AlreadyThere(_("The external key “%s” is already in use.") % event.key)
