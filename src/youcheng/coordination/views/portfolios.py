"""Putting a solved portfolio into the plan: what will be made, with lead units and deadlines to change, and making it.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.portfolios import accept_portfolio
from youcheng.coordination.forms.portfolios import AcceptForm
from youcheng.coordination.policies import may_see_plans, plan_policy
from youcheng.coordination.queries.portfolios import Grouping, parts_of
from youcheng.coordination.views.finding import living_units, plan_or_404
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt
from youcheng.network.queries import home_city
from youcheng.strategy.models import Portfolio
from youcheng.strategy.queries.portfolios import portfolios_visible_to


@requires(may_see_plans)
def accept(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    plan, actor, row = plan_or_404(request, year), actor_of(request), _portfolio(request, pk)
    plan_policy.require(actor, "edit", plan)
    if row.accepted_at is not None:
        messages.info(request, _("“%s” went into the plan already; here are its tasks.") % row)
        return redirect("strategy:portfolio", pk)
    if not row.is_solved:
        raise Http404
    by: Grouping = "batch" if request.GET.get("by") == "batch" else "city"
    parts = parts_of(row, by)
    initial = {"lead": _office(), "due_on": _deadline(year)}
    form = AcceptForm(request.POST or None, units=living_units(), parts=parts, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: accept_portfolio(
                actor=actor, now=timezone.now(), portfolio=row, plan=plan, by=by,
                charge=form.charge, charges=form.charges,
            ),
        )  # fmt: skip
        if made is not None:
            messages.success(request, _said(len(made)))
            return redirect("strategy:portfolio", pk)
    context = {
        "form": form,
        "plan": plan,
        "row": row,
        "by": by,
        "tasks": sum(len(part.items) for part in parts),
    }
    return render(request, "coordination/portfolio_accept.html", context)


def _said(count: int) -> str:
    text = ngettext(
        "%(count)s task was made as a draft; it is told to nobody until it is assigned.",
        "%(count)s tasks were made as drafts; they are told to nobody until they are assigned.",
        count,
    )
    return text % {"count": count}


def _portfolio(request: HttpRequest, pk: int) -> Portfolio:
    row = portfolios_visible_to(actor_of(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _office() -> Organisation | None:
    home = home_city()
    return home.office if home else None


def _deadline(year: int) -> dt.date:
    """The end of November, which leaves a month for what is late; the year's last day once that has passed."""
    day = dt.date(year, 11, 30)
    return day if day >= timezone.localdate() else dt.date(year, 12, 31)
