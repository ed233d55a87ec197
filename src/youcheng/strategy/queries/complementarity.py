"""Complementarity of the home country with every partner's country: the list, its missing ones, and what it is made from.

Called by the pages and exports of complementarity. Indices stand side by side and are never added up; a country the table
lacks is listed as missing, without a rank.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from youcheng.engines.conventions import Conventions
from youcheng.engines.errors import NothingTraded
from youcheng.engines.partners import Beside, beside, intra_industry
from youcheng.evidence.queries import Around
from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.network.models import City, Country
from youcheng.network.queries import relationships_visible_to, zones_of_all
from youcheng.strategy.facts.levels import Basis
from youcheng.strategy.policies import may_see_dossiers

INDICES = ("tci_to", "tci_from", "c_to", "c_from", "similarity", "depth")
"""The indices of the list, in the order of its columns; also the fields of a row."""


@dataclass(frozen=True)
class PartnerRow:
    """One country beside the home country; an index that is not defined or not loaded is None.

    `is_missing`: the table has no figures for it at all.
    """

    iso3: str
    name: str
    cities: Sequence[City] = ()
    zone: str = ""
    tci_to: float | None = None
    tci_from: float | None = None
    c_to: float | None = None
    c_from: float | None = None
    similarity: float | None = None
    depth: float | None = None
    is_missing: bool = False


@dataclass(frozen=True)
class Partners:
    """The rows with figures and those without, of one basis. `home_missing`: the table lacks the home country itself."""

    rows: Sequence[PartnerRow] = ()
    missing: Sequence[PartnerRow] = ()
    home_missing: bool = False
    indices: Mapping[str, bool] = field(default_factory=dict)


def partners(
    actor: Actor, home: str, basis: Basis, conventions: Conventions, *, on: dt.date, everyone: bool = False
) -> Partners:
    """Return every country with a tie, or with `everyone` all of the table, beside the home country. Four queries."""
    if not may_see_dossiers(actor):
        return Partners()
    tied, places = _tied(actor), {country.iso3: country for country in Country.objects.all()}
    zones, table = zones_of_all(on), basis.sheet.table
    wanted = {*tied, *(table.countries if everyone else ())} - {home}
    found = beside(table, home, conventions) if home in table else None
    around = basis.around(home) if found is not None else None
    language = get_language() or "zh-hans"
    rows = [
        PartnerRow(
            iso3,
            countries.name(iso3, language),
            tied.get(iso3, ()),
            zones.get(places[iso3].iso2, "") if iso3 in places else "",
            is_missing=iso3 not in table,
            **_values(found, around, iso3),
        )
        for iso3 in sorted(wanted)
    ]
    return Partners(
        [row for row in rows if not row.is_missing],
        [row for row in rows if row.is_missing],
        home_missing=found is None,
        indices={name: any(getattr(row, name) is not None for row in rows) for name in INDICES},
    )


def cities_of(actor: Actor, iso3: str) -> Sequence[City]:
    """The partner cities in one country that the actor may see. One query."""
    rows = relationships_visible_to(actor).filter(partner__country__iso3=iso3)
    return [row.partner for row in rows.order_by("partner__slug")]


def _tied(actor: Actor) -> dict[str, list[City]]:
    found: dict[str, list[City]] = {}
    for row in relationships_visible_to(actor).order_by("partner__slug"):
        found.setdefault(row.partner.country.iso3, []).append(row.partner)
    return found


def _values(found: Beside | None, around: Around | None, iso3: str) -> dict[str, float | None]:
    """The indices of one country, None where not defined."""
    if found is None or iso3 not in found.countries:
        return {}
    place = found.countries.index(iso3)
    values: dict[str, float | None] = {}
    for name in INDICES[:-1]:
        column = getattr(found, name)
        value = math.nan if column is None else float(column[place])
        values[name] = value if math.isfinite(value) else None
    values["depth"] = _depth(around, iso3)
    return values


def _depth(around: Around | None, iso3: str) -> float | None:
    if around is None:
        return None
    try:
        return intra_industry(around.sold.get(iso3, {}), around.bought.get(iso3, {}))
    except NothingTraded:
        return None
