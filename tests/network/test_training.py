"""The training deployment: fictional, repeatable, quick, and read with as many queries at 300 ties as at 30."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.network.conftest import make_country
from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.exporting import Field, csv_bytes, notice
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions, queries
from youcheng.network.models import City, Exchange, HomeCity, Relationship, RelationshipEvent
from youcheng.network.training import make_network

SYSTEM = Actor.system("tests")


@pytest.fixture
def places(db: None) -> list[City]:
    make_country("TH", "THA")
    make_country("JP", "JPN")
    return [
        City.objects.create(
            slug=f"place-{n}",
            name={"en": f"Place {n}"},
            country_id=iso2,
            latitude=10 + n,
            longitude=100,
            population=200_000,
        )
        for n, iso2 in enumerate(["TH", "JP", "TH"])
    ]


def test_the_same_seed_gives_the_same_network(places: list[City]) -> None:
    one, two = (make_network(7, 40, NOW.date(), places) for _ in range(2))
    assert [(e.type, e.latest, e.grade) for e in one.events] == [
        (e.type, e.latest, e.grade) for e in two.events
    ]
    assert [(e.title, e.latest, e.cost) for e in one.exchanges] == [
        (e.title, e.latest, e.cost) for e in two.exchanges
    ]
    other = make_network(8, 40, NOW.date(), places)
    assert [e.latest for e in other.events] != [e.latest for e in one.events]


def test_every_name_says_that_it_is_invented(places: list[City]) -> None:
    network = make_network(1, 900, NOW.date(), places)
    cities = [network.home, *network.partners]
    assert all("Fictional" in c.name["en"] and "虚构" in c.name["zh-hans"] and c.is_fictional for c in cities)
    assert len({c.slug for c in cities}) == len(cities)
    assert all("fictional" in e.title["en"] for e in network.exchanges)
    assert all(event.latest <= dt.date(NOW.year, 12, 31) for event in network.events)


def test_it_fills_an_empty_register_once(places: list[City], world: World) -> None:
    home = actions.make_training(actor=SYSTEM, now=NOW, size=60, seed=3)
    assert home.is_training
    assert home.training_seed == 3
    assert Relationship.objects.count() == 60
    assert RelationshipEvent.objects.exists()
    assert Exchange.objects.exists()
    count = queries.count(NOW.date())
    assert 0 < count.sister.certain <= count.sister.possible
    with pytest.raises(Refused):
        actions.make_training(actor=SYSTEM, now=NOW, size=1, seed=3)
    assert HomeCity.objects.count() == 1


def test_only_the_system_makes_one(places: list[City], world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.make_training(actor=Actor(world.director.pk, "Director"), now=NOW, size=1, seed=1)


@pytest.mark.parametrize(
    "read",
    [
        lambda rows: queries.standings(NOW.date(), rows),
        lambda rows: queries.count(NOW.date(), rows),
        lambda rows: queries.vitality_of_all(list(rows), NOW.date()),
        lambda rows: queries.anniversaries(list(rows), NOW.date()),
        lambda rows: queries.silent_ties(list(rows), NOW.date()),
        lambda rows: queries.compare_snapshots(),
    ],
)
def test_reads_cost_the_same_number_of_queries_at_any_length(places: list[City], read: object) -> None:
    actions.make_training(actor=SYSTEM, now=NOW, size=300, seed=3)
    few = Relationship.objects.select_related("partner").filter(key__lte="T00030")
    many = Relationship.objects.select_related("partner")
    numbers = []
    for rows in (few.all(), many.all()):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(rows)  # type: ignore[operator]
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_every_sheet_of_a_training_deployment_says_so(world: World, places: list[City]) -> None:
    assert notice() == ""
    actions.make_training(actor=SYSTEM, now=NOW, size=3, seed=1)
    with override("en"):
        assert notice() == "Training data: everything here is fictional."
        assert csv_bytes([Field("x", "X")], []).decode("utf-8-sig").startswith("Training data")
