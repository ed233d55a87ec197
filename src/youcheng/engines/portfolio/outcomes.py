"""What a choice answers: the items, how good it is proved to be, what each limit leaves and costs, and what was left out.

Made by `choosing`; frozen values for pages and tests. Nothing is computed here.
"""

from dataclasses import dataclass

from youcheng.engines.portfolio.terms import Item, Limit
from youcheng.engines.results import Result


@dataclass(frozen=True)
class Standing:
    """One limit in the choice made: how much of it is `used`, what is left, and what lifting it would gain.

    `slack` is in the limit's own measure and None for one that has no amount. `gain` is the value more that the best
    choice without this limit has, found by solving anew; None where time ran out. A limit binds where that is above 0.
    """

    limit: Limit
    used: float
    slack: float | None
    gain: float | None

    @property
    def binds(self) -> bool:
        """Whether more could be had without the limit."""
        return self.gain is not None and self.gain > 0


@dataclass(frozen=True)
class LeftOut:
    """An item not chosen and what having it would cost: the fall in value when it is forced in.

    `exact` says that the program was solved with it; else `loss` is proved as a lower bound by the relaxation. `loss` is
    None where the item cannot be had within the limits at all.
    """

    item: Item
    loss: float | None
    exact: bool


@dataclass(frozen=True)
class Point:
    """The best value at one level of money or staff days, and its proved bound; both None where nothing fits."""

    level: float
    value: float | None
    bound: float | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Portfolio(Result):
    """The best choice: `value` reached, `bound` that no choice exceeds, `gap` between them as a share of the bound."""

    chosen: tuple[Item, ...]
    value: float
    bound: float
    gap: float
    standings: tuple[Standing, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def money(self) -> float:
        """What the chosen items cost."""
        return sum(item.money for item in self.chosen)

    @property
    def days(self) -> float:
        """The staff days they take."""
        return sum(item.days for item in self.chosen)


@dataclass(frozen=True, eq=False, kw_only=True)
class Clash(Result):
    """No choice keeps to all limits: a minimal set of them that contradict each other."""

    limits: tuple[Limit, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve(Result):
    """The best value at several levels of one resource, everything else equal; each level solved anew."""

    resource: str
    points: tuple[Point, ...]
