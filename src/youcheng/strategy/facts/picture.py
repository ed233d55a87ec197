"""The product space as a picture: one dot a good, placed the same on every run, coloured by section.

Called by the partner's page, which shows the table of the same goods beside it. Positions are remembered, for they follow
from the table alone; who has and who lacks a good is drawn anew for each pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from youcheng.engines.product_space import Next, Space
from youcheng.engines.space_layout import Placed, placed
from youcheng.foundation.remembering import remembered

WIDTH, HEIGHT, EDGE = 760, 460, 14
NAMED = 300
"""Up to so many goods every dot tells its name; beyond, only the candidates do, so that the page stays light."""


@dataclass(frozen=True)
class Dot:
    """One good: where it stands, its colour, and whether the seller "has" it, it is a "candidate", or neither ("lacks")."""

    x: str
    y: str
    radius: str
    colour: str
    kind: str
    title: str


@dataclass(frozen=True)
class Colour:
    """One section in the legend."""

    section: str
    name: str
    colour: str


@dataclass(frozen=True)
class SpacePicture:
    """The drawing in user units of `width` × `height`: links as one path, dots, and the legend."""

    width: int
    height: int
    links: str
    dots: Sequence[Dot]
    legend: Sequence[Colour]


def space_picture(
    found: Space,
    seller: str,
    candidates: Next,
    made_from: object,
    section_of: Callable[[str], str],
    name_of: Callable[[str], str],
) -> SpacePicture:
    """Draw the seller's place in the space. `made_from` tells tables apart for what is remembered."""
    chosen = found.conventions
    where: Placed = remembered(
        "product-space", (made_from, chosen.special), lambda: placed(found.near.values)
    )
    x = [f"{EDGE + value * (WIDTH - 2 * EDGE):.0f}" for value in where.x]
    y = [f"{EDGE + value * (HEIGHT - 2 * EDGE):.0f}" for value in where.y]
    goods = found.table.goods
    sections = {good: section_of(good) for good in goods}
    shown = [section for section in dict.fromkeys(sections.values()) if section]
    colours = {section: _colour(place, len(shown)) for place, section in enumerate(shown)}
    return SpacePicture(
        WIDTH,
        HEIGHT,
        "".join(f"M{x[a]} {y[a]}L{x[b]} {y[b]}" for a, b in where.links),
        _dots(found, seller, candidates, x, y, [colours.get(sections[good], "") for good in goods], name_of),
        [Colour(section, name_of(section), colours[section]) for section in shown],
    )


def _dots(
    found: Space,
    seller: str,
    candidates: Next,
    x: Sequence[str],
    y: Sequence[str],
    colours: Sequence[str],
    name_of: Callable[[str], str],
) -> list[Dot]:
    goods, row = found.table.goods, found.table.row(seller)
    traded = found.table.exports.sum(axis=0)
    largest = max(float(traded.max()), 1e-300)
    scale = 1.0 if len(goods) <= NAMED else 0.55
    radius = scale * (3.5 + 8 * np.sqrt(traded / largest))
    wanted = {one.good for one in candidates.candidates}
    dots = []
    for place, good in enumerate(goods):
        kind = "has" if found.has[row, place] else "candidate" if good in wanted else "lacks"
        title = name_of(good) if len(goods) <= NAMED or kind == "candidate" else ""
        dots.append(Dot(x[place], y[place], f"{radius[place]:.1f}", colours[place], kind, title))
    # Candidates last: what is drawn later lies on top.
    return sorted(dots, key=lambda dot: dot.kind == "candidate")


def _colour(place: int, count: int) -> str:
    """Hues evenly around the circle, alternately lighter and darker so that neighbours differ by more than hue."""
    return f"hsl({round(360 * place / max(count, 1))} 55% {44 if place % 2 else 54}%)"
