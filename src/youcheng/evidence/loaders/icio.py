"""OECD inter-country input–output tables: the publisher's matrix of one year, or extracts of it by industry or by pair.

Called through the loader registry. The matrix (about 4,000 × 4,500 cells) is read row by row: what each industry sold to
each buying country becomes exports, imports, output and pair flows. USD million, intermediates only, services included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, industry, opening, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.shapes import LAYOUTS
from youcheng.evidence.loaders.tabular import Text, Wanted
from youcheng.evidence.loaders.trade import of_year, year_column
from youcheng.foundation import countries

FLOW_FLOOR = 0.1
"""Flows below this (USD million) are left out of the pair table; totals keep them."""
PARTS = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
"""The extended edition splits two economies by kind of firm; they are joined again."""
REST = "ROW"
_FINAL = frozenset({"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "P33", "FD", "NONRES", "DISC"})
_TOTALS = frozenset({"TLS", "VA", "VALU", "OUT", "OUTPUT", "TOTAL"})

_FLOWS = (
    Wanted("code", ("industry", "code")),
    Wanted("supplier", ("supplier", "exporter")),
    Wanted("buyer", ("buyer", "importer")),
    Wanted("value", ("intermediate_musd", "value")),
    Wanted("year", ("year",), optional=True),
)
_BY_INDUSTRY = (
    Wanted("iso3", ("iso3", "reporter")),
    Wanted("industry", ("industry",)),
    Wanted("exports", ("intermediate_exports_musd", "exports")),
    Wanted("imports", ("intermediate_imports_of_this_industrys_products_musd", "imports"), optional=True),
    Wanted("output", ("gross_output_musd", "output"), optional=True),
    Wanted("year", ("year",), optional=True),
)


def load(path: Path, options: Options) -> Loaded:
    """Read the matrix into industries and flows, or an extract into the one shape it has."""
    if _is_matrix(path):
        return _matrix(path, options)
    head = tabular.read_head(path, _BY_INDUSTRY).fields
    if all(tabular.has(head, column) for column in _FLOWS if not column.optional):
        return Loaded({Shape.FLOWS: _flows(tabular.read(path, _FLOWS), options)})
    return Loaded({Shape.INDUSTRIES: industry.table_of(tabular.read(path, _BY_INDUSTRY), options)})


def _is_matrix(path: Path) -> bool:
    """Say whether the header names pairs of economy and industry, as only the matrix does."""
    with opening.open_bytes(path) as stream:
        header = stream.readline(1 << 20).decode("utf-8-sig", errors="replace").split(",")
    return sum(1 for label in header[1:] if _cut(label.strip('"'))) > len(header) // 2


def _flows(text: Text, options: Options) -> pa.Table:
    text = of_year(text, options.year)
    return cells.assemble(
        Shape.FLOWS,
        text,
        {
            "year": year_column(text, options.year, needed=True),
            "code": cells.labels(text, "code"),
            "supplier": cells.economies(text, "supplier"),
            "buyer": cells.economies(text, "buyer"),
            "value": cells.numbers(text, "value", low=0),
        },
    )


def _cut(label: str) -> tuple[str, str] | None:
    """Cut `ARG_A01` into economy and industry (or final use); None for a total."""
    economy, _, rest = label.strip().upper().partition("_")
    economy = PARTS.get(economy, economy)
    if not rest or economy in _TOTALS:
        return None
    return (economy, rest) if economy == REST or countries.iso3(economy) == economy else None


@dataclass(frozen=True)
class _Columns:
    """What each column of the matrix is: its buying economy by position, and whether it is intermediate use."""

    economies: tuple[str, ...]
    buyer: npt.NDArray[np.intp]
    intermediate: npt.NDArray[np.intp]
    output: int | None


def _columns(header: Sequence[str]) -> _Columns:
    economies: list[str] = []
    buyer, intermediate, output = [], [], None
    for position, label in enumerate(header):
        if position == 0:
            continue
        if label.strip().upper() in {"OUT", "OUTPUT", "TOTAL"}:
            output = position
        cut = _cut(label)
        if cut is None or cut[1] in _FINAL:
            continue
        if cut[0] not in economies:
            economies.append(cut[0])
        buyer.append(economies.index(cut[0]))
        intermediate.append(position)
    return _Columns(tuple(economies), np.array(buyer, np.intp), np.array(intermediate, np.intp), output)


def _matrix(path: Path, options: Options) -> Loaded:
    year = options.year or _year_in(path.name)
    sold: dict[tuple[str, str], npt.NDArray[np.float64]] = {}
    output: dict[tuple[str, str], float] = {}
    rows = opening.csv_rows(path, "utf-8-sig")
    header = next(rows)[1]
    columns = _columns(header)
    for number, row in rows:
        cut = _cut(row[0]) if row else None
        if cut is None or cut[1] in _FINAL:
            continue
        values = _values(path.name, number, row, header, columns)
        total: npt.NDArray[np.float64] = np.bincount(
            columns.buyer, values[columns.intermediate], minlength=len(columns.economies)
        ).astype(np.float64)
        sold[cut] = sold[cut] + total if cut in sold else total
        whole = values[columns.output] if columns.output is not None else float("nan")
        output[cut] = output.get(cut, 0.0) + float(whole)
    if not sold:
        raise BadFile(
            _("no row names an economy and an industry."),
            remedy=_("Load the matrix as published."),
            file=path.name,
        )
    industries = _industries(path.name, year, columns.economies, sold, output)
    flows = _pairs(year, columns.economies, sold)
    note = _(
        "Exports and imports count the rest of the world; flows of %(floor)s million and more are kept by pair."
    ) % {"floor": FLOW_FLOOR}
    return Loaded({Shape.INDUSTRIES: industries, Shape.FLOWS: flows}, (note,))


def _values(
    file: str, number: int, row: list[str], header: list[str], columns: _Columns
) -> npt.NDArray[np.float64]:
    """Return a row as floats (position 0 is its label); blank is zero here, as the publisher leaves empty flows out."""
    if len(row) != len(header):
        raise BadFile(
            _("the row has %(cells)s cells, the header %(expected)s.") % {"cells": len(row), "expected": len(header)}, remedy=_("Download the file again."),
            file=file, row=number,
        )  # fmt: skip
    try:
        values = np.array([0.0] + [float(cell) if cell else 0.0 for cell in row[1:]])
    except ValueError as error:
        at = next(n for n, cell in enumerate(row) if n and cell and not _is_number(cell))
        raise BadFile(
            _("“%(value)s” is not a number.") % {"value": row[at][:40]}, remedy=_("Download the file again."), file=file, row=number,
            column=header[at],
        ) from error  # fmt: skip
    wrong = np.flatnonzero(values[columns.intermediate] < 0)
    if len(wrong):
        column = header[int(columns.intermediate[wrong[0]])]
        raise BadFile(
            _("an intermediate flow is negative."),
            remedy=_("Download the file again."),
            file=file,
            row=number,
            column=column,
        )
    return values


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _year_in(name: str) -> int:
    found = re.search(r"(?:19|20)\d\d", name)
    if found is None:
        raise BadFile(_("the file name prints no year."), remedy=_("Say it with --year."), file=name)
    return int(found.group())


Sold = dict[tuple[str, str], npt.NDArray[np.float64]]


def _industries(
    file: str, year: int, economies: tuple[str, ...], sold: Sold, output: dict[tuple[str, str], float]
) -> pa.Table:
    bought: dict[tuple[str, str], float] = {}
    for (supplier, code), by_buyer in sold.items():
        for buyer, value in zip(economies, by_buyer, strict=True):
            if buyer != supplier:
                bought[buyer, code] = bought.get((buyer, code), 0.0) + float(value)
    rows = [
        {
            "iso3": supplier, "industry": code,
            "exports": float(by_buyer.sum() - by_buyer[economies.index(supplier)]),
            "imports": bought.get((supplier, code), 0.0), "output": output[supplier, code],
        }
        for (supplier, code), by_buyer in sold.items()
        if supplier != REST
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows)
    text = Text(file, table, {}, pa.array(range(len(rows)), pa.int64()))
    columns = {name: table[name].combine_chunks() for name in table.column_names}
    columns["output"] = pa.array(columns["output"], from_pandas=True)
    columns["year"] = pa.repeat(pa.scalar(year, pa.int16()), len(rows))
    return cells.assemble(Shape.INDUSTRIES, text, columns)


def _pairs(year: int, economies: tuple[str, ...], sold: Sold) -> pa.Table:
    rows = [
        (year, code, supplier, buyer, float(value))
        for (supplier, code), by_buyer in sold.items()
        for buyer, value in zip(economies, by_buyer, strict=True)
        if supplier != REST and buyer != REST and value >= FLOW_FLOOR
    ]
    layout = LAYOUTS[Shape.FLOWS]
    columns = zip(*rows, strict=True) if rows else ([], [], [], [], [])
    arrays = [pa.array(column, field.type) for column, field in zip(columns, layout.schema, strict=True)]
    return cells.sort(pa.Table.from_arrays(arrays, schema=layout.schema), layout.key)
