"""How much of each good could a pair trade if its whole trade were spread as supply and demand say?

The export potential of the International Trade Centre (Decreux and Spies 2016) in its plain form: supply × demand × ease.
potential_k = (X_ik / (W_k − M_ik)) · M_jk · E, where E = X_ij / Σ_k (X_ik / (W_k − M_ik)) · M_jk is how easily the two
trade; E is the bias B of `trade`. Left out, for want of figures: growth projections, tariffs, distance to each market.
So the potentials add up to what is traded already, and the method says in which goods the pair falls short of its own
ease, not how much more it could trade in all. Not for pairs that do not trade: their ease is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from youcheng.engines.conventions import Conventions
from youcheng.engines.errors import NegativeFlow, NothingTraded
from youcheng.engines.results import Result, caveat
from youcheng.engines.tables import Floats, TradeTable


@dataclass(frozen=True, eq=False, kw_only=True)
class Potential(Result):
    """Potential, actual and unrealised exports of a directed pair by good, in the table's unit.

    `unrealised` is max(0, potential − actual); `share` its total over the total potential, 0 to 1; `ease` neutral 1.
    """

    goods: tuple[str, ...]
    potential: Floats
    actual: Floats
    unrealised: Floats
    ease: float
    share: float

    def top(self, count: int = 10) -> list[int]:
        """Return the places of the goods with the largest unrealised potential, largest first."""
        order = np.argsort(-self.unrealised, kind="stable")[:count]
        return [int(place) for place in order if self.unrealised[place] > 0]


def export_potential(
    table: TradeTable,
    seller: str,
    buyer: str,
    flows: Mapping[str, float],
    conventions: Conventions | None = None,
) -> Potential:
    """Return the potential by good, given what the seller sold the buyer by good in the table's codes and unit.

    A good without a flow is a zero flow. NothingTraded where the two trade nothing, or nothing was to be expected.
    """
    actual = np.array([flows.get(good, 0.0) for good in table.goods])
    if (actual < 0).any() or not np.isfinite(actual).all():
        raise NegativeFlow(
            "A flow of the pair is not zero or more",
            where=f"{seller} to {buyer}",
            remedy="Correct the flows by pair.",
        )
    expected = _expected(table, seller, buyer, conventions or Conventions())
    if not actual.sum() > 0 or not expected.sum() > 0:
        raise NothingTraded(
            "The two trade nothing, so their ease of trade is not known",
            where=f"{seller} to {buyer}",
            remedy="Choose a pair that trades.",
        )
    ease = float(actual.sum() / expected.sum())
    potential = expected * ease
    unrealised = np.maximum(potential - actual, 0.0)
    return Potential(
        method="export_potential",
        parameters={
            "seller": seller,
            "buyer": buyer,
            "goods": len(table.goods),
            "world": (conventions or Conventions()).world,
        },
        caveats=(*table.caveats, caveat("potential_static"), caveat("class_detail", goods=len(table.goods))),
        goods=table.goods,
        potential=potential,
        actual=actual,
        unrealised=unrealised,
        ease=ease,
        share=float(unrealised.sum() / potential.sum()),
    )


def _expected(table: TradeTable, seller: str, buyer: str, conventions: Conventions) -> Floats:
    """What the pair would trade of each good at an ease of 1."""
    imports = table.required_imports()
    bought = table.imports_of(buyer)
    rows = np.arange(len(table.countries))
    others = rows >= 0 if conventions.world == "whole" else rows != table.row(seller)
    market = imports[others].sum(axis=0)
    share = np.divide(table.exports_of(seller), market, out=np.zeros_like(market), where=market > 0)
    return np.asarray(share * bought)
