"""What a topic's page shows once a proposal is chosen: the money with its totals, and the task force.

Called by the topic's page and its paper. Nothing is written here; what may be seen is the policies' business.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from youcheng.accounts.models import Organisation
from youcheng.accounts.queries import living
from youcheng.foundation.actors import Actor
from youcheng.strategy.enums import InstalmentState, TaskForceRole
from youcheng.strategy.models import Grant, Instalment, TaskForce, TaskForceMember, Topic
from youcheng.strategy.policies import grant_policy, instalment_policy, task_force_policy


@dataclass(frozen=True)
class Part:
    """One instalment as it stands on a day."""

    instalment: Instalment
    state: InstalmentState


@dataclass(frozen=True)
class Money:
    """A grant with its instalments and what they come to: planned, payable, paid, and left of the grant to pay."""

    grant: Grant
    parts: list[Part]
    planned: Decimal
    payable: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        return self.grant.amount - self.paid


@dataclass(frozen=True)
class Force:
    """A task force with those who are in it now, and those who were. `has_head` is asked where one is needed."""

    force: TaskForce
    members: list[TaskForceMember]
    former: list[TaskForceMember]

    @property
    def has_head(self) -> bool:
        return any(one.role == TaskForceRole.HEAD for one in self.members)


def money_of(actor: Actor, topic: Topic, day: dt.date) -> Money | None:
    """The topic's money; None where there is none, or the actor may not see it. Two queries."""
    grant = grant_policy.filter(Grant.objects.filter(topic=topic), actor).first()
    if grant is None:
        return None
    rows = grant.instalments.select_related("deliverable", "grant")
    rows = instalment_policy.annotate(instalment_policy.filter(rows, actor), actor, "pay", "take_back")
    parts = [Part(row, row.state_on(day)) for row in rows]
    sums = {
        state: sum((one.instalment.amount for one in parts if one.state == state), Decimal(0))
        for state in InstalmentState
    }
    return Money(
        grant, parts, sums[InstalmentState.PLANNED], sums[InstalmentState.PAYABLE], sums[InstalmentState.PAID]
    )


def instalments_visible_to(actor: Actor) -> QuerySet[Instalment]:
    """Instalments the actor may see, with `can_pay` and `can_take_back`."""
    rows = Instalment.objects.select_related("grant__topic", "deliverable")
    return instalment_policy.annotate(instalment_policy.filter(rows, actor), actor, "pay", "take_back")


def task_force_of(actor: Actor, topic: Topic, day: dt.date) -> Force | None:
    """The topic's task force; None where there is none, or the actor may not see it. Two queries."""
    force = task_force_policy.filter(TaskForce.objects.filter(topic=topic), actor).first()
    if force is None:
        return None
    rows = list(force.members.select_related("person", "expert__organisation", "organisation"))
    order = {role: at for at, role in enumerate(TaskForceRole.values)}
    rows.sort(key=lambda one: (order[one.role], one.pk))
    current = [one for one in rows if one.until is None or one.until > day]
    return Force(force, current, [one for one in rows if one not in current])


def organisations_that_send(day: dt.date) -> QuerySet[Organisation]:
    """Organisations from which people may come into a task force."""
    return living(day)
