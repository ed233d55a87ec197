"""Rows and sentences of the candidates' pages, ready for the templates.

Called by the views `candidates` and `candidate`; what is true comes from `queries`, its words from `candidate_words`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from youcheng.engines.catalogue import METHODS
from youcheng.engines.results import caveat
from youcheng.evidence.queries import address
from youcheng.foundation import formatting
from youcheng.network.enums import Zone
from youcheng.strategy import candidate_words as words
from youcheng.strategy.enums import Show
from youcheng.strategy.facts.candidates import Rule
from youcheng.strategy.queries.candidate import Candidate, tightest
from youcheng.strategy.queries.candidates import Field, Row

METHOD_CODES = ("additive_value", "topsis", "promethee", "weight_stability")


@dataclass(frozen=True)
class PartRow:
    """One criterion of one city as a line of its table."""

    code: str
    name: str
    figure: str
    goalposts: str
    normalised: float | None
    weight: float
    contribution: float | None
    measured: str
    source: str
    url: str
    low: float | None
    high: float | None
    why: str


def row(found: Row, said: Collection[str] = ()) -> dict[str, Any]:
    """A line of the list. What no candidate has a figure for is `said` once above it, not in every line."""
    missing = (part.code for part in found.scored.parts if part.is_missing and part.code not in said)
    return {
        "row": found,
        "city": found.city,
        "zone": Zone(found.zone).label,
        "rule": words.rule_name(found.rule),
        "is_tied": found.rule is Rule.TIED,
        "is_free": found.rule is Rule.NONE,
        "strong": words.criteria_listed(found.strong),
        "weak": words.criteria_listed(found.weak),
        "missing": words.criteria_listed(missing),
    }


def tabs(found: Field) -> list[dict[str, Any]]:
    """The lists with how many cities each holds."""
    counts = found.counts()
    return [{"code": code, "label": label, "count": counts[code]} for code, label in Show.choices]


def unknown_to_all(found: Field) -> list[str]:
    """The criteria no candidate has a figure for, by code."""
    notes = [dict(note.values) for note in found.valued.caveats if note.code == "criteria_unknown"]
    return [code for note in notes for code in str(note["criteria"]).split(", ")]


def notes(found: Field) -> list[str]:
    """Reservations about the ranking as a whole."""
    codes = unknown_to_all(found)
    if not codes:
        return []
    note = caveat("criteria_unknown", criteria=words.criteria_listed(codes))
    return [note.said(get_language() or "zh-hans")]


def first(found: Candidate | None) -> dict[str, Any] | None:
    """Why the first is first and what would move it; None in an empty field."""
    if found is None:
        return None
    parts = [part for part in found.scored.parts if part.contribution]
    best = sorted(parts, key=lambda part: -(part.contribution or 0))[:3]
    closest = tightest(found.stability(1))
    return {
        "candidate": found,
        "best": formatting.listed(
            f"{words.criterion_name(part.code)} {formatting.number(part.contribution, 1)}" for part in best
        ),
        "stability": words.stability(closest, str(found.city)) if closest else "",
    }


def parts(found: Candidate) -> list[PartRow]:
    """Every criterion with its figure, goalposts, weight and what it adds, in the file's order."""
    return [_part(found, place) for place in range(len(found.scored.parts))]


def _part(found: Candidate, place: int) -> PartRow:
    part, whole = found.scored.parts[place], found.field.whole
    criterion, column = whole.criteria.of(part.code), whole.columns[part.code]
    low, high = found.bounds(part.code) or (None, None)
    return PartRow(
        code=part.code,
        name=words.criterion_name(part.code),
        figure=words.figure(part.code, part.figure, found.zone),
        goalposts=words.goalposts(criterion),
        normalised=part.normalised,
        weight=part.weight,
        contribution=part.contribution,
        measured=words.measured(part.code, whole.criteria),
        source=words.source(column.origin),
        url=_origin_url(found, part.code),
        low=low,
        high=high,
        why=_why(found.field, part.code),
    )


def _origin_url(found: Candidate, code: str) -> str:
    """Where the figure opens to: the rows of the data set, the country's risk, or the city's own page."""
    theirs, ours = (city.country.iso3 for city in (found.city, found.field.whole.home.city))
    if code == "risk":
        return reverse("strategy:risk_country", args=[theirs])
    rows = found.field.whole.columns[code].origin.rows
    if rows is None:
        return reverse("network:relationship", args=[found.city.slug])
    narrowed = {"economy": theirs} if code == "national_ties" else {"iso3": [ours, theirs]}
    return address(rows.narrowed(0, **narrowed))


def _why(found: Field, code: str) -> str:
    said = found.whole.criteria.why[code]
    return said.get(get_language() or "zh-hans") or next(iter(said.values()), "")


def criteria_rows(found: Field) -> list[dict[str, Any]]:
    """The criteria in force for the page of the method."""
    chosen = found.whole.criteria
    total = sum(chosen.weights)
    return [
        {
            "name": words.criterion_name(criterion.code),
            "measured": words.measured(criterion.code, chosen),
            "goalposts": words.goalposts(criterion),
            "weight": criterion.weight / total,
            "why": _why(found, criterion.code),
            "source": words.source(found.whole.columns[criterion.code].origin),
        }
        for criterion in chosen.engine
    ]


def methods() -> list[dict[str, str]]:
    """Formula, reading and source of the methods used."""
    language = get_language() or "zh-hans"
    return [
        {
            "name": method.named(language),
            "formula": method.computed(language),
            "read": method.read(language),
            "source": method.source(language),
        }
        for method in (METHODS[code] for code in METHOD_CODES)
    ]


def band(found: Candidate) -> str:
    """The rank band in words."""
    if found.band is None:
        return ""
    best, worst = (formatting.number(place) for place in found.band)
    if best == worst:
        return _("Place %(best)s whatever the risk within its interval.") % {"best": best}
    return _("Place %(best)s to %(worst)s as the country's risk runs through its interval.") % {
        "best": best,
        "worst": worst,
    }


def zone(found: Candidate) -> str:
    return str(Zone(found.zone).label)


def alike(found: Candidate) -> str:
    """How many candidates it cannot be told apart from, in words; nothing where that cannot be said."""
    if found.alike is None:
        return ""
    return ngettext(
        "By the risk's uncertainty alone it cannot be told apart from %(count)s candidate of another country (90 %%).",
        "By the risk's uncertainty alone it cannot be told apart from %(count)s candidates of other countries (90 %%).",
        found.alike,
    ) % {"count": formatting.number(found.alike)}
