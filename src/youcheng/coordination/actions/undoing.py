"""Taking the last move of a task back: state, dates and units as they were, and the history says so.

Called by the message that follows a move on the board or in the Gantt chart. What brought something in (proof) or passed
the task to somebody else is not undone but answered by a move.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.coordination import preferences
from youcheng.coordination.actions.moves import plain
from youcheng.coordination.actions.notices import tell_of_move
from youcheng.coordination.enums import MoveKind
from youcheng.coordination.errors import NotNow
from youcheng.coordination.models import Task, TaskMove
from youcheng.coordination.policies import task_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor

UNDOABLE = frozenset(
    {
        MoveKind.ASSIGNED.value, MoveKind.ACCEPTED.value, MoveKind.STARTED.value, MoveKind.CLOSED.value,
        MoveKind.CANCELLED.value, MoveKind.REOPENED.value, MoveKind.RESCHEDULED.value, MoveKind.DATE_AGREED.value,
        MoveKind.DATE_REFUSED.value, MoveKind.SENT_BACK.value,
    }
)  # fmt: skip
DATES = frozenset(
    {"starts_on", "due_on", "proposed_due_on", "baseline_starts_on", "baseline_due_on", "closed_on"}
)


def may_undo(actor: Actor, move: TaskMove, now: datetime) -> bool:
    """Whether this person may still take this move back: their own, of the right kind, a short time ago."""
    recent = now - move.at <= timedelta(minutes=preferences.undo_minutes())
    return (
        move.kind in UNDOABLE and recent and actor.person_id is not None and move.person_id == actor.person_id
    )


@transaction.atomic
def undo(*, actor: Actor, now: datetime, task: Task, move: TaskMove) -> TaskMove:
    """Take back the task's last move. Raises `NotNow` when something came after it, or it is too late."""
    task_policy.require(actor, "view", task)
    row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    last = row.moves.exclude(kind=MoveKind.COMMENTED).order_by("-at", "-pk").first()
    if last is None or last.pk != move.pk:
        raise NotNow(_("Something else happened to “%s” since, so this can't be undone.") % row)
    if not may_undo(actor, move, now):
        raise NotNow(
            _("A move can be undone by who made it, within %(minutes)s minutes.")
            % {"minutes": preferences.undo_minutes()}
        )
    changed: dict[str, Any] = {name: _value(name, value) for name, value in move.before.items()}
    before = {"state": row.state} | {name: getattr(row, name) for name in changed}
    row.state = move.from_state
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.moved_at = now
    row.save(update_fields=["state", "version", "moved_at", *changed])
    undone = TaskMove.objects.create(
        task=row,
        kind=MoveKind.UNDONE,
        at=now,
        person_id=actor.person_id,
        person_name=actor.name,
        unit=move.unit,
        from_state=before["state"],
        to_state=row.state,
        shared=move.shared,
        before=plain({name: before[name] for name in changed}),
        after=plain(changed) | {"undid": move.kind},
    )
    audit.record(
        actor=actor,
        now=now,
        action="coordination.move_undone",
        row=row,
        before=before,
        after={"state": row.state} | changed,
    )
    tell_of_move(undone, now)
    return undone


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and name in DATES else value
