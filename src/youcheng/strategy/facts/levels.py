"""A trade table at the level of classes a reader chooses, of the data set and year a reader chooses.

Called by the pages and commands of complementarity. The table is folded from the finest one loaded and never refined;
flows by pair are those that belong to it, at its level or, where they are coarser, at their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from youcheng.engines.levels import folded, folded_flows
from youcheng.engines.results import Caveat, caveat
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import (
    Around,
    Missing,
    NoData,
    Traded,
    bilateral_flows,
    classes,
    find,
    flows_around,
    flows_belonging_to,
    industry_matrix,
    levels_held,
    scheme_of,
    trade_matrix,
)
from youcheng.foundation.translated import Translated
from youcheng.strategy.facts.trade import Flows, Sheet

AS_LOADED = "loaded"
"""The level of a table whose codes belong to no classification: read as it is."""
_USUAL = {"hs": "heading", "isic": "group"}
_DIGITS = {"section": 2, "chapter": 2, "heading": 4, "subheading": 6}
"""How many digits of HS are read from the store for a level; sections are folded from chapters."""


@dataclass(frozen=True)
class Basis:
    """What complementarity is computed from: a folded sheet, its level, the levels on offer, and the flows by pair."""

    sheet: Sheet
    stored: Dataset
    level: str
    levels: tuple[str, ...]
    flows: Dataset | None

    @property
    def scheme(self) -> str:
        return self.sheet.scheme

    def around(self, home: str) -> Around | None:
        """All flows of one economy by partner, at the sheet's level where they are finer; None where none are loaded."""
        if self.flows is None or self.sheet.year not in self.flows.years:
            return None
        found = flows_around(home, self.flows, int(self.sheet.year or 0))
        return Around(self._all_at_level(found.sold), self._all_at_level(found.bought))

    def _all_at_level(self, by_partner: Mapping[str, Mapping[str, float]]) -> dict[str, Mapping[str, float]]:
        return {partner: _at_level(self.scheme, flows, self.level) for partner, flows in by_partner.items()}


def basis(dataset: Dataset | str | None = None, year: int | None = None, level: str | None = None) -> Basis:
    """Return the basis chosen; without a name the default table of industries, else of goods.

    `level` defaults to the finest loaded, but for goods not finer than headings. Raises NoData where there is no such
    data set, year or level.
    """
    stored = _stored(dataset)
    scheme, levels = scheme_of(stored.shape), levels_held(stored)
    level = level or _usual(scheme, levels)
    if level not in (*levels, AS_LOADED):
        raise NoData(
            _("“%(name)s” cannot be read at the level “%(level)s”; it has %(levels)s.")
            % {"name": stored.name, "level": level, "levels": ", ".join(levels) or AS_LOADED}
        )
    traded = _read(stored, year, _DIGITS.get(level))
    mapping = {} if level == AS_LOADED else classes(scheme, traded.table.goods, level)
    table = replace(folded(traded.table, mapping), caveats=_reservations(stored, traded))
    flows = flows_belonging_to(stored)
    sheet = Sheet(
        year=traded.year,
        scheme=scheme,
        unit=Translated(stored.unit),
        table=table,
        provenance=traded.provenance,
        flows_of=lambda supplier, buyer: _flows_of(flows, scheme, level, traded.year, supplier, buyer),
    )
    return Basis(sheet, stored, level, levels, flows)


def tables() -> list[Dataset]:
    """The data sets that can be chosen, the default ones first, then by name: vintages stand beside each other."""
    rows = Dataset.objects.filter(shape__in=(Shape.INDUSTRIES, Shape.GOODS))
    return sorted(rows, key=lambda row: (not row.is_default, row.shape != Shape.INDUSTRIES, row.name))


def _stored(dataset: Dataset | str | None) -> Dataset:
    if dataset is not None:
        return find(dataset, Shape.INDUSTRIES, Shape.GOODS)
    try:
        return find(None, Shape.INDUSTRIES)
    except NoData:
        return find(None, Shape.GOODS)


def _read(stored: Dataset, year: int | None, digits: int | None) -> Traded:
    if stored.shape == Shape.INDUSTRIES:
        return industry_matrix(stored, year=year)
    return trade_matrix(stored, year=year, level=digits)


def _usual(scheme: str, levels: tuple[str, ...]) -> str:
    usual = _USUAL[scheme]
    return usual if usual in levels else levels[-1] if levels else AS_LOADED


def _reservations(stored: Dataset, traded: Traded) -> tuple[Caveat, ...]:
    """What the table does not hold; the engines pass it on to every index made from it."""
    notes = [caveat("intermediates_only")] if stored.kind == Kind.ICIO else []
    if traded.table.imports is None:
        notes.append(caveat("exports_only"))
    return tuple(notes)


def _flows_of(
    flows: Dataset | None, scheme: str, level: str, year: int | None, supplier: str, buyer: str
) -> Flows | None:
    if flows is None or year not in flows.years:
        return None
    found = bilateral_flows(supplier, buyer, flows, year=year)
    if isinstance(found, Missing):
        return None
    by_code = dict(zip(found.codes, found.values.tolist(), strict=True))
    return Flows(_at_level(scheme, by_code, level), found.provenance)


def _at_level(scheme: str, flows: Mapping[str, float], level: str) -> dict[str, float]:
    """Flows by class; coarser ones than the level keep their own codes."""
    return dict(flows) if level == AS_LOADED else folded_flows(flows, classes(scheme, flows, level))
