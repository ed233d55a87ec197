"""The tasks of a view as a board, as bars on a line of days, and as a month: rows ready for the templates.

Called by the board, the Gantt chart and the calendar with the narrowed tasks. A constant number of queries each.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from youcheng.coordination import flow
from youcheng.coordination.enums import OVER, MoveKind, TaskState
from youcheng.coordination.models import Task
from youcheng.coordination.queries.calendars import Rulers
from youcheng.coordination.queries.tasks import in_order_of_urgency, moves_offered
from youcheng.coordination.queries.warnings import said
from youcheng.engines.workdays import Answer, State

CARDS = 40
"""Cards shown in a column; the rest is counted and stands in the table."""
BY_THE_WAY = frozenset({MoveKind.HANDED_ON.value, MoveKind.CANCELLED.value})
"""Moves that change the column too, but are no way of moving a card on."""


@dataclass(frozen=True)
class Target:
    """A column a card may go to, and by which move."""

    column: str
    label: str
    kind: str
    move: str


@dataclass(frozen=True)
class Card:
    task: Task
    is_late: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Column:
    """One column: its name, how many tasks stand in it, and the first cards."""

    key: str
    label: str
    count: int
    cards: tuple[Card, ...]

    @property
    def left_out(self) -> int:
        return self.count - len(self.cards)


def column_labels() -> dict[str, str]:
    return {
        "draft": _("To assign"),
        "assigned": _("With the unit"),
        "doing": _("In progress"),
        "submitted": _("To check"),
        "over": _("Over"),
    }


def board(counted: QuerySet[Task], shown: QuerySet[Task], today: dt.date) -> list[Column]:
    """The columns of `flow.BOARD` with their cards, the most urgent first."""
    counts = dict(counted.order_by().values_list("state").annotate(number=Count("pk")))
    labels = column_labels()
    columns = []
    for key, states in flow.BOARD.items():
        rows = in_order_of_urgency(shown.filter(state__in=states), today)
        if key == "over":
            rows = shown.filter(state__in=states).order_by("-moved_at", "-pk")
        cards = tuple(_card(task, today, labels) for task in rows[:CARDS])
        columns.append(Column(key, labels[key], sum(counts.get(state, 0) for state in states), cards))
    return columns


def _card(task: Task, today: dt.date, labels: dict[str, str]) -> Card:
    return Card(task, task.is_late_on(today), tuple(targets_of(task, labels)))


def targets_of(task: Task, labels: dict[str, str]) -> Iterable[Target]:
    """Where the card may go: one move for each column, the first that leads there."""
    offered = [kind for kind in moves_offered(task) if kind not in BY_THE_WAY]
    for column, states in flow.BOARD.items():
        kind = next((k for k in offered if flow.STEPS[k].target in states), None)
        if kind is not None and task.state not in states:
            yield Target(column, labels[column], kind, str(MoveKind(kind).label))


@dataclass(frozen=True)
class Bar:
    """A task on the line of days: where it begins and ends in per cent of the span, and its baseline if it differs.

    A task without a start is a mark at its deadline (`width` 0).
    """

    task: Task
    left: float
    width: float
    baseline: tuple[float, float] | None
    tone: str
    can_move: bool


@dataclass(frozen=True)
class Tick:
    label: str
    left: float


@dataclass(frozen=True)
class Chart:
    """The bars of a page over one span of days; `today` is where today lies in it, None outside."""

    first: dt.date
    last: dt.date
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: float | None


def gantt(tasks: Sequence[Task], today: dt.date) -> Chart | None:
    """The tasks that have a deadline as bars; None where none has."""
    dated = [task for task in tasks if task.due_on]
    if not dated:
        return None
    days = [
        day
        for task in dated
        for day in (task.starts_on, task.due_on, task.baseline_starts_on, task.baseline_due_on)
        if day
    ]
    first = min(days).replace(day=1)
    last = _month_end(max(days))
    bars = tuple(_bar(task, first, last, today) for task in dated)
    return Chart(first, last, bars, tuple(_ticks(first, last)), _place(today, first, last))


def _bar(task: Task, first: dt.date, last: dt.date, today: dt.date) -> Bar:
    assert task.due_on is not None
    span = (last - first).days + 1

    def place(begin: dt.date | None, end: dt.date) -> tuple[float, float]:
        left = ((begin or end) - first).days / span
        return 100 * left, 100 * ((end - begin).days + 1) / span if begin else 0.0

    left, width = place(task.starts_on, task.due_on)
    moved = (task.baseline_starts_on, task.baseline_due_on) != (task.starts_on, task.due_on)
    baseline = (
        place(task.baseline_starts_on, task.baseline_due_on) if task.baseline_due_on and moved else None
    )
    tone = "over" if task.state in OVER else "late" if task.is_late_on(today) else ""
    if task.state == TaskState.DRAFT:
        tone = "draft"
    can_move = MoveKind.RESCHEDULED.value in moves_offered(task)
    return Bar(task, left, width, baseline, tone, can_move)


def _ticks(first: dt.date, last: dt.date) -> Iterable[Tick]:
    """The beginnings of months, thinned out so that at most a dozen are written."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = -(-months // 12)
    for number in range(0, months, step):
        year, month = divmod(first.month - 1 + number, 12)
        day = dt.date(first.year + year, month + 1, 1)
        yield Tick(f"{day:%Y-%m}", _place(day, first, last) or 0.0)


def _place(day: dt.date, first: dt.date, last: dt.date) -> float | None:
    span = (last - first).days + 1
    return 100 * (day - first).days / span if first <= day <= last else None


@dataclass(frozen=True)
class Day:
    """One day of a month: its tasks due, and why it is no working day where it is none."""

    day: dt.date
    in_month: bool
    day_off: str
    is_off: bool
    tasks: tuple[Task, ...]
    left_out: int


SHOWN_A_DAY = 5


def month(shown: QuerySet[Task], first: dt.date, today: dt.date) -> list[list[Day]]:
    """The weeks of a month, Monday first, with the tasks due on each day and the home country's days off."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    within = shown.filter(due_on__range=(begin, end))
    counts = dict(within.order_by().values_list("due_on").annotate(Count("pk")))
    # A large year has hundreds of tasks on a day: only those that are shown leave the database.
    place = Window(RowNumber(), partition_by="due_on", order_by="number")
    due: dict[dt.date, list[Task]] = {}
    for task in within.annotate(place=place).filter(place__lte=SHOWN_A_DAY).order_by("due_on", "number"):
        due.setdefault(task.due_on or begin, []).append(task)
    days = Rulers(today, begin, end).days(frozenset())
    return [
        [_day(day, first.month, due.get(day, []), counts.get(day, 0), days.on(day)) for day in week]
        for week in weeks
    ]


def _day(day: dt.date, in_month: int, tasks: list[Task], count: int, answer: Answer) -> Day:
    return Day(
        day=day,
        in_month=day.month == in_month,
        day_off=said(answer),
        is_off=answer.state is State.DAY_OFF,
        tasks=tuple(tasks),
        left_out=count - len(tasks),
    )


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
