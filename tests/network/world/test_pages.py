"""The world's pages: what they say before there is a list, what they show, and constant queries."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import ClientOf, SameQueries
from tests.network.conftest import MakeTie
from tests.network.world.conftest import CHIANG_MAI, KUNMING, KYOTO, NARA, LoadPairs, row
from tests.world import World
from youcheng.network.enums import Found
from youcheng.network.models import City, HomeCity, Matching, PairEnd, ZoneTarget

PAGES = ("", "cities/", "around/", "partners/", "suggestions/", "places/")
NOWHERE = "Nowhere,,10.0,10.0,Kunming,,25.04,102.72,TH,CN,\n"


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def text(client: Client, path: str) -> str:
    response = client.get(f"/network/{path}", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_list_every_page_says_how_to_load_one(home: HomeCity, officer: Client) -> None:
    for page in PAGES:
        said = text(officer, f"world-ties/{page}")
        assert "youcheng data load twins" in said
    assert "Chance needs a list" in text(officer, "layout/")


def test_a_loaded_list_offers_to_match_it(
    load_pairs: LoadPairs, officer: Client, client_of: ClientOf, world: World
) -> None:
    load_pairs(match=False)
    assert "Match the places of" in text(officer, "world-ties/")
    assert "A coordinator of the office can start it" in text(client_of(world.clerk), "world-ties/")


def test_the_network_page_says_where_it_comes_from(load_pairs: LoadPairs, officer: Client) -> None:
    load_pairs(NOWHERE)
    said = text(officer, "world-ties/")
    assert "94.4%" in said
    assert "3 to 5 of 8" in said
    assert "3 · triangles / wedges" in said
    assert "licence" in said
    assert "Not compared yet" in said


def test_a_list_loaded_again_says_so(load_pairs: LoadPairs, officer: Client) -> None:
    load_pairs()
    load_pairs(row(KUNMING, NARA), match=False)
    assert "loaded again since its places were matched" in text(officer, "world-ties/")


def test_of_two_lists_one_is_chosen_by_name(load_pairs: LoadPairs, officer: Client) -> None:
    load_pairs()
    load_pairs(row(KUNMING, NARA), name="newer")
    said = text(officer, "world-ties/")
    assert "?dataset=newer" in said
    said = text(officer, "world-ties/?dataset=newer")
    assert 'href="/network/world-ties/around/?dataset=newer"' in said
    assert "Nara" not in text(officer, "world-ties/around/?steps=1")
    said = text(officer, "world-ties/around/?steps=1&dataset=newer")
    assert "Nara" in said
    assert f'href="?dataset=newer&amp;centre={NARA}"' in said


def test_a_city_can_be_put_in_the_middle(load_pairs: LoadPairs, officer: Client) -> None:
    load_pairs()
    assert "Around Kunming" in text(officer, "world-ties/around/")
    said = text(officer, f"world-ties/around/?centre={KYOTO}")
    assert "Around Kyoto" in said
    assert f"?centre={CHIANG_MAI}" in said
    assert "Around Kunming" in text(officer, "world-ties/around/?centre=999999")
    assert "Around Kunming" in text(officer, "world-ties/around/?city=kunming&steps=2&sort=-km&reach=2000")
    assert "Around Kunming" in text(officer, "world-ties/around/?steps=x&reach=y&country=ZZ&sort=none")
    sheet = officer.get(f"/network/world-ties/around/?centre={KYOTO}&format=csv")
    assert "Chiang Mai" in b"".join(sheet).decode()  # type: ignore[arg-type]


def test_partners_and_suggestions(load_pairs: LoadPairs, make_tie: MakeTie, officer: Client) -> None:
    load_pairs()
    make_tie("nowhere", ("sister_signed", "2001"))
    said = text(officer, "world-ties/partners/")
    assert "the list does not know this city" in said
    assert "to be checked: is it a tie of ours?" in said
    assert "Chengdu" in said
    assert "Nowhere" not in text(officer, "world-ties/partners/?where=list")
    said = text(officer, "world-ties/suggestions/")
    assert "Kyoto" in said
    assert "nothing of interests" in said


def test_a_tie_leads_to_its_city_in_the_world(
    load_pairs: LoadPairs, make_tie: MakeTie, officer: Client
) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    City.objects.filter(slug="chiang-mai").update(geonames_id=CHIANG_MAI)
    assert "Its ties in the world" not in text(officer, "cities/chiang-mai/")
    load_pairs()
    assert f"/network/world-ties/around/?centre={CHIANG_MAI}" in text(officer, "cities/chiang-mai/")


def test_a_person_decides_about_a_place(load_pairs: LoadPairs, officer: Client) -> None:
    load_pairs(NOWHERE)
    end = PairEnd.objects.get(name="Nowhere")
    assert "Nowhere" in text(officer, "world-ties/places/")
    assert "Kyoto" not in text(officer, "world-ties/places/")
    assert "Kyoto" in text(officer, "world-ties/places/?sureness=all")
    address = f"/network/world-ties/places/{end.pk}/"
    assert "Which place is" in text(officer, f"world-ties/places/{end.pk}/")
    wrong = officer.post(address, {"answer": "other", "number": "", "version": 1})
    assert "Give the number of the place" in wrong.content.decode()
    unknown = officer.post(address, {"answer": "other", "number": "424242", "version": 1})
    assert "no place of at least 500 people" in unknown.content.decode()
    assert officer.post(address, {"answer": "other", "number": str(NARA), "version": 1}).status_code == 302
    end.refresh_from_db()
    assert (end.how, end.place_id) == (Found.DECIDED, NARA)
    late = officer.post(address, {"answer": "none", "version": 1})
    assert "Somebody else changed" in late.content.decode()


def test_targets_are_set_and_shown(home: HomeCity, make_tie: MakeTie, officer: Client) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    assert "to be supplied" in text(officer, "layout/")
    added = officer.post(
        "/network/layout/targets/add/",
        {"zone": "other", "share": "80", "since": "2025-01-01", "source": "plan"},
    )
    assert added.status_code == 302
    said = text(officer, "layout/")
    assert "add up to 80.0 %" in said
    assert "+20.0" in said
    target = ZoneTarget.objects.get()
    officer.post(
        f"/network/layout/targets/{target.pk}/",
        {"zone": "other", "share": "100", "since": "2025-01-01", "version": 1},
    )
    assert "add up to" not in text(officer, "layout/")
    officer.post(f"/network/layout/targets/{target.pk}/remove/", {"reason": "by mistake", "version": 2})
    assert not ZoneTarget.objects.exists()


def test_matching_beside_the_server_ends_in_a_measured_network(
    load_pairs: LoadPairs, officer: Client
) -> None:
    load_pairs(match=False)
    answer = officer.post("/network/world-ties/match/", {"dataset": "pairs"})
    assert answer.status_code == 302
    assert "/jobs/" in answer["Location"]


def test_the_task_reports_its_end(load_pairs: LoadPairs, world: World) -> None:
    from tests.world import NOW, actor_for
    from youcheng.foundation import jobs
    from youcheng.foundation.enums import JobState
    from youcheng.network import tasks

    load_pairs(match=False)
    job = jobs.start(actor=actor_for(world.officer), now=NOW, kind="network.matching", title="Matching")
    tasks.match_pairs.func(str(job.pk), "pairs", world.officer.pk, "Officer Ou", "en")
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert "100.0% of all ends" in job.message
    assert Matching.objects.get().figures["rewired"]["length"]["observed"] > 100
    tasks.match_pairs.func(str(job.pk), "none-such", world.officer.pk, "Officer Ou", "en")
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_lists_ask_the_database_equally_often(
    load_pairs: LoadPairs, make_tie: MakeTie, officer: Client, assert_same_queries: SameQueries
) -> None:
    matching = load_pairs(NOWHERE)
    made = iter(range(100))

    def more(count: int) -> None:
        for _ in range(count):
            n = next(made)
            make_tie(f"partner-{n}", ("sister_signed", "2001"))
            PairEnd.objects.create(
                matching=matching,
                name=f"Place {n}",
                country="TH",
                links=1,
                how="no_place",
                sureness="refused",
            )

    for page in ("partners/", "places/", "places/?sureness=all&format=csv"):
        assert_same_queries(more, lambda page=page: officer.get(f"/network/world-ties/{page}"))  # type: ignore[misc]
    assert_same_queries(more, lambda: officer.get("/network/layout/"))
