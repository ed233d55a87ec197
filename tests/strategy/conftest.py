"""The dossiers' part of the small named world: Kunming with ties to Chiang Mai, Fujisawa and Pokhara.

`ties` puts them on the register; `drafted` also drafts Chiang Mai's dossier from the figures that ship.
"""

from __future__ import annotations

import pytest

from tests.network.conftest import make_country
from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.network import actions as network
from youcheng.network.models import City, Relationship
from youcheng.strategy import actions
from youcheng.strategy.models import Dossier

SYSTEM = Actor.system("tests")
YEAR = 2026
PARTNERS = {
    "chiang-mai": ("TH", "THA", "Chiang Mai", "清迈", 18.79, 98.98, "Asia/Bangkok", "1999-06-07"),
    "fujisawa": ("JP", "JPN", "Fujisawa", "藤泽", 35.34, 139.49, "Asia/Tokyo", "1981-11-05"),
    "pokhara": ("NP", "NPL", "Pokhara", "博克拉", 28.27, 83.97, "Asia/Kathmandu", "2013"),
}


def make_partner(slug: str, since: str, country: str, **city: object) -> Relationship:
    """A tie with a city, signed on a date."""
    partner = City.objects.create(slug=slug, country_id=country, search_text=slug, **city)
    tie = network.add_relationship(actor=SYSTEM, now=NOW, partner=partner)
    network.record_event(actor=SYSTEM, now=NOW, relationship=tie, type="sister_signed", when=since)
    return tie


@pytest.fixture
def ties(world: World) -> dict[str, Relationship]:
    china = make_country("CN", "CHN")
    home = City.objects.create(
        slug="kunming", name={"zh-hans": "昆明", "en": "Kunming"}, country=china,
        latitude=25.04, longitude=102.72, population=3_855_346, time_zone="Asia/Shanghai",
    )  # fmt: skip
    network.set_home_city(actor=SYSTEM, now=NOW, city=home, office=world.office)
    found = {}
    for slug, (iso2, iso3, english, chinese, latitude, longitude, zone, since) in PARTNERS.items():
        make_country(iso2, iso3)
        found[slug] = make_partner(
            slug, since, iso2, name={"zh-hans": chinese, "en": english},
            latitude=latitude, longitude=longitude, time_zone=zone,
        )  # fmt: skip
    return found


@pytest.fixture
def drafted(ties: dict[str, Relationship], starter_evidence: None) -> Dossier:
    """Chiang Mai's dossier of the year, drafted from the figures that ship."""
    actions.build(actor=SYSTEM, now=NOW, relationship=ties["chiang-mai"], year=YEAR)
    return Dossier.objects.get(relationship=ties["chiang-mai"], year=YEAR)
