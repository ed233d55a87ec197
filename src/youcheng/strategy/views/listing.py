"""The list of all dossiers of a year with their state, its sheet, and building many with progress.

Reached through `urls`; what is listed comes from `queries.rows_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation import jobs
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.foundation.models import Job
from youcheng.foundation.ownership import job_policy
from youcheng.network.queries import zones_of_all
from youcheng.strategy import tasks
from youcheng.strategy.exports import dossiers as exports
from youcheng.strategy.forms import DossierFilter
from youcheng.strategy.policies import may_draft, may_see_dossiers
from youcheng.strategy.queries import Row, rows_of, years_of

PAGE_ROWS = 100
SORTS: dict[str, Callable[[Row], Any]] = {
    "partner": lambda row: collation(str(row.relationship.partner)),
    "country": lambda row: collation(row.relationship.partner.country.name),
    "state": lambda row: row.state,
    "stale": lambda row: (row.stale is None, not row.stale),
    "made": lambda row: row.version.created_at.timestamp() if row.version else 0.0,
}


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    form, rows, year = _rows(request)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": page.object_list,
        "year": year,
        "stale": sum(row.stale is True for row in rows),
        "undrafted": sum(row.version is None for row in rows),
        "approved": sum(row.state == "approved" for row in rows),
        "total": len(rows),
        "can_draft": may_draft(actor_of(request)),
        "work": _running(request),
    }
    return render(request, "strategy/dossiers.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    _form, rows, year = _rows(request)
    return export_response(
        request,
        exports.list_columns(),
        exports.list_rows(rows, year),
        _("dossiers-%(year)s") % {"year": year},
    )


@require_POST
@requires(may_draft)
def rebuild(request: HttpRequest) -> HttpResponse:
    """Queue the drafting of a year's dossiers and show its progress."""
    actor, now = actor_of(request), timezone.now()
    year = int(request.POST["year"]) if request.POST.get("year", "").isdigit() else timezone.localdate().year
    stale_only = request.POST.get("which") == "stale"
    job = jobs.start(
        actor=actor,
        now=now,
        kind="strategy.rebuild",
        title=_("Drafting the dossiers of %(year)s") % {"year": year},
    )
    tasks.rebuild.enqueue(
        str(job.pk), actor.person_id, actor.name, year, [], stale_only, get_language() or "zh-hans"
    )
    return redirect("foundation:job", job.pk)


def _rows(request: HttpRequest) -> tuple[DossierFilter, list[Row], int]:
    """The filter form, its rows in the order asked for, and the year shown."""
    actor = actor_of(request)
    this_year = timezone.localdate().year
    years = sorted({this_year, this_year + 1, *years_of(actor)}, reverse=True)
    data = request.GET.copy()
    data.setdefault("year", str(this_year))
    form = DossierFilter(data, years=years)
    wanted = form.cleaned_data if form.is_valid() else {}
    year = wanted.get("year") or this_year
    rows = [row for row in rows_of(actor, year) if _fits(row, wanted)]
    if wanted.get("zone"):
        zones = zones_of_all(timezone.localdate())
        rows = [row for row in rows if zones.get(row.relationship.partner.country_id) == wanted["zone"]]
    sort = request.GET.get("sort", "")
    rows.sort(key=SORTS.get(sort.removeprefix("-"), SORTS["partner"]), reverse=sort.startswith("-"))
    return form, rows, year


def _fits(row: Row, wanted: dict[str, Any]) -> bool:
    partner, country = row.relationship.partner, row.relationship.partner.country
    text, state = wanted.get("text", "").casefold(), wanted.get("state", "")
    if text and text not in " ".join([*partner.name.values(), partner.slug, country.name]).casefold():
        return False
    if state and row.state != ("" if state == "none" else state):
        return False
    return wanted.get("figures", "") in {
        "",
        "stale" if row.stale else "fresh" if row.stale is False else "none",
    }


def _running(request: HttpRequest) -> Job | None:
    """The build this person has under way, so that leaving its page loses nothing."""
    rows = job_policy.filter(Job.objects.filter(kind="strategy.rebuild"), actor_of(request))
    return next((job for job in rows.order_by("-created_at")[:1] if not job.is_over), None)
