"""Rows of coordination: plans with their measures and tasks, supervision, meetings, needs and offers.

Written only through `coordination.actions`, read through `coordination.queries`; no permission and no workflow here.
"""

from youcheng.coordination.models.advice import MeasureAdvice
from youcheng.coordination.models.meetings import AgendaItem, Decision, Meeting
from youcheng.coordination.models.needs import Match, MatchRun, Need, Offer
from youcheng.coordination.models.plans import Bulletin, Goal, Measure, Plan, Proposal
from youcheng.coordination.models.supervision import (
    ChatRoom,
    Delivery,
    Notice,
    NoticeChoice,
    Supervision,
    SupervisionRule,
    SupervisionStep,
    Sweep,
)
from youcheng.coordination.models.tasks import Delegation, Proof, Task, TaskMove

__all__ = [
    "AgendaItem",
    "Bulletin",
    "ChatRoom",
    "Decision",
    "Delegation",
    "Delivery",
    "Goal",
    "Match",
    "MatchRun",
    "Measure",
    "MeasureAdvice",
    "Meeting",
    "Need",
    "Notice",
    "NoticeChoice",
    "Offer",
    "Plan",
    "Proof",
    "Proposal",
    "Supervision",
    "SupervisionRule",
    "SupervisionStep",
    "Sweep",
    "Task",
    "TaskMove",
]
