"""Reads of risk for pages, sheets and commands: the heat map of countries by dimension, and what each of its rows is.

Nothing is computed here: scores and intervals come from `facts.risk`, which draws them once for all countries. A country
without figures is "not enough is known": it has no place in any order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from youcheng.engines.composite import RedLine
from youcheng.engines.framework import OVERALL
from youcheng.engines.uncertainty import Interval
from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.network.enums import State
from youcheng.network.models import Country, Relationship
from youcheng.network.queries import home_city, relationships_visible_to, standings, zones_of_all
from youcheng.strategy.facts.risk import RiskBook

STEPS = 5
"""Shades of the heat map: 0 to 20 points, 20 to 40, and so on."""


@dataclass(frozen=True)
class Cell:
    """One country in one dimension: the interval or None, among how many it is ranked, and what is missing.

    `alike` are the other countries on the list it cannot be told apart from.
    """

    dimension: str
    interval: Interval | None
    ranked: int
    missing: tuple[str, ...]
    alike: tuple[str, ...] = ()

    @property
    def step(self) -> int:
        """The shade, from 0 (least safe) to 4."""
        assert self.interval is not None
        return min(int(self.interval.median * STEPS / 100), STEPS - 1)


@dataclass(frozen=True)
class Row:
    """One country of the heat map with the partners in it the reader may see and the red lines that hold."""

    iso3: str
    name: str
    zone: str
    partners: tuple[Relationship, ...]
    red_lines: tuple[RedLine, ...]
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether at least one dimension is scored."""
        return any(cell.interval is not None for cell in self.cells.values())

    @property
    def ordered(self) -> list[Cell]:
        return list(self.cells.values())


def dimensions_of(book: RiskBook) -> tuple[str, ...]:
    """The columns of the heat map: overall, then the framework's dimensions."""
    return (OVERALL, *book.framework.engine.dimension_codes)


def partners_by_country(actor: Actor, as_of: dt.date) -> dict[str, tuple[Relationship, ...]]:
    """The ties the actor may see that have not ended, by the country's alpha-3 code."""
    ties = list(relationships_visible_to(actor))
    held = standings(as_of, ties)
    found: dict[str, list[Relationship]] = {}
    for tie in ties:
        if held[tie.pk].states != {State.ENDED.value}:
            found.setdefault(tie.partner.country.iso3, []).append(tie)
    return {code: tuple(rows) for code, rows in found.items()}


def heat_map(book: RiskBook, actor: Actor, as_of: dt.date, *, everyone: bool = False) -> list[Row]:
    """A row for each partner's country, or for every country of the register but the home city's own.

    The number of queries is constant.
    """
    partners = partners_by_country(actor, as_of)
    codes = dict(Country.objects.order_by().values_list("iso3", "iso2"))
    home = home_city()
    own = {home.city.country.iso3} if home else set()
    wanted = sorted({*codes} - own if everyone else partners)
    zones = zones_of_all(as_of)
    cells = cells_of(book, wanted)
    language = get_language() or "zh-hans"
    return [
        Row(
            iso3=code,
            name=countries.name(code, language),
            zone=zones.get(codes.get(code, ""), ""),
            partners=partners.get(code, ()),
            red_lines=book.lines.of(code, as_of),
            cells=cells[code],
        )
        for code in wanted
    ]


def cells_of(book: RiskBook, codes: Iterable[str]) -> dict[str, dict[str, Cell]]:
    """Every dimension of every country given, and which of them can't be told apart."""
    wanted: Sequence[str] = list(codes)
    ranked = book.drawn.ranked if book.drawn else {}
    found: dict[str, dict[str, Cell]] = {code: {} for code in wanted}
    for dimension in dimensions_of(book):
        others = book.alike(dimension, wanted)
        for code in wanted:
            found[code][dimension] = Cell(
                dimension=dimension,
                interval=book.interval(code, dimension),
                ranked=ranked.get(dimension, 0),
                missing=book.lacking(code, dimension),
                alike=others.get(code, ()),
            )
    return found
