"""What of the topics waits for the office: calls that are over, deliverables to answer, instalments to pay, heads to name.

Called by today's page. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from youcheng.foundation.actors import Actor
from youcheng.strategy.enums import DeliverableState, TaskForceRole, TopicState
from youcheng.strategy.models import Deliverable, Instalment, TaskForce, TaskForceMember, Topic
from youcheng.strategy.policies import deliverable_policy, instalment_policy, topic_policy


@dataclass(frozen=True)
class Waiting:
    """How many of each wait for somebody who directs the topics."""

    calls: int
    answers: int
    payments: int
    heads: int


def waiting_on(actor: Actor, day: dt.date) -> Waiting:
    """What waits on a day. Four queries."""
    calls = topic_policy.filter(
        Topic.objects.filter(state=TopicState.CALL_OPEN, call_until__lt=day), actor, "direct"
    )
    answers = deliverable_policy.filter(
        Deliverable.objects.filter(state=DeliverableState.SUBMITTED), actor, "decide"
    )
    payable = Q(deliverable__state=DeliverableState.ACCEPTED) | Q(deliverable__isnull=True, due_on__lte=day)
    unpaid = Instalment.objects.filter(payable, paid_on__isnull=True)
    payments = instalment_policy.filter(
        unpaid.exclude(grant__topic__state=TopicState.CANCELLED), actor, "pay"
    )
    head = TaskForceMember.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), task_force=OuterRef("pk"), role=TaskForceRole.HEAD
    )
    directed = topic_policy.filter(Topic.objects.filter(state=TopicState.RUNNING), actor, "direct")
    headless = TaskForce.objects.filter(~Exists(head), topic__in=directed.order_by().values("pk"))
    return Waiting(
        calls.order_by().count(), answers.order_by().count(), payments.order_by().count(), headless.count()
    )
