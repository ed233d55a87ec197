"""The layout of the home city's ties: share by zone beside its target and beside chance, what is covered, what is redundant.

Called by the layout page. Counted are sister and friendly exchange cities of a day. Targets are rows with dates; where none is set the
page says so. Chance needs a matched list of the world's pairs and is left out without one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.db.models import Q, QuerySet

from youcheng.engines import network
from youcheng.engines.network import Spread
from youcheng.foundation.actors import Actor
from youcheng.network.enums import Kind, Zone
from youcheng.network.models import HomeCity, Relationship, ZoneTarget
from youcheng.network.policies import zone_target_policy
from youcheng.network.queries.places import groups_of_all, zones_of_all
from youcheng.network.queries.ties import relationships_visible_to, standings
from youcheng.network.queries.world.home import numbers_of
from youcheng.network.queries.world.net import Net

COUNTED = frozenset({Kind.SISTER.value, Kind.EXCHANGE.value})


@dataclass(frozen=True)
class ZoneRow:
    """One zone: ties, their share, the target in force, and what chance would place there by two weights."""

    zone: str
    ties: int
    share: float | None
    target: ZoneTarget | None
    worlds: tuple[float, float, float] | None
    """Expected ties, their standard deviation and z, by how the world's cities are tied; None without a list."""
    countrys: tuple[float, float, float] | None
    """The same by how the other cities of the home country are tied."""

    @property
    def label(self) -> str:
        return str(Zone(self.zone).label)

    @property
    def gap(self) -> float | None:
        """Share minus target in percentage points."""
        if self.target is None or self.share is None:
            return None
        return 100 * self.share - float(self.target.share)


@dataclass(frozen=True, eq=False)
class Layout:
    """The whole layout of a day. `countries` are those with a tie; `uncovered` countries of a zone that has none, by zone."""

    as_of: dt.date
    total: int
    rows: tuple[ZoneRow, ...]
    countries: Counter[str]
    groups: tuple[tuple[str, int, int], ...]
    world: Spread | None
    country: Spread | None
    redundant: int | None

    @property
    def has_targets(self) -> bool:
        return any(row.target for row in self.rows)

    @property
    def target_sum(self) -> Decimal:
        return sum((row.target.share for row in self.rows if row.target), Decimal())


def targets_in_force(as_of: dt.date) -> dict[str, ZoneTarget]:
    """The target of each zone on a day; of several in force the latest. One query."""
    rows = ZoneTarget.objects.filter(Q(until__isnull=True) | Q(until__gte=as_of), since__lte=as_of)
    return {row.zone: row for row in rows.order_by("since", "pk")}


def targets_visible_to(actor: Actor) -> QuerySet[ZoneTarget]:
    """All targets, past and coming ones too, with whether the actor may change them."""
    rows = zone_target_policy.filter(ZoneTarget.objects.all(), actor)
    return zone_target_policy.annotate(rows, actor, "edit").order_by("zone", "-since")


def layout(home: HomeCity, actor: Actor, as_of: dt.date, net: Net | None) -> Layout:
    """The layout as an actor sees it. The number of queries is constant."""
    ties = list(relationships_visible_to(actor))
    found = standings(as_of, ties)
    counted = [tie for tie in ties if found[tie.pk].kinds and found[tie.pk].kinds <= COUNTED]
    zones, targets, groups = zones_of_all(as_of), targets_in_force(as_of), groups_of_all(as_of)
    held = Counter(zones.get(tie.partner.country_id, Zone.OTHER.value) for tie in counted)
    world = _spread(net, home, zones, held, at_home=False)
    country = _spread(net, home, zones, held, at_home=True)
    countries = Counter(tie.partner.country_id for tie in counted)
    return Layout(
        as_of=as_of,
        total=len(counted),
        rows=tuple(
            ZoneRow(
                zone, held[zone], held[zone] / len(counted) if counted else None, targets.get(zone),
                _beside(world, n), _beside(country, n),
            )
            for n, zone in enumerate(Zone.values)
        ),
        countries=countries,
        groups=_coverage(groups, countries),
        world=world,
        country=country,
        redundant=None if net is None else _redundant(net, counted),
    )  # fmt: skip


def _spread(
    net: Net | None, home: HomeCity, zones: dict[str, str], held: Counter[str], *, at_home: bool
) -> Spread | None:
    """The zones' ties beside chance: weights are ends of ties abroad, of the whole world or of the country's other cities."""
    if net is None:
        return None
    abroad = ~net.in_country(home.city.country_id)
    first, second = net.graph.ties.T
    counted = ~abroad if at_home else np.ones(abroad.size, dtype=bool)
    ends = np.concatenate([first[counted[second]], second[counted[first]]])
    ends = ends[abroad[ends]]
    weights = Counter(zones.get(net.countries[at], Zone.OTHER.value) for at in ends.tolist())
    if not weights:
        return None
    order = Zone.values
    return network.spread([held[zone] for zone in order], [weights[zone] for zone in order])


def _beside(found: Spread | None, n: int) -> tuple[float, float, float] | None:
    if found is None or not found.total:
        return None
    return float(found.expected[n]), float(found.deviations[n]), float(found.z[n])


def _coverage(groups: dict[str, frozenset[str]], countries: Counter[str]) -> tuple[tuple[str, int, int], ...]:
    """Groups of countries with how many of their members have a tie, and how many members they have."""
    members: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for iso2, codes in groups.items():
        members.update(codes)
        if iso2 in countries:
            covered.update(codes)
    return tuple(
        (code, covered[code], members[code]) for code in sorted(members, key=lambda c: (-covered[c], c))
    )


def _redundant(net: Net, ties: list[Relationship]) -> int:
    """Partners of the register that are tied, by the list, to another partner of the register."""
    numbers = numbers_of(net, [tie.partner for tie in ties])
    positions = np.array(sorted({net.graph.position(number) for number in numbers.values()}), dtype=np.int64)
    among = net.graph.ties[network.ties_among(net.graph, positions)]
    return int(np.unique(among).size)
