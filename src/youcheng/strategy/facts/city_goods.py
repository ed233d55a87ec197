"""What a city makes, in the codes of trade: its industries as HS chapters or a table's industries, and who buys such things.

Called by the pages of city profiles and of partners. Output is not exports and an industry is shared equally over its
goods: the numbers are a hint at where to look, and the caveat stands beside each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from youcheng.engines import trade
from youcheng.engines.concordance import Carried, carried
from youcheng.engines.errors import EngineError
from youcheng.engines.results import caveat
from youcheng.engines.tables import TradeTable
from youcheng.engines.trade import ByGood
from youcheng.foundation.translated import Translated
from youcheng.network.models import City
from youcheng.strategy.enums import Scheme
from youcheng.strategy.facts.concordances import divisions, to_chapters, to_isic, to_table
from youcheng.strategy.facts.levels import Basis, basis
from youcheng.strategy.facts.profiles import counted_twice, industry_label
from youcheng.strategy.models import CityIndustry

CITY = "city"


@dataclass(frozen=True)
class Unmapped:
    """A part of a table that has no goods: a code or an ISIC division with its name, value, and why."""

    code: str
    name: Translated
    value: float
    why: str


@dataclass(frozen=True)
class CityGoods:
    """A city's figures by good, what could not be mapped, and the codes that were shared out equally."""

    values: Mapping[str, float]
    unmapped: Sequence[Unmapped]
    split: Sequence[str]
    total: float

    @property
    def share(self) -> float:
        """How much of the city's figures has goods, 0 to 1."""
        return sum(self.values.values()) / self.total if self.total > 0 else 0.0


def chapters_of(rows: Sequence[CityIndustry]) -> CityGoods:
    """The city's industries as HS chapters."""
    isic = _as_isic(rows)
    found = carried(isic.values, to_chapters())
    return _goods(rows, isic, found, _("no goods of the Harmonized System: a service"))


def industries_of(rows: Sequence[CityIndustry], table_codes: Sequence[str]) -> CityGoods:
    """The city's industries in the codes of an input–output table, services included."""
    isic = _as_isic(rows)
    found = carried(isic.values, to_table(table_codes))
    return _goods(rows, isic, found, _("not in the country's table"))


def selling_to(rows: Sequence[CityIndustry], chosen: Basis, buyer: str) -> tuple[ByGood | None, str]:
    """TCI of what the city makes with what a country imports, 0 to 100, and else why there is none."""
    doubled = counted_twice(row.industry for row in rows)
    if doubled:
        return None, _("%(codes)s stand beside their own parts") % {"codes": ", ".join(doubled)}
    part = city_basis(chosen)
    table = part.sheet.table
    if buyer not in table or table.imports is None:
        return None, _("the table has no imports of this country (region)")
    made = chapters_of(rows) if part.scheme == "hs" else industries_of(rows, table.goods)
    output = np.array([made.values.get(good, 0.0) for good in table.goods])
    pair = TradeTable(
        (CITY, buyer),
        table.goods,
        np.stack([output, np.zeros_like(output)]),
        np.stack([np.zeros_like(output), table.imports_of(buyer)]),
        (*table.caveats, caveat("city_output", share=round(100 * made.share))),
    )
    try:
        return trade.tci(pair, CITY, buyer), ""
    except EngineError:
        return None, _("none of the city's figures has goods in this table")


@dataclass(frozen=True)
class Buyer:
    """One country's demand beside what one city makes: the TCI, or why there is none."""

    city: City
    iso3: str
    result: ByGood | None
    why: str


def buyer_of(city: City, rows: Sequence[CityIndustry], chosen: Basis, iso3: str) -> Buyer:
    """A city's table beside a country's imports."""
    return Buyer(city, iso3, *selling_to(rows, chosen, iso3))


def city_basis(chosen: Basis) -> Basis:
    """The basis at the level to which a city's industries can be mapped: HS chapters, or divisions of ISIC."""
    level = "chapter" if chosen.scheme == "hs" else "division"
    if level == chosen.level or level not in chosen.levels:
        return chosen
    return basis(chosen.stored, chosen.sheet.year, level)


def _as_isic(rows: Sequence[CityIndustry]) -> Carried:
    scheme = rows[0].scheme if rows else Scheme.ISIC.value
    return carried({row.industry: row.value for row in rows}, to_isic(scheme, [row.industry for row in rows]))


def _goods(rows: Sequence[CityIndustry], isic: Carried, found: Carried, why: str) -> CityGoods:
    scheme = rows[0].scheme if rows else Scheme.ISIC.value
    whole = _("a section or a code without divisions: give divisions to map it to goods")
    left = [
        Unmapped(code, industry_label(scheme, code), value, whole) for code, value in isic.unmapped.items()
    ]
    names = divisions(Scheme.ISIC)
    left += [
        Unmapped(names[code].code, names[code].name, value, why) for code, value in found.unmapped.items()
    ]
    return CityGoods(found.values, left, (*isic.split, *found.split), sum(row.value for row in rows))
