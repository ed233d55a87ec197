"""Candidates as sheets: the whole list with every part of every score, and several cities side by side.

Called by the views and the command. The ranking comes ready from `queries`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from youcheng.foundation import formatting
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import Field as SheetField
from youcheng.network.enums import Zone
from youcheng.strategy import candidate_words as words
from youcheng.strategy.queries.candidate import Candidate
from youcheng.strategy.queries.candidates import Field, Row, rows_of

PORTION = 1_000


def list_columns(found: Field) -> Sequence[SheetField]:
    """The columns of the list: place, city, second opinions, then figure and points of each criterion."""
    head = (
        SheetField("rank", _("Rank")),
        SheetField("slug", _("address")),
        SheetField("geonames", _("GeoNames number")),
        SheetField("name_zh", _("Name in Chinese")),
        SheetField("name_en", _("Name in English")),
        SheetField("country", _("country (region)")),
        SheetField("iso", "ISO"),
        SheetField("zone", _("Zone")),
        SheetField("population", _("Inhabitants")),
        SheetField("score", _("Points")),
        SheetField("low", _("Points, risk at its worse end")),
        SheetField("high", _("Points, risk at its better end")),
        SheetField("known", _("Share of weight known")),
        SheetField("topsis", _("Place by TOPSIS")),
        SheetField("promethee", _("Place by PROMETHEE II")),
        SheetField("rule", _("Left out because")),
        SheetField("as_of", _("as of")),
    )
    parts = [
        SheetField(
            f"{kind}_{code}",
            _("%(criterion)s: %(kind)s") % {"criterion": words.criterion_name(code), "kind": label},
        )
        for code in found.whole.criteria.codes
        for kind, label in (("figure", _("figure")), ("normalised", _("0–100")), ("part", _("adds")))
    ]
    return (*head, *parts)


def list_rows(actor: Actor, found: Field, rows: Any) -> Iterator[dict[str, Any]]:
    """Every row of the list in its order, read in portions."""
    for start in range(0, len(rows), PORTION):
        portion = [int(row) for row in np.asarray(rows)[start : start + PORTION]]
        for row in rows_of(actor, found, portion):
            yield _line(found, row)


def _line(found: Field, row: Row) -> dict[str, Any]:
    line: dict[str, Any] = {
        "rank": row.rank or None,
        "slug": row.city.slug,
        "geonames": row.city.geonames_id,
        "name_zh": row.city.name.get("zh-hans"),
        "name_en": row.city.name.get("en"),
        "country": row.city.country.name,
        "iso": row.city.country_id,
        "zone": Zone(row.zone).label,
        "population": row.city.population,
        "score": _rounded(row.scored.score),
        "low": _rounded(row.scored.low),
        "high": _rounded(row.scored.high),
        "known": round(row.scored.known, 4),
        "topsis": row.by_topsis or None,
        "promethee": row.by_promethee or None,
        "rule": words.rule_name(row.rule),
        "as_of": found.whole.home.as_of,
    }
    for part in row.scored.parts:
        line[f"figure_{part.code}"] = _rounded(part.figure)
        line[f"normalised_{part.code}"] = _rounded(part.normalised)
        line[f"part_{part.code}"] = _rounded(part.contribution)
    return line


def compared_columns(found: Sequence[Candidate]) -> Sequence[SheetField]:
    """One column for each city, after what is compared."""
    cities = [SheetField(each.city.slug, words.city_in_country(each.city)) for each in found]
    return (SheetField("what", _("Compared")), *cities)


def compared_rows(found: Sequence[Candidate]) -> list[dict[str, Any]]:
    """What is compared, line by line, each city's value in words under its address."""
    if not found:
        return []
    number = formatting.number
    lines: list[tuple[str, Callable[[Candidate], str]]] = [
        (_("Points"), lambda c: number(c.scored.score, 1)),
        (_("Points as the risk varies"), lambda c: f"{number(c.scored.low, 1)}–{number(c.scored.high, 1)}"),
        (_("Rank"), lambda c: number(c.rank or None)),
        (_("Place as the risk varies"), lambda c: "–".join(number(place) for place in c.band) if c.band else formatting.MISSING),
        (_("Place by TOPSIS"), lambda c: number(c.by_topsis or None)),
        (_("Place by PROMETHEE II"), lambda c: number(c.by_promethee or None)),
        (_("Share of weight known"), lambda c: formatting.percent(c.scored.known)),
        (_("Left out because"), lambda c: words.rule_name(c.rule) or formatting.MISSING),
        (_("Inhabitants"), lambda c: number(c.city.population)),
        *_criteria(found),
    ]  # fmt: skip
    return [{"what": what, **{each.city.slug: said(each) for each in found}} for what, said in lines]


def _criteria(found: Sequence[Candidate]) -> list[tuple[str, Callable[[Candidate], str]]]:
    """A line for each criterion that counts or has a figure."""
    codes = found[0].field.whole.criteria.codes
    return [
        (words.criterion_name(code), _criterion(place))
        for place, code in enumerate(codes)
        if any(
            each.scored.parts[place].asked or each.scored.parts[place].figure is not None for each in found
        )
    ]


def _criterion(place: int) -> Callable[[Candidate], str]:
    """A criterion's figure with the points it adds."""

    def said(each: Candidate) -> str:
        part = each.scored.parts[place]
        if part.figure is None:
            return _("to be supplied")
        figure = words.figure(part.code, part.figure, each.zone)
        bounds = each.bounds(part.code)
        if bounds is not None:  # a score of risk says how sure it is wherever it stands
            figure = f"{figure} [{'–'.join(formatting.number(end, 1) for end in bounds)}]"
        return _("%(figure)s (adds %(points)s)") % {
            "figure": figure,
            "points": formatting.number(part.contribution, 1),
        }

    return said


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
