"""What is late and who has it: the weekly list, its sheet and its paper.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination.exports.supervision import holder, late_columns, late_rows
from youcheng.coordination.papers.supervision import late_list
from youcheng.coordination.policies import may_take_part
from youcheng.coordination.queries import lateness
from youcheng.coordination.views.finding import supervision_tabs
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of, sorted_by

MOST_ON_PAPER = 1000
"""A longer list is a sheet, no paper."""


@requires(may_take_part)
def late(request: HttpRequest) -> HttpResponseBase:
    actor, today = actor_of(request), timezone.localdate()
    rows = lateness.late_tasks(actor, today)
    unit = request.GET.get("unit", "")
    if unit:
        rows = rows.filter(lead__key=unit)
    if sort := request.GET.get("sort", ""):
        rows = sorted_by(rows, sort, lateness.SORTS, "unit")
    if "format" in request.GET:
        found = lateness.reckoned(actor, rows, today)
        return export_response(request, late_columns(), late_rows(found), _("Late as of %s") % today)
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": [(one, holder(one)) for one in lateness.reckoned(actor, page.object_list, today)],
        "units": lateness.by_unit(actor, today),
        "unit": unit,
        "today": today,
        **supervision_tabs(request, "late"),
    }
    return render(request, "coordination/late.html", context)


@requires(may_take_part)
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in TYPES:
        raise Http404
    actor, today = actor_of(request), timezone.localdate()
    rows = lateness.late_tasks(actor, today)[:MOST_ON_PAPER]
    found, units = lateness.reckoned(actor, rows, today), lateness.by_unit(actor, today)
    document = late_list(units, found, today, language_of(request))
    return as_download(file_of(document, kind), TYPES[kind], f"{document.title} {today}", kind)
