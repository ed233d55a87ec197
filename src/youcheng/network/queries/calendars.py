"""People's secret addresses of calendars: whose an address is, and which addresses somebody has.

Called by the calendar feeds of this app and of those above, each of which asks for its own kind of feed only.
"""

from __future__ import annotations

from django.db.models import QuerySet

from youcheng.foundation.actors import Actor
from youcheng.foundation.secret_links import hash_of
from youcheng.network.models import CalendarLink
from youcheng.network.policies import calendar_link_policy


def calendar_link(secret: str, feed: str) -> CalendarLink | None:
    """The link of this secret with its person, while it holds; a link of one kind of feed opens no other."""
    rows = CalendarLink.objects.select_related("person")
    return rows.filter(
        secret_hash=hash_of(secret), feed=feed, revoked_at__isnull=True, person__is_active=True
    ).first()


def calendar_links_of(actor: Actor, feed: str) -> QuerySet[CalendarLink]:
    """The actor's own links of this kind that hold."""
    return calendar_link_policy.filter(CalendarLink.objects.filter(feed=feed, revoked_at__isnull=True), actor)
