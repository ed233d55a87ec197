"""Reads the evidence once for a batch and hands it to the books of trade and risk.

Called by `building` and the commands. Which data set is used where nobody names one is evidence's own choice; a shape
that is not loaded leaves its part of the dossier without figures, and the dossier says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from youcheng.engines.catalogue import METHODS
from youcheng.engines.composite import Observations
from youcheng.engines.framework import Framework
from youcheng.engines.results import Caveat, caveat
from youcheng.engines.uncertainty import Choices, Intervals, intervals
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.models import Dataset as Stored
from youcheng.evidence.queries import (
    Missing,
    NoData,
    Traded,
    bilateral_flows,
    find,
    flows_belonging_to,
    industry_matrix,
    of_everyone,
    series_in,
    trade_matrix,
)
from youcheng.foundation.remembering import remembered
from youcheng.foundation.translated import Translated
from youcheng.strategy.facts.model import Dataset
from youcheng.strategy.facts.own import NAME as OWN
from youcheng.strategy.facts.own import own_source
from youcheng.strategy.facts.risk import Draw, Point, RiskBook, Source
from youcheng.strategy.facts.trade import Flows, Sheet, TradeBook
from youcheng.strategy.framework import red_lines
from youcheng.strategy.framework_files import RiskFramework
from youcheng.strategy.in_force import framework_in_force

T = TypeVar("T")


def trade_book(dataset: str | None = None, year: int | None = None) -> TradeBook:
    """The trade tables: the industry table first, then goods with imports; only `dataset` where one is named.

    Raises NoData where the data set named, or its year, is not there.
    """
    if dataset is not None:
        sheet = _sheet_of(find(dataset, Shape.INDUSTRIES, Shape.GOODS), year)
        return TradeBook((sheet,), sheet)
    industries = _or_none(lambda: _industry_sheet(None, year))
    goods = _or_none(lambda: _goods_sheet(None, year))
    first = [sheet for sheet in (industries, goods) if sheet is not None]
    if year is not None and not first:
        _industry_sheet(None, year)  # says which years there are
    others = (_or_none(lambda stored=stored: _sheet_of(stored, year)) for stored in _others(first))  # type: ignore[misc]
    return TradeBook((*first, *(sheet for sheet in others if sheet is not None)), goods)


def risk_book(framework: RiskFramework | None = None, datasets: Sequence[str] = ()) -> RiskBook:
    """The risk figures of all countries under a framework, without one under that in force.

    `datasets` names data sets to read in place of their shape's default, another vintage for instance; raises NoData for
    one that is not there. Kept while files and judgements stay the same: one dossier needs the scores of all countries.
    """
    framework, lines = framework or framework_in_force(), red_lines()
    held, own = _risk_sets(datasets), _own_source(framework)
    figures = [stored.sha256 for stored in held.values()]
    key = (framework.sha256, lines.sha256, *figures, *([own.provenance.sha256] if own else []))
    book = _books.get(key)
    if book is None:
        sources = {shape.value: _risk_source(framework, shape, stored) for shape, stored in held.items()}
        if own is not None:
            sources[OWN] = own
        while len(_books) >= KEPT_BOOKS:
            _books.pop(next(iter(_books)))
        book = _books[key] = RiskBook(framework, lines, sources, _remembered(key), key)
    return book


def risk_vintages(framework: RiskFramework) -> list[Stored]:
    """The data sets beside the defaults that hold series a framework reads: other vintages, to be read by name."""
    rows = Stored.objects.filter(shape__in=list(_RISK_SHAPES), is_default=False).order_by("shape", "name")
    wanted: dict[str, set[str]] = {}
    for series in framework.series.values():
        wanted.setdefault(series.shape, set()).add(series.series)
    return [row for row in rows if wanted.get(row.shape, set()) & series_in(row)]


def _own_source(framework: RiskFramework) -> Source | None:
    """The office's own figures, where the framework reads any."""
    codes = {series.series for series in framework.series.values() if series.shape == OWN}
    return own_source(codes) if codes else None


def _risk_sets(names: Sequence[str]) -> dict[Shape, Stored]:
    """The data set read for each shape of the risk figures: the one named, else the default; none where none is loaded."""
    named = {Shape(found.shape): found for found in (find(name, *_RISK_SHAPES) for name in names)}
    held = {shape: named.get(shape) or _default(shape) for shape in _RISK_SHAPES}
    return {shape: stored for shape, stored in held.items() if stored is not None}


def _remembered(key: tuple[str, ...]) -> Draw:
    """Draw intervals once for all processes: it takes half a second and 50 MB, which no page should need."""

    def draw(framework: Framework, observations: Mapping[str, Observations]) -> Intervals:
        made_from = (METHODS["composite_interval"].version, Choices(), key)
        return remembered("risk-intervals", made_from, lambda: intervals(framework, observations))

    return draw


KEPT_BOOKS = 3
"""Books kept in memory, some ten MB each: that in force, and two to compare it with."""

_books: dict[tuple[str, ...], RiskBook] = {}


def _default(shape: Shape) -> Stored | None:
    return _or_none(lambda: find(None, shape))


def catalogue() -> dict[str, Dataset]:
    """What the catalogue says about every data set, by name."""
    return {each.name: _described(each) for each in Stored.objects.all()}


def fingerprint() -> dict[str, dict[str, str]]:
    """The data sets a dossier may be made from with their checksums: another one, or another vintage, makes it stale.

    Of the risk figures only the default of each shape is read; of trade every table may be.
    """
    rows = Stored.objects.filter(shape__in=[*_RISK_SHAPES, *_TRADE_SHAPES]).order_by("name")
    return {
        row.name: {"sha256": row.sha256, "version": row.version, "shape": row.shape}
        for row in rows
        if row.is_default or row.shape in _TRADE_SHAPES
    }


_RISK_SHAPES: Mapping[Shape, tuple[str, str | None]] = {
    Shape.GOVERNANCE: ("estimate", "stderr"),
    Shape.INDICATORS: ("value", None),
    Shape.LOGISTICS: ("score", None),
}
"""Which column holds the figure and which its standard error."""

_TRADE_SHAPES = (Shape.GOODS, Shape.INDUSTRIES, Shape.FLOWS)


def own_fingerprint(framework: RiskFramework) -> dict[str, str]:
    """The checksum of the office's own figures a framework reads; empty where it reads none."""
    own = _own_source(framework)
    return {"own_figures": own.provenance.sha256} if own else {}


def _described(stored: Stored) -> Dataset:
    return Dataset(
        name=stored.name,
        title=Translated(stored.title),
        version=stored.version,
        sha256=stored.sha256,
        citation=stored.citation,
        licence=stored.licence,
        url=stored.homepage,
        vintage=max(stored.years) if stored.years else None,
    )


def _or_none(make: Callable[[], T]) -> T | None:
    try:
        return make()
    except NoData:
        return None


def _sheet_of(stored: Stored, year: int | None) -> Sheet:
    return (
        _industry_sheet(stored.name, year)
        if stored.shape == Shape.INDUSTRIES
        else _goods_sheet(stored.name, year)
    )


def _industry_sheet(name: str | None, year: int | None) -> Sheet:
    traded = industry_matrix(name, year=year)
    return _sheet(traded, "isic")


def _goods_sheet(name: str | None, year: int | None) -> Sheet:
    return _sheet(trade_matrix(name, year=year), "hs")


def _sheet(traded: Traded, scheme: str) -> Sheet:
    stored = find(traded.provenance.dataset, Shape.INDUSTRIES, Shape.GOODS)
    # Flows of another vintage or source would be in another unit and year than the table beside them.
    belonging = flows_belonging_to(stored)

    def flows_of(supplier: str, buyer: str) -> Flows | None:
        if belonging is None or traded.year not in belonging.years:
            return None
        found = bilateral_flows(supplier, buyer, belonging, year=traded.year)
        if isinstance(found, Missing):
            return None
        by_code = dict(zip(found.codes, found.values.tolist(), strict=True))
        return Flows(by_code, found.provenance)

    return Sheet(
        year=traded.year,
        scheme=scheme,
        unit=Translated(stored.unit),
        table=replace(traded.table, caveats=_reservations(stored, traded)),
        provenance=traded.provenance,
        flows_of=flows_of,
    )


def _reservations(stored: Stored, traded: Traded) -> tuple[Caveat, ...]:
    """What the table does not hold; the engines pass it on to every index made from it."""
    notes = [caveat("intermediates_only")] if stored.kind == Kind.ICIO else []
    if traded.table.imports is None:
        notes.append(caveat("exports_only"))
    return tuple(notes)


def _others(first: Sequence[Sheet]) -> list[Stored]:
    """Trade tables loaded beside the default ones, newest first: they may hold a country or the imports those lack."""
    names = [sheet.dataset for sheet in first]
    tables = Stored.objects.filter(shape__in=(Shape.INDUSTRIES, Shape.GOODS)).exclude(name__in=names)
    return list(tables.order_by("-shape", "-loaded_at"))


def _risk_source(framework: RiskFramework, shape: Shape, stored: Stored) -> Source:
    """The series the framework reads from one shape, for every country."""
    value, error = _RISK_SHAPES[shape]
    wanted = {series.series for series in framework.series.values() if series.shape == shape}
    everyone = of_everyone(shape, sorted(wanted), value=value, error=error, dataset=stored)
    table: dict[str, dict[str, list[Point]]] = {}
    for row in everyone.rows:
        if row.value is not None:
            points = table.setdefault(row.iso3, {}).setdefault(row.indicator, [])
            points.append(Point(row.year, row.value, row.error))
    return Source(table, everyone.provenance)
