"""The catalogue of actions: the list with what lacks a cost, adding and changing one, and its sheet.

Reached through `urls`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.network import preferences
from youcheng.strategy.actions import action_kinds as actions
from youcheng.strategy.forms.action_kinds import ActionFilter, ActionKindForm
from youcheng.strategy.imports import ACTIONS
from youcheng.strategy.models import ActionKind
from youcheng.strategy.policies import action_kind_policy, may_draft, may_see_dossiers
from youcheng.strategy.portfolio_settings import portfolio_settings
from youcheng.strategy.queries.portfolios import actions_visible_to
from youcheng.strategy.views.reading import attempt

SORTS: dict[str, Callable[[ActionKind], Any]] = {
    "name": lambda row: collation(str(row)),
    "exchange": lambda row: row.exchange,
    "cost": lambda row: (row.cost is None, row.cost or 0),
    "days": lambda row: (row.staff_days is None, row.staff_days or 0),
    "order": lambda row: row.order,
}


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), ActionFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = [row for row in actions_visible_to(actor) if _fits(row, wanted)]
    sort = request.GET.get("sort", "")
    rows.sort(key=SORTS.get(sort.removeprefix("-"), SORTS["order"]), reverse=sort.startswith("-"))
    kinds, settings = preferences.vitality_kinds(), portfolio_settings()
    context = {
        "form": form,
        "rows": [
            (row, kinds[row.exchange], settings.effect(kinds[row.exchange], 100, "strengthen"))
            for row in rows
        ],
        "unpriced": sum(row.is_active and not row.is_priced for row in rows),
        "settings": settings,
        "can_add": may_draft(actor),
    }
    return render(request, "strategy/portfolios/actions.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    return export_response(request, ACTIONS.columns, ACTIONS.rows(actor_of(request)), _("actions"))


@requires(may_draft)
def add(request: HttpRequest) -> HttpResponse:
    form = ActionKindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            request,
            lambda: actions.add_action(actor=actor_of(request), now=timezone.now(), **form.values),
            _("Added to the catalogue."),
        )
        if made is not None:
            return redirect("strategy:actions")
    return render(request, "strategy/portfolios/action.html", {"form": form, "row": None})


@requires(may_see_dossiers)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of(request)
    row = get_object_or_404(actions_visible_to(actor), code=code)
    action_kind_policy.require(actor, "edit", row)
    form = ActionKindForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            request,
            lambda: actions.edit_action(
                actor=actor, now=timezone.now(), row=row, version=form.cleaned_data["version"], **form.values
            ),
            _("Saved."),
        )
        if changed is not None:
            return redirect("strategy:actions")
    return render(request, "strategy/portfolios/action.html", {"form": form, "row": row})


def _fits(row: ActionKind, wanted: dict[str, Any]) -> bool:
    names = " ".join([row.code, *row.name.values()]).casefold()
    return (
        wanted.get("text", "").casefold() in names
        and wanted.get("exchange", "") in {"", row.exchange}
        and wanted.get("priced", "") in {"", "yes" if row.is_priced else "no"}
    )
