"""What an actor may see of coordination.

Nothing here writes; every rule comes from `policies`.
"""

from youcheng.coordination.queries.board import board, column_labels, gantt, month, targets_of
from youcheng.coordination.queries.grouping import Group, Grouping, grouped, keys_of
from youcheng.coordination.queries.narrowing import Narrowing, due_of, narrowed, ordered
from youcheng.coordination.queries.plans import (
    GoalRow,
    MeasureRow,
    PlanPage,
    YearRow,
    drafts_of,
    goals_visible_to,
    measures_visible_to,
    open_tasks_of,
    plan_in_force,
    plan_page,
    plans_visible_to,
    progress_of_measure,
    tasks_for_baseline,
    terms_for,
    years,
)
from youcheng.coordination.queries.progress import Progress, progress_by, progress_of
from youcheng.coordination.queries.standing import unit_acting
from youcheng.coordination.queries.tasks import (
    can_be_edited,
    history_of,
    in_order_of_urgency,
    late_on,
    moves_offered,
    proof_of,
    task_of,
    tasks_counted_for,
    tasks_visible_to,
    waited_for,
    waiting,
)

__all__ = [
    "GoalRow",
    "Group",
    "Grouping",
    "MeasureRow",
    "Narrowing",
    "PlanPage",
    "Progress",
    "YearRow",
    "board",
    "column_labels",
    "can_be_edited",
    "drafts_of",
    "due_of",
    "gantt",
    "goals_visible_to",
    "grouped",
    "history_of",
    "in_order_of_urgency",
    "keys_of",
    "late_on",
    "measures_visible_to",
    "month",
    "moves_offered",
    "narrowed",
    "open_tasks_of",
    "ordered",
    "plan_in_force",
    "plan_page",
    "plans_visible_to",
    "progress_by",
    "progress_of",
    "progress_of_measure",
    "proof_of",
    "targets_of",
    "task_of",
    "tasks_counted_for",
    "tasks_for_baseline",
    "tasks_visible_to",
    "terms_for",
    "unit_acting",
    "waited_for",
    "waiting",
    "years",
]
