"""A portfolio's items and the catalogue of actions as sheets.

Called by the views. Which rows are written was decided before they come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.strategy.models import Portfolio, PortfolioItem


def list_columns() -> Sequence[Field]:
    """The columns of the list of portfolios, in the reader's language."""
    return (
        Field("year", _("year")),
        Field("name", _("name of the portfolio")),
        Field("state", _("state")),
        Field("budget", _("budget")),
        Field("staff_days", _("staff days")),
        Field("chosen", _("actions chosen")),
        Field("value", _("expected effect")),
        Field("money", _("cost")),
        Field("days", _("staff days taken")),
        Field("gap", _("could be better by at most")),
        Field("accepted_at", _("accepted at")),
        Field("accepted_by", _("accepted by")),
    )


def list_rows(portfolios: Iterable[Portfolio]) -> Iterable[Mapping[str, Any]]:
    """A row a portfolio; what was not solved has no answer."""
    for row in portfolios:
        yield {
            "year": row.year,
            "name": row.name,
            "state": row.get_state_display(),
            "budget": row.budget,
            "staff_days": row.staff_days,
            "chosen": row.chosen if row.is_solved else None,  # type: ignore[attr-defined] # counted by the query
            "value": row.value,
            "money": row.money,
            "days": row.days,
            "gap": row.answer.get("gap"),
            "accepted_at": row.accepted_at,
            "accepted_by": row.accepted_by,
        }


def columns() -> Sequence[Field]:
    """The columns in the reader's language."""
    return (
        Field("slug", _("address")),
        Field("partner", _("partner")),
        Field("country", _("country (region)")),
        Field("action", _("action")),
        Field("batch", _("batch")),
        Field("zone", _("zone")),
        Field("chosen", _("chosen")),
        Field("value", _("expected effect")),
        Field("money", _("cost")),
        Field("days", _("staff days")),
        Field("abroad", _("a visit abroad")),
        Field("loss", _("loss if it is taken")),
        Field("loss_is", _("kind of loss")),
    )


def rows(items: Iterable[PortfolioItem]) -> Iterable[Mapping[str, Any]]:
    """A row an action and city; a loss is empty for what was chosen and for what can't be had."""
    for item in items:
        partner = item.relationship.partner
        yield {
            "slug": partner.slug,
            "partner": str(partner),
            "country": partner.country.name,
            "action": str(item.action),
            "batch": item.get_batch_display(),
            "zone": item.get_zone_display(),
            "chosen": item.is_chosen,
            "value": item.value,
            "money": item.money,
            "days": item.days,
            "abroad": item.is_abroad,
            "loss": item.loss,
            "loss_is": _kind_of_loss(item),
        }


def _kind_of_loss(item: PortfolioItem) -> str:
    if item.is_chosen:
        return ""
    if item.loss is None:
        return _("can't be had within the limits")
    return _("exact") if item.loss_is_exact else _("at least so much")
