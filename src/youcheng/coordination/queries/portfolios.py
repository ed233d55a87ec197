"""The parts in which a portfolio goes into the plan: one measure for each city, or one for each batch.

Called by the page that shows what will be made and by the action that makes it, so that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from youcheng.strategy.enums import Batch
from youcheng.strategy.models import Portfolio, PortfolioItem

Grouping = Literal["city", "batch"]


@dataclass
class Part:
    """One measure to be: its key (a partner's address or a batch), its words, and the items that become its tasks."""

    key: str
    title: str
    items: list[PortfolioItem] = field(default_factory=list)


def parts_of(portfolio: Portfolio, by: Grouping) -> list[Part]:
    """The chosen items in parts, in the order of partners' addresses or of the batches. One query."""
    rows = PortfolioItem.objects.filter(portfolio=portfolio, is_chosen=True).select_related(
        "relationship__partner", "action"
    )
    found: dict[str, Part] = {}
    for item in rows:
        key = item.relationship.partner.slug if by == "city" else item.batch
        if key not in found:
            found[key] = Part(key, _title(item, by, portfolio.year))
        found[key].items.append(item)
    if by == "batch":
        return [found[code] for code in Batch.values if code in found]
    return list(found.values())


def _title(item: PortfolioItem, by: Grouping, year: int) -> str:
    if by == "city":
        return _("Actions with %(city)s in %(year)s") % {"city": item.relationship.partner, "year": year}
    return _("Actions of the batch “%(batch)s” in %(year)s") % {
        "batch": Batch(item.batch).label,
        "year": year,
    }
