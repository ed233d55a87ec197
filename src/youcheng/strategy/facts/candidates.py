"""Every city as a candidate: its figures on all criteria, and the rule that leaves it out, if one does.

Called by `queries.candidates`, the command and `potential`. Made once for a day, the register's state, the evidence and
the judgements, and kept in memory; weights come afterwards, so that moving a slider computes no figure anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from youcheng.engines.framework import RedLine
from youcheng.engines.ranking import Floats, on_goalposts
from youcheng.evidence.enums import Shape
from youcheng.evidence.queries import NoData, find
from youcheng.foundation import countries
from youcheng.network.enums import Kind
from youcheng.network.models import City, Country, Relationship
from youcheng.network.queries import groups_of_all, home_city, standings, zones_of_all
from youcheng.network.standing import Standing
from youcheng.strategy.criteria import Criteria, NoRelations, criteria, relations
from youcheng.strategy.facts import sources
from youcheng.strategy.facts.batch import NoHomeCity
from youcheng.strategy.facts.gazetteer import Cities, cities
from youcheng.strategy.facts.measures import Column, Home, columns
from youcheng.strategy.framework import RedLines, red_lines
from youcheng.strategy.in_force import framework_in_force
from youcheng.strategy.models import CityIndustry


class Rule(StrEnum):
    """Why a city is not among the candidates; the first that applies is told."""

    NONE = ""
    HOME = "home"
    DOMESTIC = "domestic"
    TIED = "tied"
    RELATIONS = "relations"
    RED_LINE = "red_line"
    LEVEL = "level"


_RULES = tuple(Rule)


@dataclass(frozen=True, eq=False)
class World:
    """All cities with their figures. Arrays follow `cities`; `rules` points into `Rule`'s members.

    `normalised` are the figures on goalposts, `low` and `high` the same with the bounds of the risk interval.
    """

    criteria: Criteria
    home: Home
    cities: Cities
    columns: Mapping[str, Column]
    figures: Floats
    normalised: Floats
    low: Floats
    high: Floats
    rules: NDArray[np.int64]
    standings: Mapping[int, Standing]
    relations: NoRelations | None
    lines: RedLines

    def rule(self, row: int) -> Rule:
        """Why the city in this row is left out."""
        return _RULES[int(self.rules[row])]

    def is_rule(self, *rules: Rule) -> NDArray[np.bool_]:
        """Whether each city is left out by one of these rules."""
        return np.isin(self.rules, [_RULES.index(rule) for rule in rules])

    def red_lines_of(self, country: str) -> tuple[RedLine, ...]:
        """The red lines that hold for a country (alpha-2) on the day."""
        return self.lines.of(countries.iso3(country) or "", self.home.as_of)


def world(as_of: dt.date) -> World:
    """Every city as a candidate on a day. Raises NoHomeCity, and BadFile for a file of judgements that is wrong.

    A fixed number of queries; the figures are kept while nothing they are made from has changed.
    """
    held, chosen, related, lines = cities(), criteria(), relations(), red_lines()
    framework = framework_in_force()
    home, known = _home(as_of)
    listed = related.by_home.get(home.city.country.iso3)
    without = _without_relations(listed)
    key = repr((
        as_of, held.version, home.city.pk, home.city.version, sorted(home.ties.items()), sorted(known),
        sorted(home.zones.items()), sorted((country, sorted(groups)) for country, groups in home.groups.items()),
        sorted(without), chosen.sha256, related.sha256, lines.sha256, framework.sha256, sources.own_fingerprint(framework),
        sources.fingerprint(), _pairs_version(), [(row.pk, row.version) for row in home.industries],
    ))  # fmt: skip
    found = _kept.get(key)
    if found is None:
        found = _made(chosen, home, held, known, listed, without, lines)
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = found
    return found


_kept: dict[str, World] = {}
KEPT = 2
"""Worlds kept at most, 15 MB each: today's, and that of another day somebody works on."""


def _home(as_of: dt.date) -> tuple[Home, dict[int, Standing]]:
    """The home city with its ties in force, and the standing of every tie by its partner's key."""
    row = home_city()
    if row is None:
        raise NoHomeCity(_("There is no home city yet: youcheng setup --home-city GEONAMESID"))
    ties = Relationship.objects.order_by().values_list("pk", "partner_id", "partner__country_id")
    stands = standings(as_of)
    known = {partner: stands[key] for key, partner, _country in ties}
    in_force = {partner: country for key, partner, country in ties if is_in_force(stands[key])}
    zones, groups = zones_of_all(as_of), groups_of_all(as_of)
    return Home(row.city, as_of, in_force, zones, groups, _own_table(row.city)), known


def _own_table(city: City) -> tuple[CityIndustry, ...]:
    """The newest industry table of a city. One query."""
    rows = list(CityIndustry.objects.filter(city=city).order_by("-year", "scheme", "industry"))
    return tuple(row for row in rows if (row.year, row.scheme) == (rows[0].year, rows[0].scheme))


def is_in_force(standing: Standing) -> bool:
    """Whether a tie is more than a prospect and has not certainly ended."""
    return bool(standing.kinds - {Kind.PROSPECT.value})


def _without_relations(listed: NoRelations | None) -> frozenset[str]:
    """Countries (alpha-2) without diplomatic relations: the list's, where the register does not say otherwise."""
    said = dict(
        Country.objects.order_by()
        .values_list("iso2", "has_diplomatic_relations")
        .exclude(has_diplomatic_relations=None)
    )
    on_list = {countries.iso2(code) or "" for code in listed.countries} if listed else set()
    return frozenset(
        {code for code in on_list if said.get(code) is not True} | {c for c, has in said.items() if not has}
    )


def _pairs_version() -> str:
    try:
        return find(None, Shape.PAIRS).sha256
    except NoData:
        return ""


def _made(
    chosen: Criteria,
    home: Home,
    held: Cities,
    known: Mapping[int, Standing],
    listed: NoRelations | None,
    without: frozenset[str],
    lines: RedLines,
) -> World:
    made = columns(chosen, home, held, sources.trade_book(), sources.risk_book())
    figures = np.column_stack([column.figures for column in made.values()])
    normalised = on_goalposts(chosen.engine, figures)
    low, high = normalised.copy(), normalised.copy()
    for j, (criterion, column) in enumerate(zip(chosen.engine, made.values(), strict=True)):
        if column.low is not None and column.high is not None:
            ends = np.sort([criterion.scores(column.low), criterion.scores(column.high)], axis=0)
            # A score whose bounds are not known is as sure as anything else here: it stays where it is.
            low[:, j], high[:, j] = (np.where(np.isnan(end), normalised[:, j], end) for end in ends)
    return World(
        criteria=chosen,
        home=home,
        cities=held,
        columns=made,
        figures=figures,
        normalised=normalised,
        low=low,
        high=high,
        rules=_ruled(home, held, known, without, lines),
        standings=known,
        relations=listed,
        lines=lines,
    )


def _ruled(
    home: Home, held: Cities, known: Mapping[int, Standing], without: frozenset[str], lines: RedLines
) -> NDArray[np.int64]:
    """The rule of each city; later ones are overwritten by those told first."""
    rules = np.zeros(len(held.keys), dtype=np.int64)

    def apply(rule: Rule, where: NDArray[np.bool_]) -> None:
        rules[where] = _RULES.index(rule)

    def in_countries(test: Callable[[str], bool]) -> NDArray[np.bool_]:
        by_country = np.array([test(code) for code in held.countries], dtype=bool)
        return by_country[held.country] if len(held.country) else np.zeros(0, dtype=bool)

    ours = held.levels.index(home.city.level) if home.city.level in held.levels else -1
    unknown = held.levels.index("") if "" in held.levels else -1
    if home.city.level:
        apply(Rule.LEVEL, (held.level != ours) & (held.level != unknown))
    apply(Rule.RED_LINE, in_countries(lambda code: bool(lines.of(countries.iso3(code) or "", home.as_of))))
    apply(Rule.RELATIONS, in_countries(lambda code: code in without))
    tied = [key for key, standing in known.items() if standing.kinds]
    apply(Rule.TIED, np.isin(held.keys, tied))
    apply(Rule.DOMESTIC, in_countries(lambda code: _is_domestic(home.city.country.iso3, code)))
    apply(Rule.HOME, held.keys == home.city.pk)
    return rules


def _is_domestic(home: str, code: str) -> bool:
    """Whether a city there is no foreign one: of the home country itself, or of a region of China for a Chinese city."""
    economy = countries.iso3(code)
    return economy == home or (home == "CHN" and economy in countries.REGIONS_OF_CHINA)
