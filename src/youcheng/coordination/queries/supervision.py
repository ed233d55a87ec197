"""Supervision notices an actor may see, what stands in their timeline, and which tasks should be put under supervision.

Called by the pages of supervision, the exports and the paper. One query a list, however long.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from youcheng.accounts.models import Organisation
from youcheng.accounts.queries import named_like
from youcheng.coordination.enums import NoticeKind, SupervisionState
from youcheng.coordination.models import Notice, Supervision, Task, TaskMove
from youcheng.coordination.policies import supervision_policy, task_policy
from youcheng.coordination.queries.tasks import history_of, late_on, tasks_visible_to
from youcheng.coordination.sentences import sentence, step_sentence
from youcheng.foundation.actors import Actor

RUNNING = (SupervisionState.OPEN.value, SupervisionState.ANSWERED.value)
"""States in which a supervision notice still asks for something."""
SORTS = {"number": "pk", "due": "due_on", "unit": "unit__key", "state": "state", "opened": "opened_at"}


@dataclass(frozen=True)
class Line:
    """One line of a timeline: when, what happened, who said what, and whether it is a step of the notice itself."""

    at: dt.datetime
    what: str
    words: str = ""
    is_step: bool = True


def supervisions_visible_to(actor: Actor) -> QuerySet[Supervision]:
    """Supervision notices with task and unit, and the columns `can_direct` and `can_reply`."""
    rows = Supervision.objects.select_related("task__plan", "task__lead", "unit")
    return supervision_policy.annotate(supervision_policy.filter(rows, actor), actor, "direct", "reply")


def listed(
    actor: Actor, *, today: dt.date, q: str = "", state: str = "", unit: str = "", year: int | None = None
) -> QuerySet[Supervision]:
    """The list's rows. `state` is a state, "running" for what still asks for something, or "over_time" of these."""
    rows = supervisions_visible_to(actor)
    if q:
        rows = rows.filter(Q(matter__icontains=q) | Q(task__title__icontains=q))
    if state in {"running", "over_time"}:
        rows = rows.filter(state__in=RUNNING)
        if state == "over_time":
            rows = rows.filter(due_on__lt=today)
    elif state:
        rows = rows.filter(state=state)
    if unit:
        units = Organisation.objects.filter(Q(key=unit) | named_like(unit))
        rows = rows.filter(unit__in=units.order_by().values("pk"))
    return rows.filter(year=year) if year else rows


def running_supervision(actor: Actor, task: Task) -> Supervision | None:
    """The task's supervision notice that still runs, where the actor may see it."""
    return supervisions_visible_to(actor).filter(task=task, state__in=RUNNING).first()


def timeline_of(actor: Actor, row: Supervision) -> list[Line]:
    """The notice's own steps and, since it was opened, the task's moves as far as the actor sees them; in order of time."""
    steps = [Line(step.at, step_sentence(step.kind, step.person_name), step.text) for step in row.steps.all()]
    moves = [
        Line(move.at, sentence(move), _comment(move), is_step=False)
        for move in history_of(actor, row.task).filter(at__gte=row.opened_at)
    ]
    return sorted([*steps, *moves], key=lambda line: line.at)


def _comment(move: TaskMove) -> str:
    """The words of a move of `history_of`, where the actor may read them."""
    return move.comment if move.can_read_comment else ""  # type: ignore[attr-defined]


def proposed(actor: Actor, today: dt.date) -> QuerySet[Task]:
    """Late tasks that were escalated to the office for the deadline they have now, and are not under supervision."""
    told = Notice.objects.filter(kind=NoticeKind.PROPOSED, task=OuterRef("pk"), due_on=OuterRef("due_on"))
    running = Supervision.objects.filter(task=OuterRef("pk"), state__in=RUNNING)
    rows = task_policy.filter(tasks_visible_to(actor), actor, "direct")
    return rows.filter(late_on(today), Exists(told), ~Exists(running)).order_by("due_on", "number", "pk")
