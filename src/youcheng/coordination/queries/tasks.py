"""Tasks an actor may see, with what the actor may do to each, and a task's history as far as the actor may read it.

Called by the task pages, exports and notices. One query a list, however long.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from youcheng.coordination import flow
from youcheng.coordination.enums import NOT_LATE, MoveKind, TaskState
from youcheng.coordination.models import Proof, Task, TaskMove
from youcheng.coordination.policies import plan_policy, proof_policy, task_move_policy, task_policy
from youcheng.foundation.actors import Actor

RULES = ("direct", "work_on", "hand_on", "comment")


def tasks_counted_for(actor: Actor) -> QuerySet[Task]:
    """The tasks an actor may see, bare: for counting and for other queries, not for showing."""
    return task_policy.filter(Task.objects.order_by(), actor)


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """Tasks with plan, units and reasons, and the columns `can_direct`, `can_work_on`, `can_hand_on`, `can_comment`."""
    rows = Task.objects.select_related(
        "plan",
        "lead",
        "responsible",
        "delegate",
        "measure",
        "relationship__partner",
        "decision__meeting",
        "dossier__relationship__partner",
    )
    return task_policy.annotate(task_policy.filter(rows, actor), actor, *RULES)


def task_of(actor: Actor, pk: int) -> Task:
    """One task; `DoesNotExist` whether it is absent or hidden."""
    return tasks_visible_to(actor).get(pk=pk)


def moves_offered(task: Task) -> list[str]:
    """The moves the actor of `tasks_visible_to` may make on this task now."""
    return [kind for kind in flow.moves_from(task.state) if getattr(task, f"can_{flow.STEPS[kind].rule}")]


def can_be_edited(actor: Actor, task: Task) -> bool:
    """Whether the actor may change what the task says: whoever directs it, and of a draft whoever may write tasks."""
    if task.state == TaskState.DRAFT:
        return plan_policy.allows(actor, "add_task", task.plan)
    return MoveKind.EDITED.value in moves_offered(task)


def history_of(actor: Actor, task: Task) -> QuerySet[TaskMove]:
    """The task's moves, oldest first, with `can_read_comment` and their proofs."""
    rows = task_move_policy.filter(task.moves.select_related("unit", "to_unit"), actor)
    rows = task_move_policy.annotate(rows, actor, "read_comment")
    return rows.prefetch_related("proofs")


def proof_of(actor: Actor, task: Task, pk: int) -> Proof:
    """One proof of a task; `DoesNotExist` whether it is absent or hidden."""
    return proof_policy.filter(Proof.objects.filter(task=task), actor).get(pk=pk)


def waited_for(actor: Actor, task: Task) -> QuerySet[Task]:
    """What the task waits for, as far as the actor may see it."""
    return tasks_visible_to(actor).filter(awaited_by=task)


def waiting(actor: Actor, task: Task) -> QuerySet[Task]:
    """What waits for the task, as far as the actor may see it."""
    return tasks_visible_to(actor).filter(waits_for=task)


def late_on(day: dt.date) -> Q:
    """The condition of a task that is late on a day: past its deadline and neither handed in nor over."""
    return Q(due_on__lt=day) & ~Q(state__in=NOT_LATE)


def in_order_of_urgency(rows: QuerySet[Task], day: dt.date) -> QuerySet[Task]:
    """Late ones first, then by deadline; those without one last."""
    lateness = Case(When(late_on(day), then=Value(0)), default=Value(1), output_field=IntegerField())
    undated = Case(When(due_on__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.order_by(lateness, undated, "due_on", "number", "pk")
