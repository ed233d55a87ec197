"""Finds the ties and cities that the rows of a sheet mean, in a number of queries that does not follow their number.

Used by the specs beside it. A city is meant by its external key, its GeoNames number, or name and country.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing.spec import Values
from youcheng.foundation.translated import Translated
from youcheng.network.models import City, Relationship
from youcheng.network.queries import relationships_visible_to


@dataclass(frozen=True)
class Place:
    """What is needed of a city to recognise it."""

    pk: int
    slug: str
    country: str
    names: tuple[str, ...]
    geonames_id: int | None
    population: int
    shown: str
    """The name for the reader, in the language of this moment."""


@dataclass
class Lookup:
    """Ties by key and by city, cities by number and by name and country."""

    ties: dict[str, Relationship] = field(default_factory=dict)
    by_city: dict[int, Relationship] = field(default_factory=dict)
    by_number: dict[int, Place] = field(default_factory=dict)
    by_name: dict[tuple[str, str], Place] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def tie_of(self, values: Values) -> Relationship | None:
        """The tie a row means, by its key or by its city; None where there is none yet."""
        tie = self.ties.get(values.get("key") or "")
        if tie is not None:
            return tie
        place = self.place_of(values)
        return self.by_city.get(place.pk) if place else None

    def place_of(self, values: Values) -> Place | None:
        """The city a row means by its number or its name and country; None where the gazetteer has none."""
        if number := values.get("geonames"):
            return self.by_number.get(number)
        country = values.get("country")
        for name in (values.get("city_zh"), values.get("city_en")):
            if name and country and (place := self.by_name.get((country, fold(name)))):
                return place
        return None

    def require_place(self, values: Values) -> Place:
        """As `place_of`, refusing with what would help."""
        place = self.place_of(values)
        if place is not None:
            return place
        if number := values.get("geonames"):
            raise Refused(_("The gazetteer holds no city with the GeoNames number %s.") % number)
        name = values.get("city_en") or values.get("city_zh")
        if not name or not values.get("country"):
            raise Refused(_("Say which city: its GeoNames number, or its name with the country or region."))
        near = difflib.get_close_matches(name, self.names.get(values["country"], ()), n=2, cutoff=0.6)
        hint = _("Did you mean %s?") % ", ".join(near) if near else _(
            "Check the spelling, give its GeoNames number, or write “yes” under “New place”."
        )  # fmt: skip
        raise Refused(
            _("The gazetteer holds no “%(name)s” in this country or region. %(hint)s")
            % {"name": name, "hint": hint}
        )


def fold(name: str) -> str:
    """A name without case, outer space and the suffix 市."""
    folded = name.strip().casefold()
    return folded.removesuffix("市") if len(folded) > 2 else folded


def look_up(rows: Sequence[Values], actor: Actor) -> Lookup:
    """Everything the rows refer to. Three queries."""
    found = Lookup()
    for tie in relationships_visible_to(actor):
        found.ties[tie.key] = tie
        found.by_city[tie.partner_id] = tie
    numbers = {row["geonames"] for row in rows if row.get("geonames")}
    wanted = {row["country"] for row in rows if row.get("country")}
    columns = ("pk", "slug", "country_id", "name", "geonames_id", "population")
    if numbers:
        for place in _places(City.objects.filter(geonames_id__in=_bounded(numbers)).values_list(*columns)):
            found.by_number[place.geonames_id or 0] = place
    if wanted:
        for place in _places(
            City.objects.filter(country__in=wanted).order_by("-population").values_list(*columns)
        ):
            _keep(found, place)
    return found


def _bounded(numbers: Iterable[int]) -> list[int]:
    """Numbers that fit the column; the others name no city anyway."""
    return [number for number in numbers if number < 2**31]


def _places(rows: Iterable[tuple[Any, ...]]) -> Iterable[Place]:
    for pk, slug, country, name, number, population in rows:
        yield Place(pk, slug, country, tuple(name.values()), number, population or 0, str(Translated(name)))


def _keep(found: Lookup, place: Place) -> None:
    """Remember a place by its names; one with a tie wins, else the biggest of a name."""
    for name in place.names:
        key = (place.country, fold(name))
        found.names.setdefault(place.country, []).append(name)
        if key not in found.by_name or place.pk in found.by_city:
            found.by_name[key] = place
