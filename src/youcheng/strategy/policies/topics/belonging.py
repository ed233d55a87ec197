"""What ties a person to a topic: an organisation that may propose, a review, a task force.

The sub-selects that the rules beside this module are made of; all of them stay lazy.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from youcheng.accounts.belonging import current_memberships
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Membership
from youcheng.foundation.actors import Actor
from youcheng.strategy.models import TaskForceMember
from youcheng.strategy.topics.flow import PROPOSING


def proposing_organisations(actor: Actor, at_least: Role = Role.VIEWER) -> QuerySet[Membership, int]:
    """Keys of the institutes, universities, enterprises and social organisations in which the actor holds a role."""
    living = Q(organisation__dissolved_on__isnull=True) | Q(organisation__dissolved_on__gt=actor.on)
    rows = current_memberships(actor, at_least).filter(living, organisation__kind__in=PROPOSING)
    return rows.order_by().values_list("organisation_id", flat=True)


def reviewing(actor: Actor, through: str = "reviewer") -> Q:
    # Of reviews; with `through` "" of the reviewers themselves: the actor is the reviewer, and not released.
    lead = f"{through}__" if through else ""
    mine = Q(**{f"{lead}person_id": actor.person_id}) | Q(**{f"{lead}expert__person_id": actor.person_id})
    return mine & Q(**{f"{lead}withdrawn_on__isnull": True})


def task_forces_of(actor: Actor) -> QuerySet[TaskForceMember, int]:
    """Keys of the topics in whose task force the actor is, by account or through the expert pool."""
    mine = Q(person_id=actor.person_id) | Q(expert__person_id=actor.person_id)
    now = Q(since__lte=actor.on) & (Q(until__isnull=True) | Q(until__gte=actor.on))
    return (
        TaskForceMember.objects.filter(mine & now).order_by().values_list("task_force__topic_id", flat=True)
    )
