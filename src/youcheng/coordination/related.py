"""Links from ties, cities, dossiers and portfolios to their tasks, from a recommendation to its task, from advice to measures.

Offered to `foundation.related` when the app starts. Nothing but links belongs here.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination import queries
from youcheng.coordination.actions.advice import USED
from youcheng.coordination.policies import may_direct, may_plan
from youcheng.coordination.queries.advice import measures_of_deliverable
from youcheng.coordination.queries.narrowing import about_cities
from youcheng.coordination.queries.reasons import is_recommendation, tasks_of_dossier
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import listed
from youcheng.foundation.related import Related
from youcheng.network.models import City, Relationship
from youcheng.strategy.models import Deliverable, Dossier, Portfolio


def tasks_of_tie(actor: Actor, tie: Model) -> Related | None:
    """The tasks of the tie and about its city; where there are none, the way to write one down."""
    assert isinstance(tie, Relationship)
    return _tasks(actor, tie.partner) or _write(actor, relationship=tie.partner.slug)


def tasks_of_city(actor: Actor, city: Model) -> Related | None:
    """The tasks about a city with which there is no tie."""
    assert isinstance(city, City)
    return _tasks(actor, city)


def tasks_of_dossier_s_tie(actor: Actor, dossier: Model) -> Related | None:
    """The tasks of the tie the dossier is about."""
    assert isinstance(dossier, Dossier)
    return _tasks(actor, dossier.relationship.partner)


def task_of_recommendation(actor: Actor, dossier: Model) -> Callable[[str], Related | None]:
    """For each recommendation its task, or the way to make it one."""
    assert isinstance(dossier, Dossier)
    held = tasks_of_dossier(actor, dossier)
    plan = queries.plan_in_force(actor, dossier.year)
    can_add = plan is not None and plan.can_add_task  # type: ignore[attr-defined]

    def link(block: str) -> Related | None:
        if not is_recommendation(block):
            return None
        if task := held.get(block):
            return Related(
                _("Task %(code)s") % {"code": task.code},
                reverse("coordination:task", args=[task.pk]),
                "tasks",
            )
        if plan is None or not can_add:
            return None
        query = urlencode({"dossier": dossier.pk, "block": block})
        return Related(
            _("Make this a task"), f"{reverse('coordination:task_add', args=[plan.year])}?{query}", "add"
        )

    return link


def plan_of_portfolio(actor: Actor, portfolio: Model) -> Related | None:
    """The tasks a portfolio became; before that, the way to put a solved one into its year's plan, for whoever may."""
    assert isinstance(portfolio, Portfolio)
    if portfolio.accepted_at is not None:
        return _tasks_of_portfolio(actor, portfolio)
    if not portfolio.is_solved or not may_direct(actor):
        return None
    plan = queries.plans_visible_to(actor).filter(year=portfolio.year).first()
    if plan is None:
        label = _("Begin the plan of %(year)s first") % {"year": portfolio.year}
        return Related(label, reverse("coordination:plan_add"), "plan")
    url = reverse("coordination:portfolio_accept", args=[plan.year, portfolio.pk])
    return Related(_("Put into the plan"), url, "plan")


def _tasks_of_portfolio(actor: Actor, portfolio: Portfolio) -> Related | None:
    """The tasks of its goal, as far as the actor sees them."""
    rows = queries.tasks_counted_for(actor).filter(portfolio_item__portfolio=portfolio)
    count, goal = rows.count(), rows.values_list("measure__goal", flat=True).first()
    if not count:
        return None
    label = ngettext("%(count)s task", "%(count)s tasks", count) % {"count": count}
    query = urlencode({"goal": goal} if goal else {"year": portfolio.year})
    return Related(label, f"{reverse('coordination:tasks')}?{query}", "tasks")


def measures_of_advice(actor: Actor, deliverable: Model) -> Callable[[str], Related | None]:
    """For each recommendation of a deliverable the measures that follow it, or the way to name one."""
    assert isinstance(deliverable, Deliverable)
    held = measures_of_deliverable(actor, deliverable)
    used = set(deliverable.recommendations.filter(state__in=USED).values_list("pk", flat=True))
    may_link = bool(used) and may_plan(actor)

    def link(key: str) -> Related | None:
        pk = int(key)
        measures = held.get(pk, [])
        names = listed(f"{one.plan.year}-{one.number}" for one in measures)
        label = _("Measures: %(names)s") % {"names": names} if measures else _("Name a measure of the plan")
        if may_link and pk in used:
            return Related(label, reverse("coordination:advice_measures", args=[pk]), "plan")
        if not measures:
            return None
        first = measures[0]
        return Related(label, reverse("coordination:measure", args=[first.plan.year, first.number]), "plan")

    return link


def _tasks(actor: Actor, city: City) -> Related | None:
    """The tasks about a city the actor may see; None where there are none."""
    rows = queries.tasks_counted_for(actor).filter(about_cities(City.objects.filter(pk=city.pk)))
    count = rows.count()
    if not count:
        return None
    label = ngettext("%(count)s task", "%(count)s tasks", count) % {"count": count}
    return Related(label, f"{reverse('coordination:tasks')}?{urlencode({'city': city.slug})}", "tasks")


def _write(actor: Actor, **begins: str) -> Related | None:
    """The way to write a task down in the plan that is in force, for whoever may."""
    plan = queries.plan_in_force(actor, timezone.localdate().year)
    if plan is None or not plan.can_add_task:  # type: ignore[attr-defined]
        return None
    url = f"{reverse('coordination:task_add', args=[plan.year])}?{urlencode(begins)}"
    return Related(_("Write a task down"), url, "tasks")
