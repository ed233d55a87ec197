"""How far a set of tasks is: counts by state, how many are late, what share is closed. Never typed in, always counted.

Called by the plan's pages, the groupings of the task table and exports. One query, however many tasks and groups.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from youcheng.coordination import flow
from youcheng.coordination.enums import TaskState
from youcheng.coordination.models import Task
from youcheng.coordination.queries.tasks import late_on

STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("closed", (TaskState.CLOSED.value,)),
    *((name, tuple(map(str, flow.BOARD[name]))) for name in ("submitted", "doing", "assigned", "draft")),
)
"""The stages of a bar from done to not begun, and the states in each. Cancelled tasks are in none."""


@dataclass(frozen=True)
class Stage:
    """One stretch of a bar: how many tasks, and from where to where it reaches in percent of those that count."""

    name: str
    label: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Progress:
    """Counts of tasks by state, and how many of them are late. Cancelled tasks are counted apart from the rest."""

    states: Mapping[str, int] = field(default_factory=dict)
    late: int = 0

    @property
    def total(self) -> int:
        """The tasks that count: all but the cancelled."""
        return sum(self.states.values()) - self.cancelled

    @property
    def cancelled(self) -> int:
        return self.states.get(TaskState.CANCELLED, 0)

    @property
    def closed(self) -> int:
        return self.states.get(TaskState.CLOSED, 0)

    @property
    def open(self) -> int:
        return self.total - self.closed

    @property
    def share(self) -> float | None:
        """Closed tasks as a share of those that count, 0 to 1; None where none counts, which is not the same as 0."""
        return self.closed / self.total if self.total else None

    def count_of(self, stage: str) -> int:
        return sum(self.states.get(state, 0) for state in dict(STAGES)[stage])

    @property
    def stages(self) -> list[Stage]:
        """The stretches of the bar that have any length, from closed to draft."""
        found: list[Stage] = []
        labels, start = stage_labels(), 0.0
        for name, _states in STAGES:
            count = self.count_of(name)
            if count:
                width = 100 * count / self.total
                found.append(Stage(name, labels[name], count, start, width))
                start += width
        return found

    def __add__(self, other: Progress) -> Progress:
        states = {
            state: self.states.get(state, 0) + other.states.get(state, 0)
            for state in {**self.states, **other.states}
        }
        return Progress(states, self.late + other.late)


def stage_labels() -> dict[str, str]:
    """What each stage is called, in the active language."""
    return {
        "closed": _("closed"),
        "submitted": _("submitted with proof"),
        "doing": _("being done"),
        "assigned": _("assigned, not yet accepted"),
        "draft": _("not assigned"),
    }


def progress_of(rows: QuerySet[Task], today: dt.date) -> Progress:
    """The progress of these tasks together."""
    return total_of(_counted(rows, today).values())


def progress_by(rows: QuerySet[Task], column: str, today: dt.date) -> dict[Any, Progress]:
    """The progress of these tasks for each value of a column; None for those without one."""
    return _counted(rows, today, column)


def total_of(parts: Iterable[Progress]) -> Progress:
    return sum(parts, Progress())


def _counted(rows: QuerySet[Task], today: dt.date, column: str = "plan_id") -> dict[Any, Progress]:
    counted = (
        rows.order_by()
        .values_list(column, "state")
        .annotate(count=Count("pk"), late=Count("pk", filter=late_on(today)))
    )
    states: dict[Any, dict[str, int]] = {}
    late: dict[Any, int] = {}
    for key, state, count, number_late in counted:
        states.setdefault(key, {})[state] = count
        late[key] = late.get(key, 0) + number_late
    return {key: Progress(states[key], late[key]) for key in states}
