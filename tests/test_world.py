"""The world itself: everybody can sign in, and the stranger sees nothing of the others."""

from tests.conftest import ClientOf
from tests.world import World, actor_for
from youcheng.accounts.models import Organisation
from youcheng.accounts.policies import organisation_policy


def test_everybody_reaches_the_first_page(world: World, client_of: ClientOf) -> None:
    for person in world.people.values():
        assert client_of(person).get("/").status_code == 200
    assert client_of(None).get("/").status_code == 302


def test_the_stranger_sees_only_the_park(world: World) -> None:
    seen = organisation_policy.filter(Organisation.objects.all(), actor_for(world.stranger))
    assert list(seen) == [world.park]
