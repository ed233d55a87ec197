"""The tasks of a view as a board, as a Gantt chart, and as a calendar of deadlines.

Called through `urls`; the filter and its meaning are those of the table. No rule and no query is written here.
"""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination import queries
from youcheng.coordination.policies import may_take_part
from youcheng.coordination.views.moving import undoable
from youcheng.coordination.views.table import listed
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import page_of


@requires(may_take_part)
def board(request: HttpRequest) -> HttpResponse:
    found, today = listed(request), timezone.localdate()
    context = {
        "form": found.form,
        "columns": queries.board(found.counted, found.shown, today),
        "undoable": undoable(request),
        "plan": queries.plans_visible_to(actor_of(request)).first(),
        "here": "board",
    }
    return render(request, "coordination/board.html", context)


@requires(may_take_part)
def gantt(request: HttpRequest) -> HttpResponse:
    """Bars over days, the baseline below them; those without a deadline are counted, not drawn."""
    found, today = listed(request), timezone.localdate()
    rows = found.shown.filter(due_on__isnull=False).prefetch_related("waits_for__plan")
    page = page_of(request, rows.order_by("due_on", "number", "pk"))
    context = {
        "form": found.form,
        "page": page,
        "chart": queries.gantt(list(page), today),
        "undated": found.counted.filter(due_on__isnull=True).count(),
        "undoable": undoable(request),
        "here": "gantt",
    }
    return render(request, "coordination/gantt.html", context)


@requires(may_take_part)
def month(request: HttpRequest) -> HttpResponse:
    """The deadlines of one month; `?month=2026-03`."""
    found, today = listed(request), timezone.localdate()
    first = _month_of(request.GET.get("month", ""), today)
    context = {
        "form": found.form,
        "weeks": queries.month(found.shown, first, today),
        "first": first,
        "before": _shifted(first, -1),
        "after": _shifted(first, 1),
        "today": today,
        "names": [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
        "here": "month",
    }
    return render(request, "coordination/month.html", context)


def _month_of(text: str, today: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _shifted(first: dt.date, by: int) -> str:
    year, month = divmod(first.year * 12 + first.month - 1 + by, 12)
    return f"{year:04d}-{month + 1:02d}"
