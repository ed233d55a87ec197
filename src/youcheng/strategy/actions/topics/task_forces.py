"""The task force of a topic: setting it up, taking people in, letting them go.

Called by the topic's page, and by `succession` when a person or an organisation is gone.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation, Person
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes
from youcheng.strategy.actions.topics.history import held
from youcheng.strategy.enums import TaskForceRole, TopicState
from youcheng.strategy.errors import Incomplete, NotNow
from youcheng.strategy.models import Expert, TaskForce, TaskForceMember, Topic


@transaction.atomic
def set_up(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    version: int | None,
    name: str,
    purpose: str,
    begins_on: date,
    ends_on: date | None,
) -> TaskForce:
    """Set the topic's task force up, or correct it; `version` is the task force's, None where there is none yet."""
    row = _topic(actor, topic)
    if not name.strip():
        raise Incomplete(_("A task force needs a name."))
    if ends_on is not None and ends_on < begins_on:
        raise Incomplete(_("It would end before it begins."))
    values = {"name": name.strip(), "purpose": purpose.strip(), "begins_on": begins_on, "ends_on": ends_on}
    force = TaskForce.objects.select_for_update().filter(topic=row).first()
    if force is None:
        force = TaskForce.objects.create(topic=row, **values)
        audit.record(actor=actor, now=now, action="strategy.task_force_set_up", row=force, after=values)
        return force
    require_version(force, version)
    save_changes(actor=actor, now=now, action="strategy.task_force_edited", row=force, changes=values)
    return force


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    role: str,
    since: date,
    person: Person | None = None,
    expert: Expert | None = None,
    organisation: Organisation | None = None,
    duty: str = "",
) -> TaskForceMember:
    """Take a person with an account, or an expert of the pool, into the task force."""
    row = _topic(actor, topic)
    force = TaskForce.objects.select_for_update().filter(topic=row).first()
    if force is None:
        raise NotNow(_("Set the task force up first."))
    if (person is None) == (expert is None):
        raise Incomplete(_("Choose a person or an expert, one of the two."))
    if role not in TaskForceRole.values:
        raise Incomplete(_("“%(code)s” is no role in a task force.") % {"code": role})
    if since < force.begins_on or (force.ends_on and since > force.ends_on):
        raise Incomplete(_("That day lies outside the time of the task force."))
    current = force.members.filter(until__isnull=True)
    if current.filter(person=person, expert=expert).exists():
        raise NotNow(_("%s is in the task force already.") % (person or expert))
    if role == TaskForceRole.HEAD and (head := current.filter(role=role).first()):
        raise NotNow(_("%s is the head; end that part first.") % head)
    if organisation is None and expert is not None:
        organisation = expert.organisation
    made = TaskForceMember.objects.create(
        task_force=force, person=person, expert=expert, organisation=organisation, role=role,
        duty=duty.strip(), since=since,
    )  # fmt: skip
    after = {"member": str(made), "role": role}
    audit.record(actor=actor, now=now, action="strategy.task_force_joined", row=force, after=after)
    return made


@transaction.atomic
def end_membership(*, actor: Actor, now: datetime, member: TaskForceMember) -> None:
    """Let somebody go today; from tomorrow on they see nothing of the work any more."""
    held(actor, member.task_force.topic, "direct")
    end(actor, now, member)


def end(actor: Actor, now: datetime, member: TaskForceMember) -> None:
    """End somebody's part, inside the caller's transaction."""
    if member.until is not None:
        return
    member.until = max(timezone.localdate(now), member.since)
    member.save(update_fields=["until"])
    after = {"member": str(member), "until": member.until}
    audit.record(actor=actor, now=now, action="strategy.task_force_left", row=member.task_force, after=after)


def _topic(actor: Actor, topic: Topic) -> Topic:
    row = held(actor, topic, "direct")
    if row.state not in {TopicState.UNDER_REVIEW, TopicState.CHOSEN, TopicState.RUNNING}:
        raise NotNow(_("A task force is set up once the call is closed and until the topic is over."))
    return row
