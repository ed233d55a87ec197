"""The columns of the catalogue and of a data set's rows, as pages show them and as sheets carry them.

Called by `views`. A sheet keeps codes and full figures; a page adds the names of countries (regions), goods and indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.evidence import queries
from youcheng.evidence.models import Dataset
from youcheng.foundation import countries, formatting
from youcheng.foundation.exporting import Field, export_response
from youcheng.foundation.translated import Translated

EXPORT_LIMIT = 200_000
"""Rows of one sheet; a larger table leaves by filtering it, or as the Parquet file it is."""


@dataclass(frozen=True)
class Column:
    """A stored column: its key, its heading, and what it means."""

    key: str
    title: str
    meaning: str
    is_number: bool


def columns_of(dataset: Dataset) -> list[Column]:
    """Return the columns of a data set with headings in the reader's language."""
    unit = str(Translated(dataset.unit).shown())
    return [_column(key, unit) for key in dataset.columns]


def _column(key: str, unit: str) -> Column:
    title, meaning = _describe(key, unit)
    if unit and key in IN_UNIT:
        title = _("%(column)s (%(unit)s)") % {"column": title, "unit": unit}
    return Column(key, title, meaning, key in NUMBERS)


IN_UNIT = frozenset({"value", "exports", "imports", "output"})
NUMBERS = frozenset(
    {
        "year",
        "estimate",
        "stderr",
        "sources",
        "rank",
        "rank_low",
        "rank_high",
        "value",
        "score",
        "low",
        "high",
    }
    | {"exports", "imports", "output", "lat_a", "lon_a", "lat_b", "lon_b"}
)


def _describe(key: str, unit: str) -> tuple[str, str]:
    """Return a column's heading and meaning; a table loaded by somebody has only known columns."""
    described = {
        "iso3": (_("Country (region)"), _("ISO 3166 code of three letters")),
        "year": (_("Year"), _("the year the figure is about")),
        "indicator": (_("Indicator"), _("the publisher's code")),
        "estimate": (_("Estimate"), _("standard units, about −2.5 to 2.5; higher is better")),
        "stderr": (_("Standard error"), _("of the estimate, in the same units")),
        "sources": (_("Sources"), _("number of surveys and ratings behind the estimate")),
        "rank": (_("Rank"), _("percentile 0 to 100 (governance) or place (logistics)")),
        "rank_low": (_("Rank, low"), _("lower end of the 90 % interval of the percentile")),
        "rank_high": (_("Rank, high"), _("upper end of the 90 % interval of the percentile")),
        "value": (_("Value"), unit or _("in the unit of the indicator or the file")),
        "score": (_("Score"), _("1 (low) to 5 (high)")),
        "low": (_("Low"), _("lower published bound")),
        "high": (_("High"), _("upper published bound")),
        "product": (_("Product"), _("code of the Harmonized System")),
        "industry": (_("Industry"), _("code of ISIC rev. 4 as the source groups it")),
        "code": (_("Good or industry"), _("code in the source's classification")),
        "exports": (_("Exports"), unit or _("in the unit of the file")),
        "imports": (_("Imports"), unit or _("in the unit of the file")),
        "output": (_("Output"), unit or _("in the unit of the file")),
        "supplier": (_("Supplier"), _("the selling country (region)")),
        "buyer": (_("Buyer"), _("the buying country (region)")),
        "group": (_("Group"), _("the group of countries")),
        "valid_from": (_("From"), _("first day of membership")),
        "valid_to": (_("To"), _("last day of membership; empty while it lasts")),
        "source": (_("Source"), _("where the fact is published")),
        "city_a": (_("First city"), _("as the source prints it")),
        "iso3_a": (_("Country (region) of the first city"), _("ISO 3166 code of three letters")),
        "lat_a": (_("Latitude of the first city"), _("degrees")),
        "lon_a": (_("Longitude of the first city"), _("degrees")),
        "city_b": (_("Second city"), _("as the source prints it")),
        "iso3_b": (_("Country (region) of the second city"), _("ISO 3166 code of three letters")),
        "lat_b": (_("Latitude of the second city"), _("degrees")),
        "lon_b": (_("Longitude of the second city"), _("degrees")),
    }
    return described.get(key, (key, ""))


def _economy(value: str) -> str:
    return f"{countries.name(value, get_language() or 'zh-hans')} ({value})"


_NAMED: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(queries.ECONOMY_COLUMNS, _economy),
    "indicator": queries.indicator_name,
    "product": lambda code: _coded(code, queries.goods_name(code)),
    "industry": lambda code: _coded(code, queries.industry_name(code)),
    "code": lambda code: _coded(code, _any_name(code)),
}


def _any_name(code: str) -> str:
    return queries.goods_name(code) if code.isdigit() else queries.industry_name(code)


def _coded(code: str, name: str) -> str:
    return name if code in name else f"{code} {name}"


def shown(key: str, value: Any) -> str:
    """Return a cell as a page shows it: names for codes, figures grouped, a dash for what is missing."""
    if value is None:
        return formatting.MISSING
    if key in _NAMED:
        return _NAMED[key](value)
    if key == "year":
        return str(value)
    if isinstance(value, float):
        return _figure(value)
    return formatting.number(value) if isinstance(value, int) else str(value)


def _figure(value: float) -> str:
    """Write a figure with about four significant digits, and whole from a thousand on."""
    size = abs(value)
    digits = 0 if size >= 1000 or value.is_integer() else 2 if size >= 10 else 4
    return formatting.number(value, digits)


def shown_rows(dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> list[list[tuple[str, bool]]]:
    """Return rows as (text, is a number) pairs in the order of the data set's columns."""
    return [[(shown(key, row[key]), key in NUMBERS) for key in dataset.columns] for row in rows]


def catalogue_sheet(request: HttpRequest, datasets: Iterable[Dataset]) -> HttpResponseBase:
    """Return the catalogue as a sheet."""
    fields = [
        Field("name", _("Name")), Field("title", _("Title")), Field("kind", _("Kind")), Field("version", _("Vintage")),
        Field("source", _("Source")), Field("citation", _("Citation")), Field("licence", _("Licence")),
        Field("licence_url", _("Licence address")), Field("years", _("Years covered")), Field("rows", _("Rows")),
        Field("economies", _("Countries (regions)")), Field("loaded_at", _("Loaded at")),
        Field("sha256", _("Checksum")), Field("is_default", _("Used by default")),
    ]  # fmt: skip
    rows = (
        {
            **{field.key: getattr(dataset, field.key, "") for field in fields},
            "title": dataset.shown_title, "kind": dataset.get_kind_display(), "years": dataset.year_span,
        }
        for dataset in datasets
    )  # fmt: skip
    return export_response(request, fields, rows, _("Evidence"))


def rows_sheet(
    request: HttpRequest, dataset: Dataset, wanted: Mapping[str, str | int | list[str]]
) -> HttpResponseBase:
    """Return the rows of a data set that fit a filter as a sheet, with the name beside every country's code."""
    fields: list[Field] = []
    for column in columns_of(dataset):
        fields.append(Field(column.key, column.title))
        if column.key in queries.ECONOMY_COLUMNS:
            fields.append(Field(f"{column.key}_name", _("%(column)s, name") % {"column": column.title}))
    language = get_language() or "zh-hans"
    found = queries.page(dataset.file, wanted, limit=EXPORT_LIMIT).rows

    def named(row: dict[str, Any]) -> dict[str, Any]:
        names = {
            f"{key}_name": countries.name(row[key], language)
            for key in queries.ECONOMY_COLUMNS
            if row.get(key)
        }
        return row | names

    return export_response(request, fields, (named(row) for row in found), dataset.name)
