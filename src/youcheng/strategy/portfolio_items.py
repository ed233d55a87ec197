"""What a portfolio is chosen from and what limits it, made from the catalogue, the batches and the wishes.

Called by `actions.portfolios`. What lacks a cost, a potential or a batch is listed apart and never takes part as if it were
free or worthless. The program itself is `engines.portfolio`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from youcheng.engines.errors import EngineError
from youcheng.engines.portfolio import CityLimit, Item, Limits, Quota
from youcheng.foundation.actors import Actor
from youcheng.network import preferences
from youcheng.strategy.enums import Wish
from youcheng.strategy.errors import CannotSolve
from youcheng.strategy.models import ActionKind, Portfolio, PortfolioWish
from youcheng.strategy.portfolio_settings import Settings
from youcheng.strategy.queries.batches import BatchRow, batches_of

SYSTEM = Actor.system("portfolio")
"""Every tie of the office takes part, whoever asks: who may see the answer is the portfolio's policy."""


@dataclass(frozen=True)
class Menu:
    """The items with the rows they stand for, by key, and what could not take part and why, by address or code."""

    items: list[Item]
    rows: dict[str, tuple[BatchRow, ActionKind]]
    no_cost: list[str] = field(default_factory=list)
    no_potential: list[str] = field(default_factory=list)
    red_line: list[str] = field(default_factory=list)


def key_of(slug: str, code: str) -> str:
    """The engine's name of an action with a city."""
    return f"{slug}/{code}"


def menu_of(portfolio: Portfolio, settings: Settings) -> Menu:
    """Every action with every tie that takes part. Raises CannotSolve where the year's ties are not sorted."""
    rows = batches_of(SYSTEM, portfolio.year)
    if not rows:
        raise CannotSolve(
            _("The ties are not sorted into batches for %(year)s yet; sort them first.")
            % {"year": portfolio.year}
        )
    actions = list(ActionKind.objects.filter(is_active=True))
    menu = Menu([], {}, [action.code for action in actions if not action.is_priced])
    for row in rows:
        if row.batch in portfolio.batches:
            _add(menu, row, [action for action in actions if action.is_priced], settings)
    return menu


def limits_of(portfolio: Portfolio, menu: Menu) -> Limits:
    """The portfolio's limits for the engine. Raises CannotSolve for a wish that can't be met whatever the limits."""
    wishes = list(portfolio.wishes.select_related("relationship__partner", "action"))
    try:
        return Limits(
            money=None if portfolio.budget is None else float(portfolio.budget),
            days=None if portfolio.staff_days is None else float(portfolio.staff_days),
            abroad=portfolio.abroad,
            most_a_city=portfolio.most_a_city,
            quotas=tuple(Quota(zone, **given) for zone, given in sorted(portfolio.quotas.items())),
            cities=_of_cities(wishes, menu),
            required=_keys(wishes, menu, Wish.REQUIRED),
            forbidden=_keys(wishes, menu, Wish.FORBIDDEN),
            exclusive=_groups(menu),
        )
    except (EngineError, TypeError) as error:
        raise CannotSolve(str(error)) from error


def _add(menu: Menu, row: BatchRow, actions: Sequence[ActionKind], settings: Settings) -> None:
    slug, potential = row.relationship.partner.slug, row.row.figures.get("potential")
    if row.row.figures.get("red_line"):
        menu.red_line.append(slug)
        return
    if potential is None:
        menu.no_potential.append(slug)
        return
    kinds = preferences.vitality_kinds()
    for action in actions:
        if action.batches and row.batch not in action.batches:
            continue
        key = key_of(slug, action.code)
        if action.cost is None or action.staff_days is None:
            continue  # listed by the caller
        menu.rows[key] = (row, action)
        menu.items.append(
            Item(
                key,
                slug,
                action.code,
                row.zone,
                settings.effect(kinds[action.exchange], float(potential), row.batch),
                float(action.cost),
                float(action.staff_days),
                action.is_abroad,
            )
        )


def _of_cities(wishes: Sequence[PortfolioWish], menu: Menu) -> tuple[CityLimit, ...]:
    """A wish about a whole city: at least one action with it, or none."""
    on_offer = {item.city for item in menu.items}
    return tuple(
        CityLimit(each.relationship.partner.slug, least=1)
        if each.wish == Wish.REQUIRED
        else CityLimit(each.relationship.partner.slug, most=0)
        for each in wishes
        if each.action is None and (each.wish == Wish.REQUIRED or each.relationship.partner.slug in on_offer)
    )


def _keys(wishes: Sequence[PortfolioWish], menu: Menu, wish: Wish) -> frozenset[str]:
    keys = {}
    for each in wishes:
        if each.action is not None and each.wish == wish:
            keys[key_of(each.relationship.partner.slug, each.action.code)] = each
    absent = [each for key, each in keys.items() if key not in menu.rows]
    if absent and wish is Wish.REQUIRED:
        raise CannotSolve(
            _(
                "“%(item)s” is required and can't take part: its cost, the partner's potential or its batch is in the way."
            )
            % {"item": f"{absent[0].relationship.partner} · {absent[0].action}"}
        )
    return frozenset(keys) & menu.rows.keys()


def _groups(menu: Menu) -> tuple[frozenset[str], ...]:
    """The actions that exclude each other, by their group."""
    groups: dict[str, set[str]] = {}
    for _row, action in menu.rows.values():
        if action.group:
            groups.setdefault(action.group, set()).add(action.code)
    return tuple(frozenset(codes) for _name, codes in sorted(groups.items()) if len(codes) > 1)
