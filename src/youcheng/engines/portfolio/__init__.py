"""The year's portfolio: which actions with which cities are worth most within money, staff days and rules?

Question, formula and assumptions in `docs/reference/portfolio.md` and the head of `choosing`; called by `strategy`. Everything
a caller needs is named here. No city, action or zone is known to it: they are codes passed in.
"""

from youcheng.engines.portfolio.choosing import NotFound, choose, curve
from youcheng.engines.portfolio.outcomes import Clash, Curve, LeftOut, Point, Portfolio, Standing
from youcheng.engines.portfolio.terms import CityLimit, Effort, Item, Kind, Limit, Limits, Quota

__all__ = [
    "CityLimit",
    "Clash",
    "Curve",
    "Effort",
    "Item",
    "Kind",
    "LeftOut",
    "Limit",
    "Limits",
    "NotFound",
    "Point",
    "Portfolio",
    "Quota",
    "Standing",
    "choose",
    "curve",
]
