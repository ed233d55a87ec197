"""Meetings an actor may see, and the open matters that a meeting should speak about.

Called by the meetings' pages and minutes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from youcheng.coordination.enums import ListingState, MatchState, TaskState
from youcheng.coordination.models import AgendaItem, Decision, Meeting, Need, Plan
from youcheng.coordination.policies import meeting_policy, need_policy
from youcheng.coordination.queries.tasks import in_order_of_urgency, late_on, tasks_visible_to
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import day as shown_day

MOST = 40
"""As many open matters as a meeting could speak about; the rest waits for a longer table."""


@dataclass(frozen=True)
class OpenMatter:
    """Something a meeting should speak about: what, why, and which row it is (`task:12`)."""

    about: str
    title: str
    reason: str


def meetings_visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Meetings, newest first, with the column `can_edit` and the number of decisions."""
    rows = meeting_policy.filter(Meeting.objects.select_related("plan"), actor)
    rows = rows.annotate(decided=Count("decisions", distinct=True)).order_by("-held_at", "-pk")
    return meeting_policy.annotate(rows, actor, "edit")


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    return meeting.agenda.all()


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    """The decisions with their lead units and tasks."""
    return meeting.decisions.select_related("lead").prefetch_related("tasks__plan")


def open_matters(
    actor: Actor, plan: Plan, today: dt.date, without: set[str] | None = None
) -> list[OpenMatter]:
    """What is stuck and needs several units at one table, the most urgent first; not what is on the agenda already."""
    found = [*_tasks(actor, plan, today), *_needs(actor, today)]
    return [one for one in found if one.about not in (without or set())][:MOST]


def _tasks(actor: Actor, plan: Plan, today: dt.date) -> list[OpenMatter]:
    """Tasks that are late, were returned, or for which another date was asked."""
    stuck = Q(state__in=[TaskState.RETURNED, TaskState.DATE_PROPOSED]) | late_on(today)
    rows = in_order_of_urgency(tasks_visible_to(actor).filter(stuck, plan=plan), today)[:MOST]
    reasons = {
        TaskState.RETURNED.value: _("returned to the office"),
        TaskState.DATE_PROPOSED.value: _("another date is asked for"),
    }
    return [
        OpenMatter(
            f"task:{row.pk}",
            f"{row.code} {row.title}",
            reasons.get(row.state) or _("late since %(day)s") % {"day": shown_day(row.due_on)},
        )
        for row in rows
    ]


def _needs(actor: Actor, today: dt.date) -> list[OpenMatter]:
    """Open needs that nobody has answered yet."""
    rows = need_policy.filter(Need.objects.select_related("owner"), actor).filter(
        Q(until_day__isnull=True) | Q(until_day__gte=today), state=ListingState.OPEN
    )
    unmet = rows.exclude(matches__state=MatchState.ACCEPTED).distinct()[:MOST]
    return [
        OpenMatter(f"need:{row.pk}", f"{row.owner}: {row.title}", _("a need nobody has met")) for row in unmet
    ]
