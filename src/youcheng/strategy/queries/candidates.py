"""The ranking of candidates under somebody's weights: who is in the field, in what order, and under second opinions.

Called by the pages and the command. Figures and rules come from `facts.candidates`; an answer costs a fixed number of
queries however many cities there are. One candidate in depth is `candidate`'s business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Q
from django.utils.translation import get_language
from numpy.typing import NDArray

from youcheng.engines.composite import Z_90
from youcheng.engines.outranking import Flows, promethee
from youcheng.engines.ranking import Floats, Ranking, Valued, ranks_of, shares_of, topsis, value_of
from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import collation
from youcheng.network.enums import Zone
from youcheng.network.models import City
from youcheng.network.queries import seekers_visible_to
from youcheng.strategy.enums import Show
from youcheng.strategy.facts.candidates import Rule, World, world
from youcheng.strategy.facts.potential import Scored, scored_rows

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
SORTS = ("rank", "population", "distance", "topsis", "promethee", "country")


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. Zone, country, group and size make the field that ranks are counted in; text, looking
    for a partner and `show` only choose from it. `smallest` None: the office's own threshold.
    """

    q: str = ""
    zone: str = ""
    country: str = ""
    group: str = ""
    smallest: int | None = None
    seeking: bool = False
    show: str = Show.CANDIDATES


@dataclass(frozen=True)
class Row:
    """One city of the list: its place and points, what speaks for and against it, and why it is left out, if it is.

    Ranks are 0 where the city is no candidate. `strong` and `weak` are criteria by code.
    """

    city: City
    zone: str
    scored: Scored
    rank: int
    by_topsis: int
    by_promethee: int
    distance: float | None
    rule: Rule
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    is_seeking: bool
    had_tie: bool


@dataclass(frozen=True, eq=False)
class Field:
    """The ranking of one field: all cities' scores, who is in the field, and their ranks (0 outside)."""

    whole: World
    filters: Filters
    weights: Floats
    valued: Valued
    region: Flags
    inside: Flags

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place by value among the candidates of the field."""
        return self._among(self.valued.scores)

    @cached_property
    def spread(self) -> Floats:
        """The standard error of each score that comes from its country's risk: the interval's width over 2 · 1.645."""
        low, high = (
            value_of(self.whole.criteria.engine, cells, self.weights, self.whole.criteria.screening).scores
            for cells in (self.whole.low, self.whole.high)
        )
        return (high - low) / (2 * Z_90)

    @cached_property
    def closeness(self) -> Ranking:
        return topsis(
            self.whole.criteria.engine, self.whole.normalised, self.weights, self.whole.criteria.screening
        )

    @cached_property
    def by_topsis(self) -> NDArray[np.int64]:
        """The place by TOPSIS on fixed goalposts among the same candidates."""
        return self._among(self.closeness.scores)

    @cached_property
    def compared(self) -> Rows:
        """The cities PROMETHEE II compares pairwise: every candidate of the world, so that a filter moves no flow."""
        return np.flatnonzero(self._free & (self.valued.ranks > 0))

    @cached_property
    def flows(self) -> Flows:
        """Net flows of `compared`."""
        cells = self.whole.normalised[self.compared]
        preferences = [self.whole.criteria.preference] * len(self.whole.criteria.engine)
        return promethee(cells, self.weights, preferences)

    @cached_property
    def by_promethee(self) -> NDArray[np.int64]:
        """The place by net flow among the same candidates."""
        scores = np.full(len(self.inside), np.nan)
        scores[self.compared] = self.flows.scores
        return self._among(scores)

    @cached_property
    def _free(self) -> Flags:
        """Cities no rule leaves out and that are large enough."""
        return self.whole.is_rule(Rule.NONE) & ~self.is_small

    @cached_property
    def is_small(self) -> Flags:
        smallest = self.filters.smallest
        least = self.whole.criteria.smallest if smallest is None else smallest
        return np.asarray(self.whole.cities.population < least)

    @property
    def size(self) -> int:
        """How many candidates the field has."""
        return int(self.inside.sum())

    def _among(self, scores: Floats) -> NDArray[np.int64]:
        return ranks_of(np.where(self.inside, scores, np.nan))

    def of(self, show: str) -> Flags:
        """The cities of the region in one of the lists of `Show`."""
        whole, is_free = self.whole, self.whole.is_rule(Rule.NONE)
        is_known = self.valued.ranks > 0
        masks = {
            Show.TIED.value: whole.is_rule(Rule.TIED),
            Show.RULED_OUT.value: whole.is_rule(Rule.RELATIONS, Rule.RED_LINE, Rule.LEVEL),
            Show.UNKNOWN.value: is_free & ~self.is_small & ~is_known,
            Show.SMALL.value: is_free & self.is_small,
        }
        return self.region & masks[show] if show in masks else self.inside

    def counts(self) -> dict[str, int]:
        """How many cities each list holds."""
        return {show: int(self.of(show).sum()) for show in Show.values}


def field(filters: Filters, weights: Sequence[float] | None, as_of: dt.date) -> Field:
    """The ranking under some weights (default: the office's). Raises BadWeights where they weigh nothing, NoHomeCity."""
    whole = world(as_of)
    chosen = whole.criteria
    given = np.asarray(chosen.weights if weights is None else weights, dtype=np.float64)
    shares_of(given, len(chosen.engine))
    valued = value_of(chosen.engine, whole.normalised, given, chosen.screening)
    found = Field(whole, filters, given, valued, _region(whole, filters), np.zeros(0, dtype=bool))
    inside = found.region & found._free & (valued.ranks > 0)
    return Field(whole, filters, given, valued, found.region, inside)


def _region(whole: World, filters: Filters) -> Flags:
    held = whole.cities

    def fits(code: str) -> bool:
        return (
            filters.zone in ("", whole.home.zones.get(code, Zone.OTHER.value))
            and filters.country in ("", code)
            and (not filters.group or filters.group in whole.home.groups.get(code, frozenset()))
        )

    by_country = np.array([fits(code) for code in held.countries], dtype=bool)
    return by_country[held.country] if len(held.country) else np.zeros(0, dtype=bool)


def listed(actor: Actor, found: Field, sort: str = "") -> Rows:
    """The cities of the list that was asked for, in order. At most two queries."""
    filters = found.filters
    keep = found.of(filters.show)
    keys = None
    if filters.q.strip():
        keys = _named(filters.q)
    if filters.seeking:
        looking = _seeking(actor, found.whole.home.as_of)
        keys = looking if keys is None else keys & looking
    if keys is not None:
        keep = keep & np.isin(found.whole.cities.keys, list(keys))
    return _sorted(found, np.flatnonzero(keep), sort)


def _named(text: str) -> set[int]:
    """Cities with the text in any of their names. One query."""
    rows = City.objects.order_by().filter(search_text__contains=text.casefold().strip())
    return set(rows.values_list("pk", flat=True))


def _seeking(actor: Actor, day: dt.date) -> set[int]:
    """Cities with an entry that the actor sees and that is open on the day. One query."""
    rows = seekers_visible_to(actor).filter(Q(until=None) | Q(until__gte=day)).order_by()
    return set(rows.values_list("city", flat=True))


def _sorted(found: Field, rows: Rows, sort: str) -> Rows:
    """In the order asked for; what is not known comes last either way, and the better score breaks ties."""
    first = _column(found, sort.removeprefix("-"))[rows]
    first = -first if sort.startswith("-") else first
    worse = np.nan_to_num(-found.valued.scores[rows], nan=np.inf)
    return rows[np.lexsort((found.whole.cities.keys[rows], worse, np.nan_to_num(first, nan=np.inf)))]


def _column(found: Field, key: str) -> Floats:
    """The figures a list is sorted by, the first to come lowest; for an unknown key the score."""
    whole = found.whole
    if key == "population":
        return whole.cities.population
    if key == "distance" and key in whole.columns:
        return whole.columns[key].figures
    if key in ("topsis", "promethee"):
        ranks = found.by_topsis if key == "topsis" else found.by_promethee
        return np.where(ranks > 0, ranks, np.nan)
    if key == "country":
        language = get_language() or "zh-hans"
        names = [collation(countries.name(code, language)) for code in whole.cities.countries]
        places = np.empty(len(names))
        places[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        return places[whole.cities.country]
    return -found.valued.scores


def rows_of(actor: Actor, found: Field, rows: Sequence[int]) -> list[Row]:
    """Some rows of the world as the list shows them. Two queries."""
    whole = found.whole
    keys = [int(whole.cities.keys[row]) for row in rows]
    held = City.objects.select_related("country").in_bulk(keys)
    looking = _seeking(actor, whole.home.as_of)
    scored = scored_rows(whole, list(rows), found.weights) if len(rows) else []
    distance = whole.columns.get("distance")
    return [
        Row(
            city=held[key],
            zone=whole.home.zones.get(held[key].country_id, Zone.OTHER.value),
            scored=points,
            rank=int(found.ranks[row]),
            by_topsis=int(found.by_topsis[row]),
            by_promethee=int(found.by_promethee[row]),
            distance=None
            if distance is None or np.isnan(distance.figures[row])
            else float(distance.figures[row]),
            rule=whole.rule(row),
            strong=_strong(points),
            weak=_weak(points),
            is_seeking=key in looking,
            had_tie=key in whole.standings,
        )
        for row, key, points in zip(rows, keys, scored, strict=True)
        if key in held
    ]


def _strong(scored: Scored, count: int = 2) -> tuple[str, ...]:
    """The criteria that add most above the middle of their goalposts."""
    gains = {p.code: p.weight * (p.normalised - 50) for p in scored.parts if p.normalised is not None}
    return tuple(
        code for code in sorted(gains, key=gains.__getitem__, reverse=True)[:count] if gains[code] > 0
    )


def _weak(scored: Scored, count: int = 2) -> tuple[str, ...]:
    """The criteria that take most away below the middle of their goalposts."""
    gains = {p.code: p.weight * (p.normalised - 50) for p in scored.parts if p.normalised is not None}
    return tuple(code for code in sorted(gains, key=gains.__getitem__)[:count] if gains[code] < 0)
