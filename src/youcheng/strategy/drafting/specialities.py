"""What each side is specialised in, from its exports by chapter: what can be said of any country, also without imports.

Called by `drafting.complementarity`, whose last part before the cities' own industries it is.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.documents.model import Block, Column, Heading, Runs, Table, row
from youcheng.strategy.drafting.draft import Draft, gap
from youcheng.strategy.drafting.sentences import paragraph, sentence
from youcheng.strategy.facts.trade import Goods, Specialised

SHOWN = 6
"""Goods listed for each side."""


def blocks(draft: Draft, goods: Goods) -> list[Block]:
    """What exports by HS chapter allow for any country."""
    found: list[Block] = [Heading(2, _("What each side is specialised in"), key="complementarity.goods")]
    if goods.similarity is not None and draft.facts.trade.pair is None:
        figure = draft.figure(
            "goods.similarity", goods.similarity.value, _("similarity of the two countries' exports of goods"),
            unit=_("points of 100"), decimals=1, result=goods.similarity,
            rows=(goods.sheet.rows_of(draft.facts.trade.home, draft.facts.trade.partner),),
        )  # fmt: skip
        found.append(
            paragraph(
                "goods.similarity",
                sentence(
                    _(
                        "The goods the two export are alike with %(value)s of 100 points; the more alike, the more they compete."
                    ),
                    value=figure,
                ),
            )
        )
    sides = [side for side in (goods.home, goods.partner) if side is not None]
    if sides:
        found.append(_table(draft, goods, sides))
    for code in dict.fromkeys((draft.facts.trade.home, draft.facts.trade.partner)):
        if code not in {side.country for side in sides}:
            found.append(
                paragraph(
                    f"goods.lacking.{code}",
                    sentence(
                        _("Exports of %(country)s by good: %(gap)s."),
                        country=draft.country(code), gap=gap(_("a table that holds the country")),
                    ),
                )
            )  # fmt: skip
    return found


def _table(draft: Draft, goods: Goods, sides: list[Specialised]) -> Table:
    lines = [line for side in sides for line in _rows(draft, goods, side)]
    return Table(
        columns=(
            Column(_("Country (region)"), share=1.3),
            Column(_("Goods"), share=3),
            Column(_("Share of its exports, %"), align="right", share=1.2),
            Column(_("Specialisation (RCA)"), align="right", share=1.2),
        ),
        rows=tuple(lines),
        caption=_("Largest exports each side is specialised in, %(year)s") % {"year": goods.sheet.period},
        note=_("Chapters of the Harmonized System; specialisation: 1 is the world's average."),
        key="goods.table",
    )


def _rows(draft: Draft, goods: Goods, side: Specialised) -> list[tuple[Runs, ...]]:
    special = sorted(
        (code for code, value in side.rca.items() if value >= 1), key=lambda code: -side.shares[code]
    )
    rows = goods.sheet.rows_of(side.country)
    key = "home" if side.country == draft.facts.trade.home else "partner"
    found = []
    for code in special[:SHOWN]:
        about = {"country": draft.country(side.country), "good": draft.good(code, goods.sheet.scheme)}
        place = (rows.narrowed(1, product=code),)
        found.append(
            row(
                about["country"], about["good"],
                draft.figure(
                    f"goods.share.{key}.{code}", 100 * side.shares[code], _("share of %(good)s in the exports of %(country)s") % about,
                    unit="%", decimals=1, formula="100 · X_ik / X_i", rows=place,
                ),
                draft.figure(
                    f"goods.rca.{key}.{code}", side.rca[code], _("specialisation of %(country)s in %(good)s") % about,
                    unit=_("ratio, neutral 1"), decimals=2, result=goods.sheet.rca, rows=place,
                ),
            )
        )  # fmt: skip
    return found
