"""Solving a portfolio: the choice, what binds, what more would buy, and what was left out, written in one transaction.

Called by the task of the portfolio's page. What is chosen from is `portfolio_items`, the program `engines.portfolio`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.engines import portfolio as engine
from youcheng.engines.errors import EngineError
from youcheng.engines.portfolio import Clash, Effort, Kind, LeftOut, Limits
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.strategy.actions.portfolios import held
from youcheng.strategy.enums import PortfolioState
from youcheng.strategy.errors import CannotSolve
from youcheng.strategy.models import Portfolio, PortfolioItem
from youcheng.strategy.portfolio_items import Menu, limits_of, menu_of
from youcheng.strategy.portfolio_settings import Settings, portfolio_settings

Progress = Callable[[int, int, str], None]
STEPS = 3


def solve_portfolio(
    *, actor: Actor, now: datetime, portfolio: Portfolio, progress: Progress | None = None
) -> Portfolio:
    """Solve with the catalogue, the batches and the wishes there are now, and keep the answer.

    Raises NotAllowed, Accepted, CannotSolve, and ChangedMeanwhile where the portfolio was changed while it was solved.
    """
    row = _begun(actor, portfolio)
    tell = progress or (lambda _done, _total, _what: None)
    settings = portfolio_settings()
    menu = menu_of(row, settings)
    if not menu.items:
        raise CannotSolve(_why_nothing(menu))
    limits, effort = limits_of(row, menu), Effort(settings.seconds, settings.each)
    try:
        tell(0, STEPS, _("choosing, and asking what each limit costs"))
        found = engine.choose(menu.items, limits, effort, settings.closest)
        answer = _told(found) | _lacking(menu) | {"settings": _settings(settings), "items": len(menu.items)}
        if isinstance(found, Clash):
            return _kept(actor, now, row, PortfolioState.CLASH, answer, [])
        answer["curves"] = _curves(menu, limits, effort, settings, tell)
    except EngineError as error:
        raise CannotSolve(str(error)) from error
    return _kept(actor, now, row, PortfolioState.SOLVED, answer, _rows(row, menu, found))


def _begun(actor: Actor, portfolio: Portfolio) -> Portfolio:
    with transaction.atomic():
        return held(actor, portfolio)


def _why_nothing(menu: Menu) -> str:
    if menu.no_cost and not menu.rows:
        return _(
            "Nothing can be chosen: no action of the catalogue has both its cost and its staff days, or no tie takes part. "
            "Enter the costs in the catalogue first; without them nothing is guessed."
        )
    return _("Nothing can be chosen: no tie of the batches that take part has a known potential.")


def _kept(
    actor: Actor,
    now: datetime,
    begun: Portfolio,
    state: PortfolioState,
    answer: dict[str, Any],
    rows: list[PortfolioItem],
) -> Portfolio:
    with transaction.atomic():
        row = held(actor, begun)
        if row.version != begun.version:
            raise ChangedMeanwhile(_("“%s” was changed while it was solved. Solve it again.") % row)
        row.items.all().delete()
        row.state, row.answer, row.solved_at = state, answer, now
        row.version += 1
        row.save(update_fields=["state", "answer", "solved_at", "version"])
        PortfolioItem.objects.bulk_create(rows)
        audit.record(
            actor=actor,
            now=now,
            action="strategy.portfolio_solved",
            row=row,
            after={"state": str(state), "value": answer.get("value"), "gap": answer.get("gap")},
        )
    return row


def _told(found: engine.Portfolio | Clash) -> dict[str, Any]:
    """The answer as plain values."""
    about: dict[str, Any] = {"provenance": found.provenance()}
    if isinstance(found, Clash):
        return about | {"clash": [dataclasses.asdict(limit) for limit in found.limits]}
    return about | {
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "money": found.money,
        "days": found.days,
        "standings": [dataclasses.asdict(standing) for standing in found.standings],
    }


def _lacking(menu: Menu) -> dict[str, Any]:
    return {"no_cost": menu.no_cost, "no_potential": menu.no_potential, "red_line": menu.red_line}


def _settings(settings: Settings) -> dict[str, Any]:
    return {
        "version": settings.version,
        "currency": settings.currency,
        "years_left": settings.years_left,
        "weights": dict(settings.weights),
    }


def _curves(menu: Menu, limits: Limits, effort: Effort, settings: Settings, tell: Progress) -> dict[str, Any]:
    """The best value at several levels of money and of staff days, one more unit among them."""
    found = {}
    asked = ((Kind.MONEY, limits.money, settings.more_money), (Kind.DAYS, limits.days, settings.more_days))
    for step, (kind, limit, more) in enumerate(asked, start=1):
        if limit is None:
            continue
        tell(step, STEPS, _("asking what more money and more staff days would buy"))
        levels = [*(limit * share for share in settings.levels), limit, limit + more]
        curve = engine.curve(menu.items, limits, kind, levels, effort)
        found[kind.value] = {
            "limit": limit,
            "more": more,
            "points": [dataclasses.asdict(point) for point in curve.points],
        }
    return found


def _rows(portfolio: Portfolio, menu: Menu, found: engine.Portfolio) -> list[PortfolioItem]:
    left = {each.item.key: each for each in found.left_out}
    return [_row(portfolio, menu, item, left.get(item.key)) for item in menu.items]


def _row(portfolio: Portfolio, menu: Menu, item: engine.Item, left: LeftOut | None) -> PortfolioItem:
    row, action = menu.rows[item.key]
    return PortfolioItem(
        portfolio=portfolio,
        relationship=row.relationship,
        action=action,
        batch=row.batch,
        zone=row.zone,
        value=item.value,
        money=action.cost or Decimal(0),
        days=action.staff_days or Decimal(0),
        is_abroad=item.abroad,
        is_chosen=left is None,
        loss=None if left is None else left.loss,
        loss_is_exact=left is None or left.exact,
    )
