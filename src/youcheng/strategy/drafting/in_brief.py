"""Section "in brief": what a reader with one minute must know, in the words and figures of the sections below.

Called by `drafting.document`. Each sentence is made by the section it sums up, so the two can never say different things.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.documents.model import Block, Heading
from youcheng.strategy.drafting import at_a_glance, complementarity, key_fields, measures, risk
from youcheng.strategy.drafting.draft import Draft
from youcheng.strategy.drafting.sentences import paragraph
from youcheng.strategy.facts.fields import Ranked


def blocks(draft: Draft, ranked: list[Ranked], shown: int) -> list[Block]:
    """The section's blocks: the tie, trade, risk, and what to do."""
    return [
        Heading(1, _("In brief"), key="brief"),
        paragraph("brief.tie", *at_a_glance.in_brief(draft)),
        paragraph("brief.trade", *complementarity.in_brief(draft)),
        paragraph("brief.risk", *risk.in_brief(draft)),
        paragraph(
            "brief.next", *key_fields.in_brief(draft, ranked, shown), *measures.in_brief(draft, ranked)
        ),
    ]
