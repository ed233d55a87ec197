"""Reads of portfolios and of the catalogue of actions, for pages and papers. Lists take the actor.

Nothing is written here; sentences are made in `portfolio_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Sum

from youcheng.foundation.actors import Actor
from youcheng.network.enums import Zone
from youcheng.network.queries import relationships_visible_to
from youcheng.strategy.enums import Batch
from youcheng.strategy.models import ActionKind, Portfolio, PortfolioItem, PortfolioWish
from youcheng.strategy.policies import (
    action_kind_policy,
    portfolio_item_policy,
    portfolio_policy,
    portfolio_wish_policy,
)
from youcheng.strategy.portfolio_words import Names

SIDE_BY_SIDE = 4
"""As many portfolios can be compared at once."""


@dataclass(frozen=True)
class Total:
    """A group of chosen items: how many, what they are worth and what they take."""

    code: str
    label: str
    count: int
    value: float
    money: Decimal
    days: Decimal


@dataclass(frozen=True)
class Marked:
    """An action with a city, and in which of the portfolios compared it was chosen (None: it could not take part)."""

    item: PortfolioItem
    chosen: list[bool | None]

    @property
    def differs(self) -> bool:
        return len(set(self.chosen)) > 1


def portfolios_visible_to(actor: Actor) -> QuerySet[Portfolio]:
    """Portfolios with the number of chosen items, newest year first."""
    rows = Portfolio.objects.annotate(chosen=Count("items", filter=Q(items__is_chosen=True)))
    return portfolio_policy.annotate(portfolio_policy.filter(rows, actor), actor, "edit", "accept")


def portfolio_years(actor: Actor) -> list[int]:
    """The years that have a portfolio, newest first."""
    rows = portfolio_policy.filter(Portfolio.objects.order_by("-year"), actor)
    return list(rows.values_list("year", flat=True).distinct())


def items_of(actor: Actor, portfolio: Portfolio) -> QuerySet[PortfolioItem]:
    """Every item that was weighed, with its tie and action."""
    rows = PortfolioItem.objects.filter(portfolio=portfolio).select_related(
        "relationship__partner__country", "action"
    )
    return portfolio_item_policy.filter(rows, actor)


def chosen_items(actor: Actor, portfolio: Portfolio) -> QuerySet[PortfolioItem]:
    return items_of(actor, portfolio).filter(is_chosen=True)


def left_out(actor: Actor, portfolio: Portfolio) -> QuerySet[PortfolioItem]:
    """What was not chosen: the smallest loss first, exact ones before proved bounds, what can't be had at the end."""
    rows = items_of(actor, portfolio).filter(is_chosen=False)
    rows = rows.annotate(is_out_of_reach=ExpressionWrapper(Q(loss__isnull=True), BooleanField()))
    return rows.order_by("is_out_of_reach", "-loss_is_exact", "loss", "-value", "pk")


def wishes_of(actor: Actor, portfolio: Portfolio) -> QuerySet[PortfolioWish]:
    rows = PortfolioWish.objects.filter(portfolio=portfolio).select_related("relationship__partner", "action")
    return portfolio_wish_policy.filter(rows, actor)


def actions_visible_to(actor: Actor) -> QuerySet[ActionKind]:
    """The catalogue with the column `can_edit`."""
    rows = action_kind_policy.filter(ActionKind.objects.all(), actor)
    return action_kind_policy.annotate(rows, actor, "edit")


def names_for(actor: Actor, currency: str) -> Names:
    """What the codes of any portfolio's answer are called in the reader's language. Two queries."""
    partners = {tie.partner.slug: str(tie.partner) for tie in relationships_visible_to(actor)}
    return Names(partners, {row.code: str(row) for row in actions_visible_to(actor)}, currency)


def totals_by(actor: Actor, portfolio: Portfolio, column: str) -> list[Total]:
    """The chosen items summed by `zone` or `batch`, in the order of the choices. One query."""
    labels = dict(Zone.choices if column == "zone" else Batch.choices)
    sums = {
        row[column]: row
        for row in chosen_items(actor, portfolio)
        .order_by()
        .values(column)
        .annotate(n=Count("pk"), v=Sum("value"), m=Sum("money"), d=Sum("days"))
    }
    return [
        Total(code, str(labels.get(code, code)), row["n"], row["v"], row["m"], row["d"])
        for code in [*labels, ""]
        if (row := sums.get(code))
    ]


def side_by_side(actor: Actor, portfolios: Sequence[Portfolio]) -> list[Marked]:
    """Every item chosen in any of the portfolios, and in which of them; those that differ first. One query."""
    rows = portfolio_item_policy.filter(
        PortfolioItem.objects.filter(portfolio__in=portfolios).select_related(
            "relationship__partner__country", "action"
        ),
        actor,
    )
    by_key: dict[tuple[int, int], dict[int, PortfolioItem]] = {}
    for row in rows:
        by_key.setdefault((row.relationship_id, row.action_id), {})[row.portfolio_id] = row
    marked = [_marked(held, portfolios) for held in by_key.values()]
    return sorted((each for each in marked if any(each.chosen)), key=lambda each: not each.differs)


def _marked(held: dict[int, PortfolioItem], portfolios: Iterable[Portfolio]) -> Marked:
    chosen = [held[each.pk].is_chosen if each.pk in held else None for each in portfolios]
    return Marked(next(iter(held.values())), chosen)
