"""The register's part of the small named world: a home city, a few countries, and ties to make.

`home` sets Kunming up as the home city without the gazetteer; `make_tie` puts partners on the register.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.network import actions
from youcheng.network.models import City, Country, HomeCity, Relationship

MakeTie = Callable[..., Relationship]
SYSTEM = Actor.system("tests")


def make_country(iso2: str, iso3: str, continent: str = "AS") -> Country:
    return Country.objects.get_or_create(iso2=iso2, defaults={"iso3": iso3, "continent": continent})[0]


@pytest.fixture
def home(world: World) -> HomeCity:
    """Kunming as the home city of `world`, with Thailand and Japan among the countries."""
    china = make_country("CN", "CHN")
    make_country("TH", "THA")
    make_country("JP", "JPN")
    city = City.objects.create(
        slug="kunming",
        name={"zh-hans": "昆明", "en": "Kunming"},
        country=china,
        level="city",
        latitude=25.04,
        longitude=102.72,
    )
    return actions.set_home_city(actor=SYSTEM, now=NOW, city=city, office=world.office)


@pytest.fixture
def make_tie(home: HomeCity) -> MakeTie:
    """`make_tie("chiang-mai", ("sister_signed", "1999-06-07"))`: a tie with its claims."""

    def make(slug: str, *claims: tuple[str, str], country: str = "TH", **details: object) -> Relationship:
        city = City.objects.filter(slug=slug).first() or City.objects.create(
            slug=slug, name={"en": slug.replace("-", " ").title()}, country_id=country, search_text=slug
        )
        tie = actions.add_relationship(actor=SYSTEM, now=NOW, partner=city, **details)  # type: ignore[arg-type]
        for type_, when in claims:
            actions.record_event(actor=SYSTEM, now=NOW, relationship=tie, type=type_, when=when)
        return tie

    return make
