"""What a move would break, in one sentence each, before it is done: a task it waits for, a day off, too much at once.

Called by the board, the Gantt chart and the forms that move tasks or dates. Warnings never block: the person decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.coordination import preferences
from youcheng.coordination.enums import OVER, MoveKind, TaskState
from youcheng.coordination.models import Task
from youcheng.coordination.queries.calendars import Rulers, countries_of_cities
from youcheng.engines.errors import EngineError
from youcheng.engines.workdays import Answer, Days, State, next_workday
from youcheng.foundation.formatting import day as shown
from youcheng.foundation.translated import Translated

LEADS_ON = frozenset({MoveKind.STARTED.value, MoveKind.SUBMITTED.value, MoveKind.CLOSED.value})
"""Moves that say the work is under way or done, so what the task waits for should be done."""
GIVES_WORK = frozenset({MoveKind.ASSIGNED.value, MoveKind.HANDED_ON.value, MoveKind.RESCHEDULED.value})
OPEN_FOR_UNIT = frozenset(TaskState.values) - OVER - {TaskState.DRAFT.value, TaskState.SUBMITTED.value}


@dataclass(frozen=True)
class Intention:
    """What somebody is about to do to a task: the move, and the dates and lead unit it would then have."""

    task: Task
    kind: str
    starts_on: dt.date | None
    due_on: dt.date | None
    lead_id: int | None

    @classmethod
    def of(cls, task: Task, kind: str, **changes: object) -> Intention:
        """The move with what it changes; everything else stays as it is."""
        values = {name: changes.get(name, getattr(task, name)) for name in ("starts_on", "due_on", "lead_id")}
        return cls(task, kind, **values)  # type: ignore[arg-type]


def warnings_of(intention: Intention, today: dt.date) -> list[str]:
    """Sentences about what the move would break; empty where it breaks nothing."""
    found = []
    if intention.kind in LEADS_ON:
        found += _waits_for_open(intention.task)
    if intention.kind in GIVES_WORK:
        found += [*_out_of_order(intention), *_day_off(intention, today), *_too_much(intention)]
    return found


def _waits_for_open(task: Task) -> list[str]:
    """Tasks it waits for that are not over yet."""
    rows = task.waits_for.exclude(state__in=OVER).select_related("plan")
    return [
        _("It waits for %(code)s “%(title)s”, which is not done yet (%(state)s).")
        % {"code": row.code, "title": row.title, "state": row.get_state_display()}
        for row in rows
    ]


def _out_of_order(intention: Intention) -> list[str]:
    """Dates before those of what it waits for, or after those of what waits for it."""
    found = []
    task, starts, due = intention.task, intention.starts_on, intention.due_on
    first = starts or due
    for row in task.waits_for.exclude(state__in=OVER).select_related("plan"):
        if first and row.due_on and first < row.due_on:
            found.append(
                _("It would begin before %(code)s “%(title)s”, for which it waits, is due (%(due)s).")
                % {"code": row.code, "title": row.title, "due": shown(row.due_on)}
            )
    for row in task.awaited_by.exclude(state__in=OVER).select_related("plan"):
        other = row.starts_on or row.due_on
        if due and other and other < due:
            found.append(
                _("%(code)s “%(title)s” waits for it and would begin earlier (%(day)s).")
                % {"code": row.code, "title": row.title, "day": shown(other)}
            )
    return found


def _day_off(intention: Intention, today: dt.date) -> list[str]:
    """A deadline on which one of the sides does not work, and the next day on which all do."""
    due = intention.due_on
    if due is None:
        return []
    rulers = Rulers(today, due, due + dt.timedelta(days=30))
    partners = countries_of_cities([intention.task.pk]).get(intention.task.pk, frozenset())
    tie = intention.task.relationship
    if tie is not None:
        partners |= {tie.partner.country_id}
    days = rulers.days(partners)
    answer = days.on(due)
    if answer.state is not State.DAY_OFF:
        return []
    following = _next(days, due)
    why = Translated(dict(answer.names)).shown(get_language()).text or _("a day off")
    if following is None:
        return [_("%(day)s is no working day (%(why)s).") % {"day": shown(due), "why": why}]
    return [
        _("%(day)s is no working day (%(why)s); the next one is %(next)s.")
        % {"day": shown(due), "why": why, "next": shown(following)}
    ]


def _next(days: Days, day: dt.date) -> dt.date | None:
    try:
        return next_workday(days, day, provisional=True).day
    except EngineError:
        return None


def _too_much(intention: Intention) -> list[str]:
    """More tasks of the lead unit due in the deadline's week than the office's setting allows."""
    due, most = intention.due_on, preferences.tasks_a_week()
    if due is None or intention.lead_id is None or not most:
        return []
    monday = due - dt.timedelta(days=due.weekday())
    rows = Task.objects.filter(
        lead=intention.lead_id, state__in=OPEN_FOR_UNIT, due_on__range=(monday, monday + dt.timedelta(days=6))
    ).exclude(pk=intention.task.pk)
    count = rows.count() + 1
    if count <= most:
        return []
    return [
        _("The lead unit would have %(count)s tasks due in that week; more than %(most)s are too many.")
        % {"count": count, "most": most}
    ]


def said(answer: Answer) -> str:
    """Why a day is none to work on, in the reader's language; "" for a working day."""
    if answer.state is not State.DAY_OFF:
        return ""
    return Translated(dict(answer.names)).shown(get_language()).text
