"""A unit's own place: what is asked of it, what it is doing, what changed, what it needs and offers.

Called by the unit's page and by today's page. Everything is narrowed to the actor's own units, also for the office.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from youcheng.accounts.belonging import current_memberships, organisations_where
from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.enums import (
    OVER,
    ListingState,
    MatchState,
    MeetingState,
    MoveKind,
    SupervisionState,
    TaskState,
)
from youcheng.coordination.models import Match, Meeting, Need, Offer, Supervision, Task, TaskMove
from youcheng.coordination.policies import (
    match_policy,
    meeting_policy,
    need_policy,
    offer_policy,
    supervision_policy,
    task_move_policy,
    task_policy,
)
from youcheng.coordination.queries.tasks import in_order_of_urgency, late_on, tasks_visible_to
from youcheng.foundation.actors import Actor

CHANGES, LISTED = 12, 50
ANSWER = (TaskState.ASSIGNED.value, TaskState.SENT_BACK.value)
"""States in which the unit must answer before anything goes on."""


@dataclass(frozen=True)
class Mine:
    """The page: the units, what waits for an answer, the open tasks, what changed, the board's own rows."""

    units: list[Organisation]
    asked: list[Task]
    open: list[Task]
    shared: list[Task]
    changes: list[TaskMove]
    supervisions: list[Supervision]
    meetings: list[Meeting]
    matches: list[Match]
    needs: list[Need]
    offers: list[Offer]


def mine(actor: Actor, today: dt.date) -> Mine:
    """Everything of the actor's own units, in a number of queries that does not depend on how much it is."""
    units = [row.organisation for row in current_memberships(actor).select_related("organisation")]
    led = led_by_own(actor, today).prefetch_related("cooperating")
    tasks = list(led[:LISTED])
    return Mine(
        units=units,
        asked=[task for task in tasks if task.state in ANSWER],
        open=[task for task in tasks if task.state not in ANSWER],
        shared=list(_shared(actor, today)[:LISTED]),
        changes=list(_changes(actor)[:CHANGES]),
        supervisions=list(_supervisions(actor)[:LISTED]),
        meetings=list(_meetings(actor, today)[:LISTED]),
        matches=list(_matches(actor)[:LISTED]),
        needs=list(_own(need_policy.filter(Need.objects.all(), actor), actor)[:LISTED]),
        offers=list(_own(offer_policy.filter(Offer.objects.all(), actor), actor)[:LISTED]),
    )


def led_by_own(actor: Actor, today: dt.date) -> QuerySet[Task]:
    """Open tasks that the actor's units lead or that were delegated to the actor, the most urgent first."""
    own = Q(lead__in=organisations_where(actor)) | Q(delegate_id=actor.person_id)
    rows = tasks_visible_to(actor).filter(own).exclude(state__in=[*OVER, TaskState.DRAFT])
    return in_order_of_urgency(rows, today)


def waiting_counts(actor: Actor, today: dt.date) -> dict[str, int]:
    """How many tasks of the actor's units wait for an answer, and how many are late. Two queries."""
    rows = led_by_own(actor, today).order_by()
    return {
        "asked": rows.filter(state__in=ANSWER).count(),
        "late": rows.filter(late_on(today)).count(),
    }


def directed_counts(actor: Actor) -> dict[str, int]:
    """How many tasks wait for the office: handed in, returned, or with another date proposed. One query a kind."""
    rows = task_policy.filter(Task.objects.order_by(), actor, "direct")
    return {
        state: rows.filter(state=state).count()
        for state in (TaskState.SUBMITTED.value, TaskState.RETURNED.value, TaskState.DATE_PROPOSED.value)
    }


def has_unit(actor: Actor) -> bool:
    """Members of a unit other than the office, and people to whom a task was delegated."""
    if actor.person_id is None:
        return False
    outside = current_memberships(actor).exclude(organisation__kind=OrganisationKind.OFFICE)
    return outside.exists() or Task.objects.filter(delegate_id=actor.person_id).exists()


def _shared(actor: Actor, today: dt.date) -> QuerySet[Task]:
    """Open tasks in which the actor's units cooperate."""
    links = Task.cooperating.through.objects.filter(organisation__in=organisations_where(actor))
    rows = tasks_visible_to(actor).filter(pk__in=links.values("task"))
    return in_order_of_urgency(rows.exclude(state__in=[*OVER, TaskState.DRAFT]), today)


def _changes(actor: Actor) -> QuerySet[TaskMove]:
    """What others did lately to the tasks of the actor's units."""
    own = Q(task__lead__in=organisations_where(actor)) | Q(task__delegate_id=actor.person_id)
    rows = task_move_policy.filter(TaskMove.objects.select_related("task", "unit", "to_unit"), actor)
    rows = rows.filter(own).exclude(person_id=actor.person_id or 0).exclude(kind=MoveKind.CREATED)
    return task_move_policy.annotate(rows, actor, "read_comment").order_by("-at", "-pk")


def _supervisions(actor: Actor) -> QuerySet[Supervision]:
    """Supervision notices that wait for the unit's reply."""
    rows = supervision_policy.filter(Supervision.objects.select_related("task"), actor)
    return rows.filter(unit__in=organisations_where(actor), state=SupervisionState.OPEN)


def _meetings(actor: Actor, today: dt.date) -> QuerySet[Meeting]:
    """Meetings to come in which the actor's units take part."""
    links = Meeting.units.through.objects.filter(organisation__in=organisations_where(actor))
    rows = meeting_policy.filter(Meeting.objects.filter(pk__in=links.values("meeting")), actor)
    return rows.filter(state=MeetingState.PLANNED, held_at__date__gte=today).order_by("held_at")


def _matches(actor: Actor) -> QuerySet[Match]:
    """Proposed matches that wait for a unit of the actor's to agree."""
    own = organisations_where(actor, Role.CONTRIBUTOR)
    waits = Q(need__owner__in=own, need_agreed_at__isnull=True) | Q(
        offer__owner__in=own, offer_agreed_at__isnull=True
    )
    rows = match_policy.filter(Match.objects.select_related("need__owner", "offer__owner"), actor)
    return rows.filter(waits, state=MatchState.PROPOSED)


def _own(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    return rows.filter(owner__in=organisations_where(actor), state=ListingState.OPEN)
