"""The home city's place in the world's network: its measures and ranks, who else of the country is tied to its partners, suggestions.

Called by the world pages. Ties of the register are those the actor may see; a rank always says with how many it is shared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines import network, placing
from youcheng.engines.network import Suggestions
from youcheng.engines.placing import Places, Written
from youcheng.foundation.actors import Actor
from youcheng.network.models import City, HomeCity, Relationship, WorldPlace
from youcheng.network.queries.counts import COUNTED
from youcheng.network.queries.ties import relationships_visible_to, standings
from youcheng.network.queries.world.measures import OfPlaces
from youcheng.network.queries.world.net import Net

BOUND = 1.96
"""Standard errors by which two sampled figures must differ to be told apart."""


@dataclass(frozen=True)
class Rank:
    """A place's rank by a figure, 1 the highest: `first` to `last` where it shares it or cannot be told apart."""

    first: int
    last: int
    of: int

    @property
    def is_single(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class InNet:
    """What the network says of one place. Figures that are not defined there are None."""

    number: int
    degree: int
    degree_rank: Rank
    degree_rank_at_home: Rank
    core: int
    deepest: int
    betweenness: float
    betweenness_error: float
    betweenness_rank: Rank
    constraint: float | None
    clustering: float | None
    redundancy: float | None
    bridges: tuple[tuple[int, int], ...]
    """Partners to which the only known way leads over the tie with them, and how many places it alone connects."""


@dataclass(frozen=True, eq=False)
class Partner:
    """A partner of the home city: by the register, by the list, or by both; and which other cities of the country it is tied to."""

    number: int | None
    country: str
    tie: Relationship | None
    in_list: bool
    in_register: bool
    fellows: tuple[int, ...] = ()
    common: int = 0
    degree: int = 0

    @property
    def where(self) -> str:
        return "both" if self.in_list and self.in_register else "list" if self.in_list else "register"


def numbers_of(net: Net, cities: Sequence[City]) -> dict[int, int]:
    """GeoNames numbers of cities by their key: their own, or that of a place of the network with their name on the spot.

    At most one query, for cities whose own number the network lacks.
    """
    found = {
        city.pk: city.geonames_id for city in cities if city.geonames_id and city.geonames_id in net.graph
    }
    lacking = [city for city in cities if city.pk not in found]
    rows = (
        list(WorldPlace.objects.filter(country__in={city.country_id for city in lacking})) if lacking else []
    )
    rows = [row for row in rows if row.pk in net.graph]
    if not rows:
        return found
    places = Places(
        [list(row.name.values()) for row in rows], [row.country for row in rows],
        np.array([row.latitude for row in rows]), np.array([row.longitude for row in rows]),
        np.array([row.population or 0 for row in rows]),
    )  # fmt: skip
    written = [(city, name) for city in lacking for name in city.name.all_texts()]
    matches = placing.place_all([_written(city, name) for city, name in written], places)
    sure = placing.CERTAIN | placing.LIKELY
    for (city, _name), match in zip(written, matches, strict=True):
        if match.place is not None and match.how in sure:
            found.setdefault(city.pk, rows[match.place].pk)
    return found


def _written(city: City, name: str) -> Written:
    spot = (city.latitude, city.longitude)
    latitude, longitude = (float("nan") if value is None else value for value in spot)
    return Written(name, city.country_id, latitude, longitude)


def in_net(net: Net, places: OfPlaces, number: int) -> InNet:
    """The measures of one place of the network with its ranks."""
    graph, at = net.graph, net.graph.position(number)
    here = net.in_country(net.countries[at])
    between = places.betweenness
    return InNet(
        number=number,
        degree=int(graph.degrees[at]),
        degree_rank=_rank(graph.degrees, at),
        degree_rank_at_home=_rank(np.where(here, graph.degrees, -1), at, int(here.sum())),
        core=int(places.cores[at]),
        deepest=int(places.cores.max()),
        betweenness=float(between.values[at]),
        betweenness_error=float(between.errors[at]),
        betweenness_rank=_rank(between.values, at, errors=between.errors),
        constraint=_known(places.constraint[at]),
        clustering=_known(places.clustering[at]),
        redundancy=network.redundancy(graph, at),
        bridges=_bridges(net, places, at),
    )


def _rank(
    values: NDArray[np.float64] | NDArray[np.int64],
    at: int,
    of: int | None = None,
    errors: NDArray[np.float64] | None = None,
) -> Rank:
    margin = 0.0 if errors is None else BOUND * np.sqrt(errors**2 + errors[at] ** 2)
    above = int((values - values[at] > margin).sum())
    below = int((values[at] - values > margin).sum())
    total = values.size
    last = total - below
    return Rank(above + 1, last, total if of is None else of)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _bridges(net: Net, places: OfPlaces, at: int) -> tuple[tuple[int, int], ...]:
    ends = net.graph.ties[places.holding.bridges]
    touching = np.flatnonzero((ends == at).any(axis=1))
    others = ends[touching].sum(axis=1) - at
    cut = places.holding.cut_off[touching]
    order = np.argsort(-cut, kind="stable")
    return tuple((int(net.graph.nodes[others[n]]), int(cut[n])) for n in order)


def partners(net: Net, home: HomeCity, actor: Actor, as_of: dt.date) -> list[Partner]:
    """Partners of the home city by the register (counted kinds, as of a day) and by the list, each once. Five queries at any length."""
    ties = list(relationships_visible_to(actor))
    found = standings(as_of, ties)
    counted = [tie for tie in ties if found[tie.pk].kinds & set(COUNTED)]
    numbers = numbers_of(net, [home.city, *(tie.partner for tie in counted)])
    of_home = numbers.get(home.city_id)
    mine = (
        set() if of_home is None else set(_numbers(net, net.graph.partners_of(net.graph.position(of_home))))
    )
    rows, told = [], set()
    for tie in counted:
        number = numbers.get(tie.partner_id)
        rows.append(_partner(net, home, of_home, number, tie, number in mine))
        told.add(number)
    rows += [_partner(net, home, of_home, number, None, True) for number in sorted(mine - told)]
    return sorted(rows, key=lambda row: (-len(row.fellows), -row.degree))


def _partner(
    net: Net, home: HomeCity, of_home: int | None, number: int | None, tie: Relationship | None, in_list: bool
) -> Partner:
    if number is None:
        assert tie is not None  # a partner that is in neither is none
        return Partner(None, tie.partner.country_id, tie, in_list=False, in_register=True)
    graph, at = net.graph, net.graph.position(number)
    theirs = graph.partners_of(at)
    fellows = [one for one in theirs.tolist() if net.countries[one] == home.city.country_id]
    mine = np.array([], dtype=np.int64) if of_home is None else graph.partners_of(graph.position(of_home))
    return Partner(
        number=number,
        country=net.countries[at],
        tie=tie,
        in_list=in_list,
        in_register=tie is not None,
        fellows=tuple(
            other for other in _numbers(net, np.array(fellows, dtype=np.int64)) if other != of_home
        ),
        common=int(np.isin(mine, theirs).sum()),
        degree=int(graph.degrees[at]),
    )


def _numbers(net: Net, positions: NDArray[np.int64]) -> list[int]:
    return [int(number) for number in net.graph.nodes[positions]]


def suggested(net: Net, number: int, home: HomeCity, taken: set[int], limit: int = 50) -> Suggestions:
    """Cities abroad that share partners with a place; those already tied by the register are left out too."""
    allowed = ~net.in_country(home.city.country_id)
    held = [net.graph.position(one) for one in taken if one in net.graph]
    allowed[held] = False
    return network.suggestions(net.graph, net.graph.position(number), allowed, limit)
