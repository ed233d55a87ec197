"""The measures of a plan with their progress, and the list of plans, as sheets.

Called by the plan's pages; numbers stay numbers, and a share nobody can compute stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.coordination.queries.plans import PlanPage, YearRow
from youcheng.coordination.queries.progress import STAGES, Progress, stage_labels
from youcheng.foundation.exporting import Field
from youcheng.network.enums import Field as Topic
from youcheng.network.enums import Zone


def progress_columns() -> list[Field]:
    """The columns of a progress, for every list that counts tasks."""
    labels = stage_labels()
    return [
        Field("tasks", _("Tasks")),
        *(Field(name, labels[name]) for name, _states in STAGES),
        Field("late", _("late")),
        Field("cancelled", _("cancelled")),
        Field("share", _("Share closed")),
    ]


def progress_values(progress: Progress) -> dict[str, Any]:
    counts = {name: progress.count_of(name) for name, _states in STAGES}
    share = None if progress.share is None else round(progress.share, 4)
    more = {"late": progress.late, "cancelled": progress.cancelled, "share": share}
    return {"tasks": progress.total} | counts | more


def measure_columns() -> list[Field]:
    return [
        Field("goal", _("Goal")),
        Field("number", _("No.")),
        Field("measure", _("Measure")),
        Field("quotation", _("Quotation")),
        Field("place", _("Where it stands")),
        Field("lead", _("Lead unit")),
        Field("cooperating", _("Cooperating units")),
        Field("zone", _("Zone")),
        Field("cities", _("Cities")),
        Field("fields", _("Fields")),
        *progress_columns(),
    ]


def measure_rows(page: PlanPage) -> Iterator[dict[str, Any]]:
    for goal, row in page.measures():
        measure = row.measure
        yield {
            "goal": str(goal) if goal else None,
            "number": measure.number,
            "measure": measure.title,
            "quotation": measure.quotation,
            "place": measure.place,
            "lead": measure.lead,
            "cooperating": list(measure.cooperating.all()),
            "zone": Zone(measure.zone).label if measure.zone else None,
            "cities": list(measure.cities.all()),
            "fields": [Topic(code).label for code in measure.fields],
        } | progress_values(row.progress)


def year_columns() -> list[Field]:
    return [
        Field("year", _("Year")),
        Field("state", _("State")),
        Field("goals", _("Goals")),
        Field("measures", _("Measures")),
        *progress_columns(),
    ]


def year_rows(rows: Iterable[YearRow]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "year": row.plan.year,
            "state": row.plan.get_state_display(),
            "goals": row.goals,
            "measures": row.measures,
        } | progress_values(row.progress)
