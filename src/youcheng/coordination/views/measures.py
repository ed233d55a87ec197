"""Goals and measures of a plan: adding, changing, taking off, and one measure with its quotation and its tasks.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination import actions, queries
from youcheng.coordination.forms import GoalForm, MeasureForm, NewMeasureForm
from youcheng.coordination.models import Goal, Measure
from youcheng.coordination.policies import may_see_plans, may_take_part, plan_policy
from youcheng.coordination.queries.advice import advice_behind
from youcheng.coordination.views.finding import plan_or_404, saved
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of
from youcheng.network.enums import Zone


@requires(may_see_plans)
def goal_add(request: HttpRequest, year: int) -> HttpResponse:
    plan, actor = plan_or_404(request, year), actor_of(request)
    plan_policy.require(actor, "edit", plan)
    form = GoalForm(request.POST or None, terms=queries.terms_for(plan))
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_goal(actor=actor, now=timezone.now(), plan=plan, **form.values()),
        )
        if made is not None:
            messages.success(request, _("Added: %s.") % made)
            return redirect("coordination:plan", year)
    return render(request, "coordination/form.html", {"form": form, "plan": plan, "heading": _("Add a goal")})


@requires(may_see_plans)
def goal_edit(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    goal, actor = _goal(request, year, pk), actor_of(request)
    plan_policy.require(actor, "edit", goal.plan)
    posted = request.POST if request.method == "POST" else None
    form = GoalForm(posted, terms=queries.terms_for(goal.plan), initial=GoalForm.initial_of(goal))
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: actions.edit_goal(
                actor=actor, now=timezone.now(), goal=goal, version=version, **form.values()
            ),
            held=lambda: GoalForm.initial_of(Goal.objects.get(pk=pk)),
        )
        if done is not None:
            messages.success(request, saved(done))
            return redirect("coordination:plan", year)
    context = {"form": form, "plan": goal.plan, "heading": _("Change the goal")}
    return render(request, "coordination/form.html", context)


@requires(may_see_plans)
def goal_remove(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    goal, actor = _goal(request, year, pk), actor_of(request)
    plan_policy.require(actor, "edit", goal.plan)
    if request.method == "POST":
        attempt_at_once(
            request,
            lambda: actions.remove_goal(actor=actor, now=timezone.now(), goal=goal),
            _("The goal is taken off. Its measures stay."),
        )
        return redirect("coordination:plan", year)
    context = {"plan": goal.plan, "goal": goal, "measures": goal.measures.count()}
    return render(request, "coordination/goal_remove.html", context)


@requires(may_see_plans)
def add(request: HttpRequest, year: int) -> HttpResponse:
    plan, actor = plan_or_404(request, year), actor_of(request)
    plan_policy.require(actor, "edit", plan)
    goals = list(queries.goals_visible_to(actor).filter(plan=plan))
    form = NewMeasureForm(request.POST or None, goals=goals, initial={"goal": request.GET.get("goal", "")})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_measure(actor=actor, now=timezone.now(), plan=plan, **form.values()),
        )
        if made is not None:
            messages.success(request, _("Added: %s.") % made)
            return redirect("coordination:measure", year, made.number)
    context = {"form": form, "plan": plan, "heading": _("Add a measure")}
    return render(request, "coordination/form.html", context)


@requires(may_take_part)
def measure(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One measure: its words, where they were published, and its tasks as far as the actor sees them."""
    row, actor, today = measure_or_404(request, year, number), actor_of(request), timezone.localdate()
    tasks = queries.tasks_visible_to(actor).filter(measure=row)
    context = {
        "measure": row,
        "plan": row.plan,
        "cooperating": row.cooperating.all(),
        "cities": row.cities.all(),
        "zone": Zone(row.zone).label if row.zone else "",
        "fields": row.field_labels,
        "task_query": f"?measure={row.pk}",
        "progress": queries.progress_of_measure(actor, row, today),
        "page": page_of(request, queries.in_order_of_urgency(tasks, today).prefetch_related("cooperating")),
        "can_add_task": plan_policy.allows(actor, "add_task", row.plan),
        "sees_plan": may_see_plans(actor),
        "advice": advice_behind(actor, row),
    }
    return render(request, "coordination/measure.html", context)


@requires(may_see_plans)
def edit(request: HttpRequest, year: int, number: int) -> HttpResponse:
    row, actor = measure_or_404(request, year, number), actor_of(request)
    plan_policy.require(actor, "edit", row.plan)
    goals = list(queries.goals_visible_to(actor).filter(plan=row.plan))
    posted = request.POST if request.method == "POST" else None
    form = MeasureForm(posted, goals=goals, initial=MeasureForm.initial_of(row))
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: actions.edit_measure(
                actor=actor, now=timezone.now(), measure=row, version=version, **form.changes()
            ),
            held=lambda: MeasureForm.initial_of(Measure.objects.get(pk=row.pk)),
        )
        if done is not None:
            messages.success(request, saved(done))
            return redirect("coordination:measure", year, number)
    context = {"form": form, "plan": row.plan, "measure": row, "heading": _("Change the measure")}
    return render(request, "coordination/form.html", context)


@requires(may_see_plans)
def remove(request: HttpRequest, year: int, number: int) -> HttpResponse:
    row, actor = measure_or_404(request, year, number), actor_of(request)
    plan_policy.require(actor, "edit", row.plan)
    if request.method == "POST":
        attempt_at_once(
            request,
            lambda: actions.remove_measure(actor=actor, now=timezone.now(), measure=row),
            _("The measure is taken off. The audit log keeps its words."),
        )
        return redirect("coordination:plan", year)
    context = {"plan": row.plan, "measure": row, "tasks": row.tasks.count()}
    return render(request, "coordination/measure_remove.html", context)


def measure_or_404(request: HttpRequest, year: int, number: int) -> Measure:
    """The measure at this address, or 404 whether it is absent or hidden."""
    rows = queries.measures_visible_to(actor_of(request))
    found = rows.filter(plan__year=year, number=number).first()
    if found is None:
        raise Http404
    return found


def _goal(request: HttpRequest, year: int, pk: int) -> Goal:
    found = queries.goals_visible_to(actor_of(request)).filter(plan__year=year, pk=pk).first()
    if found is None:
        raise Http404
    return found
