"""People and organisations are found by whoever may see them, and by nobody else."""

from __future__ import annotations

from tests.world import NOW, World, actor_for
from youcheng.accounts.actions import organisations, people
from youcheng.foundation import search


def titles(query: str, world: World, walker: str) -> list[str]:
    return [hit.title["zh-hans"] for hit in search.find(query, actor_for(getattr(world, walker)))]


def test_what_is_added_is_found_by_those_who_may_see_it(world: World) -> None:
    organisations.create_organisation(
        actor=actor_for(world.officer),
        now=NOW,
        key="airport",
        name={"zh-hans": "机场集团"},
        kind="enterprise",
    )
    people.create_person(actor=actor_for(world.security), now=NOW, username="zhou", name="周友城")
    assert titles("机场", world, "officer") == ["机场集团"]
    assert titles("友城", world, "officer") == ["周友城"]
    assert titles("机场", world, "stranger") == titles("友城", world, "stranger") == []


def test_a_new_name_replaces_the_old(world: World) -> None:
    search.rebuild("organisation")
    organisations.edit_organisation(
        actor=actor_for(world.officer),
        now=NOW,
        organisation=world.park,
        version=world.park.version,
        name={"zh-hans": "高新园区"},
        kind="park",
        parent=None,
    )
    assert titles("产业", world, "officer") == []
    assert titles("高新", world, "stranger") == ["高新园区"]
