"""Queueing messages: one digest a day for whoever wants that, one message a notice for whoever wants each, the rooms.

Called by the sweep and, for single notices, by the worker every minute. Nothing is sent here; that is `deliveries`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from youcheng.accounts.enums import OrganisationKind
from youcheng.coordination.enums import MailMode, NoticeKind
from youcheng.coordination.models import ChatRoom, Delivery, Notice, NoticeChoice

RECENT = timedelta(days=7)
"""Notices older than that no longer leave the house: whoever turns messages on is not sent last year's."""

FOR_UNITS = (NoticeKind.DUE_SOON, NoticeKind.DUE_TODAY, NoticeKind.LATE)
FOR_OFFICE = (NoticeKind.PROPOSED, NoticeKind.WEEKLY)
"""What rooms hear. A room is no place for what was said to a leader."""

Queued = tuple[Delivery, list[int]]


def mail_is_on() -> bool:
    """Whether the office has named a mail server; printing to the console is none."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def queue_digests(*, now: datetime, day: date) -> int:
    """One message to each person with unread notices who has not chosen otherwise; at most one a day. Returns how many."""
    if not mail_is_on():
        return 0
    chosen = NoticeChoice.objects.filter(person=OuterRef("person")).exclude(mail=MailMode.DIGEST)
    rows = _unsent(now).filter(~Exists(chosen))
    waiting: dict[int, list[int]] = {}
    for notice, person in rows.values_list("pk", "person_id"):
        waiting.setdefault(person, []).append(notice)
    return _queue(
        (Delivery(key=f"digest:{person}:{day}", person_id=person, next_at=now, created_at=now), notices)
        for person, notices in waiting.items()
    )


def queue_single(*, now: datetime) -> int:
    """A message for each notice of those who want each at once. Returns how many."""
    if not mail_is_on():
        return 0
    rows = _unsent(now).filter(person__notice_choice__mail=MailMode.EACH)
    return _queue(
        (Delivery(key=f"each:{notice}", person_id=person, next_at=now, created_at=now), [notice])
        for notice, person in rows.values_list("pk", "person_id")
    )


def _unsent(now: datetime) -> QuerySet[Notice]:
    """Unread notices of the last days, of people with an e-mail address, that no message to them holds."""
    held = Delivery.notices.through.objects.filter(notice=OuterRef("pk"), delivery__person=OuterRef("person"))
    rows = Notice.objects.filter(read_at__isnull=True, created_at__gt=now - RECENT, person__is_active=True)
    return rows.exclude(person__email="").filter(~Exists(held)).order_by("pk")


def queue_rooms(*, now: datetime, day: date) -> int:
    """One message to each room whose unit has something that no message to the room holds. Returns how many."""
    if not settings.YOUCHENG_CHAT_SERVICES:
        return 0
    rooms = ChatRoom.objects.filter(is_active=True).filter(
        Q(organisation__dissolved_on__isnull=True) | Q(organisation__dissolved_on__gt=day)
    )
    queued = []
    for room in rooms.select_related("organisation").order_by("pk"):
        notices = list(_of_room(room, now).values_list("pk", flat=True))
        if notices:
            key = f"room:{room.pk}:{day}"
            queued.append((Delivery(key=key, room=room, next_at=now, created_at=now), notices))
    return _queue(queued)


def _of_room(room: ChatRoom, now: datetime) -> QuerySet[Notice]:
    """What is due and late of the unit's tasks; the office's room also hears what was told to the office."""
    held = Delivery.notices.through.objects.filter(notice=OuterRef("pk"), delivery__room=room)
    rows = Notice.objects.filter(created_at__gt=now - RECENT).filter(~Exists(held)).order_by("pk")
    heard = Q(kind__in=FOR_UNITS, task__lead=room.organisation)
    if room.organisation.kind == OrganisationKind.OFFICE:
        heard |= Q(kind__in=FOR_OFFICE)
    return rows.filter(heard)


@transaction.atomic
def _queue(messages: Iterable[Queued]) -> int:
    """Write the messages whose key is not there yet, each with its notices. Another worker may do the same meanwhile."""
    wanted = {delivery.key: (delivery, notices) for delivery, notices in messages}
    for key in Delivery.objects.filter(key__in=list(wanted)).values_list("key", flat=True):
        del wanted[key]
    Delivery.objects.bulk_create(
        [delivery for delivery, _notices in wanted.values()], batch_size=500, ignore_conflicts=True
    )
    links = Delivery.notices.through
    made = Delivery.objects.filter(key__in=list(wanted)).values_list("key", "pk")
    links.objects.bulk_create(
        [links(delivery_id=pk, notice_id=notice) for key, pk in made for notice in wanted[key][1]],
        batch_size=1000,
        ignore_conflicts=True,
    )
    return len(wanted)
