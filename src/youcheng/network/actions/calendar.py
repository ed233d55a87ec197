"""A person's secret address of a calendar: made, shown once, revoked.

Called by the pages of every calendar feed; what a feed holds is theirs.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.secret_links import hash_of, new_secret
from youcheng.network.models import ANNIVERSARIES, CalendarLink
from youcheng.network.policies import calendar_link_policy


@transaction.atomic
def make_calendar_link(
    *, actor: Actor, now: datetime, feed: str = ANNIVERSARIES, query: str = ""
) -> tuple[CalendarLink, str]:
    """A new address of a kind of feed for the actor, narrowed by `query`, the filter as it stands in an address.

    Returns the row and the secret, which is not kept and can't be shown again.
    """
    if actor.person_id is None:
        raise NotAllowed(actor, "add", "calendar link")
    secret = new_secret()
    link = CalendarLink.objects.create(
        person_id=actor.person_id, secret_hash=hash_of(secret), created_at=now, feed=feed, query=query
    )
    after = {"feed": feed, "query": query}
    audit.record(actor=actor, now=now, action="network.calendar_link_made", row=link, after=after)
    return link, secret


@transaction.atomic
def revoke_calendar_link(*, actor: Actor, now: datetime, link: CalendarLink) -> None:
    """The address stops working at once."""
    calendar_link_policy.require(actor, "edit", link)
    CalendarLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=now)
    audit.record(actor=actor, now=now, action="network.calendar_link_revoked", row=link)
