"""The answers of the command line and the library page about pairs and countries, as plain values with stable keys.

Called by the commands; the keys are public: add, never rename. The figures come from `facts`, no sentence is drafted here.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.conventions import Conventions
from youcheng.evidence.queries import NoData, goods_name, industry_name
from youcheng.foundation import countries
from youcheng.foundation.errors import Refused
from youcheng.strategy.drafting.names import reservation
from youcheng.strategy.facts.pairing import in_convention
from youcheng.strategy.facts.risk import RiskBook, RiskFacts
from youcheng.strategy.facts.trade import Goods, Pair, Sheet, TradeBook, TradeFacts, Way

GOODS = 10


class UnknownPlace(Refused):
    """The code names no country or region."""


class SamePlace(Refused):
    """A country was asked to be compared with itself."""


def economy(code: str) -> str:
    """The alpha-3 code for the code or name a person typed. Raises UnknownPlace."""
    found = countries.named(code)
    if found is None:
        raise UnknownPlace(
            _("“%(code)s” is not a country or region: give its ISO 3166 code or its usual name.")
            % {"code": code}
        )
    return found


def complementarity(
    book: TradeBook,
    exporter: str,
    importer: str,
    conventions: Conventions | None = None,
    level: str = "",
) -> dict[str, Any]:
    """Complementarity of two countries both ways; what exports alone allow where a country lacks imports.

    `level` names the level the book was read at, "" for as loaded.

    Raises UnknownPlace, SamePlace, and NoData where no table holds either country.
    """
    first, second = economy(exporter), economy(importer)
    if first == second:
        raise SamePlace(
            _("Give two different countries (regions): %(code)s was given twice.") % {"code": first}
        )
    facts = book.of(first, second)
    if facts.pair is None and not _says_anything(facts.goods):
        raise NoData(_lacks(book, first, second))
    chosen = conventions or Conventions()
    head = {
        "exporter": _named(first),
        "importer": _named(second),
        "level": level or None,
        "conventions": list(chosen.names),
    }
    pair = in_convention(facts.pair, chosen) if facts.pair else None
    return head | (_of_pair(pair) if pair else _of_exports(facts, book))


def risk(book: RiskBook, code: str, at: dt.date) -> dict[str, Any]:
    """Risk of one country in four dimensions; a country without figures is not scored. Raises UnknownPlace."""
    country = economy(code)
    facts = book.of(country, at)
    return {
        "economy": _named(country),
        "as_of": at.isoformat(),
        "scored": bool(facts.intervals),
        "dimensions": {score.code: _dimension(facts, score.code) for score in facts.assessment.dimensions},
        "red_lines": [
            {
                "source": line.source,
                "since": line.since.isoformat() if line.since else None,
                "grade": facts.red_line_grades.get(line.code),
            }
            for line in facts.red_lines
        ],
        "framework": {
            "code": facts.framework.engine.code,
            "version": facts.framework.engine.version,
            "sha256": facts.framework.sha256,
        },
        "datasets": sorted({rows.dataset for rows in facts.rows.values()}),
        "caveats": [
            reservation(note)
            for note in (*facts.assessment.caveats, *(facts.drawn.caveats if facts.drawn else ()))
        ],
    }


def _named(code: str) -> dict[str, str]:
    return {"iso3": code, "name": countries.name(code, get_language() or "en")}


def _number(value: float | None) -> float | None:
    """JSON knows no NaN: what is not defined is null."""
    return None if value is None or not math.isfinite(value) else value


def _says_anything(goods: Goods | None) -> bool:
    return goods is not None and goods.home is not None and goods.partner is not None


def _lacks(book: TradeBook, first: str, second: str) -> str:
    held = [sheet for sheet in (*book.sheets, book.goods) if sheet is not None]
    lacking = [code for code in (first, second) if not any(code in sheet.table for sheet in held)]
    if not held:
        return _("No trade table is loaded. Load one: youcheng data load baci FILE")
    return _(
        "%(datasets)s: no figures for %(codes)s. Load a data set that holds them: youcheng data load baci FILE"
    ) % {
        "datasets": ", ".join(dict.fromkeys(sheet.dataset for sheet in held)),
        "codes": ", ".join(lacking or (first, second)),
    }


def _of_pair(pair: Pair) -> dict[str, Any]:
    sheet = pair.sheet
    return {
        "tci": {"forward": pair.forward.tci.value, "backward": pair.backward.tci.value},
        "complementarity": {
            "forward": _number(pair.forward.c.value),
            "backward": _number(pair.backward.c.value),
        },
        "finger_kreinin": pair.similarity.value,
        "grubel_lloyd": _number(pair.depth.value) if pair.depth else None,
        "intensity": {"forward": _intensity(pair.forward), "backward": _intensity(pair.backward)},
        "goods": _goods(pair),
        "dataset": _dataset(sheet),
        "caveats": _caveats(pair),
    }


def _intensity(way: Way) -> dict[str, float | None] | None:
    if way.intensity is None:
        return None
    return {
        "value": _number(way.intensity.value),
        "complementarity": _number(way.intensity.complementarity),
        "bias": _number(way.intensity.bias),
    }


def _goods(pair: Pair) -> list[dict[str, Any]]:
    """The goods that carry most of the index in either direction, with both sides' figures."""
    forward, backward = dict(pair.forward.tci.top(GOODS)), dict(pair.backward.tci.top(GOODS))
    parts = {
        way.seller: dict(zip(way.tci.goods, way.tci.parts.tolist(), strict=True))
        for way in (pair.forward, pair.backward)
    }
    codes = sorted({*forward, *backward}, key=lambda code: -max(forward.get(code, 0), backward.get(code, 0)))
    there, back = pair.forward, pair.backward
    return [
        {
            "code": code,
            "name": _good_name(pair.sheet, code),
            "forward": parts[there.seller][code],
            "backward": parts[back.seller][code],
            "rca_exporter": there.rca.get(code),
            "rca_importer": back.rca.get(code),
            "sold_forward": there.flows.by_code.get(code) if there.flows else None,
            "sold_backward": back.flows.by_code.get(code) if back.flows else None,
        }
        for code in codes
    ]


def _of_exports(facts: TradeFacts, book: TradeBook) -> dict[str, Any]:
    """What exports alone allow: similarity and specialisation; the indices that need imports are null."""
    goods = facts.goods
    assert goods is not None
    assert goods.home is not None
    assert goods.partner is not None
    special = sorted(goods.home.rca, key=lambda code: -goods.home.shares[code])[:GOODS]  # type: ignore[union-attr]
    theirs = sorted(goods.partner.rca, key=lambda code: -goods.partner.shares[code])[:GOODS]  # type: ignore[union-attr]
    notes = [reservation(note) for note in goods.sheet.table.caveats]
    if facts.lacking_from:
        notes.insert(
            0,
            _("%(dataset)s lacks %(codes)s. To complete it: youcheng data load baci FILE")
            % {"dataset": facts.lacking_from, "codes": ", ".join(facts.lacking)},
        )
    return {
        "tci": {"forward": None, "backward": None},
        "complementarity": {"forward": None, "backward": None},
        "finger_kreinin": goods.similarity.value if goods.similarity else None,
        "grubel_lloyd": None,
        "intensity": {"forward": None, "backward": None},
        "goods": [
            {
                "code": code,
                "name": _good_name(goods.sheet, code),
                "forward": None,
                "backward": None,
                "rca_exporter": goods.home.rca.get(code),
                "rca_importer": goods.partner.rca.get(code),
                "sold_forward": None,
                "sold_backward": None,
            }
            for code in dict.fromkeys((*special, *theirs))
        ],
        "dataset": _dataset(goods.sheet),
        "caveats": notes,
    }


def _good_name(sheet: Sheet, code: str) -> str:
    return industry_name(code) if sheet.scheme == "isic" else goods_name(code)


def _dataset(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.dataset,
        "version": sheet.provenance.version,
        "sha256": sheet.provenance.sha256,
        "year": sheet.year,
        "scheme": sheet.scheme,
    }


def _caveats(pair: Pair) -> list[str]:
    results = [pair.forward.tci, pair.backward.tci, pair.similarity, *([pair.depth] if pair.depth else [])]
    return list(dict.fromkeys(reservation(note) for result in results for note in result.caveats))


def _dimension(facts: RiskFacts, code: str) -> dict[str, Any]:
    score = facts.assessment.dimension(code)
    found = facts.intervals.get(code)
    return {
        "median": found.median if found else None,
        "p05": found.p05 if found else None,
        "p95": found.p95 if found else None,
        "rank": [found.rank_low, found.rank_high] if found else None,
        "ranked": facts.drawn.ranked[code] if found and facts.drawn else None,
        "scored": found is not None,
        "missing": list(score.missing),
    }
