"""The batches of a year as a sheet: what the rules say, why, what would change it, and what people decided.

Called by the views. Which rows are written was decided before they come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.network.enums import Zone
from youcheng.strategy import batch_words
from youcheng.strategy.batch_rules import FIGURES
from youcheng.strategy.queries.batches import BatchRow


def columns() -> Sequence[Field]:
    """The columns in the reader's language."""
    return (
        Field("slug", _("address")),
        Field("partner", _("partner")),
        Field("country", _("country (region)")),
        Field("zone", _("zone")),
        Field("year", _("year")),
        Field("batch", _("batch")),
        Field("by_rules", _("batch by the rules")),
        Field("rule", _("rule")),
        Field("reasons", _("reasons")),
        Field("changes", _("what would change it")),
        Field("decided_by", _("decided by")),
        Field("decision", _("reason of the decision")),
        *(Field(code, batch_words.figure_name(code)) for code in FIGURES),
    )


def rows(found: Iterable[BatchRow], year: int) -> Iterable[Mapping[str, Any]]:
    """A row a tie; a figure that is not known stays empty."""
    for each in found:
        partner = each.relationship.partner
        figures = {
            code: batch_words.value_said(code, value) if isinstance(value, str | bool) else value
            for code, value in each.row.figures.items()
        }
        yield {
            "slug": partner.slug,
            "partner": str(partner),
            "country": partner.country.name,
            "zone": Zone(each.zone).label if each.zone in Zone.values else "",
            "year": year,
            "batch": each.label,
            "by_rules": each.by_rules,
            "rule": batch_words.rule_said(each.row),
            "reasons": batch_words.reasons_of(each.row),
            "changes": batch_words.changes_of(each.row),
            "decided_by": each.decision.by if each.decision else "",
            "decision": each.decision.reason if each.decision else "",
            **figures,
        }
