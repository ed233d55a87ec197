"""What becomes of proposals, grants and task forces when an organisation is dissolved or a person leaves.

Called by accounts through `consequences` in the same transaction, and by the daily sweep for days that were set ahead.
Proposals pass to the successor with everything that hangs on them; history stays.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.accounts.queries import heir_of
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.strategy.actions.topics.history import tell
from youcheng.strategy.actions.topics.task_forces import end
from youcheng.strategy.enums import ProposalState, TaskForceRole, TopicMoveKind
from youcheng.strategy.models import Expert, Reviewer, TaskForceMember, Topic, TopicProposal
from youcheng.strategy.topics import flow

LIVE = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.CHOSEN)


def follow_dissolution(actor: Actor, now: datetime, organisation: Organisation) -> None:
    """Pass on what a dissolved organisation had proposed, once its last day is over or has come."""
    if organisation.dissolved_on is not None and organisation.dissolved_on <= timezone.localdate(now):
        pass_on(actor=actor, now=now, organisation=organisation)


def follow_leaving(actor: Actor, now: datetime, person: Person) -> None:
    """Let go of a person who left: their part in task forces ends, and who may not sign in reviews no more."""
    mine = Q(person=person) | Q(expert__person=person)
    release(actor=actor, now=now, rows=TaskForceMember.objects.filter(mine))
    if not person.is_active:
        Reviewer.objects.filter(mine, withdrawn_on__isnull=True).update(withdrawn_on=timezone.localdate(now))


def catch_up(*, actor: Actor, now: datetime) -> int:
    """What was set ahead and has come by now: dissolutions and ends of memberships. Returns how many rows moved."""
    today = timezone.localdate(now)
    live = _live()
    units = Organisation.objects.filter(dissolved_on__lte=today, topic_proposals__in=live).distinct()
    moved = sum(pass_on(actor=actor, now=now, organisation=unit) for unit in units.order_by("pk"))
    return moved + release(actor=actor, now=now, rows=TaskForceMember.objects.all())


@transaction.atomic
def pass_on(*, actor: Actor, now: datetime, organisation: Organisation) -> int:
    """Proposals that still live go to the successor. Without one they stay as they are, and the office is told by the history."""
    heir = heir_of(organisation, timezone.localdate(now))
    if heir is None:
        return 0
    rows = list(_live().filter(organisation=organisation).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.organisation, row.version = heir, row.version + 1
        row.save(update_fields=["organisation", "version"])
        audit.record(
            actor=actor, now=now, action="strategy.proposal_passed_on", row=row,
            before={"organisation": organisation.key}, after={"organisation": heir.key},
        )  # fmt: skip
    for topic in Topic.objects.filter(pk__in={row.topic_id for row in rows}).order_by("pk"):
        tell(
            actor, now, topic, TopicMoveKind.PASSED_ON,
            unit=dict(organisation.name), heir=dict(heir.name),
        )  # fmt: skip
    TaskForceMember.objects.filter(organisation=organisation, until__isnull=True).update(organisation=heir)
    Expert.objects.filter(organisation=organisation).update(organisation=heir)
    return len(rows)


@transaction.atomic
def release(*, actor: Actor, now: datetime, rows: QuerySet[TaskForceMember]) -> int:
    """End the part of people among `rows` who no longer belong to the organisation they came from."""
    today = timezone.localdate(now)
    still = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today),
        person=OuterRef("person"),
        organisation=OuterRef("organisation"),
        since__lte=today,
        person__is_active=True,
    )
    gone = rows.filter(
        until__isnull=True, person__isnull=False, organisation__isnull=False, since__lte=today
    ).exclude(Exists(still))
    count = 0
    for row in gone.select_related("task_force__topic", "person").order_by("pk"):
        end(actor, now, row)
        if row.role == TaskForceRole.HEAD:
            tell(actor, now, row.task_force.topic, TopicMoveKind.LEFT, what=str(row))
        count += 1
    return count


def _live() -> QuerySet[TopicProposal]:
    return TopicProposal.objects.filter(state__in=LIVE).exclude(topic__state__in=flow.OVER)
