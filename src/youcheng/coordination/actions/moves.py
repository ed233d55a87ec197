"""The moves of a task: who passes it to whom, in which state it is then, with words and proof. One function a move.

Called by the task pages, the board and units' own pages. Which move fits which state is `flow`, who may make it the
policy; every move writes one `TaskMove`, one audit entry, and tells those whom it concerns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.coordination import flow
from youcheng.coordination.actions import supervising
from youcheng.coordination.actions.notices import tell_of_move
from youcheng.coordination.actions.plans import refuse_dissolved
from youcheng.coordination.actions.tasks import check_dates
from youcheng.coordination.enums import MoveKind, TaskState
from youcheng.coordination.errors import Dissolved, ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Proof, Task, TaskMove
from youcheng.coordination.policies import task_policy
from youcheng.coordination.queries.standing import unit_acting
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version


@dataclass(frozen=True)
class Evidence:
    """One proof handed in with a submission: a file, an address or words, under a title."""

    title: str
    file: File[Any] | None = None
    url: str = ""
    text: str = ""


@transaction.atomic
def assign(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    lead: Organisation | None = None,
    due_on: date | None = None,
    comment: str = "",
    version: int | None = None,
) -> TaskMove:
    """Give a draft or returned task to its lead unit. The first assignment's dates are the task's baseline."""
    row = _ready(actor, task, MoveKind.ASSIGNED, comment, version)
    lead, due_on = lead or row.lead, due_on or row.due_on
    if lead is None:
        raise Incomplete(_("Choose the lead unit of “%s” first.") % row)
    if due_on is None:
        raise Incomplete(_("Give “%s” a deadline first.") % row)
    refuse_dissolved([lead], now)
    check_dates(row.starts_on, due_on)
    changes: dict[str, Any] = {"lead_id": lead.pk, "due_on": due_on, "proposed_due_on": None}
    if row.baseline_due_on is None:
        changes |= {"baseline_due_on": due_on, "baseline_starts_on": row.starts_on}
    if lead.pk != row.lead_id:
        changes |= {"responsible_id": None, "delegate_id": None}
    return _move(
        actor, now, row, MoveKind.ASSIGNED, comment=comment, to_unit=lead, changes=changes, shared=True
    )


@transaction.atomic
def accept(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    comment: str = "",
    responsible_id: int | None = None,
    version: int | None = None,
) -> TaskMove:
    """The lead unit takes the task on, and may say who is responsible."""
    row = _ready(actor, task, MoveKind.ACCEPTED, comment, version)
    changes = {} if responsible_id is None else {"responsible_id": _member(row, responsible_id, now)}
    return _move(actor, now, row, MoveKind.ACCEPTED, comment=comment, changes=changes)


@transaction.atomic
def return_task(
    *, actor: Actor, now: datetime, task: Task, comment: str, version: int | None = None
) -> TaskMove:
    """The lead unit gives the task back to the office, with the reason."""
    row = _ready(actor, task, MoveKind.RETURNED, comment, version)
    return _move(actor, now, row, MoveKind.RETURNED, comment=comment)


@transaction.atomic
def propose_date(
    *, actor: Actor, now: datetime, task: Task, due_on: date, comment: str, version: int | None = None
) -> TaskMove:
    """The lead unit asks for another deadline, with the reason."""
    row = _ready(actor, task, MoveKind.DATE_PROPOSED, comment, version)
    check_dates(row.starts_on, due_on)
    if due_on == row.due_on:
        raise ImpossibleDates(_("%(day)s already is the deadline; propose another day.") % {"day": due_on})
    return _move(
        actor, now, row, MoveKind.DATE_PROPOSED, comment=comment, changes={"proposed_due_on": due_on}
    )


@transaction.atomic
def agree_date(
    *, actor: Actor, now: datetime, task: Task, comment: str = "", version: int | None = None
) -> TaskMove:
    """The office agrees to the proposed deadline; the task counts as accepted."""
    row = _ready(actor, task, MoveKind.DATE_AGREED, comment, version)
    changes = {"due_on": row.proposed_due_on, "proposed_due_on": None}
    return _move(actor, now, row, MoveKind.DATE_AGREED, comment=comment, changes=changes, shared=True)


@transaction.atomic
def refuse_date(
    *, actor: Actor, now: datetime, task: Task, comment: str, version: int | None = None
) -> TaskMove:
    """The office keeps the deadline, with the reason; the unit decides again."""
    row = _ready(actor, task, MoveKind.DATE_REFUSED, comment, version)
    return _move(
        actor,
        now,
        row,
        MoveKind.DATE_REFUSED,
        comment=comment,
        changes={"proposed_due_on": None},
        shared=True,
    )


@transaction.atomic
def start(
    *, actor: Actor, now: datetime, task: Task, comment: str = "", version: int | None = None
) -> TaskMove:
    """The lead unit begins."""
    row = _ready(actor, task, MoveKind.STARTED, comment, version)
    return _move(actor, now, row, MoveKind.STARTED, comment=comment)


@transaction.atomic
def submit(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    proofs: Sequence[Evidence],
    comment: str = "",
    version: int | None = None,
) -> TaskMove:
    """The lead unit reports the task as done, with at least one proof."""
    row = _ready(actor, task, MoveKind.SUBMITTED, comment, version)
    if not proofs:
        raise Incomplete(_("Add the proof: a file, an address, or what was done in words."))
    for proof in proofs:
        if not (proof.file or proof.url or proof.text.strip()):
            raise Incomplete(_("A proof is a file, an address, or what was done in words."))
    move = _move(actor, now, row, MoveKind.SUBMITTED, comment=comment)
    for proof in proofs:
        Proof.objects.create(
            task=row, move=move, title=proof.title or str(row), file=proof.file or "", url=proof.url,
            text=proof.text.strip(), added_at=now,
        )  # fmt: skip
    return move


@transaction.atomic
def send_back(
    *, actor: Actor, now: datetime, task: Task, comment: str, version: int | None = None
) -> TaskMove:
    """The office asks for more, and says what."""
    row = _ready(actor, task, MoveKind.SENT_BACK, comment, version)
    return _move(actor, now, row, MoveKind.SENT_BACK, comment=comment, shared=True)


@transaction.atomic
def close(
    *, actor: Actor, now: datetime, task: Task, comment: str = "", version: int | None = None
) -> TaskMove:
    """The office takes the proof and closes the task. Without proof nothing is closed."""
    row = _ready(actor, task, MoveKind.CLOSED, comment, version)
    if not row.proofs.exists():
        raise Incomplete(_("“%s” has no proof, so it can't be closed.") % row)
    return _move(
        actor,
        now,
        row,
        MoveKind.CLOSED,
        comment=comment,
        changes={"closed_on": timezone.localdate(now)},
        shared=True,
    )


@transaction.atomic
def reopen(*, actor: Actor, now: datetime, task: Task, comment: str, version: int | None = None) -> TaskMove:
    """The office opens a closed or cancelled task again, with the reason."""
    row = _ready(actor, task, MoveKind.REOPENED, comment, version)
    if row.lead is None or row.due_on is None:
        return _move(
            actor,
            now,
            row,
            MoveKind.REOPENED,
            comment=comment,
            target=TaskState.DRAFT,
            changes={"closed_on": None},
        )
    if row.lead.dissolved_on is not None and row.lead.dissolved_on <= timezone.localdate(now):
        raise Dissolved(
            _("%(unit)s was dissolved on %(day)s and can't take anything on.")
            % {"unit": row.lead, "day": row.lead.dissolved_on}
        )
    return _move(
        actor, now, row, MoveKind.REOPENED, comment=comment, changes={"closed_on": None}, shared=True
    )


@transaction.atomic
def cancel(*, actor: Actor, now: datetime, task: Task, comment: str, version: int | None = None) -> TaskMove:
    """The office drops the task, with the reason. The row stays."""
    row = _ready(actor, task, MoveKind.CANCELLED, comment, version)
    return _move(
        actor,
        now,
        row,
        MoveKind.CANCELLED,
        comment=comment,
        changes={"closed_on": timezone.localdate(now)},
        shared=True,
    )


@transaction.atomic
def hand_on(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    to_unit: Organisation,
    comment: str,
    version: int | None = None,
) -> TaskMove:
    """The lead unit passes the task to another unit, with the reason; the chain stays in the history."""
    row = _ready(actor, task, MoveKind.HANDED_ON, comment, version)
    if to_unit.pk == row.lead_id:
        raise NotNow(_("%s leads this task already.") % to_unit)
    refuse_dissolved([to_unit], now)
    changes = {"lead_id": to_unit.pk, "responsible_id": None, "delegate_id": None, "proposed_due_on": None}
    row.cooperating.remove(to_unit)
    return _move(
        actor, now, row, MoveKind.HANDED_ON, comment=comment, to_unit=to_unit, changes=changes, shared=True
    )


@transaction.atomic
def reschedule(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    starts_on: date | None,
    due_on: date | None,
    comment: str = "",
    version: int | None = None,
) -> TaskMove:
    """The office moves the dates; the baseline stays where it was."""
    row = _ready(actor, task, MoveKind.RESCHEDULED, comment, version)
    if due_on is None and row.state != TaskState.DRAFT:
        raise Incomplete(_("An assigned task keeps a deadline."))
    check_dates(starts_on, due_on)
    changes = {"starts_on": starts_on, "due_on": due_on}
    return _move(actor, now, row, MoveKind.RESCHEDULED, comment=comment, changes=changes, shared=True)


@transaction.atomic
def comment_on(*, actor: Actor, now: datetime, task: Task, comment: str, shared: bool = False) -> TaskMove:
    """Say something about a task: to the office and one's own unit, or `shared` with all its units."""
    row = _ready(actor, task, MoveKind.COMMENTED, comment, None)
    return _move(actor, now, row, MoveKind.COMMENTED, comment=comment, shared=shared)


# ── What the moves share ────────────────────────────────────────────────────────────────────────────────────────


def _ready(actor: Actor, task: Task, kind: MoveKind, comment: str, version: int | None) -> Task:
    """The task's locked row, once the actor may make the move, it fits the state, and its words are there."""
    step = flow.STEPS[kind]
    task_policy.require(actor, step.rule, task)
    row = Task.objects.select_for_update(of=("self",)).select_related("plan", "lead").get(pk=task.pk)
    require_version(row, version)
    if row.state not in step.sources:
        raise NotNow(
            _("“%(task)s” is %(state)s now, so it can't be done: %(move)s.")
            % {"task": row, "state": row.get_state_display(), "move": kind.label}
        )
    if step.needs_comment and not comment.strip():
        raise Incomplete(_("Say why, in a few words."))
    return row


def _move(
    actor: Actor,
    now: datetime,
    row: Task,
    kind: MoveKind,
    *,
    comment: str = "",
    shared: bool = False,
    to_unit: Organisation | None = None,
    target: str | None = None,
    changes: dict[str, Any] | None = None,
) -> TaskMove:
    """Write the move: state and columns, the history's entry, the audit entry, and the notices."""
    came_from, unit = row.state, unit_acting(actor, row)
    changes = dict(changes or {})
    before = {name: getattr(row, name) for name in changes}
    row.state = target or flow.STEPS[kind].target or row.state
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.moved_at = now
    row.save(update_fields=["state", "version", "moved_at", *changes])
    move = TaskMove.objects.create(
        task=row, kind=kind, at=now, person_id=actor.person_id, person_name=actor.name, unit=unit, to_unit=to_unit,
        from_state=came_from, to_state=row.state, comment=comment.strip(), shared=shared,
        before=plain(before), after=plain(changes),
    )  # fmt: skip
    audit.record(
        actor=actor,
        now=now,
        action="coordination.task_moved",
        row=row,
        before={"state": came_from} | before,
        after={"state": row.state, "move": kind.value} | changes,
    )
    tell_of_move(move, now)
    if "lead_id" in changes:
        supervising.follow(actor=actor, now=now, task=row)
    return move


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Column values as JSON keeps them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _member(row: Task, person_id: int, now: datetime) -> int:
    """The person, where they belong to the lead unit now."""
    assert row.lead is not None
    held = row.lead.memberships.filter(person_id=person_id, since__lte=timezone.localdate(now)).exclude(
        until__lt=timezone.localdate(now)
    )
    if not held.exists():
        raise Incomplete(_("Choose somebody of %s.") % row.lead)
    return person_id
