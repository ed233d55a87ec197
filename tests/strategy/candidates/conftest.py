"""Cities beside Kunming's three ties: some to be had, and one for each rule that leaves a city out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tests.network.conftest import make_country
from youcheng.network.enums import Zone
from youcheng.network.models import City, Country, GroupMembership, RegionGroup, Relationship, ZoneRule

OTHERS = {
    "vientiane": ("LA", "LAO", "Vientiane", 17.97, 102.61, 948_487),
    "hanoi": ("VN", "VNM", "Hanoi", 21.02, 105.84, 8_053_663),
    "udon-thani": ("TH", "THA", "Udon Thani", 17.41, 102.79, 247_231),
    "wien": ("AT", "AUT", "Wien", 48.21, 16.37, 1_691_468),
    "paro": ("BT", "BTN", "Paro", 27.43, 89.42, 15_000),
    "mogadishu": ("SO", "SOM", "Mogadishu", 2.04, 45.34, 2_587_183),
    "dali": ("CN", "CHN", "Dali", 25.58, 100.23, 652_048),
    "macau": ("MO", "MAC", "Macau", 22.2, 113.55, 649_335),
    "atlantis": ("FO", "FRO", "Atlantis", None, None, None),
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def cities(ties: dict[str, Relationship], starter_evidence: None) -> dict[str, City]:
    """The cities by address, the home city and its partners included."""
    for slug, (iso2, iso3, name, latitude, longitude, population) in OTHERS.items():
        make_country(iso2, iso3)
        City.objects.create(
            slug=slug, name={"en": name}, country_id=iso2, latitude=latitude, longitude=longitude,
            population=population, search_text=name.casefold(),
        )  # fmt: skip
    ZoneRule.objects.create(order=1, zone=Zone.MAIN_FRONT, groups=["ASEAN"])
    for code in ("ASEAN", "LMC"):
        RegionGroup.objects.create(code=code, name={"en": code})
    for iso2 in ("LA", "VN", "TH"):
        GroupMembership.objects.create(group="ASEAN", country_id=iso2, since="1999-01-01")
    for iso2 in ("CN", "LA", "TH"):
        GroupMembership.objects.create(group="LMC", country_id=iso2, since="2016-03-23")
    assert Country.objects.filter(has_diplomatic_relations=None).count() == Country.objects.count()
    return {city.slug: city for city in City.objects.select_related("country")}
