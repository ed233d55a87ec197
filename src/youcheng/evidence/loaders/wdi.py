"""World Bank indicators by country and year, in the four layouts they are passed around in.

Wide by year (the bank's own CSV, API and bulk zips: `2000, 2001 …`), wide by indicator under the bank's codes or under
plain names, and long (`Series Code, year, value`). Aggregates such as “World” are left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Text, Wanted
from youcheng.foundation import countries

_AGGREGATES = """
AFE AFW ARB CAA CEA CEB CEU CLA CME CSA CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBB IBD IBT IDA IDB IDX INX
LAC LCN LDC LIC LMC LMY LTE MDE MEA MIC MNA NAC NAF NRS NXS OED OSS PRE PSS PST RRS SAS SSA SSF SST SXZ TEA TEC
TLA TMN TSA TSS UMC WLD XZN 1A 1W 4E 7E 8S B8 EU F1 OE S1 S2 S3 S4 T2 T3 T4 T5 T6 T7 V1 V2 V3 V4 XC XD XE XF XG
XH XI XJ XL XM XN XO XP XQ XT XU XY Z4 Z7 ZF ZG ZJ ZQ ZT A4 A5 A9 C4 C5 C6 C7 C8 C9 D2 D3 D4 D5 D6 D7 M1 M2 N6 R6
"""
AGGREGATES = frozenset(_AGGREGATES.split())
"""Codes of regions and income groups in the bank's files: not economies."""

PLAIN_NAMES: Mapping[str, str] = {
    "inflation": "FP.CPI.TOTL.ZG",
    "gdp": "NY.GDP.MKTP.CD",
    "gdp_per_capita": "NY.GDP.PCAP.CD",
    "unemployment_rate": "SL.UEM.TOTL.ZS",
    "interest_rate": "FR.INR.RINR",
    "inflation_gdp_deflator": "NY.GDP.DEFL.KD.ZG",
    "gdp_growth": "NY.GDP.MKTP.KD.ZG",
    "current_account_balance": "BN.CAB.XOKA.GD.ZS",
    "government_expense": "GC.XPN.TOTL.GD.ZS",
    "government_revenue": "GC.REV.XGRT.GD.ZS",
    "tax_revenue": "GC.TAX.TOTL.GD.ZS",
    "gross_national_income": "NY.GNP.MKTP.CD",
    "public_debt": "GC.DOD.TOTL.GD.ZS",
}
"""Headers of plain-name extracts → the bank's indicator codes."""

_ECONOMY = Wanted(
    "iso3", ("country code", "country_id", "iso3c", "iso3", "iso2c", "economy", "ref_area", "code")
)
_SERIES = Wanted("indicator", ("indicator code", "series code", "indicator"))
_YEAR = Wanted("year", ("year", "date", "time"))
_VALUE = Wanted("value", ("value", "score", "obs_value"))
_YEAR_HEADER = re.compile(r"^\s*(?:YR)?(\d{4})(?:\s*\[YR\d{4}\])?\s*$")
_CODE_HEADER = re.compile(r"^[A-Z0-9]{2,}(\.[A-Z0-9]+){1,}$")


def load(path: Path, options: Options) -> Loaded:
    """Read whichever of the four layouts the header shows into the indicators shape."""
    del options
    fields = _fields(path)
    by_year = [field for field in fields if _YEAR_HEADER.match(field)]
    if by_year:
        text = _read(path, (_ECONOMY, _SERIES, *_as_wanted(by_year)))
        parts = [(text.table["indicator"], _year_of(field), field) for field in by_year]
        return _build(text, parts)
    indicators = [field for field in fields if _indicator_of(field)]
    if indicators:
        text = _read(path, (_ECONOMY, _YEAR, *_as_wanted(indicators)))
        return _build(text, [(str(_indicator_of(field)), text.table["year"], field) for field in indicators])
    text = _read(path, (_ECONOMY, _SERIES, _YEAR, _VALUE))
    return _build(text, [(text.table["indicator"], text.table["year"], "value")])


def _fields(path: Path) -> tuple[str, ...]:
    """Return the header's fields, wherever the header stands."""
    if tabular.is_workbook(path):
        for sheet in tabular.sheets(path):
            for number, row in tabular.sheet_rows(path, sheet):
                fields = tuple(str(value if value is not None else "").strip() for value in row)
                if tabular.has(fields, _ECONOMY):
                    return fields
                if number > 20:
                    break
        return ()
    return tabular.read_head(path, (_ECONOMY,)).fields


def _as_wanted(fields: list[str]) -> tuple[Wanted, ...]:
    return tuple(Wanted(field, (field,)) for field in fields)


def _year_of(field: str) -> str:
    found = _YEAR_HEADER.match(field)
    assert found is not None
    return found.group(1)


def _indicator_of(field: str) -> str | None:
    plain = PLAIN_NAMES.get(field.strip().casefold())
    return plain or (field.strip() if _CODE_HEADER.match(field.strip()) else None)


def _read(path: Path, wanted: tuple[Wanted, ...]) -> Text:
    return tabular.read(path, wanted)


def _find(code: str) -> str | None:
    """Return an economy's code, "" for an aggregate or the note under the table, None for an unknown code."""
    found = countries.iso3(code)
    return found or ("" if code.upper() in AGGREGATES or not code else None)


def _build(text: Text, parts: Sequence[tuple[object, object, str]]) -> Loaded:
    """Stack the parts (indicator, year, column of values) into long rows; rows of aggregates are dropped and counted."""
    economies = cells.economies(text, "iso3", find=_find)
    kept = pc.not_equal(economies, "")
    dropped = len(pc.unique(pc.filter(pc.utf8_trim_whitespace(text.table["iso3"]), pc.invert(kept))))
    count = text.table.num_rows
    columns: dict[str, list[pa.Array]] = {"iso3": [], "year": [], "indicator": [], "value": [], "row": []}
    for indicator, year, column in parts:
        values = cells.numbers(text, column)
        keep = pc.and_(kept, pc.is_valid(values))
        columns["iso3"].append(pc.filter(economies, keep))
        columns["year"].append(pc.filter(_spread(year, count), keep))
        columns["indicator"].append(pc.filter(_spread(indicator, count), keep))
        columns["value"].append(pc.filter(values, keep))
        columns["row"].append(pc.filter(text.rows, keep))
    stacked = pa.table({name: pa.chunked_array(chunks) for name, chunks in columns.items()})
    if stacked.num_rows == 0:
        raise BadFile(_("no cell holds a figure."), remedy=_("Check the file's years."), file=text.file)
    long = Text(
        text.file, stacked, {**text.headers, "year": text.headers.get("year", "year")},
        stacked["row"].combine_chunks(),
    )  # fmt: skip
    table = cells.assemble(
        Shape.INDICATORS,
        long,
        {
            "iso3": stacked["iso3"].combine_chunks(),
            "year": cells.years(long, "year"),
            "indicator": cells.labels(long, "indicator"),
            "value": stacked["value"].combine_chunks(),
        },
    )
    notes = (
        (_("%(count)s aggregates such as regions were left out.") % {"count": dropped},) if dropped else ()
    )
    return Loaded({Shape.INDICATORS: table}, notes)


def _spread(value: object, count: int) -> pa.Array:
    if isinstance(value, str):
        return pa.repeat(pa.scalar(value), count)
    assert isinstance(value, pa.ChunkedArray)
    return value.combine_chunks()
