"""One city and what surrounds it up to two steps, as a list and as a picture on the compass.

Called by the world pages. The picture is centred on the city: distances and bearings from it are true, ties between others are drawn
straight. What is too much for a picture is in the list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines import geo, network
from youcheng.foundation.translated import Translated
from youcheng.network import compass
from youcheng.network.compass import RADIUS, WORLD_KM, Cities, Ring, thinned_points
from youcheng.network.labels import Box, Label, place_labels
from youcheng.network.queries.world.net import Net, names_of

MOST_FIRST, MOST_SECOND = 150, 350
"""Partners drawn as marks, and their partners drawn as points one can open; the best tied first."""
FAINT = 1_800
WRITTEN_AT = (0.383, 0.924)
"""The direction (x, y of a unit step) along which the rings' distances are written."""


@dataclass(frozen=True)
class Neighbour:
    """A city one or two steps from the centre. `through` are its partners among the first step, the best tied first."""

    number: int
    steps: int
    country: str
    degree: int
    km: float
    through: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """A city on the picture. `reach` is the path of its ties to cities of the picture, shown when one points at it."""

    neighbour: Neighbour
    x: float
    y: float
    reach: str = ""
    label: Label | None = None
    small_label: Label | None = None


@dataclass(frozen=True)
class Picture:
    """The drawing: marks of the first step, points of the second, the rest as one path."""

    first: tuple[Mark, ...]
    second: tuple[Mark, ...]
    rest: str
    faint: str
    rings: tuple[Ring, ...]
    written_at: tuple[float, float]
    radius_km: float
    beyond: int
    """Cities that lie outside the picture; they are in the list."""


def neighbours(net: Net, number: int) -> list[Neighbour]:
    """The partners of a city and their partners, the nearer steps first, then by common partners."""
    graph, centre = net.graph, net.graph.position(number)
    steps = network.within(graph, centre, 2)
    found = np.flatnonzero(steps > 0)
    km = _km(net, centre, found)
    is_first = steps == 1
    rows = []
    for at, away in zip(found.tolist(), km.tolist(), strict=True):
        theirs = graph.partners_of(at)
        through = theirs[is_first[theirs]]
        through = through[np.argsort(-graph.degrees[through], kind="stable")]
        rows.append(
            Neighbour(
                number=int(graph.nodes[at]),
                steps=int(steps[at]),
                country=net.countries[at],
                degree=int(graph.degrees[at]),
                km=away,
                through=tuple(int(one) for one in graph.nodes[through]),
            )
        )
    return sorted(rows, key=lambda row: (row.steps, -len(row.through), -row.degree, row.number))


def _km(net: Net, centre: int, found: NDArray[np.int64]) -> NDArray[np.float64]:
    if not found.size:
        return np.array([])
    spot = float(net.latitudes[centre]), float(net.longitudes[centre])
    return geo.distance_km(*spot, net.latitudes[found], net.longitudes[found])


def picture(
    net: Net, number: int, every: list[Neighbour], cities: Cities, radius_km: float = WORLD_KM
) -> Picture:
    """The drawing of a city's surroundings, out to a distance."""
    rows = [row for row in every if row.km <= radius_km]
    centre = net.graph.position(number)
    home = float(net.latitudes[centre]), float(net.longitudes[centre])
    spots = _spots(net, home, rows, radius_km)
    first = [row for row in rows if row.steps == 1]
    second = [row for row in rows if row.steps == 2]
    shown_first = sorted(first, key=lambda row: -row.degree)[:MOST_FIRST]
    shown_second = second[:MOST_SECOND]
    names = names_of([row.number for row in shown_first])
    rings = compass.rings(radius_km)
    labels = _labels(shown_first, names, spots, rings)
    reach = _reach(rows, spots)
    drawn = {row.number for row in (*shown_first, *shown_second)}
    return Picture(
        first=tuple(
            Mark(row, *spots[row.number], reach.get(row.number, ""), labels[0].get(n), labels[1].get(n))
            for n, row in enumerate(shown_first)
        ),
        second=tuple(Mark(row, *spots[row.number]) for row in shown_second),
        rest="".join(
            f"M{x} {y}h0" for row in rows if row.number not in drawn for x, y in [spots[row.number]]
        ),
        faint=thinned_points(home, cities, radius_km, FAINT),
        rings=rings,
        written_at=WRITTEN_AT,
        radius_km=radius_km,
        beyond=len(every) - len(rows),
    )


def _spots(
    net: Net, home: tuple[float, float], rows: list[Neighbour], radius_km: float
) -> dict[int, tuple[float, float]]:
    """Where each city stands on the disc, y downwards."""
    at = [net.graph.position(row.number) for row in rows]
    if not at:
        return {}
    east, north = geo.azimuthal_equidistant(*home, net.latitudes[at], net.longitudes[at])
    scale = RADIUS / radius_km
    return {
        row.number: (round(float(x * scale), 1), round(float(-y * scale), 1))
        for row, x, y in zip(rows, east, north, strict=True)
    }


def _reach(rows: list[Neighbour], spots: dict[int, tuple[float, float]]) -> dict[int, str]:
    """For each city of the first step the lines to its own partners on the picture."""
    lines: dict[int, list[str]] = {}
    for row in rows:
        x, y = spots[row.number]
        for one in row.through:
            if one not in spots:  # it lies beyond the picture
                continue
            lines.setdefault(one, []).append(f"M{spots[one][0]} {spots[one][1]}L{x} {y}")
    return {number: "".join(parts) for number, parts in lines.items()}


def _labels(
    shown: list[Neighbour],
    names: dict[int, Translated],
    spots: dict[int, tuple[float, float]],
    rings: tuple[Ring, ...],
) -> tuple[dict[int, Label], dict[int, Label]]:
    """Labels of the partners that have room, for a wide screen and for a phone."""
    dots = [spots[row.number] for row in shown]
    wanted = [(n, str(names[row.number]), spots[row.number]) for n, row in enumerate(shown)]
    # The middle, and where the rings' distances are written.
    blocked = [Box(-8, -8, 8, 8)]
    for ring in rings:
        x, y = ring.radius * WRITTEN_AT[0], ring.radius * WRITTEN_AT[1]
        blocked.append(Box(x - 16, y - 8, x + 16, y + 8))
    large, small = (
        place_labels(wanted, dots, blocked, size=size, limit=RADIUS + 26) for size in (13.0, 19.0)
    )
    return large, small
