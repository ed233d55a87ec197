"""Cities' own industry tables for pages: which there are, and one city's newest table or that of a year.

Called by the pages of city profiles and of partners. Lists take the actor; none costs a query a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from youcheng.foundation.actors import Actor
from youcheng.network.models import City
from youcheng.strategy.models import CityIndustry
from youcheng.strategy.policies import city_industry_policy


@dataclass(frozen=True)
class ProfileTable:
    """One city's table of one year in one classification, in the order of its codes."""

    city: City
    year: int
    scheme: str
    rows: Sequence[CityIndustry]

    @property
    def total(self) -> float:
        return sum(row.value for row in self.rows)

    @property
    def estimates(self) -> int:
        return sum(row.is_estimate for row in self.rows)

    @property
    def scheme_label(self) -> str:
        return str(self.rows[0].get_scheme_display())

    @property
    def unit(self) -> str:
        """The unit, where all rows have the same one."""
        units = {row.unit for row in self.rows}
        return units.pop() if len(units) == 1 else ""

    @property
    def sources(self) -> list[str]:
        return sorted({row.source for row in self.rows})


def tables_visible_to(actor: Actor, cities: Iterable[City] | None = None) -> list[ProfileTable]:
    """Every city's tables, newest first within a city. One query."""
    rows = CityIndustry.objects.select_related("city", "city__country")
    if cities is not None:
        rows = rows.filter(city__in=list(cities))
    held: dict[tuple[str, int, str], list[CityIndustry]] = {}
    for row in city_industry_policy.filter(rows, actor).order_by("city__slug", "-year", "scheme", "industry"):
        held.setdefault((row.city.slug, row.year, row.scheme), []).append(row)
    return [
        ProfileTable(rows[0].city, year, scheme, tuple(rows)) for (_slug, year, scheme), rows in held.items()
    ]


def newest(tables: Iterable[ProfileTable]) -> dict[int, ProfileTable]:
    """The newest table of each city, by the city's key."""
    found: dict[int, ProfileTable] = {}
    for table in tables:
        found.setdefault(table.city.pk, table)
    return found
