"""Doors of the year's portfolio and the catalogue of actions: the office's own, seen by nobody outside the office."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.doors.batches import YEAR, sorted_ties
from tests.doors.door import HIDDEN, REFUSED, Door, Kind
from tests.doors.strategy import SECRET, SYSTEM
from tests.world import NOW, World
from youcheng.network.models import Relationship
from youcheng.strategy.actions import action_kinds
from youcheng.strategy.actions import portfolios as actions
from youcheng.strategy.enums import PortfolioState
from youcheng.strategy.models import ActionKind, Portfolio, PortfolioItem

NAME = "Of the mayor"
PRICED = "Letters of the mayor"


def solved(world: World) -> int:
    """A portfolio in which one action with the tie is chosen, as solving would leave it."""
    sorted_ties(world)
    kind = ActionKind.objects.first() or action_kinds.add_action(
        actor=SYSTEM,
        now=NOW,
        code="letter",
        name={"en": PRICED},
        exchange="letter",
        cost=Decimal(5),
        staff_days=Decimal(1),
    )
    row = Portfolio.objects.first() or actions.make_portfolio(
        actor=SYSTEM, now=NOW, year=YEAR, name=NAME, budget=Decimal(100), batches=["unknown"]
    )
    if not row.is_solved:
        tie = Relationship.objects.get()
        PortfolioItem.objects.create(
            portfolio=row, relationship=tie, action=kind, batch="unknown", value=1.0,
            money=Decimal(5), days=Decimal(1), is_chosen=True,
        )  # fmt: skip
        Portfolio.objects.filter(pk=row.pk).update(
            state=PortfolioState.SOLVED,
            solved_at=NOW,
            answer={
                "value": 1.0,
                "gap": 0.0,
                "money": 5.0,
                "days": 1.0,
                "standings": [],
                "curves": {},
                "settings": {"currency": "CNY"},
            },
        )
    return row.pk


def _none(world: World) -> tuple[()]:
    solved(world)
    return ()


def _wished(world: World) -> tuple[int, int]:
    key = solved(world)
    made = actions.set_wish(
        actor=SYSTEM,
        now=NOW,
        portfolio=Portfolio.objects.get(pk=key),
        relationship=Relationship.objects.get(),
        action=None,
        wish="required",
    )
    return key, made.pk


def _kind(world: World) -> str:
    solved(world)
    return "letter"


def _limits(_world: World) -> dict[str, Any]:
    return {"year": YEAR, "name": "Another", "budget": "10", "batches": ["unknown"]}


def _priced(_world: World) -> dict[str, Any]:
    return {"code": "gift", "name_zh": "礼品", "exchange": "donation", "grade": "C", "is_active": "on"}


DOORS = {
    "strategy:portfolios": [
        Door(Kind.LIST, args=_none, secret=NAME),
        Door(Kind.SEARCH, args=_none, query="?text=mayor&year=2026", secret=NAME),
    ],
    "strategy:portfolios_export": Door(Kind.EXPORT, args=_none, query="?format=csv", secret=NAME),
    "strategy:portfolio_add": [
        Door(Kind.PAGE, args=_none),
        Door(Kind.CHANGE, args=_none, data=_limits),
        Door(Kind.PAGE, args=_none, officer="assistant", office=HIDDEN),
    ],
    "strategy:portfolio_compare": Door(Kind.REPORT, args=_none, secret=SECRET),
    "strategy:portfolio": Door(Kind.DETAIL, args=solved, secret=SECRET),
    "strategy:portfolio_edit": [
        Door(Kind.DETAIL, args=solved, secret=NAME),
        Door(Kind.CHANGE, args=solved, data=_limits),
        Door(Kind.DETAIL, args=solved, officer="assistant", office=REFUSED),
    ],
    "strategy:portfolio_copy": Door(Kind.CHANGE, args=solved, data=lambda _w: {"name": "More"}),
    "strategy:portfolio_remove": Door(Kind.CHANGE, args=solved, data=lambda _w: {}),
    "strategy:portfolio_solve": Door(Kind.CHANGE, args=solved, data=lambda _w: {}),
    "strategy:portfolio_wish": [
        Door(Kind.DETAIL, args=solved, secret=SECRET),
        Door(
            Kind.CHANGE,
            args=solved,
            data=lambda _w: {"relationship": Relationship.objects.get().pk, "wish": "required"},
        ),
    ],
    "strategy:portfolio_unwish": Door(Kind.CHANGE, args=_wished, data=lambda _w: {}),
    "strategy:portfolio_export": [
        Door(Kind.EXPORT, args=solved, query="?format=csv", secret=SECRET),
        Door(Kind.EXPORT, args=solved, query="?format=xlsx", secret=SECRET),
    ],
    "strategy:portfolio_file": [
        Door(Kind.DOWNLOAD, args=lambda world: (solved(world), "docx"), secret=SECRET),
        Door(Kind.DOWNLOAD, args=lambda world: (solved(world), "pdf")),
    ],
    "strategy:actions": Door(Kind.LIST, args=_none, secret=PRICED),
    "strategy:actions_export": Door(Kind.EXPORT, args=_none, query="?format=csv", secret=PRICED),
    "strategy:action_add": [Door(Kind.PAGE, args=_none), Door(Kind.CHANGE, args=_none, data=_priced)],
    "strategy:action_edit": [
        Door(Kind.DETAIL, args=_kind, secret=PRICED),
        Door(
            Kind.CHANGE,
            args=_kind,
            data=lambda _w: {"name_zh": "信函", "exchange": "letter", "grade": "C"},
        ),
    ],
}
