"""Which place of a gazetteer is meant by a name, a country and coordinates that somebody else wrote down?

Names are compared without case, marks and spaces, alternates included; then distance decides. Every end of a link gets a place with a
reason, or a reason for having none: a list of towns is never matched by wish. Thresholds are round figures checked by eye on a list
of 51,000 ends, not fitted. Do not use it for streets, or where a country's places all bear one name. Called by `network` once a list.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from youcheng.engines import geo

Floats = NDArray[np.float64]
SAME_KM, WIDE_KM, PART_KM, WORDS_KM, SPELT_KM, NEAR_KM = 15.0, 50.0, 60.0, 10.0, 3.0, 1.0
"""Up to here: the same place; a wide municipality's middle; a part of its city; a longer or shorter name; another spelling; no name
in common, but the very spot."""
SPELT_ALIKE = 0.75
LONG_WORD = 4
MUCH_LARGER = 5.0
"""A place this many times as populous as every other of its name is meant where only the name tells."""
_BESIDE = 12


class Found(Enum):
    """How a place was found, or why none was. The value is the code that is stored and translated."""

    SAME_NAME = "same_name"
    WIDE = "wide"
    SIMILAR_NAME = "similar_name"
    OTHER_COUNTRY = "other_country"
    SWAPPED = "swapped"
    NAME_ALONE = "name_alone"
    PART = "part"
    NEAREST = "nearest"
    AREA = "area"
    SEVERAL = "several"
    NO_COUNTRY = "no_country"
    NO_PLACE = "no_place"


REFUSED = frozenset({Found.AREA, Found.SEVERAL, Found.NO_COUNTRY, Found.NO_PLACE})
CERTAIN = frozenset({Found.SAME_NAME})
LIKELY = frozenset({Found.WIDE, Found.SIMILAR_NAME, Found.OTHER_COUNTRY, Found.SWAPPED})
"""The rest that is not refused (the name alone, a part, the nearest) is low: a person should look."""


@dataclass(frozen=True, eq=False)
class Places:
    """A gazetteer: `names` holds all names of each place, the usual one first; `countries` are alpha-2 codes."""

    names: Sequence[Sequence[str]]
    countries: Sequence[str]
    latitudes: Floats
    longitudes: Floats
    populations: NDArray[np.int64]


@dataclass(frozen=True)
class Written:
    """A place as a list writes it. `country` is alpha-2 or "" where it is not known; NaN where it gives no coordinates."""

    name: str
    country: str
    latitude: float
    longitude: float

    @property
    def is_placed(self) -> bool:
        """Whether the coordinates say anything: none, impossible ones and 0°, 0° (the mark of a failed search) do not."""
        possible = abs(self.latitude) <= 90 and abs(self.longitude) <= 180
        return possible and (abs(self.latitude) > 0.01 or abs(self.longitude) > 0.01)


@dataclass(frozen=True)
class Match:
    """The place meant (its position in the gazetteer, None where refused), how it was found, and how far it lies (None: unknown)."""

    place: int | None
    how: Found
    km: float | None = None


_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
    "œ": "oe", "þ": "th", "Þ": "Th", "ħ": "h", "ə": "a", "Ə": "A",
})  # fmt: skip
_SPECIAL = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
_SILENT = re.compile(r"[^\w\n]+|_+")
_AREA = re.compile(
    r"\b(county|province|prefecture|region|district|department|state|canton|governorate|voivodeship|oblast|krai|raion|"
    r"municipal district|regional council|metropolitan city|island|archipelago|republic|territory|powiat|gmina|"
    r"Landkreis|Kreis|comarca|landscape)\b",
    re.IGNORECASE,
)
_INNER = re.compile(r"^(?P<part>.+?)\s*\((?P<whole>[^)]+)\)\s*$")
_DASHED = re.compile(r"^(?P<whole>.+?)\s+[–—-]\s+(?P<part>.+)$")


def folded(names: Sequence[str]) -> list[str]:
    """Return names without case, marks, spaces and punctuation; all at once, because one by one takes ten times as long."""
    text = "\n".join(name.replace("\n", " ") for name in names)
    text = _SPECIAL.sub(lambda letter: letter[0].translate(_LETTERS), text)
    return _SILENT.sub("", unicodedata.normalize("NFKD", text).casefold()).split("\n")


@dataclass(frozen=True)
class _Reading:
    """The ways a written name can be read: as the place itself, and as a part of a larger one."""

    itself: tuple[str, ...]
    whole: tuple[str, ...]
    is_area: bool


def _read(name: str) -> _Reading:
    inner, dashed = _INNER.match(name), _DASHED.match(name)
    plain = inner["part"] if inner else dashed["part"] if dashed else name
    is_area = bool(_AREA.search(name))
    itself = [name, plain, plain.split(",")[0], *re.split(r"\s*/\s*", plain)]
    itself += [re.sub(r"^(St|Ste)\.?\s", lambda found: f"Sain{found[1][1:]} ", one) for one in itself]
    itself += [re.sub(r"\s+(City|Town)$", "", one) for one in itself]
    whole = [found["whole"] for found in (inner, dashed) if found and not _AREA.search(found["whole"])]
    return _Reading(_forms(itself), _forms(whole), is_area)


def _forms(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in folded(names) if form))


def place_all(written: Sequence[Written], places: Places) -> list[Match]:
    """Return the match of each written place, in order."""
    return _Placing(places, [_read(one.name) for one in written], written).matches()


@dataclass(eq=False)
class _Placing:
    """One run: only names that the list uses are indexed, and the nearest places of all ends are asked for at once."""

    places: Places
    readings: list[_Reading]
    written: Sequence[Written]
    by_name: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = {form for reading in self.readings for form in (*reading.itself, *reading.whole)}
        names = [name for several in self.places.names for name in several]
        owners = np.repeat(np.arange(len(self.places.names)), [len(several) for several in self.places.names])
        for form, owner in zip(folded(names), owners.tolist(), strict=True):
            if form in wanted:
                self.by_name.setdefault(form, []).append(owner)
        self.beside, self.beside_km = self._nearest()

    def _nearest(self) -> tuple[NDArray[np.int64], Floats]:
        """The places next to each end and their distances in km; ends without coordinates ask at 0°, 0° and ignore it."""
        # Slow to import, needed here only.
        from scipy.spatial import cKDTree

        spots = [(one.latitude, one.longitude) if one.is_placed else (0.0, 0.0) for one in self.written]
        latitudes, longitudes = np.array(spots, dtype=np.float64).reshape(-1, 2).T
        count = min(_BESIDE, len(self.places.names))
        tree = cKDTree(_sphere(self.places.latitudes, self.places.longitudes))
        chords, nearest = tree.query(_sphere(latitudes, longitudes), k=range(1, count + 1))
        return nearest, 2 * geo.EARTH_RADIUS_KM * np.arcsin(np.clip(chords / 2, 0, 1))

    def matches(self) -> list[Match]:
        return [self._match(number) for number in range(len(self.written))]

    def _match(self, number: int) -> Match:
        one, reading = self.written[number], self.readings[number]
        named = self._named(reading.itself, one.country)
        match = self._close(one, named)
        if match is None and reading.is_area:
            return Match(None, Found.AREA)
        match = match or self._elsewhere(one, reading) or self._part(one, reading)
        match = match or self._similar(number) or self._by_name_alone(one, named) or self._next_to_it(number)
        if match is not None:
            return match
        if not one.country:
            return Match(None, Found.NO_COUNTRY)
        return Match(None, Found.SEVERAL if named else Found.NO_PLACE)

    def _named(self, forms: Sequence[str], country: str | None) -> list[int]:
        """Places of one of these names, those of the first name that any has; in one country, or anywhere for None."""
        for form in forms:
            found = [
                place
                for place in dict.fromkeys(self.by_name.get(form, ()))
                if country is None or self.places.countries[place] == country
            ]
            if form and found:
                return found
        return []

    def _close(self, one: Written, named: list[int]) -> Match | None:
        """A place of that name and country near the coordinates, or near them the wrong way round."""
        if not named or not one.is_placed:
            return None
        nearest, km = self._closest(one.latitude, one.longitude, named)
        if km <= WIDE_KM:
            return Match(nearest, Found.SAME_NAME if km <= SAME_KM else Found.WIDE, km)
        if abs(one.longitude) <= 90:
            nearest, turned = self._closest(one.longitude, one.latitude, named)
            if turned <= SAME_KM:
                return Match(nearest, Found.SWAPPED, km)
        return None

    def _elsewhere(self, one: Written, reading: _Reading) -> Match | None:
        """A place of that name at the coordinates under another country's code (overseas parts, disputed places, no country)."""
        named = self._named(reading.itself, None) if one.is_placed else []
        if not named:
            return None
        nearest, km = self._closest(one.latitude, one.longitude, named)
        # A homonym's coordinates (Perth in Scotland given those of Perth in Australia) must not win over the country.
        is_homonym = bool(one.country and self._named(reading.itself, one.country))
        return Match(nearest, Found.OTHER_COUNTRY, km) if km <= SAME_KM and not is_homonym else None

    def _part(self, one: Written, reading: _Reading) -> Match | None:
        """The city that a district names beside itself."""
        named = self._named(reading.whole, one.country)
        if not named or not one.is_placed:
            return None
        nearest, km = self._closest(one.latitude, one.longitude, named)
        return Match(nearest, Found.PART, km) if km <= PART_KM else None

    def _similar(self, number: int) -> Match | None:
        """A place next to the coordinates whose name is longer or shorter by some words, or spelt a little differently."""
        form, words = (*self.readings[number].itself, "")[0], _words(self.written[number].name)
        for place, km in self._around(number):
            names = self.places.names[place] if km <= WORDS_KM else ()
            is_near = km <= SPELT_KM
            if any(
                _is_part_of(_words(name), words) or (is_near and _is_part_of(words, _words(name)))
                for name in names
            ) or (is_near and any(_is_spelt_like(form, name) for name in folded(names))):
                return Match(place, Found.SIMILAR_NAME, km)
        return None

    def _by_name_alone(self, one: Written, named: list[int]) -> Match | None:
        """The only place of that name in the country, or one much larger than the others: the coordinates are elsewhere."""
        order = sorted(named, key=lambda place: -int(self.places.populations[place]))
        sizes = [int(self.places.populations[place]) for place in order[:2]]
        if not order or (len(order) > 1 and sizes[0] < MUCH_LARGER * max(sizes[1], 1)):
            return None
        km = self._closest(one.latitude, one.longitude, order[:1])[1] if one.is_placed else None
        return Match(order[0], Found.NAME_ALONE, km)

    def _next_to_it(self, number: int) -> Match | None:
        """A place right at the coordinates, whatever it is called."""
        for place, km in self._around(number):
            if km <= NEAR_KM:
                return Match(place, Found.NEAREST, km)
        return None

    def _around(self, number: int) -> list[tuple[int, float]]:
        """Places of the country next to the coordinates, the nearest first."""
        one = self.written[number]
        if not one.is_placed or not one.country:
            return []
        beside = zip(self.beside[number].tolist(), self.beside_km[number].tolist(), strict=True)
        return [(place, km) for place, km in beside if self.places.countries[place] == one.country]

    def _closest(self, latitude: float, longitude: float, among: list[int]) -> tuple[int, float]:
        """The nearest of a few places and its distance in km."""
        # In plain Python: for two or three places an array costs ten times as much.
        latitudes, longitudes = self.places.latitudes, self.places.longitudes
        km = [_km(latitude, longitude, float(latitudes[place]), float(longitudes[place])) for place in among]
        best = min(range(len(among)), key=km.__getitem__)
        return among[best], km[best]


def _km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance (haversine), on the sphere of `geo`."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * geo.EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _words(name: str) -> set[str]:
    return set(folded(re.split(r"[^\w'’]+", name))) - {""}


def _is_part_of(some: set[str], others: set[str]) -> bool:
    """Whether all words of one name stand in another, a long one among them."""
    return some <= others and any(len(word) >= LONG_WORD for word in some)


def _is_spelt_like(form: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, form, other).ratio() >= SPELT_ALIKE


def _sphere(latitudes: Floats, longitudes: Floats) -> Floats:
    phi, theta = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
