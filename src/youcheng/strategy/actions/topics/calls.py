"""Writing a topic down, correcting it, and its moves from the call to the end.

Called by the topic's pages. Choosing among proposals is `choosing`, money is `money`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import save_changes, snapshot
from youcheng.network.enums import Zone
from youcheng.network.models import Relationship
from youcheng.strategy.actions.topics.choosing import refuse_if_nothing_stands, take_choice_back
from youcheng.strategy.actions.topics.history import held, tell
from youcheng.strategy.actions.topics.reviews import complete, fill_criteria
from youcheng.strategy.enums import DeliverableState, TopicMoveKind, TopicState
from youcheng.strategy.errors import Incomplete, NotNow, ReasonMissing
from youcheng.strategy.models import Grant, Topic
from youcheng.strategy.policies import may_add_topics
from youcheng.strategy.topics import flow
from youcheng.strategy.topics.sentences import not_now

KEPT = ("year", "title", "question", "why", "zone", "call_text", "call_until", "budget", "currency")
YEARS = range(1950, 2201)


@transaction.atomic
def add_topic(
    *, actor: Actor, now: datetime, relationships: Iterable[Relationship] = (), **values: Any
) -> Topic:
    """Write a topic down. `values` are the columns of `KEPT`; the budget is the most that may be granted."""
    if not (actor.is_system or may_add_topics(actor)):
        raise NotAllowed(actor, "add", "topic")
    _known(values)
    row = Topic(created_at=now, **values)
    check_topic(row)
    row.save()
    row.relationships.set(relationships)
    fill_criteria(row)
    tell(actor, now, row, TopicMoveKind.CREATED, from_state="")
    audit.record(actor=actor, now=now, action="strategy.topic_added", row=row, after=snapshot(row, KEPT))
    search.index("topic", [row])
    return row


@transaction.atomic
def edit_topic(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    version: int | None,
    relationships: Iterable[Relationship] | None = None,
    **changes: Any,
) -> bool:
    """Correct a topic; False when nothing differs. The last day of an open call is moved by its own move."""
    row = held(actor, topic, "edit", version)
    _known(changes)
    if row.state in flow.OVER:
        raise NotNow(_("“%(topic)s” is over; it is not changed any more.") % {"topic": row})
    if row.state != TopicState.DRAFT and changes.get("call_until", row.call_until) != row.call_until:
        raise NotNow(_("The call has been opened; move its last day with “Move the deadline” and say why."))
    _check_changed(row, changes)
    _check_granted(row, changes)
    regrouped = False
    if relationships is not None:
        wanted = list(relationships)
        regrouped = {one.pk for one in wanted} != set(row.relationships.values_list("pk", flat=True))
        row.relationships.set(wanted)
    changed = save_changes(actor=actor, now=now, action="strategy.topic_edited", row=row, changes=changes)
    if regrouped and not changed:
        ties = sorted(row.relationships.values_list("pk", flat=True))
        audit.record(actor=actor, now=now, action="strategy.topic_edited", row=row, after={"ties": ties})
    if changed or regrouped:
        tell(actor, now, row, TopicMoveKind.EDITED)
        search.index("topic", [row])
    topic.refresh_from_db()
    return changed or regrouped


@transaction.atomic
def move(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    kind: str,
    version: int | None = None,
    comment: str = "",
    until: date | None = None,
) -> None:
    """Make one of the moves of `flow.STEPS`. `until` is the new last day where the deadline is moved."""
    step = flow.STEPS[kind]
    row = held(actor, topic, step.rule, version)
    if row.state not in step.sources:
        raise NotNow(not_now(row, kind))
    if step.needs_comment and not comment.strip():
        raise ReasonMissing(_("Say why."))
    today, came_from, was = timezone.localdate(now), row.state, row.call_until
    _check_move(row, kind, today, until)
    _prepare(actor, now, row, kind)
    changes: dict[str, Any] = {"state": step.target} if step.target else {}
    if kind == TopicMoveKind.PROLONGED:
        changes["call_until"] = until
    save_changes(actor=actor, now=now, action="strategy.topic_moved", row=row, changes=changes)
    last = row.call_until
    tell(
        actor, now, row, TopicMoveKind(kind), from_state=came_from, comment=comment.strip(),
        until=last.isoformat() if last else "", was=was.isoformat() if was else "",
    )  # fmt: skip
    topic.refresh_from_db()


def _prepare(actor: Actor, now: datetime, row: Topic, kind: str) -> None:
    """What a move does beside changing the state."""
    if kind == TopicMoveKind.CLOSED:
        fill_criteria(row)
        complete(row, now)
    if kind == TopicMoveKind.RECONSIDERED:
        take_choice_back(actor, now, row)


def check_topic(row: Topic) -> None:
    """Refuse a topic without title or question, a year or zone that is none, and money without its currency."""
    if not str(row.title).strip():
        raise Incomplete(_("A topic needs a title in Chinese or in English."))
    if not row.question.strip():
        raise Incomplete(_("Say which question is to be answered."))
    if row.year not in YEARS:
        raise Incomplete(_("“%(year)s” is no year of work.") % {"year": row.year})
    if row.zone and row.zone not in Zone.values:
        raise Incomplete(_("“%(code)s” is no zone.") % {"code": row.zone})
    check_money(row.budget, row.currency)


def check_money(amount: Decimal | None, currency: str) -> None:
    """Money is above zero, to the hundredth, and says its currency."""
    if amount is None:
        return
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise Incomplete(_("An amount of money is above 0 and has at most two decimals."))
    if len(currency) != 3 or not currency.isalpha():
        raise Incomplete(_("An amount comes with its currency, such as CNY."))


def _known(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(KEPT):
        raise TypeError(f"not kept on a topic: {', '.join(sorted(unknown))}")


def _check_changed(row: Topic, changes: dict[str, Any]) -> None:
    """Check the topic as it would be, and leave it as it is."""
    before = snapshot(row, changes)
    for name, value in changes.items():
        setattr(row, name, value)
    try:
        check_topic(row)
    finally:
        for name, value in before.items():
            setattr(row, name, value)


def _check_granted(row: Topic, changes: dict[str, Any]) -> None:
    """Once money is granted the budget stays at or above the grant, and the currency stays."""
    grant = Grant.objects.filter(topic=row).first()
    if grant is None:
        return
    budget = changes.get("budget", row.budget)
    if budget is None or budget < grant.amount or changes.get("currency", row.currency) != grant.currency:
        raise NotNow(_("Money has been granted: the budget stays at or above the grant, in its currency."))


def _check_move(row: Topic, kind: str, today: date, until: date | None) -> None:
    """What a move asks of the topic beside its state."""
    if kind == TopicMoveKind.OPENED:
        if not row.call_text.strip() or row.call_until is None:
            raise Incomplete(_("A call needs its text and the last day for proposals."))
        if row.call_until < today:
            raise Incomplete(_("The last day for proposals has passed already; choose a later one."))
    if kind == TopicMoveKind.PROLONGED and (until is None or until < today):
        raise Incomplete(_("Choose a last day that has not passed."))
    if kind == TopicMoveKind.CLOSED and row.takes_proposals_on(today):
        raise NotNow(
            _(
                "Proposals may still come in today. Close the call when its last day is over, or move that day."
            )
        )
    if kind == TopicMoveKind.CLOSED:
        refuse_if_nothing_stands(row)
    if kind == TopicMoveKind.RECONSIDERED and Grant.objects.filter(topic=row).exists():
        raise NotNow(_("Money has been granted for this choice; cancel the topic instead."))
    if kind == TopicMoveKind.FINISHED:
        waiting = row.deliverables.exclude(state=DeliverableState.ACCEPTED)
        if waiting.exists():
            names = _(", ").join(str(one) for one in waiting[:5])
            raise NotNow(_("Not accepted yet: %(names)s.") % {"names": names})
