"""A city is found as itself until there is a tie with it, then as the tie."""

from __future__ import annotations

from tests.network.conftest import MakeTie
from tests.world import NOW, World, actor_for
from youcheng.foundation import search
from youcheng.foundation.actors import Actor
from youcheng.network import actions
from youcheng.network.models import HomeCity

SYSTEM = Actor.system("tests")


def kinds(query: str, actor: Actor = SYSTEM) -> list[str]:
    return [hit.kind.name for hit in search.find(query, actor)]


def test_a_city_becomes_a_tie(home: HomeCity, world: World) -> None:
    city = actions.add_city(actor=SYSTEM, now=NOW, name={"zh-hans": "清迈", "en": "Chiang Mai"}, country="TH")
    assert kinds("清迈") == ["city"]
    actions.add_relationship(actor=SYSTEM, now=NOW, partner=city, visibility="internal")
    assert kinds("清迈") == ["tie"]
    assert kinds("清迈", actor_for(world.officer)) == ["tie"]
    assert kinds("清迈", actor_for(world.stranger)) == []


def test_a_rebuild_finds_the_same(make_tie: MakeTie) -> None:
    make_tie("chiang-mai")
    search.rebuild()
    assert kinds("chiang") == ["tie"]
