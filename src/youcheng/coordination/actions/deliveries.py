"""Sending what is queued, once: `SENDING` is written before the attempt, what is known of it after.

Called by the worker every minute and by `youcheng supervise deliver`; trying again and letting be is the office's.
What is certainly not sent is tried again with growing pauses; what may have been sent is left to people.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from youcheng.coordination import carriers
from youcheng.coordination.enums import DeliveryState, Trouble
from youcheng.coordination.errors import NotNow
from youcheng.coordination.letters import letter_of
from youcheng.coordination.models import Delivery
from youcheng.coordination.policies import delivery_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.sealing import CannotBeOpened, unseal

ROOMS = "coordination.rooms"
"""The purpose for which addresses of rooms are sealed."""
BROKEN_OFF_AFTER = timedelta(minutes=10)
"""No attempt takes so long: whoever made it is gone, and nobody knows how far they came."""
LONGEST_PAUSE = timedelta(hours=6)
STUCK = (DeliveryState.FAILED.value, DeliveryState.UNCERTAIN.value)
"""States in which a message waits for a decision of the office."""


def deliver_next(*, actor: Actor, now: datetime) -> Delivery | None:
    """Send the message that has waited longest; None when none is due. Never call it inside a transaction."""
    if not actor.is_system:
        raise NotAllowed(actor, "send", "messages")
    mark_broken_off(actor=actor, now=now)
    due = Delivery.objects.filter(state=DeliveryState.QUEUED, next_at__lte=now).order_by("next_at", "pk")
    for key in due.values_list("pk", flat=True)[:10]:
        if _claimed(key, now):
            delivery = Delivery.objects.select_related("person", "room").get(pk=key)
            _record(actor, now, delivery, _hand_over(delivery))
            delivery.refresh_from_db()
            return delivery
    return None


def mark_broken_off(*, actor: Actor, now: datetime) -> int:
    """Say of messages whose sender vanished in the middle that they were perhaps sent. Returns how many."""
    rows = Delivery.objects.filter(state=DeliveryState.SENDING, attempted_at__lt=now - BROKEN_OFF_AFTER)
    count = rows.update(state=DeliveryState.UNCERTAIN, trouble=Trouble.BROKEN_OFF)
    if count:
        audit.record_event(
            actor=actor, now=now, action="coordination.delivery_broken_off", about="", after={"count": count}
        )
    return count


@transaction.atomic(durable=True)
def _claimed(key: int, now: datetime) -> bool:
    """Whether the message is ours to send. It is on disk as being sent before anything leaves the house."""
    rows = Delivery.objects.filter(pk=key, state=DeliveryState.QUEUED)
    return bool(rows.update(state=DeliveryState.SENDING, attempted_at=now, attempts=F("attempts") + 1))


def _hand_over(delivery: Delivery) -> carriers.Outcome:
    letter = letter_of(delivery)
    if letter is None:
        return carriers.Outcome(DeliveryState.DROPPED.value, Trouble.NOT_NEEDED.value)
    if delivery.room is None:
        assert delivery.person is not None
        return carriers.mail(letter, delivery.person.email)
    try:
        address = unseal(delivery.room.address, ROOMS)
    except CannotBeOpened:
        return carriers.Outcome(DeliveryState.FAILED.value, Trouble.UNREADABLE.value)
    return carriers.chat(letter, address)


@transaction.atomic
def _record(actor: Actor, now: datetime, delivery: Delivery, outcome: carriers.Outcome) -> None:
    """Write what became of the attempt. A mail server that can't be reached holds up every other message to it too."""
    ours = Delivery.objects.filter(pk=delivery.pk)
    values = {"trouble": outcome.trouble, "error": outcome.said}
    if outcome.state == DeliveryState.QUEUED:
        next_at = now + pause_after(delivery.attempts)
        ours.update(state=DeliveryState.QUEUED, next_at=next_at, **values)
        rows = ours
        if outcome.trouble == Trouble.NO_CONNECTION and delivery.room_id is None:
            others = Delivery.objects.filter(state=DeliveryState.QUEUED, room=None, next_at__lte=now)
            keys = list(others.values_list("pk", flat=True))
            others.filter(pk__in=keys).update(attempts=F("attempts") + 1, next_at=next_at, **values)
            rows = Delivery.objects.filter(pk__in=[delivery.pk, *keys])
        _give_up(actor, now, rows)
        return
    ours.update(state=outcome.state, sent_at=now if outcome.state == DeliveryState.SENT else None, **values)
    if outcome.state in STUCK:
        audit.record(
            actor=actor, now=now, action="coordination.delivery_stuck", row=delivery,
            after={"state": outcome.state, "trouble": outcome.trouble},
        )  # fmt: skip


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, six hours at most."""
    minutes = settings.YOUCHENG_SEND_RETRY_MINUTES * 2 ** min(attempts - 1, 20)
    return min(timedelta(minutes=minutes), LONGEST_PAUSE)


def _give_up(actor: Actor, now: datetime, rows: QuerySet[Delivery]) -> None:
    """Leave to the office what was tried as often as the setting says."""
    spent = rows.filter(state=DeliveryState.QUEUED, attempts__gte=settings.YOUCHENG_SEND_TRIES)
    count = spent.update(state=DeliveryState.FAILED)
    if count:
        audit.record_event(
            actor=actor, now=now, action="coordination.delivery_given_up", about="", after={"count": count}
        )


@transaction.atomic
def try_again(*, actor: Actor, now: datetime, delivery: Delivery) -> Delivery:
    """The office has a message sent that was given up, or takes the risk that it arrives twice."""
    row = _stuck(actor, delivery)
    before = {"state": row.state, "attempts": row.attempts}
    row.state, row.attempts, row.next_at = DeliveryState.QUEUED.value, 0, now
    row.save(update_fields=["state", "attempts", "next_at"])
    audit.record(actor=actor, now=now, action="coordination.delivery_tried_again", row=row, before=before)
    return row


@transaction.atomic
def try_all_again(*, actor: Actor, now: datetime) -> int:
    """The same for everything that was given up, as after a mail server was down for long. Returns how many."""
    rows = delivery_policy.filter(Delivery.objects.order_by(), actor, "handle")
    keys = list(rows.filter(state=DeliveryState.FAILED).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=keys).update(state=DeliveryState.QUEUED, attempts=0, next_at=now)
    if keys:
        audit.record_event(
            actor=actor,
            now=now,
            action="coordination.deliveries_tried_again",
            about="",
            after={"count": len(keys)},
        )
    return len(keys)


@transaction.atomic
def let_be(*, actor: Actor, now: datetime, delivery: Delivery) -> Delivery:
    """The office decides that a message is not to be sent any more."""
    row = _stuck(actor, delivery)
    before = {"state": row.state}
    row.state, row.trouble = DeliveryState.DROPPED.value, Trouble.LEFT.value
    row.save(update_fields=["state", "trouble"])
    audit.record(actor=actor, now=now, action="coordination.delivery_let_be", row=row, before=before)
    return row


def _stuck(actor: Actor, delivery: Delivery) -> Delivery:
    delivery_policy.require(actor, "handle", delivery)
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state not in STUCK:
        raise NotNow(_("This message is %(state)s now.") % {"state": row.get_state_display()})
    return row
