"""Cities' own industry tables and their location quotients against the country's figures.

Called by `batch`. A table coded in GB/T 4754 sections is compared section by section through data/sections.csv; where the
country's own output is not loaded the quotients are left out and the reason is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from youcheng.engines.errors import EngineError
from youcheng.engines.trade import ByGood, location_quotient
from youcheng.evidence.queries import NoData, industry_matrix, industry_name
from youcheng.foundation.translated import Translated
from youcheng.network.models import City
from youcheng.strategy.enums import Scheme
from youcheng.strategy.facts.model import Profile, ProfileRow
from youcheng.strategy.models import CityIndustry

SECTIONS = Path(__file__).parent.parent / "data" / "sections.csv"


@dataclass(frozen=True)
class Section:
    """A section of a classification: its names and the ISIC sections it is compared with."""

    name: Translated
    isic: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A country's output by industry, the data set it is from, and its year as a reader is told it."""

    output: Mapping[str, float]
    dataset: str
    period: str


@cache
def sections(scheme: str) -> Mapping[str, Section]:
    """The sections of a classification by code."""
    with SECTIONS.open(encoding="utf-8") as stream:
        return {
            row["code"]: Section(
                Translated({"en": row["en"], "zh-hans": row["zh"]}), tuple(row["isic"].split())
            )
            for row in csv.DictReader(stream)
            if row["scheme"] == scheme
        }


def industry_label(scheme: str, code: str) -> Translated:
    """An industry's names by language; an unknown code names itself."""
    section = sections(scheme).get(code)
    if section is not None:
        return section.name
    if scheme == Scheme.ISIC:
        return Translated({"en": industry_name(code, "en"), "zh-hans": industry_name(code, "zh-hans")})
    return Translated({"en": code, "zh-hans": code})


def profiles(cities: Iterable[City]) -> dict[int, Profile]:
    """The newest table of each city that has one, by the city's key. Two queries and one read of evidence."""
    by_key = {city.pk: city for city in cities}
    rows: dict[int, list[CityIndustry]] = {}
    for row in CityIndustry.objects.filter(city__in=list(by_key)).order_by("-year", "scheme", "industry"):
        kept = rows.setdefault(row.city_id, [])
        if not kept or (kept[0].year, kept[0].scheme) == (row.year, row.scheme):
            kept.append(row)
    return {key: _profile(kept, by_key[key].country.iso3) for key, kept in rows.items()}


def _profile(rows: list[CityIndustry], country: str) -> Profile:
    first = rows[0]
    result, reference, why = _quotients(rows, country)
    quotients = {}
    if result is not None:
        quotients = {code: float(v) for code, v in zip(result.goods, result.parts, strict=True) if v == v}
    return Profile(
        year=first.year,
        source=first.source,
        unit=first.unit,
        rows=tuple(
            ProfileRow(row.industry, industry_label(row.scheme, row.industry), row.value, row.is_estimate)
            for row in rows
        ),
        quotients=quotients,
        result=result,
        reference=reference,
        why=why,
    )


def _quotients(rows: list[CityIndustry], country: str) -> tuple[ByGood | None, str, str]:
    """The quotients, what they were compared with, and why there are none."""
    reference = _reference(country)
    if reference is None:
        return None, "", _("the country's output by industry is not loaded")
    city = {row.industry: row.value for row in rows}
    whole = _aligned(rows[0].scheme, reference.output, city)
    try:
        found = location_quotient(city, whole)
    except EngineError as error:
        return None, "", str(error)
    return found, f"{reference.dataset} {reference.period} ({country})", ""


def _reference(country: str) -> Reference | None:
    try:
        traded = industry_matrix()
    except NoData:
        return None
    if traded.output is None or country not in traded.table:
        return None
    output = traded.output[traded.table.row(country)]
    by_code = dict(zip(traded.table.goods, output.tolist(), strict=True))
    return Reference(by_code, traded.provenance.dataset, traded.period)


def _aligned(scheme: str, output: Mapping[str, float], city: Mapping[str, float]) -> dict[str, float]:
    """The country's output in the codes of the city's table: its own codes, or added up to sections."""
    if scheme == Scheme.ISIC and all(code in output for code in city):
        return dict(output)
    return {
        code: sum(value for industry, value in output.items() if industry[0] in section.isic)
        for code, section in sections(scheme).items()
        if any(industry[0] in section.isic for industry in output)
    }
