"""Making, changing, copying and removing portfolios, and what is wished of them. Solving is `solving_portfolios`.

Called by the portfolio's pages and, for accepting, by coordination. One that went into the plan is not changed any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.network.enums import Zone
from youcheng.network.models import Relationship
from youcheng.strategy.enums import Batch, PortfolioState, Wish
from youcheng.strategy.errors import Accepted, CannotSolve, WrongState
from youcheng.strategy.models import ActionKind, Portfolio, PortfolioWish
from youcheng.strategy.policies import may_draft, portfolio_policy

KEPT = ("year", "name", "note", "budget", "staff_days", "abroad", "most_a_city", "batches", "quotas")
LIMITS = ("budget", "staff_days", "abroad", "most_a_city", "batches", "quotas", "year")
SHARES = ("least_share", "most_share")
QUOTA = ("least", "most", *SHARES)


@transaction.atomic
def make_portfolio(*, actor: Actor, now: datetime, **values: Any) -> Portfolio:
    """Begin a portfolio. Raises NotAllowed and CannotSolve for numbers that mean nothing."""
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "add", str(_("portfolios")))
    _check(values)
    row = Portfolio(created_at=now, created_by=actor.name, **values)
    row.save()
    audit.record(actor=actor, now=now, action="strategy.portfolio_made", row=row, after=snapshot(row, KEPT))
    return row


@transaction.atomic
def edit_portfolio(
    *, actor: Actor, now: datetime, portfolio: Portfolio, version: int | None, **values: Any
) -> bool:
    """Change a portfolio; False when nothing differs. Another limit takes the answer away."""
    row = held(actor, portfolio)
    require_version(row, version)
    _check({**snapshot(row, KEPT), **values})
    changed = save_changes(actor=actor, now=now, action="strategy.portfolio_edited", row=row, changes=values)
    if changed and any(getattr(portfolio, name) != getattr(row, name) for name in LIMITS):
        forget_answer(row)
    portfolio.refresh_from_db()
    return changed


@transaction.atomic
def copy_portfolio(
    *,
    actor: Actor,
    now: datetime,
    portfolio: Portfolio,
    name: str,
    budget: Decimal | None,
    staff_days: Decimal | None,
) -> Portfolio:
    """A second way for the same year: everything as here but for budget and staff days, wishes included."""
    portfolio_policy.require(actor, "view", portfolio)
    values = {key: getattr(portfolio, key) for key in KEPT if key not in ("name", "budget", "staff_days")}
    made = make_portfolio(actor=actor, now=now, name=name, budget=budget, staff_days=staff_days, **values)
    wishes = [
        PortfolioWish(
            portfolio=made, relationship_id=each.relationship_id, action_id=each.action_id, wish=each.wish
        )
        for each in portfolio.wishes.all()
    ]
    PortfolioWish.objects.bulk_create(wishes)
    return made


@transaction.atomic
def remove_portfolio(*, actor: Actor, now: datetime, portfolio: Portfolio) -> None:
    """Take a portfolio off that did not go into the plan; the audit log keeps what it was."""
    row = held(actor, portfolio)
    audit.record(
        actor=actor, now=now, action="strategy.portfolio_removed", row=row, before=snapshot(row, KEPT)
    )
    row.delete()


@transaction.atomic
def set_wish(
    *,
    actor: Actor,
    now: datetime,
    portfolio: Portfolio,
    relationship: Relationship,
    action: ActionKind | None,
    wish: str,
) -> PortfolioWish:
    """Require or forbid an action with a city, or the whole city; replaces the wish there was about it."""
    row = held(actor, portfolio)
    if wish not in Wish.values:
        raise CannotSolve(_("A wish is one of %(known)s.") % {"known": ", ".join(Wish.values)})
    made, _new = PortfolioWish.objects.update_or_create(
        portfolio=row, relationship=relationship, action=action, defaults={"wish": wish}
    )
    forget_answer(row)
    audit.record(
        actor=actor,
        now=now,
        action="strategy.portfolio_wish_set",
        row=row,
        after={"tie": str(relationship), "action": action.code if action else "", "wish": wish},
    )
    portfolio.refresh_from_db()
    return made


@transaction.atomic
def remove_wish(*, actor: Actor, now: datetime, wish: PortfolioWish) -> None:
    """Take a wish back."""
    row = held(actor, wish.portfolio)
    audit.record(
        actor=actor,
        now=now,
        action="strategy.portfolio_wish_removed",
        row=row,
        before={
            "tie": str(wish.relationship),
            "action": wish.action.code if wish.action else "",
            "wish": wish.wish,
        },
    )
    wish.delete()
    forget_answer(row)


@transaction.atomic
def mark_accepted(*, actor: Actor, now: datetime, portfolio: Portfolio) -> Portfolio:
    """Say that the portfolio went into the plan: from now on it is not changed. Raises NotAllowed, Accepted and WrongState."""
    portfolio_policy.require(actor, "accept", portfolio)
    row = _unaccepted(portfolio)
    if row.state != PortfolioState.SOLVED:
        raise WrongState(_("Only a solved portfolio can go into the plan."))
    changes = {"accepted_at": now, "accepted_by": actor.name}
    save_changes(actor=actor, now=now, action="strategy.portfolio_accepted", row=row, changes=changes)
    return row


def held(actor: Actor, portfolio: Portfolio) -> Portfolio:
    """The row under lock, for whoever may change it. Raises NotAllowed and Accepted."""
    portfolio_policy.require(actor, "edit", portfolio)
    return _unaccepted(portfolio)


def _unaccepted(portfolio: Portfolio) -> Portfolio:
    row = Portfolio.objects.select_for_update().get(pk=portfolio.pk)
    if row.accepted_at is not None:
        raise Accepted(_("“%s” went into the plan already and stays as it is. Make a copy of it.") % row)
    return row


def forget_answer(row: Portfolio) -> None:
    """Take the answer away that no longer belongs to the limits."""
    row.items.all().delete()
    row.state, row.answer, row.solved_at = PortfolioState.DRAFT, {}, None
    row.version += 1
    row.save(update_fields=["state", "answer", "solved_at", "version"])


def _check(values: Mapping[str, Any]) -> None:
    """Refuse a portfolio without a name or batches, amounts below nothing, and quotas that contradict themselves."""
    if not str(values.get("name", "")).strip():
        raise CannotSolve(_("A portfolio needs a name."))
    for name in ("budget", "staff_days", "abroad", "most_a_city"):
        amount = values.get(name)
        if amount is not None and not (Decimal(amount).is_finite() and amount >= 0):
            raise CannotSolve(_("Limits are 0 or more, or empty for none."))
    batches = values.get("batches") or []
    if not batches or set(batches) - set(Batch.values):
        raise CannotSolve(_("Say which batches take part."))
    for zone, quota in (values.get("quotas") or {}).items():
        _check_quota(zone, quota)


def _check_quota(zone: str, quota: Mapping[str, Any]) -> None:
    if zone not in Zone.values or set(quota) - set(QUOTA):
        raise CannotSolve(_("“%s” is no quota of a zone.") % zone)
    for name, amount in quota.items():
        if amount < 0 or (name in SHARES and amount > 1):
            raise CannotSolve(_("A quota is a count of 0 or more, or a share from 0 to 100 %."))
