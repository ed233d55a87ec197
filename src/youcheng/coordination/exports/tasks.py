"""Groups of tasks with their subtotals as a sheet. The table of tasks itself goes out in the columns of its import.

Called by the groupings of the task table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.coordination.exports.plans import progress_columns, progress_values
from youcheng.coordination.queries import Grouping
from youcheng.foundation.exporting import Field


def group_columns(heading: str) -> list[Field]:
    return [Field("group", heading), *progress_columns()]


def group_rows(grouping: Grouping) -> Iterator[dict[str, Any]]:
    """One row a group, and a last one in which every task counts once."""
    for group in grouping.groups:
        yield {"group": group.label} | progress_values(group.progress)
    yield {"group": _("Total")} | progress_values(grouping.total)
