"""What an actor may see of coordination.

Nothing here writes; every rule comes from `policies`.
"""

from youcheng.coordination.queries.standing import unit_acting
from youcheng.coordination.queries.tasks import (
    history_of,
    in_order_of_urgency,
    late_on,
    measures_visible_to,
    moves_offered,
    plans_visible_to,
    proof_of,
    task_of,
    tasks_visible_to,
)

__all__ = [
    "history_of",
    "in_order_of_urgency",
    "late_on",
    "measures_visible_to",
    "moves_offered",
    "plans_visible_to",
    "proof_of",
    "task_of",
    "tasks_visible_to",
    "unit_acting",
]
