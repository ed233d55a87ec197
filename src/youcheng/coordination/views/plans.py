"""The plan's pages: the years, one plan with goals and measures, beginning one, putting it in force, closing it.

Called through `urls`; no rule and no query is written here. Goals and measures are changed in `measures`.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination import actions, queries
from youcheng.coordination.enums import PlanState
from youcheng.coordination.exports.plans import measure_columns, measure_rows, year_columns, year_rows
from youcheng.coordination.forms import PlanForm
from youcheng.coordination.policies import may_direct, may_see_plans, plan_policy
from youcheng.coordination.views.finding import plan_or_404
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import attempt, attempt_at_once


@requires(may_see_plans)
def this_year(request: HttpRequest) -> HttpResponseBase:
    """The plan of the year; where there is none yet, the one in force, else the newest, else the list of years."""
    found = queries.plan_in_force(actor_of(request), timezone.localdate().year)
    return plan(request, found.year) if found else years(request)


@requires(may_see_plans)
def years(request: HttpRequest) -> HttpResponseBase:
    rows = queries.years(actor_of(request), timezone.localdate())
    if "format" in request.GET:
        return export_response(request, year_columns(), year_rows(rows), _("Work plans"))
    return render(
        request, "coordination/plans.html", {"rows": rows, "can_add": may_direct(actor_of(request))}
    )


@requires(may_see_plans)
def plan(request: HttpRequest, year: int) -> HttpResponseBase:
    row, today = plan_or_404(request, year), timezone.localdate()
    page = queries.plan_page(actor_of(request), row, today)
    if "format" in request.GET:
        return export_response(request, measure_columns(), measure_rows(page), str(row))
    context = {
        "plan": row,
        "page": page,
        "years": queries.plans_visible_to(actor_of(request)).values_list("year", flat=True),
        "is_draft": row.state == PlanState.DRAFT,
        "is_in_force": row.state == PlanState.IN_FORCE,
    }
    return render(request, "coordination/plan.html", context)


@requires(may_direct)
def add(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.create_plan(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
        )
        if made is not None:
            messages.success(request, _("The plan is begun. Add its goals and measures."))
            return redirect("coordination:plan", made.year)
    context = {"form": form, "heading": _("Begin a plan"), "back_to_plans": True}
    return render(request, "coordination/form.html", context)


@requires(may_see_plans)
def put_in_force(request: HttpRequest, year: int) -> HttpResponse:
    """Says which dates become the baseline, then puts the plan in force."""
    row = plan_or_404(request, year)
    plan_policy.require(actor_of(request), "edit", row)
    if request.method == "POST":
        attempt_at_once(
            request,
            lambda: actions.put_in_force(actor=actor_of(request), now=timezone.now(), plan=row),
            _("The plan is in force. The dates its tasks have now are the baseline."),
        )
        return redirect("coordination:plan", year)
    context = {
        "plan": row,
        "dated": queries.tasks_for_baseline(row).count(),
        "drafts": queries.drafts_of(row).count(),
    }
    return render(request, "coordination/plan_in_force.html", context)


@requires(may_see_plans)
def close(request: HttpRequest, year: int) -> HttpResponse:
    """Says what stays open, then closes the plan."""
    row = plan_or_404(request, year)
    plan_policy.require(actor_of(request), "edit", row)
    if request.method == "POST":
        attempt_at_once(
            request,
            lambda: actions.close_plan(actor=actor_of(request), now=timezone.now(), plan=row),
            _("The plan is closed. What is open stays open and supervised."),
        )
        return redirect("coordination:plan", year)
    context = {"plan": row, "open": queries.open_tasks_of(row).count()}
    return render(request, "coordination/plan_close.html", context)
