"""Delegating one task to one person outside the unit by a link that works once.

Called by the task's pages. The person sees and works on this task and nothing else; the secret is given out once and only
its hash is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youcheng.accounts.actions.people import open_account
from youcheng.accounts.enums import Duty
from youcheng.accounts.models import Person
from youcheng.coordination import flow
from youcheng.coordination.actions.notices import tell_of_move
from youcheng.coordination.enums import OVER, MoveKind
from youcheng.coordination.errors import Incomplete, LinkVoid, NotNow
from youcheng.coordination.models import Delegation, Task, TaskMove
from youcheng.coordination.policies import task_policy
from youcheng.coordination.queries.standing import unit_acting
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.secret_links import hash_of, new_secret


@transaction.atomic
def delegate(
    *, actor: Actor, now: datetime, task: Task, name: str, email: str = ""
) -> tuple[Delegation, str]:
    """Invite one person to do this task for the lead unit; returns the row and the secret of the link."""
    step = flow.STEPS[MoveKind.DELEGATED]
    task_policy.require(actor, step.rule, task)
    row = Task.objects.select_for_update(of=("self",)).select_related("lead").get(pk=task.pk)
    if row.state not in step.sources:
        raise NotNow(_("Accept “%s” before you delegate it.") % row)
    if not name.strip():
        raise Incomplete(_("Say whom you invite."))
    open_links(row).update(withdrawn_at=now)  # one person at a time
    secret = new_secret()
    delegation = Delegation.objects.create(
        task=row,
        name=name.strip(),
        email=email,
        secret_hash=hash_of(secret),
        invited_by_id=actor.person_id,
        created_at=now,
        expires_at=now + timedelta(days=settings.YOUCHENG_INVITATION_DAYS),
    )
    _note(actor, now, row, name.strip())
    return delegation, secret


@transaction.atomic
def end_delegation(*, actor: Actor, now: datetime, task: Task) -> None:
    """Take the task back: links open nothing any more and the person no longer sees it."""
    task_policy.require(actor, "hand_on", task)
    row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    open_links(row).update(withdrawn_at=now)
    before = {"delegate": str(row.delegate or "")}
    row.delegate = None
    row.version += 1
    row.save(update_fields=["delegate", "version"])
    audit.record(actor=actor, now=now, action="coordination.delegation_ended", row=row, before=before)


def open_delegation(*, secret: str, now: datetime) -> Delegation:
    """The delegation behind a link. Raises `LinkVoid` with the same words whatever the reason."""
    row = (
        Delegation.objects.select_related("task", "task__lead", "task__plan")
        .filter(secret_hash=hash_of(secret), accepted_at__isnull=True, withdrawn_at__isnull=True)
        .first()
    )
    if row is None or row.expires_at <= now or row.task.state in OVER:
        raise LinkVoid(_("This link is not valid any more. Ask the person who invited you for a new one."))
    return row


@transaction.atomic
def accept_delegation(*, secret: str, now: datetime, actor: Actor) -> Task:
    """Somebody who is signed in takes the task on. The link is then void."""
    Delegation.objects.select_for_update().filter(secret_hash=hash_of(secret)).first()
    row = open_delegation(secret=secret, now=now)
    person = Person.objects.filter(pk=actor.person_id or 0, duty=Duty.NONE).first()
    if person is None:
        raise NotNow(_("Administrators take no tasks on. Sign out and open the link again."))
    task = row.task
    row.accepted_by, row.accepted_at = person, now
    row.save(update_fields=["accepted_by", "accepted_at"])
    task.delegate = person
    task.version += 1
    task.save(update_fields=["delegate", "version"])
    audit.record(actor=actor, now=now, action="coordination.delegation_accepted", row=task)
    return task


@transaction.atomic
def accept_with_new_account(
    *, secret: str, now: datetime, address: str, username: str, name: str, language: str, password: str
) -> Person:
    """The invited person opens an account without any membership and takes the task on."""
    row = open_delegation(secret=secret, now=now)
    person, actor = open_account(
        now=now, address=address, username=username, name=name, email=row.email, language=language,
        password=password,
    )  # fmt: skip
    audit.record(actor=actor, now=now, action="coordination.account_opened", row=person)
    accept_delegation(secret=secret, now=now, actor=actor)
    return person


def open_links(task: Task) -> QuerySet[Delegation]:
    """Links of this task that still open it."""
    return task.delegations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def _note(actor: Actor, now: datetime, row: Task, name: str) -> None:
    """The history's entry of a delegation, and who hears of it."""
    move = TaskMove.objects.create(
        task=row,
        kind=MoveKind.DELEGATED,
        at=now,
        person_id=actor.person_id,
        person_name=actor.name,
        unit=unit_acting(actor, row),
        from_state=row.state,
        to_state=row.state,
        after={"delegate": name},
    )
    audit.record(actor=actor, now=now, action="coordination.task_delegated", row=row, after={"name": name})
    tell_of_move(move, now)
