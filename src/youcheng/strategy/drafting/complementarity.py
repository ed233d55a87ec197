"""Section "complementarity": what each side could sell the other, how far they compete, how deep trade already goes.

Called by `drafting.document`. The indices are shown side by side and never added up; each answers another question. Where a
country is missing from the table the section says which data set would complete it and the command that loads it.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from youcheng.evidence.queries import Provenance
from youcheng.foundation.documents.model import (
    Block,
    Column,
    Gap,
    Heading,
    Paragraph,
    Runs,
    Table,
    row,
)
from youcheng.strategy.drafting import pictures, specialities
from youcheng.strategy.drafting.amounts import amount
from youcheng.strategy.drafting.draft import Draft, gap
from youcheng.strategy.drafting.profile import blocks as profile_blocks
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence, words
from youcheng.strategy.facts.trade import Pair, Way

CARRYING = 8
"""Goods or industries listed as carrying complementarity, each way."""
NAMED = 3
LOAD = "youcheng data load baci FILE"


class Side(NamedTuple):
    """One direction: its key in figure names and who sells to whom, as city names."""

    key: str
    seller: str
    buyer: str


def blocks(draft: Draft) -> list[Block]:
    """The section's blocks."""
    found: list[Block] = [Heading(1, _("Complementarity"), key="complementarity")]
    pair = draft.facts.trade.pair
    if draft.facts.trade.home == draft.facts.trade.partner:
        found.append(_one_country(draft))
    elif pair is None:
        found.append(_lacking(draft))
    else:
        found += _pair(draft, pair)
    if draft.facts.trade.goods is not None:
        found += specialities.blocks(draft, draft.facts.trade.goods)
    return found + profile_blocks(draft)


def in_brief(draft: Draft) -> list[Runs]:
    """How well the two fit, both ways; or why that is not known."""
    pair = draft.facts.trade.pair
    if draft.facts.trade.home == draft.facts.trade.partner:
        return [_one_country(draft).runs]
    if pair is None:
        return [_not_computed(draft)]
    forward, backward = _sides(draft, pair)
    return [_index(draft, pair.forward, forward), _index(draft, pair.backward, backward)]


def _one_country(draft: Draft) -> Paragraph:
    return paragraph(
        "complementarity.one_country",
        sentence(
            _("Both cities lie in one country; figures of trade between countries say nothing about them.")
        ),
    )


def _not_computed(draft: Draft) -> Runs:
    trade = draft.facts.trade
    if not trade.lacking_from:
        return sentence(_("Complementarity: %(gap)s."), gap=gap(_("a table of exports and imports")))
    return sentence(
        _("The figures loaded do not hold %(countries)s, so complementarity both ways can't be computed: %(gap)s."),
        countries=listed([draft.country(code) for code in trade.lacking]),
        gap=gap(_("exports and imports by good")),
    )  # fmt: skip


def _lacking(draft: Draft) -> Paragraph:
    trade = draft.facts.trade
    if not trade.lacking_from:
        text = sentence(
            _("No trade table with imports is loaded, so complementarity can't be computed: %(gap)s. To load one: %(command)s."),
            gap=gap(_("a table of exports and imports")),
            command=LOAD,
        )  # fmt: skip
    else:
        text = sentence(
            _("The data set “%(dataset)s” does not hold %(countries)s, so complementarity both ways can't be computed: %(gap)s. CEPII BACI would complete it: %(command)s."),
            dataset=draft.dataset(trade.lacking_from),
            countries=listed([draft.country(code) for code in trade.lacking]),
            gap=gap(_("exports and imports by good")),
            command=LOAD,
        )  # fmt: skip
    return paragraph("complementarity.lacking", text)


def _sides(draft: Draft, pair: Pair) -> tuple[Side, Side]:
    home, partner = draft.country(pair.forward.seller), draft.country(pair.forward.buyer)
    return Side("forward", home, partner), Side("backward", partner, home)


def _pair(draft: Draft, pair: Pair) -> list[Block]:
    forward, backward = _sides(draft, pair)
    home, partner = forward.seller, forward.buyer
    return [
        paragraph("complementarity.basis", _basis(draft, pair)),
        Heading(2, _("From %(seller)s to %(buyer)s") % {"seller": home, "buyer": partner}, key="complementarity.forward"),
        *_way(draft, pair, pair.forward, forward),
        Heading(2, _("From %(seller)s to %(buyer)s") % {"seller": partner, "buyer": home}, key="complementarity.backward"),
        *_way(draft, pair, pair.backward, backward),
        pictures.carriers(draft, pair, forward, backward),
        Heading(2, _("Competition and depth"), key="complementarity.competition"),
        paragraph("complementarity.similarity", _similarity(draft, pair)),
        paragraph("complementarity.depth", _depth(draft, pair)),
    ]  # fmt: skip


def _basis(draft: Draft, pair: Pair) -> Runs:
    sheet = pair.sheet
    return (
        sentence(
            _("These figures are about countries, not cities: %(count)s industries of %(year)s, intermediate goods and services only."),
            count=str(len(sheet.table.goods)), year=sheet.period,
        )
        if sheet.scheme == "isic"
        else sentence(
            _("These figures are about countries, not cities: %(count)s groups of goods of %(year)s."),
            count=str(len(sheet.table.goods)), year=sheet.period,
        )
    )  # fmt: skip


def _way(draft: Draft, pair: Pair, way: Way, side: Side) -> list[Block]:
    return [
        paragraph(f"complementarity.{side.key}.index", _index(draft, way, side), _carried(draft, pair, way, side)),
        *([paragraph(f"complementarity.{side.key}.intensity", _intensity(draft, pair, way, side))] if way.intensity else []),
        _carriers(draft, pair, way, side),
    ]  # fmt: skip


def _index(draft: Draft, way: Way, side: Side) -> Runs:
    tci = draft.figure(
        f"trade.tci.{side.key}",
        way.tci.value,
        _("trade complementarity from %(seller)s to %(buyer)s") % side._asdict(),
        unit=_("points of 100"),
        decimals=1,
        result=way.tci,
        rows=(way.rows,),
    )
    c = draft.figure(
        f"trade.c.{side.key}",
        way.c.value,
        _("complementarity C from %(seller)s to %(buyer)s") % side._asdict(),
        unit=_("ratio, neutral 1"),
        decimals=2,
        result=way.c,
        rows=(way.rows,),
    )
    template = (
        _("What %(seller)s sells fits what %(buyer)s buys with %(tci)s of 100 points; complementarity C is %(c)s, above the world's average of 1: the make-up of the two favours trade more than usual.")
        if way.c.value > 1
        else _("What %(seller)s sells fits what %(buyer)s buys with %(tci)s of 100 points; complementarity C is %(c)s, not above the world's average of 1: the make-up of the two favours trade no more than usual.")
    )  # fmt: skip
    return sentence(template, seller=side.seller, buyer=side.buyer, tci=tci, c=c)


def _carried(draft: Draft, pair: Pair, way: Way, side: Side) -> Runs:
    """The goods or industries that carry most of the index, named with their points."""
    parts = [
        sentence(
            _("%(good)s (%(points)s points)"),
            good=draft.good(code, pair.sheet.scheme),
            points=_points(draft, pair, way, side, code, value),
        )
        for code, value in way.tci.top(NAMED)
    ]
    return sentence(_("It is carried most by %(goods)s."), goods=listed(parts))


def _points(draft: Draft, pair: Pair, way: Way, side: Side, code: str, value: float) -> Runs:
    figure = draft.figure(
        f"trade.tci.{side.key}.{code}",
        value,
        _("points of complementarity carried by %(good)s") % {"good": draft.good(code, pair.sheet.scheme)},
        unit=_("points of 100"),
        decimals=1,
        result=way.tci,
        rows=(_rows_of(pair, way, code),),
    )
    return words(figure)


def unit_of(draft: Draft, pair: Pair) -> str:
    """The unit the pair's flows are in, as the data set's catalogue entry words it."""
    return pair.sheet.unit.shown(draft.language).text or _("the table's unit")


def _rows_of(pair: Pair, way: Way, code: str) -> Provenance:
    column = "industry" if pair.sheet.scheme == "isic" else "product"
    return way.rows.narrowed(2, **{column: code})


def _intensity(draft: Draft, pair: Pair, way: Way, side: Side) -> Runs:
    assert way.intensity is not None
    assert way.flows is not None
    rows = (way.flows.provenance, way.rows)
    names = side._asdict()
    parts = {
        "flow": draft.figure(
            f"trade.flow.{side.key}", way.flow, _("sales of %(seller)s to %(buyer)s") % names,
            unit=unit_of(draft, pair), decimals=0, rows=(way.flows.provenance,), formula="Σ_k X_ijk",
            display=amount(way.flow, pair.sheet.unit, draft.language),
        ),
        "tii": draft.figure(
            f"trade.intensity.{side.key}", way.intensity.value, _("trade intensity of %(seller)s to %(buyer)s") % names,
            unit=_("ratio, neutral 1"), decimals=2, result=way.intensity, rows=rows,
        ),
        "bias": draft.figure(
            f"trade.bias.{side.key}", way.intensity.bias, _("country bias of %(seller)s to %(buyer)s") % names,
            unit=_("ratio, neutral 1"), decimals=2, method="bias", rows=rows,
        ),
    }  # fmt: skip
    template = (
        _("In %(year)s %(seller)s sold %(buyer)s %(flow)s; that is %(tii)s times what the sizes of the two explain. With the make-up by industry taken into account it is %(bias)s times, which is left to distance, costs and policy.")
    )  # fmt: skip
    return sentence(
        template,
        year=pair.sheet.period,
        seller=side.seller,
        buyer=side.buyer,
        **parts,
    )


def _carriers(draft: Draft, pair: Pair, way: Way, side: Side) -> Table:
    head = _("Industry") if pair.sheet.scheme == "isic" else _("Goods")
    return Table(
        columns=(
            Column(head, share=2.6),
            Column(_("Points"), align="right"),
            Column(_("Seller's specialisation (RCA)"), align="right", share=1.3),
            Column(_("Buyer's demand against the world"), align="right", share=1.3),
            Column(_("Sold"), align="right", share=1.2),
        ),
        rows=tuple(_carrier(draft, pair, way, side, code, value) for code, value in way.tci.top(CARRYING)),
        caption=_("What carries complementarity from %(seller)s to %(buyer)s") % side._asdict(),
        note=_carriers_note(draft, pair),
        key=f"complementarity.{side.key}.table",
    )


def _carriers_note(draft: Draft, pair: Pair) -> str:
    note = _("Specialisation and demand: 1 is the world's average.")
    return note + (
        " " + _("Sold: %(unit)s, %(year)s.") % {"unit": unit_of(draft, pair), "year": pair.sheet.period}
        if pair.forward.flows
        else ""
    )


def _carrier(draft: Draft, pair: Pair, way: Way, side: Side, code: str, value: float) -> tuple[Runs, ...]:
    name = draft.good(code, pair.sheet.scheme)
    flows = way.flows
    return row(
        name,
        _points(draft, pair, way, side, code, value),
        rca_figure(draft, pair, way, side.key, code),
        demand_figure(draft, pair, way, side.key, code),
        draft.figure(
            f"trade.sold.{side.key}.{code}", flows.by_code.get(code), _("sold: %(good)s") % {"good": name},
            unit=unit_of(draft, pair), decimals=1, formula="X_ijk", rows=(flows.provenance.narrowed(1, code=code),),
        ) if flows else Gap(),
    )  # fmt: skip


def rca_figure(draft: Draft, pair: Pair, way: Way, key: str, code: str) -> Runs:
    """The seller's specialisation in one good or industry."""
    return words(
        draft.figure(
            f"trade.rca.{key}.{code}", way.rca.get(code),
            _("specialisation of %(country)s in %(good)s")
            % {"country": draft.country(way.seller), "good": draft.good(code, pair.sheet.scheme)},
            unit=_("ratio, neutral 1"), decimals=2, result=pair.sheet.rca, rows=(_rows_of(pair, way, code),),
        )
    )  # fmt: skip


def demand_figure(draft: Draft, pair: Pair, way: Way, key: str, code: str) -> Runs:
    """The buyer's share of imports in one good or industry against the world's."""
    return words(
        draft.figure(
            f"trade.demand.{key}.{code}", way.demand.get(code),
            _("demand of %(country)s for %(good)s against the world's")
            % {"country": draft.country(way.buyer), "good": draft.good(code, pair.sheet.scheme)},
            unit=_("ratio, neutral 1"), decimals=2, formula="(M_jk / M_j) / (W_k / W)", rows=(_rows_of(pair, way, code),),
        )
    )  # fmt: skip


def _similarity(draft: Draft, pair: Pair) -> Runs:
    figure = draft.figure(
        "trade.similarity", pair.similarity.value, _("similarity of the two countries' exports"),
        unit=_("points of 100"), decimals=1, result=pair.similarity, rows=(pair.forward.rows,),
    )  # fmt: skip
    parts = [draft.good(code, pair.sheet.scheme) for code, _value in pair.similarity.top(NAMED)]
    return sentence(
        _("The exports of the two are alike with %(value)s of 100 points; the more alike, the more they compete on third markets. They meet most in %(goods)s."),
        value=figure, goods=listed(parts),
    )  # fmt: skip


def _depth(draft: Draft, pair: Pair) -> Runs:
    if pair.depth is None or pair.forward.flows is None or pair.backward.flows is None:
        return sentence(_("Depth of trade: %(gap)s."), gap=gap(_("flows between the two by good")))
    figure = draft.figure(
        "trade.depth", pair.depth.value, _("intra-industry trade of the two countries"),
        unit=_("index 0 to 1"), decimals=2, result=pair.depth,
        rows=(pair.forward.flows.provenance, pair.backward.flows.provenance),
    )  # fmt: skip
    template = (
        _("Trade within the same industries is %(value)s on a scale from 0 (one-way) to 1 (balanced): supply chains are already interlocked.")
        if pair.depth.value >= 0.5
        else _("Trade within the same industries is %(value)s on a scale from 0 (one-way) to 1 (balanced): each sells the other what the other lacks.")
    )  # fmt: skip
    return sentence(template, value=figure)
