"""Doors of the pages that show several capabilities. Behind each stands an internal tie that only the office sees."""

from collections.abc import Callable
from datetime import date

from tests.doors.door import HIDDEN, OPEN, Door, Kind
from tests.network.conftest import SYSTEM, make_country
from tests.world import NOW, World
from youcheng.foundation import search
from youcheng.network import actions
from youcheng.network.models import City

SECRET = "Quietwater"


def internal_tie(world: World) -> tuple[()]:
    """A home city, and a tie with Quietwater in Laos that is not public."""
    china, laos = make_country("CN", "CHN"), make_country("LA", "LAO")
    place = {"latitude": 25.04, "longitude": 102.72}
    kunming = City.objects.create(
        slug="kunming", name={"en": "Kunming"}, country=china, level="city", **place
    )
    actions.set_home_city(actor=SYSTEM, now=NOW, city=kunming, office=world.office)
    city = City.objects.create(
        slug="quietwater",
        name={"en": SECRET},
        country=laos,
        latitude=18.0,
        longitude=102.6,
        search_text="quietwater",
    )
    tie = actions.add_relationship(actor=SYSTEM, now=NOW, partner=city, visibility="internal")
    actions.record_event(
        actor=SYSTEM,
        now=NOW,
        relationship=tie,
        type="sister_signed",
        when="1999-06-07",
        term_until=date(2004, 6, 7),
    )
    return ()


def indexed_tie(world: World) -> tuple[()]:
    """The internal tie, found by its name."""
    internal_tie(world)
    search.rebuild("tie")
    return ()


def with_key(key: str) -> Callable[[World], str]:
    def make(world: World) -> str:
        internal_tie(world)
        return key

    return make


DOORS = {
    "today": Door(Kind.REPORT, args=internal_tie, secret=SECRET, stranger=OPEN, administrator=OPEN),
    "compass": Door(Kind.LIST, args=internal_tie, secret=SECRET, stranger=OPEN),
    "statistics": Door(Kind.REPORT, args=internal_tie, secret="Laos", stranger=OPEN),
    "statistics_export": [
        Door(Kind.EXPORT, args=with_key("country"), secret="Laos", stranger=OPEN),
        Door(
            Kind.EXPORT,
            args=with_key("country"),
            query="?format=csv",
            secret="Laos",
            stranger=OPEN,
        ),
        Door(Kind.EXPORT, args=with_key("nothing"), stranger=HIDDEN, administrator=HIDDEN, office=HIDDEN),
    ],
    "search": Door(
        Kind.SEARCH, args=indexed_tie, query="?q=quietw", secret=SECRET, stranger=OPEN, administrator=OPEN
    ),
    "health": Door(Kind.PAGE, anonymous=OPEN, stranger=OPEN, administrator=OPEN),
    "set_language": Door(
        Kind.CHANGE,
        data=lambda _world: {"language": "en"},
        anonymous=OPEN,
        stranger=OPEN,
        administrator=OPEN,
    ),
}
