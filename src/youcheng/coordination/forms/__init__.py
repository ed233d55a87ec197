"""Forms of coordination: plans with goals and measures, tasks with their filter and their moves.

Used by the views; what may be done is the actions' business.
"""

from youcheng.coordination.forms.filters import TaskFilter
from youcheng.coordination.forms.moves import MoveForm
from youcheng.coordination.forms.plans import GoalForm, MeasureForm, NewMeasureForm, PlanForm
from youcheng.coordination.forms.tasks import TaskForm

__all__ = ["GoalForm", "MeasureForm", "MoveForm", "NewMeasureForm", "PlanForm", "TaskFilter", "TaskForm"]
