"""A relationship's page leads to its dossier, and only those who may see it are led there."""

from __future__ import annotations

from tests.conftest import ClientOf
from tests.world import World
from youcheng.strategy.models import Dossier


def page(client_of: ClientOf, person: object, slug: str) -> str:
    return client_of(person).get(f"/network/cities/{slug}/").content.decode()


def test_the_page_of_a_tie_leads_to_its_dossier(world: World, drafted: Dossier, client_of: ClientOf) -> None:
    address = f'href="/dossiers/chiang-mai/{drafted.year}/"'
    assert address in page(client_of, world.officer, "chiang-mai")
    assert "/dossiers/fujisawa/" not in page(client_of, world.officer, "fujisawa")


def test_somebody_who_may_not_see_it_is_not_led_there(
    world: World, drafted: Dossier, client_of: ClientOf
) -> None:
    assert "/dossiers/chiang-mai/" not in page(client_of, world.stranger, "chiang-mai")


def test_the_page_of_a_tie_leads_to_trade_with_its_country(
    world: World, drafted: Dossier, client_of: ClientOf
) -> None:
    assert 'href="/complementarity/THA/"' in page(client_of, world.officer, "chiang-mai")
    assert "/complementarity/THA/" not in page(client_of, world.stranger, "chiang-mai")
