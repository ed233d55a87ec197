"""Forms of coordination: filters of its lists, tasks and their moves.

Used by the views; what may be done is the actions' business.
"""

from youcheng.coordination.forms.moves import MoveForm
from youcheng.coordination.forms.tasks import TaskFilter, TaskForm

__all__ = ["MoveForm", "TaskFilter", "TaskForm"]
