"""Putting a solved portfolio into the year's plan: a goal, a measure for each city or batch, a task for each action chosen.

Called by the plan's page for a portfolio. It happens once, in one transaction; what was chosen is strategy's, what becomes
of the tasks afterwards is `moves`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.plans import add_goal, add_measure
from youcheng.coordination.actions.tasks import write_task
from youcheng.coordination.enums import PlanState
from youcheng.coordination.errors import ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Goal, Measure, Plan, Task
from youcheng.coordination.queries.portfolios import Grouping, Part, parts_of
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import number
from youcheng.foundation.translated import Translated
from youcheng.strategy.actions.portfolios import mark_accepted
from youcheng.strategy.models import Portfolio, PortfolioItem


@dataclass(frozen=True)
class Charge:
    """Who leads the tasks of a part, and until when they are to be done."""

    lead: Organisation | None
    due_on: dt.date


def accept_portfolio(
    *,
    actor: Actor,
    now: datetime,
    portfolio: Portfolio,
    plan: Plan,
    by: Grouping,
    charge: Charge,
    charges: Mapping[str, Charge] | None = None,
) -> list[Task]:
    """Make goal, measures and draft tasks of everything chosen. `charges` says by a part's key where it differs from `charge`.

    Raises NotAllowed, Accepted (it went into a plan before), WrongState, and NotNow, Incomplete or ImpossibleDates where
    plan, portfolio or deadlines don't fit.
    """
    charges = charges or {}
    with transaction.atomic():
        row = mark_accepted(actor=actor, now=now, portfolio=portfolio)
        _check(row, plan, [charge, *charges.values()])
        parts = parts_of(row, by)
        if not parts:
            raise Incomplete(_("Nothing was chosen in “%s”, so there is nothing to plan.") % row)
        goal = add_goal(actor=actor, now=now, plan=plan, name=_goal_name(row))
        made = []
        for part in parts:
            made += _of_part(actor, now, plan, goal, part, charges.get(part.key, charge), row)
        audit.record(
            actor=actor,
            now=now,
            action="coordination.portfolio_accepted",
            row=plan,
            after={"portfolio": str(row), "measures": len(parts), "tasks": len(made)},
        )
    portfolio.refresh_from_db()
    return made


def _check(portfolio: Portfolio, plan: Plan, charges: Iterable[Charge]) -> None:
    if portfolio.year != plan.year:
        raise Incomplete(
            _("The portfolio is of %(year)s, the plan of %(plan)s.")
            % {"year": portfolio.year, "plan": plan.year}
        )
    if plan.state == PlanState.CLOSED:
        raise NotNow(
            _("The plan is %(state)s, so this can't be done now.") % {"state": plan.get_state_display()}
        )
    for each in charges:
        if each.due_on.year != plan.year:
            raise ImpossibleDates(
                _("The deadline %(due)s is not in the plan's year %(year)s.")
                % {"due": each.due_on, "year": plan.year}
            )


def _of_part(
    actor: Actor, now: datetime, plan: Plan, goal: Goal, part: Part, charge: Charge, portfolio: Portfolio
) -> list[Task]:
    """One measure with a task for each of its items."""
    cities = {item.relationship.partner_id: item.relationship.partner for item in part.items}
    fields = sorted({item.action.field for item in part.items if item.action.field})
    zones = {item.zone for item in part.items}
    measure = add_measure(
        actor=actor,
        now=now,
        plan=plan,
        title=part.title,
        goal=goal,
        lead=charge.lead,
        cities=list(cities.values()),
        zone=zones.pop() if len(zones) == 1 else "",
        fields=fields,
    )
    return [_task(actor, now, plan, measure, item, charge, portfolio) for item in part.items]


def _task(
    actor: Actor,
    now: datetime,
    plan: Plan,
    measure: Measure,
    item: PortfolioItem,
    charge: Charge,
    portfolio: Portfolio,
) -> Task:
    currency = portfolio.answer["settings"]["currency"]
    about = {
        "portfolio": portfolio.name,
        "batch": item.get_batch_display(),
        "value": number(item.value, 2),
        "days": number(float(item.days), 1),
    }
    return write_task(
        actor=actor,
        now=now,
        plan=plan,
        title=f"{item.relationship.partner} · {item.action}",
        cities=[item.relationship.partner],
        description=_(
            "From the portfolio “%(portfolio)s”: batch “%(batch)s”, expected effect %(value)s, %(days)s staff days."
        )
        % about,
        measure_id=measure.pk,
        relationship_id=item.relationship_id,
        portfolio_item_id=item.pk,
        lead_id=charge.lead.pk if charge.lead else None,
        due_on=charge.due_on,
        budget=item.money,
        currency=currency,
        fields=[item.action.field] if item.action.field else [],
    )


def _goal_name(portfolio: Portfolio) -> Translated:
    """The goal in both languages."""
    names = {}
    for language in ("zh-hans", "en"):
        with override(language):
            names[language] = _("Portfolio “%(name)s”") % {"name": portfolio.name}
    return Translated(names)
