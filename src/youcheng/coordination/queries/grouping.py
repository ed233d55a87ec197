"""Tasks in groups with subtotals: by lead unit, by city, by measure.

Called by the groupings of the task table and their sheets and papers. A number of queries that does not follow the number
of tasks or groups. A task with several cities stands with each of them, so only the total counts every task once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.models import Measure, Task
from youcheng.coordination.queries.progress import Progress, progress_by, progress_of
from youcheng.network.models import City


@dataclass(frozen=True)
class Group:
    """Tasks that have something in common: the primary key of what it is, None for those without.

    `filter` narrows the task table to them; None where no filter can.
    """

    key: int | None
    label: str
    progress: Progress
    filter: Mapping[str, str] | None


@dataclass(frozen=True)
class Grouping:
    """All groups of one kind, and the total in which every task counts once."""

    groups: list[Group]
    total: Progress


def grouped(rows: QuerySet[Task], by: str, today: dt.date, sort: str = "") -> Grouping:
    """Tasks by "unit" (lead), "city" or "measure".

    Sorted by name, tasks, closed, late or share (`-`: the other way), else measures in the order of their plan, units and cities with the most
    open tasks first; tasks that belong to none come last.
    """
    groups, without = {"unit": _by_unit, "city": _by_city, "measure": _by_measure}[by](rows, today)
    key = sort.removeprefix("-")
    if key in _KEYS:
        groups.sort(key=_KEYS[key], reverse=sort.startswith("-"))
    return Grouping([*groups, *without], progress_of(rows, today))


def keys_of(task: Task, by: str) -> set[int | None]:
    """The keys of the groups a task stands in. Its cities are expected to be fetched."""
    if by == "unit":
        return {task.lead_id}
    if by == "measure":
        return {task.measure_id}
    cities: set[int | None] = {city.pk for city in task.cities.all()}
    if task.relationship is not None:
        cities.add(task.relationship.partner_id)
    return cities or {None}


def _by_unit(rows: QuerySet[Task], today: dt.date) -> tuple[list[Group], list[Group]]:
    counted = progress_by(rows, "lead_id", today)
    units = Organisation.objects.in_bulk([key for key in counted if key])
    groups = [Group(key, str(unit), counted[key], {"lead": unit.key}) for key, unit in units.items()]
    return _busiest_first(groups), _without(_("no lead unit yet"), counted.get(None))


def _by_city(rows: QuerySet[Task], today: dt.date) -> tuple[list[Group], list[Group]]:
    counted = progress_by(rows.filter(relationship__isnull=False), "relationship__partner_id", today)
    # The tie's own city counts once, also where the task names it again.
    named = rows.annotate(named=F("cities")).filter(named__isnull=False)
    named = named.filter(Q(relationship__isnull=True) | ~Q(named=F("relationship__partner_id")))
    for key, progress in progress_by(named, "named", today).items():
        counted[key] = counted.get(key, Progress()) + progress
    cities = City.objects.in_bulk(list(counted))
    groups = [Group(key, str(city), counted[key], {"city": city.slug}) for key, city in cities.items()]
    groups = _busiest_first(groups)
    nowhere = Q(relationship__isnull=True, cities__isnull=True)
    return groups, _without(_("about no city"), progress_of(rows.filter(nowhere), today))


def _by_measure(rows: QuerySet[Task], today: dt.date) -> tuple[list[Group], list[Group]]:
    counted = progress_by(rows, "measure_id", today)
    measures = Measure.objects.select_related("plan").in_bulk([key for key in counted if key])
    groups = [
        Group(
            key,
            f"{measure.plan.year} · {measure.number}. {measure.title}",
            counted[key],
            {"measure": str(measure.number), "year": str(measure.plan.year)},
        )
        for key, measure in sorted(measures.items(), key=lambda item: (-item[1].plan.year, item[1].number))
    ]
    return groups, _without(_("serving no measure"), counted.get(None))


def _busiest_first(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (-group.progress.open, group.label))


def _without(label: str, progress: Progress | None) -> list[Group]:
    """The group of the tasks that belong to none, where there are any."""
    if progress is None or not (progress.total or progress.cancelled):
        return []
    return [Group(None, label, progress, None)]


_KEYS: dict[str, Callable[[Group], Any]] = {
    "name": lambda group: group.label,
    "tasks": lambda group: group.progress.total,
    "closed": lambda group: group.progress.closed,
    "late": lambda group: group.progress.late,
    "share": lambda group: -1.0 if group.progress.share is None else group.progress.share,
}
