"""What is late on a day and who has it: the tasks, how many working days, by unit.

Called by the weekly list, its exports and its paper. The number of queries does not depend on the number of tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from youcheng.accounts.models import Organisation
from youcheng.coordination.models import Supervision, Task
from youcheng.coordination.queries.calendars import Rulers, countries_of_cities
from youcheng.coordination.queries.supervision import RUNNING, supervisions_visible_to
from youcheng.coordination.queries.sweeping import WITH_OFFICE
from youcheng.coordination.queries.tasks import late_on, tasks_visible_to
from youcheng.foundation.actors import Actor

SORTS = {"number": "number", "unit": "lead__key", "due": "due_on", "state": "state"}
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Late:
    """One late task: working days on the calendars of all sides, whether they are certain, and who has to act."""

    task: Task
    days: int
    is_certain: bool
    is_with_office: bool
    is_new: bool  # its deadline passed within the last seven days
    supervision: Supervision | None


@dataclass(frozen=True)
class Unit:
    """A unit with something late: how many tasks, and the oldest deadline among them."""

    unit: Organisation
    tasks: int
    oldest: dt.date


def late_tasks(actor: Actor, day: dt.date) -> QuerySet[Task]:
    """Tasks the actor sees that are late on a day, unit by unit, the oldest first."""
    return tasks_visible_to(actor).filter(late_on(day)).order_by("lead__key", "due_on", "number", "pk")


def by_unit(actor: Actor, day: dt.date) -> list[Unit]:
    """The units that have something late, the most first. Two queries."""
    rows = late_tasks(actor, day).filter(lead__isnull=False).order_by()
    counted = (
        rows.values("lead").annotate(tasks=Count("pk"), oldest=Min("due_on")).order_by("-tasks", "oldest")
    )
    found = list(counted.values_list("lead", "tasks", "oldest"))
    units = Organisation.objects.in_bulk([lead for lead, _tasks, _oldest in found])
    return [Unit(units[lead], tasks, oldest) for lead, tasks, oldest in found]


def reckoned(actor: Actor, rows: Iterable[Task], day: dt.date) -> list[Late]:
    """Each of these tasks with its working days late and its supervision notice. Three queries."""
    tasks = list(rows)
    dues = [task.due_on for task in tasks if task.due_on is not None]
    if not dues:
        return []
    keys = [task.pk for task in tasks]
    rulers = Rulers(day, min(dues), day)
    about = countries_of_cities(keys)
    running = supervisions_visible_to(actor).filter(task__in=keys, state__in=RUNNING)
    supervisions = {row.task_id: row for row in running}
    found = []
    for task in tasks:
        assert task.due_on is not None
        tie = task.relationship
        partners = about.get(task.pk, frozenset()) | ({tie.partner.country_id} if tie else frozenset())
        ruler = rulers.of(partners)
        found.append(
            Late(
                task=task,
                days=ruler.late(day, task.due_on),
                is_certain=ruler.is_certain(task.due_on, day),
                is_with_office=task.state in WITH_OFFICE,
                is_new=task.due_on >= day - WEEK,
                supervision=supervisions.get(task.pk),
            )
        )
    return found
