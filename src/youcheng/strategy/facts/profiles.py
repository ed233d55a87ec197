"""Cities' own industry tables and their location quotients against the country's figures.

Called by `batch`. A table coded in GB/T 4754 or in ISIC is
compared section by section (data/sections.csv) or division by division (`concordances`); where the
country's own output is not loaded the quotients are left out and the reason is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from youcheng.engines.concordance import Concordance, carried
from youcheng.engines.errors import EngineError
from youcheng.engines.levels import folded_flows
from youcheng.engines.trade import ByGood, location_quotient
from youcheng.evidence.queries import NoData, classes, industry_matrix, industry_name
from youcheng.foundation.translated import Translated
from youcheng.network.models import City
from youcheng.strategy.enums import Scheme
from youcheng.strategy.facts.concordances import isic_divisions, name_of, to_isic, to_table
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


@dataclass(frozen=True)
class Quotients:
    """Location quotients by the city's own codes, the engine's result, what they were compared with, or why there are none."""

    by_code: Mapping[str, float] = field(default_factory=dict)
    result: ByGood | None = None
    reference: str = ""
    why: str = ""


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
    if scheme == Scheme.ISIC and industry_name(code, "en") != code:
        return Translated({"en": industry_name(code, "en"), "zh-hans": industry_name(code, "zh-hans")})
    return name_of(scheme, code) or Translated({"en": code, "zh-hans": code})


def profiles(cities: Iterable[City]) -> dict[int, Profile]:
    """The newest table of each city that has one, by the city's key. Two queries and one read of evidence."""
    by_key = {city.pk: city for city in cities}
    rows: dict[int, list[CityIndustry]] = {}
    for row in CityIndustry.objects.filter(city__in=list(by_key)).order_by("-year", "scheme", "industry"):
        kept = rows.setdefault(row.city_id, [])
        if not kept or (kept[0].year, kept[0].scheme) == (row.year, row.scheme):
            kept.append(row)
    return {key: profile_of(kept, by_key[key].country.iso3) for key, kept in rows.items()}


def profile_of(rows: Sequence[CityIndustry], country: str) -> Profile:
    """One city's table of one year with its quotients against its country (alpha-3)."""
    first = rows[0]
    found = _quotients(rows, country)
    return Profile(
        year=first.year,
        source=first.source,
        unit=first.unit,
        rows=tuple(
            ProfileRow(row.industry, industry_label(row.scheme, row.industry), row.value, row.is_estimate)
            for row in rows
        ),
        quotients=found.by_code,
        result=found.result,
        reference=found.reference,
        why=found.why,
    )


def _quotients(rows: Sequence[CityIndustry], country: str) -> Quotients:
    """The quotients of each row, and what they were compared with; or why there are none."""
    doubled = counted_twice(row.industry for row in rows)
    if doubled:
        return Quotients(why=_("%(codes)s stand beside their own parts") % {"codes": ", ".join(doubled)})
    reference = _reference(country)
    if reference is None:
        return Quotients(why=_("the country's output by industry is not loaded"))
    city, whole, place_of = _aligned(rows, reference.output)
    try:
        found = location_quotient(city, whole)
    except EngineError as error:
        return Quotients(why=str(error))
    by_place = {code: float(v) for code, v in zip(found.goods, found.parts, strict=True) if v == v}
    return Quotients(
        {row.industry: by_place[place] for row in rows if (place := place_of.get(row.industry)) in by_place},
        found,
        f"{reference.dataset} {reference.period} ({country})",
    )


def counted_twice(codes: Iterable[str]) -> list[str]:
    """The codes of a table that stand beside parts of themselves, so that a sum would count them twice."""
    held = sorted(set(codes))
    return [code for code in held if any(other != code and other.startswith(code) for other in held)]


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


def _aligned(
    rows: Sequence[CityIndustry], output: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float], dict[str, str]]:
    """The city's and the country's figures in common codes, and the common code of each row.

    Common are the table's own codes, or sections where the city gives any, or the divisions of the country's table.
    """
    scheme = rows[0].scheme
    city = {row.industry: row.value for row in rows}
    if scheme == Scheme.ISIC and all(code in output for code in city):
        return city, dict(output), {code: code for code in city}
    if any(len(code) == 1 for code in city):
        found: dict[str, float] = {}
        for code, value in city.items():
            found[code[0]] = found.get(code[0], 0.0) + value
        return found, _by_section(scheme, output), {code: code[0] for code in city}
    divided = folded_flows(output, classes("isic", output, "division"))
    isic = carried(city, to_isic(scheme, city))
    table = to_table(divided)
    place_of = {code: _place(scheme, code, table) for code in city}
    return (
        dict(carried(isic.values, table).values),
        divided,
        {code: place for code, place in place_of.items() if place},
    )


def _place(scheme: str, code: str, table: Concordance) -> str:
    """The one industry of the country's table that a city's code lies in, "" where it lies in several or none."""
    places = {target for division in isic_divisions(scheme, code) for target in table.get(division, {})}
    return places.pop() if len(places) == 1 else ""


def _by_section(scheme: str, output: Mapping[str, float]) -> dict[str, float]:
    """The country's output added up to the sections of a classification."""
    return {
        code: sum(value for industry, value in output.items() if industry[0] in section.isic)
        for code, section in sections(scheme).items()
        if any(industry[0] in section.isic for industry in output)
    }
