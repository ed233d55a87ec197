"""The compass map as numbers: where everything stands on a round map centred on the home city, and which labels fit.

Called by `site.queries` and the world pages, which draw it. No coastline and no border is ever drawn. Distance and bearing from
the centre are true (azimuthal equidistant), so a straight ray is the shortest way. No database, no request, no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines import geo
from youcheng.network.labels import Box, Label, place_labels

RADIUS = 250.0
"""Radius of a disc in drawing units; the whole drawing is 560 units wide."""
WORLD_KM = 20_015.0
NEAR_CHOICES_KM = (1_500.0, 3_000.0, 5_000.0)
NEAR_SHARES = (1 / 3, 1 / 5)
NEAR_LEAST = 4
POINTS_WORLD, POINTS_NEAR = 2_600, 1_200
MOST_MARKS = 120
"""Partners beyond this many on one disc, the lower kinds and the farther ones, are drawn as plain points."""
RANKS = ("sister", "exchange", "letter_of_intent")
CELL_UNITS = 4.5
"""Of the cities in one cell of this size only the most populous becomes a point."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Partner:
    """A tie as far as the map needs it. `kind` and `zone` are the register's codes, `text` is what its label says."""

    key: str
    text: str
    latitude: float
    longitude: float
    kind: str
    zone: str


@dataclass(frozen=True)
class Mark:
    """One partner on a disc, in drawing units with y downwards.

    `is_named` is false where another disc names it; `label` is None where none fits, the smaller one on a phone.
    """

    partner: Partner
    x: float
    y: float
    distance_km: float
    bearing_deg: float
    is_named: bool
    label: Label | None
    small_label: Label | None


@dataclass(frozen=True)
class Ring:
    km: float
    radius: float


@dataclass(frozen=True)
class Disc:
    """One round map: `points` is the path of the faint cities, `others` that of the partners that are too many for a mark, `inner` the
    ring that another disc enlarges.

    `scale_at` is the direction (x, y of a unit step) along which the rings' distances are written.
    """

    radius_km: float
    rings: tuple[Ring, ...]
    scale_at: tuple[float, float]
    points: str
    marks: tuple[Mark, ...]
    others: str
    inner: float | None


@dataclass(frozen=True)
class Cities:
    """The gazetteer's cities, the most populous first."""

    latitudes: Floats
    longitudes: Floats


def draw(home: tuple[float, float], partners: Sequence[Partner], cities: Cities) -> tuple[Disc, ...]:
    """The discs of a network: the whole world, preceded by the surroundings where many partners crowd the middle."""
    distances, bearings = _polar(home, partners)
    near = near_radius(distances)
    world = _disc(home, partners, cities, WORLD_KM, distances, bearings, near)
    if near is None:
        return (world,)
    return _disc(home, partners, cities, near, distances, bearings, None), world


def near_radius(distances: Floats) -> float | None:
    """The smallest radius that holds a third of the partners, else a fifth, and at least four; None where none does."""
    for share in NEAR_SHARES:
        for radius in NEAR_CHOICES_KM:
            inside = int((distances <= radius).sum())
            if inside >= NEAR_LEAST and inside >= share * len(distances):
                return radius
    return None


def thinned_points(home: tuple[float, float], cities: Cities, radius_km: float, most: int) -> str:
    """The faint cities as one SVG path: the most populous of each cell, never more than `most`."""
    if not cities.latitudes.size:
        return ""
    east, north = geo.azimuthal_equidistant(*home, cities.latitudes, cities.longitudes)
    scale = RADIUS / radius_km
    x, y = east * scale, -north * scale
    inside = np.hypot(x, y) <= RADIUS
    x, y = x[inside], y[inside]
    cells = np.stack([np.floor(x / CELL_UNITS), np.floor(y / CELL_UNITS)])
    _unique, first = np.unique(cells, axis=1, return_index=True)
    chosen = np.sort(first)[:most]
    return _path(x, y, chosen)


def _path(x: Floats, y: Floats, chosen: Iterable[int]) -> str:
    """One SVG path of dots."""
    return "".join(f"M{_short(x[n])} {_short(y[n])}h0" for n in chosen)


def _rank(partner: Partner) -> int:
    """Formal ties first."""
    return RANKS.index(partner.kind) if partner.kind in RANKS else len(RANKS)


def _disc(
    home: tuple[float, float],
    partners: Sequence[Partner],
    cities: Cities,
    radius_km: float,
    distances: Floats,
    bearings: Floats,
    near_km: float | None,
) -> Disc:
    """One disc; partners inside `near_km` are drawn but not labelled, the other disc does that."""
    within = [int(n) for n in np.argsort(distances) if distances[n] <= radius_km]
    chosen = set(sorted(within, key=lambda n: _rank(partners[n]))[:MOST_MARKS])
    shown = [n for n in within if n in chosen]
    radii = distances * RADIUS / radius_km
    turn = np.radians(bearings)
    xs, ys = radii * np.sin(turn), -radii * np.cos(turn)
    named = [n for n in shown if near_km is None or distances[n] > near_km]
    is_named = set(named)
    free = _free_direction([float(bearings[n]) for n in shown])
    labels = _labels(partners, xs, ys, shown, named, _written(radius_km, free))
    marks = tuple(
        Mark(
            partners[n],
            round(float(xs[n]), 1),
            round(float(ys[n]), 1),
            float(distances[n]),
            float(bearings[n]),
            n in is_named,
            labels[0].get(n),
            labels[1].get(n),
        )
        for n in shown
    )
    most = POINTS_WORLD if radius_km == WORLD_KM else POINTS_NEAR
    inner = None if near_km is None else near_km * RADIUS / radius_km
    faint = thinned_points(home, cities, radius_km, most)
    others = _path(xs, ys, [n for n in within if n not in chosen])
    return Disc(radius_km, rings(radius_km), free, faint, marks, others, inner)


def _labels(
    partners: Sequence[Partner],
    xs: Floats,
    ys: Floats,
    shown: list[int],
    named: list[int],
    blocked: list[Box],
) -> tuple[dict[int, Label], dict[int, Label]]:
    """Labels for a wide screen and, larger and fewer, for a phone."""
    dots = [(float(xs[n]), float(ys[n])) for n in shown]
    wanted = [(n, partners[n].text, (float(xs[n]), float(ys[n]))) for n in named]
    return tuple(  # type: ignore[return-value]
        place_labels(wanted, dots, blocked, size=size, limit=RADIUS + 26) for size in (14.0, 19.0)
    )


def _written(radius_km: float, free: tuple[float, float]) -> list[Box]:
    """Where something is written or drawn already: the home city, the points of the compass, the rings' distances."""
    points = [(0.0, -260.0), (0.0, 265.0), (264.0, 0.0), (-264.0, 0.0)]
    distances = [(ring.radius * free[0], ring.radius * free[1]) for ring in rings(radius_km)]
    return [
        Box(-6, -6, 6, 6),
        *(Box(x - 9, y - 9, x + 9, y + 9) for x, y in points),
        *(Box(x - 16, y - 7, x + 16, y + 7) for x, y in distances),
    ]


def rings(radius_km: float) -> tuple[Ring, ...]:
    """Three to four round distances, the outermost at or inside the edge."""
    step = {1_500.0: 500.0, 2_000.0: 500.0, 3_000.0: 1_000.0, 5_000.0: 1_000.0}.get(radius_km, 5_000.0)
    count = int(radius_km // step)
    return tuple(Ring(step * n, round(step * n * RADIUS / radius_km, 1)) for n in range(1, count + 1))


def _free_direction(bearings: Sequence[float]) -> tuple[float, float]:
    """The direction between the main points of the compass that is farthest from every ray."""
    candidates = [22.5 + 45.0 * n for n in range(8)]

    def room(candidate: float) -> float:
        turns = [abs((bearing - candidate + 180.0) % 360.0 - 180.0) for bearing in bearings]
        return min(turns, default=180.0)

    turn = np.radians(max(candidates, key=room))
    return round(float(np.sin(turn)), 3), round(-float(np.cos(turn)), 3)


def _polar(home: tuple[float, float], partners: Sequence[Partner]) -> tuple[Floats, Floats]:
    latitudes = [partner.latitude for partner in partners]
    longitudes = [partner.longitude for partner in partners]
    return (
        np.atleast_1d(geo.distance_km(*home, latitudes, longitudes)),
        np.atleast_1d(geo.bearing_deg(*home, latitudes, longitudes)),
    )


def _short(value: float) -> str:
    """One decimal, without a zero that says nothing."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
