"""The breakdown of tasks 任务分解表: the table with its filter, its groupings with subtotals, and both as sheet and paper.

Called through `urls`; no rule and no query is written here. Other views of the same tasks use the same filter and tabs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from youcheng.coordination import queries
from youcheng.coordination.errors import TooLong
from youcheng.coordination.exports.tasks import group_columns, group_rows
from youcheng.coordination.forms import TaskFilter
from youcheng.coordination.imports import TASKS
from youcheng.coordination.models import Task
from youcheng.coordination.papers.breakdown import Part, breakdown, require_short
from youcheng.coordination.policies import may_take_part
from youcheng.coordination.sentences import standing
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.exporting import Field, Writable, export_response
from youcheng.foundation.views.answering import page_of

GROUPINGS: Mapping[str, Callable[[], str]] = {
    "unit": lambda: _("Lead unit"),
    "city": lambda: _("City"),
    "measure": lambda: _("Measure"),
}
"""How tasks are grouped, and the heading of the group's column."""
SHARED = ("cooperating",)


@dataclass(frozen=True)
class Listed:
    """The tasks of a view: the filter, and the rows it leaves of those the actor may see, bare and as they are shown."""

    form: TaskFilter
    counted: QuerySet[Task]
    shown: QuerySet[Task]


def listed(request: HttpRequest) -> Listed:
    """What the address asks for. Every view of tasks begins here."""
    actor, today = actor_of(request), timezone.localdate()
    form = TaskFilter(request.GET, actor=actor)
    by = form.narrowing()
    return Listed(
        form,
        queries.narrowed(queries.tasks_counted_for(actor), by, actor, today),
        queries.narrowed(queries.tasks_visible_to(actor), by, actor, today),
    )


@requires(may_take_part)
def tasks(request: HttpRequest) -> HttpResponseBase:
    """The table, the most urgent first."""
    found, today = listed(request), timezone.localdate()
    rows = queries.ordered(found.counted, request.GET.get("sort", ""), today)
    if request.GET.get("format") in TYPES:
        return as_paper(request, found, lambda: [("", _shown(found, rows))])
    if "format" in request.GET:
        return as_sheet(request, rows)
    page = page_of(request, rows.values_list("pk", flat=True))
    context = {
        "form": found.form,
        "page": page,
        "rows": [(task, standing(task, today)) for task in _shown(found, page)],
        "progress": queries.progress_of(found.counted, today),
        "plan": queries.plans_visible_to(actor_of(request)).first(),
        "here": "table",
    }
    return render(request, "coordination/tasks.html", context)


def _shown(found: Listed, keys: Iterable[Any]) -> list[Task]:
    """The tasks of these keys (or rows) as they are shown, in their order: sorting bare rows is what keeps pages quick."""
    order = [getattr(key, "pk", key) for key in keys]
    rows = found.shown.filter(pk__in=order).prefetch_related(*SHARED).in_bulk()
    return [rows[key] for key in order if key in rows]


@requires(may_take_part)
def groups(request: HttpRequest, by: str) -> HttpResponseBase:
    """The same tasks in groups with subtotals; each group opens to its tasks."""
    if by not in GROUPINGS:
        raise Http404
    found, today = listed(request), timezone.localdate()
    if request.GET.get("format") in TYPES:
        return as_paper(request, found, lambda: _parts(found, by))
    grouping = queries.grouped(found.counted, by, today, request.GET.get("sort", ""))
    heading = GROUPINGS[by]()
    if "format" in request.GET:
        name = _("Tasks: %(heading)s") % {"heading": heading}
        return export_response(request, group_columns(heading), group_rows(grouping), name)
    page = page_of(request, grouping.groups)
    context = {
        "form": found.form,
        "page": page,
        "rows": [(group, _address(request, group.filter)) for group in page],
        "total": grouping.total,
        "heading": heading,
        "by": by,
        "here": by,
    }
    return render(request, "coordination/task_groups.html", context)


def _parts(found: Listed, by: str) -> list[Part]:
    """The tasks of every group under its heading, in the reader's language of this moment."""
    rows = found.shown.prefetch_related(*SHARED, "cities").order_by("plan__year", "number")
    held: dict[int | None, list[Task]] = {}
    for task in rows:
        for key in queries.keys_of(task, by):
            held.setdefault(key, []).append(task)
    grouping = queries.grouped(found.counted, by, timezone.localdate())
    return [(group.label, held.get(group.key, [])) for group in grouping.groups]


def _address(request: HttpRequest, more: Mapping[str, str] | None) -> str:
    """The table narrowed further; "" where no filter can say it."""
    if more is None:
        return ""
    query = request.GET.copy()
    for name in ("page", "sort"):
        query.pop(name, None)
    for name, value in more.items():
        query[name] = value
    return f"{reverse('coordination:tasks')}?{query.urlencode()}"


def as_sheet(request: HttpRequest, rows: QuerySet[Task]) -> HttpResponseBase:
    """The tasks in the columns of their import, so that the sheet can be corrected and brought in again."""
    columns: list[Writable] = [Field("code", _("No.")), *TASKS.columns]
    return export_response(request, columns, TASKS.rows_of(actor_of(request), rows), TASKS.title)


def as_paper(request: HttpRequest, found: Listed, parts: Callable[[], Sequence[Part]]) -> HttpResponse:
    """The tasks as a paper of the format asked for; a list too long for one is said on the page it came from."""
    kind, language = request.GET["format"], language_of(request)
    try:
        require_short(found.counted.count())
    except TooLong as refused:
        messages.error(request, str(refused))
        query = request.GET.copy()
        query.pop("format")
        return redirect(f"{request.path}?{query.urlencode()}")
    with override(language):
        paper = breakdown(parts(), said=found.form.said(), today=timezone.localdate(), language=language)
    return as_download(file_of(paper, kind), TYPES[kind], paper.title, kind)
