"""The year's plans an actor may see: the list of years, one plan with goals and measures, and how far each is.

Called by the plan's pages and exports. A number of queries that does not follow the number of measures or tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from youcheng.coordination.enums import OVER, PlanState, TaskState
from youcheng.coordination.models import Goal, Measure, Plan, Task
from youcheng.coordination.policies import goal_policy, measure_policy, plan_policy
from youcheng.coordination.queries.progress import Progress, progress_by, progress_of, total_of
from youcheng.coordination.queries.tasks import tasks_counted_for
from youcheng.foundation.actors import Actor
from youcheng.network.models import PolicyTerm


@dataclass(frozen=True)
class MeasureRow:
    """A measure and how far its tasks are."""

    measure: Measure
    progress: Progress

    @property
    def query(self) -> str:
        """The filter of the task table that shows these tasks."""
        return f"year={self.measure.plan.year}&measure={self.measure.number}"


@dataclass(frozen=True)
class GoalRow:
    """A goal with its measures; `goal` is None for the measures that serve none."""

    goal: Goal | None
    measures: list[MeasureRow]

    @property
    def query(self) -> str:
        return f"year={self.goal.plan.year}&goal={self.goal.pk}" if self.goal else ""

    @property
    def progress(self) -> Progress:
        return total_of(row.progress for row in self.measures)


@dataclass(frozen=True)
class PlanPage:
    """One plan as its page shows it; `other` are tasks that serve no measure but a tie, a dossier or a decision."""

    plan: Plan
    goals: list[GoalRow]
    other: Progress

    @property
    def query(self) -> str:
        return f"year={self.plan.year}"

    @property
    def progress(self) -> Progress:
        return total_of((*(row.progress for row in self.goals), self.other))

    @property
    def has_measures(self) -> bool:
        return any(row.measures for row in self.goals)

    def measures(self) -> Iterator[tuple[Goal | None, MeasureRow]]:
        """Every measure with its goal, in the order of the page."""
        for row in self.goals:
            for each in row.measures:
                yield row.goal, each


@dataclass(frozen=True)
class YearRow:
    """A plan in the list of years."""

    plan: Plan
    goals: int
    measures: int
    progress: Progress

    @property
    def query(self) -> str:
        return f"year={self.plan.year}"


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Plans, the newest year first, with the columns `can_edit` and `can_add_task`."""
    return plan_policy.annotate(plan_policy.filter(Plan.objects.all(), actor), actor, "edit", "add_task")


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """Measures with plan, goal, lead unit and published plan, and the column `can_edit`."""
    rows = Measure.objects.select_related("plan", "goal", "goal__term", "lead", "bulletin")
    return measure_policy.annotate(measure_policy.filter(rows, actor), actor, "edit")


def goals_visible_to(actor: Actor) -> QuerySet[Goal]:
    rows = Goal.objects.select_related("plan", "term")
    return goal_policy.annotate(goal_policy.filter(rows, actor), actor, "edit")


def years(actor: Actor, today: dt.date) -> list[YearRow]:
    """Every plan the actor may see, the newest first. Two queries."""
    progress = progress_by(tasks_counted_for(actor), "plan_id", today)
    rows = plans_visible_to(actor).annotate(
        goal_count=Count("goals", distinct=True), measure_count=Count("measures", distinct=True)
    )
    return [
        YearRow(plan, plan.goal_count, plan.measure_count, progress.get(plan.pk, Progress())) for plan in rows
    ]


def plan_page(actor: Actor, plan: Plan, today: dt.date) -> PlanPage:
    """One plan with everything on its page. Five queries."""
    progress = progress_by(tasks_counted_for(actor).filter(plan=plan), "measure_id", today)
    rows = measures_visible_to(actor).filter(plan=plan).prefetch_related("cooperating", "cities")
    by_goal: dict[int | None, list[MeasureRow]] = {}
    for measure in rows:
        by_goal.setdefault(measure.goal_id, []).append(
            MeasureRow(measure, progress.get(measure.pk, Progress()))
        )
    goals = [GoalRow(goal, by_goal.pop(goal.pk, [])) for goal in goals_visible_to(actor).filter(plan=plan)]
    if without := by_goal.pop(None, []):
        goals.append(GoalRow(None, without))
    return PlanPage(plan, goals, progress.get(None, Progress()))


def progress_of_measure(actor: Actor, measure: Measure, today: dt.date) -> Progress:
    """How far the measure's tasks are, as far as the actor may see them."""
    return progress_of(tasks_counted_for(actor).filter(measure=measure), today)


def terms_for(plan: Plan) -> list[PolicyTerm]:
    """The policy terms a goal of this plan may stand on: those in use in its year first, then the others."""
    first, last = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)

    def is_used(term: PolicyTerm) -> bool:
        return term.is_in_force(first) or term.is_in_force(last)

    return sorted(PolicyTerm.objects.all(), key=lambda term: not is_used(term))


def tasks_for_baseline(plan: Plan) -> QuerySet[Task]:
    """The tasks whose dates become the baseline when the plan is put in force: assigned, dated, not cancelled."""
    return plan.tasks.filter(due_on__isnull=False).exclude(state__in=[TaskState.DRAFT, TaskState.CANCELLED])


def drafts_of(plan: Plan) -> QuerySet[Task]:
    """The tasks not assigned to anybody yet."""
    return plan.tasks.filter(state=TaskState.DRAFT)


def open_tasks_of(plan: Plan) -> QuerySet[Task]:
    """The tasks that stay open, and supervised, when the plan is closed."""
    return plan.tasks.exclude(state__in=OVER)


def plan_in_force(actor: Actor, year: int) -> Plan | None:
    """The plan of a year, else the one in force, else the newest; None where the actor sees none."""
    rows = plans_visible_to(actor)
    return rows.filter(Q(year=year)).first() or rows.filter(state=PlanState.IN_FORCE).first() or rows.first()
