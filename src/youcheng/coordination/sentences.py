"""A task's history as sentences in the reader's language, and where it stands in a few words.

Called by the task's page, supervision notices and messages. What a sentence is made of stands in the move; nothing is
looked up here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination.enums import OVER, WITH_UNIT, MoveKind, StepKind, TaskState
from youcheng.coordination.models import Task, TaskMove
from youcheng.foundation.formatting import day


def sentence(move: TaskMove) -> str:
    """What happened, in one sentence without the time and without the comment."""
    facts = {
        "who": who(move),
        "unit": str(move.to_unit or _("the foreign affairs office")),
        "left": move.after.get("left", ""),
        "delegate": move.after.get("delegate", ""),
        "due": _day(move.after.get("due_on") or move.after.get("proposed_due_on")),
        "was": _day(move.before.get("due_on")),
    }
    return _pattern(move) % facts


def standing(task: Task, today: dt.date) -> str:
    """Where a task stands, in a few words: its state, when it was closed, by how many days it is late."""
    state = str(task.get_state_display())
    if task.state == TaskState.CLOSED and task.closed_on:
        return _("closed on %(day)s") % {"day": day(task.closed_on)}
    if task.is_late_on(today):
        assert task.due_on is not None
        days = (today - task.due_on).days
        late = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        return _("%(state)s, %(late)s") % {"state": state, "late": late}
    return state


def with_whom(task: Task) -> str:
    """Who has the ball: the lead unit, the office, or nobody once it is over."""
    if task.state in OVER:
        return ""
    if task.state in WITH_UNIT and task.lead:
        return str(task.lead)
    return _("the office")


def not_now(task: Task, kind: str) -> str:
    """Why a move can't be made any more."""
    return _("“%(task)s” is %(state)s now, so it can't be done: %(move)s.") % {
        "task": task,
        "state": task.get_state_display(),
        "move": MoveKind(kind).label,
    }


def who(move: TaskMove) -> str:
    """The person and the unit they acted for; the platform's own moves say so."""
    name = move.person_name or _("the platform")
    return _("%(name)s (%(unit)s)") % {"name": name, "unit": move.unit} if move.unit else name


def _day(value: Any) -> str:
    return day(dt.date.fromisoformat(value)) if value else _("no date")


def _pattern(move: TaskMove) -> str:
    patterns: dict[str, str] = {
        MoveKind.CREATED: _("%(who)s wrote the task down."),
        MoveKind.ASSIGNED: _("%(who)s assigned the task to %(unit)s, due %(due)s."),
        MoveKind.ACCEPTED: _("%(who)s accepted the task."),
        MoveKind.RETURNED: _("%(who)s returned the task."),
        MoveKind.DATE_PROPOSED: _("%(who)s proposed the deadline %(due)s."),
        MoveKind.DATE_AGREED: _("%(who)s agreed to the deadline %(due)s instead of %(was)s."),
        MoveKind.DATE_REFUSED: _("%(who)s kept the deadline."),
        MoveKind.STARTED: _("%(who)s began."),
        MoveKind.SUBMITTED: _("%(who)s submitted the task with proof."),
        MoveKind.SENT_BACK: _("%(who)s sent the task back."),
        MoveKind.CLOSED: _("%(who)s closed the task."),
        MoveKind.REOPENED: _("%(who)s reopened the task."),
        MoveKind.CANCELLED: _("%(who)s cancelled the task."),
        MoveKind.HANDED_ON: _("%(who)s handed the task on to %(unit)s."),
        MoveKind.DELEGATED: _("%(who)s delegated the task to %(delegate)s."),
        MoveKind.RESCHEDULED: _("%(who)s moved the deadline from %(was)s to %(due)s."),
        MoveKind.EDITED: _("%(who)s changed what the task says."),
        MoveKind.SUCCEEDED: _("The unit was dissolved; the task passed to %(unit)s."),
        MoveKind.LEFT: _("%(left)s left the unit; another responsible person is to be named."),
        MoveKind.COMMENTED: _("%(who)s commented."),
        MoveKind.UNDONE: _("%(who)s undid the last move."),
    }
    return patterns[move.kind]


def step_sentence(kind: str, name: str) -> str:
    """A step of a supervision notice in one sentence, without the time and without the words."""
    patterns: dict[str, str] = {
        StepKind.OPENED: _("%(who)s put the task under supervision."),
        StepKind.CHANGED: _("%(who)s changed the notice."),
        StepKind.ANSWERED: _("%(who)s answered."),
        StepKind.ASKED_AGAIN: _("%(who)s asked for more."),
        StepKind.CLOSED: _("%(who)s closed the supervision."),
        StepKind.WITHDRAWN: _("%(who)s withdrew the notice."),
    }
    return patterns[kind] % {"who": name or _("the platform")}
