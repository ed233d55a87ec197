"""What the pages of complementarity say about the table they are made from and about each index.

Called by the views and exports of complementarity. Formulas, units and sources are the engines' catalogue's.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.catalogue import METHODS
from youcheng.engines.results import caveat
from youcheng.strategy.drafting.names import level_name, reservation
from youcheng.strategy.facts.levels import Basis


@dataclass(frozen=True)
class Method:
    """One method in the reader's language."""

    code: str
    name: str
    formula: str
    reading: str
    source: str


def method(code: str) -> Method:
    """A method of the catalogue in the reader's language."""
    language, found = get_language() or "zh-hans", METHODS[code]
    return Method(
        code, found.named(language), found.computed(language), found.read(language), found.source(language)
    )


@dataclass(frozen=True)
class About:
    """What a page says about its table: its level, whether flows by pair are there, and the reservations."""

    table: str
    level: str
    flows: str
    reservations: list[str]


def about(basis: Basis) -> About:
    """Everything a page says about the table it is made from."""
    stored = basis.stored
    named = " · ".join(part for part in (stored.shown_title, stored.name, stored.version) if part)
    return About(named, level_name(basis.level, basis.scheme), flows_line(basis), reservations_of(basis))


def reservations_of(basis: Basis) -> list[str]:
    """What has to be said beside every index made from the table."""
    notes = [*basis.sheet.table.caveats, caveat("class_detail", goods=len(basis.sheet.table.goods))]
    return [reservation(note) for note in notes]


def indices() -> list[Method]:
    """The methods of the list's columns."""
    return [method(code) for code in ("tci", "complementarity", "finger_kreinin", "grubel_lloyd")]


def flows_line(basis: Basis) -> str:
    """Whether flows by pair are there, and what it means where they are not."""
    if basis.flows is not None and basis.sheet.year in basis.flows.years:
        return _("Flows by pair: %(name)s.") % {"name": basis.flows.name}
    return _("No flows by pair belong to this table and year: what needs them is left out.")
