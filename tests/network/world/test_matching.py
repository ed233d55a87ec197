"""Matching a list of pairs to places: what is stored, what people decide and what of it survives a new list."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from tests.network.world.conftest import CHENGDU, CHIANG_MAI, GAZETTEER, KUNMING, NARA, PAIRS, LoadPairs, row
from tests.shared import shared_file
from tests.world import NOW, World, actor_for
from youcheng.engines import placing
from youcheng.evidence import actions as evidence
from youcheng.evidence.enums import Kind
from youcheng.evidence.queries import NoData
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions, gazetteer
from youcheng.network.enums import Found, Sureness
from youcheng.network.errors import UnknownCode
from youcheng.network.models import EndDecision, HomeCity, Matching, PairEnd, PairLink, WorldPlace
from youcheng.network.queries.world import net_of

SYSTEM = Actor.system("tests")
NOWHERE = "Nowhere,,10.0,10.0,Kunming,,25.04,102.72,TH,CN,\n"


def test_ends_get_places_and_pairs_are_kept(load_pairs: LoadPairs) -> None:
    matching = load_pairs(row(KUNMING, CHENGDU, 1999))
    assert PairLink.objects.count() == len(PAIRS) + 1
    assert PairLink.objects.filter(year=1999).count() == 1
    kunming = PairEnd.objects.get(name="Kunming")
    assert (kunming.place_id, kunming.how, kunming.sureness) == (KUNMING, Found.SAME_NAME, Sureness.CERTAIN)
    assert kunming.links == 3
    assert WorldPlace.objects.get(pk=KUNMING).name == {"en": "Kunming", "zh-hans": "昆明"}
    net = net_of(matching)
    assert net.graph.volume == len(PAIRS) + 1
    assert AuditEntry.objects.filter(action="network.pairs_matched").count() == 1


def test_bad_rows_become_refusals_with_reasons_not_ties(load_pairs: LoadPairs) -> None:
    """A repeated pair, a self link, no coordinates, an unknown country, 0° 0°, and an area."""
    more = (
        "Kunming,,25.04,102.72,Zürich,,47.37,8.55,CN,CH,1982\n"
        + row(KUNMING, KUNMING)
        + "Nara,,,,Kunming,,25.04,102.72,JP,CN,\n"
        + "Atlantis,,10.0,10.0,Kunming,,25.04,102.72,,CN,\n"
        + "Kyoto,,0,0,Kunming,,25.04,102.72,JP,CN,\n"
        + "Kyoto Prefecture,,35.2,135.5,Kunming,,25.04,102.72,JP,CN,\n"
        + "Nara,,34.68,135.80,Nara (Kyoto),,80,8,JP,JP,\n"
    )
    net = net_of(load_pairs(more))
    assert net.graph.repeated == 1
    assert net.graph.loops == 2
    assert net.unmatched == 2
    found = dict(PairEnd.objects.values_list("name", "how"))
    assert found["Atlantis"] == Found.NO_COUNTRY
    assert found["Kyoto Prefecture"] == Found.AREA
    assert PairEnd.objects.get(name="Nara", latitude=None).how == Found.NAME_ALONE
    assert PairEnd.objects.get(name="Kyoto", latitude=0).how == Found.NAME_ALONE
    assert not PairEnd.objects.filter(sureness=Sureness.REFUSED, place__isnull=False).exists()


def test_a_decision_is_kept_for_the_next_list(load_pairs: LoadPairs, world: World) -> None:
    matching = load_pairs(NOWHERE)
    end = PairEnd.objects.get(name="Nowhere")
    assert (end.how, end.place_id) == (Found.NO_PLACE, None)
    officer = actor_for(world.officer)
    before = net_of(matching).graph.volume
    assert actions.decide_end(
        actor=officer, now=NOW, end=end, number=NARA, note="seen on its site", version=1
    )
    assert (end.sureness, end.place_id) == (Sureness.CONFIRMED, NARA)
    matching.refresh_from_db()
    assert net_of(matching).graph.volume == before + 1
    assert not actions.decide_end(actor=officer, now=NOW, end=end, number=NARA)
    again = load_pairs(NOWHERE + row(CHENGDU, NARA))
    assert again.pk == matching.pk
    end = PairEnd.objects.get(name="Nowhere")
    assert (end.how, end.sureness, end.place_id) == (Found.DECIDED, Sureness.CONFIRMED, NARA)
    other = load_pairs(NOWHERE.replace("10.0,10.0", "40.0,10.0"), name="other")
    assert PairEnd.objects.get(matching=other, name="Nowhere").how == Found.NO_PLACE
    assert actions.decide_end(actor=officer, now=NOW, end=end, number=None)
    assert (end.sureness, end.place_id) == (Sureness.REFUSED, None)
    assert EndDecision.objects.count() == 1
    assert AuditEntry.objects.filter(action="network.end_decided").count() == 2


def test_decisions_are_refused_where_they_must_be(load_pairs: LoadPairs, world: World) -> None:
    load_pairs(NOWHERE)
    end = PairEnd.objects.get(name="Nowhere")
    with pytest.raises(UnknownCode, match="no place of at least 500 people with the number 77"):
        actions.decide_end(actor=SYSTEM, now=NOW, end=end, number=77)
    with pytest.raises(ChangedMeanwhile):
        actions.decide_end(actor=SYSTEM, now=NOW, end=end, number=NARA, version=9)
    for person in (world.assistant, world.clerk, world.stranger, world.security):
        with pytest.raises(NotAllowed):
            actions.decide_end(actor=actor_for(person), now=NOW, end=end, number=CHIANG_MAI)
        with pytest.raises(NotAllowed):
            actions.match_pairs(actor=actor_for(person), now=NOW)
    assert not EndDecision.objects.exists()


def test_without_a_list_the_refusal_says_what_to_load(home: HomeCity) -> None:
    with pytest.raises(NoData, match="youcheng data load"):
        actions.match_pairs(actor=SYSTEM, now=NOW)
    assert not Matching.objects.exists()


def test_the_command_answers_with_stable_keys(load_pairs: LoadPairs) -> None:
    load_pairs(NOWHERE, match=False)
    out = StringIO()
    call_command("network", "match-pairs", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["links"] == len(PAIRS) + 1
    assert said["ends"]["refused"] == 1
    assert said["share"] == pytest.approx(1 - 1 / (2 * len(PAIRS) + 2))
    figures = Matching.objects.get().figures
    assert figures["distances"]["mean"] > 1
    assert set(figures["rewired"]) == {"continent", "country", "length", "transitivity"}
    assert set(figures["rewired_in_groups"]) == {"length", "transitivity"}
    out = StringIO()
    call_command("network", "match-pairs", stdout=out, stderr=StringIO())
    assert "94.4% of 18 ends matched" in out.getvalue()


@pytest.mark.slow
def test_at_least_95_per_cent_of_a_real_list_are_matched(
    home: HomeCity, settings: Settings, tmp_path: object
) -> None:
    settings.YOUCHENG_HOME = tmp_path
    path = shared_file("data/twins/hekman_twin_cities_iso.csv")
    evidence.load(actor=SYSTEM, now=timezone.now(), request=evidence.Request(Kind.TWINS, path, "world"))
    found = actions.match_pairs(actor=SYSTEM, now=timezone.now())
    total = sum(found.by_sureness.values())
    assert total == 2 * 25_913
    assert found.share > 0.95
    assert found.by_sureness["certain"] / total > 0.89
    assert found.by_sureness["low"] / total < 0.04
    refused = PairEnd.objects.filter(sureness=Sureness.REFUSED)
    assert set(refused.values_list("how", flat=True)) <= {"area", "several", "no_country", "no_place"}


def test_every_code_of_the_engine_has_its_words() -> None:
    assert {found.value for found in placing.Found} == set(Found.values) - {Found.DECIDED}


def test_a_city_is_not_named_after_a_part_of_it_or_an_older_name() -> None:
    assert gazetteer.chinese_name(["Chengtu", "天府", "成都", "成都市"]) == "成都"
    assert gazetteer.chinese_name(["清迈", "清邁"]) == "清迈"
    assert gazetteer.chinese_name(["呼市", "呼和浩特", "呼和浩特市"]) == "呼和浩特"
    assert gazetteer.chinese_name(["Chiang Mai"]) == ""


def test_the_small_gazetteer_is_the_one_used(small_gazetteer: None) -> None:
    assert gazetteer.wide_gazetteer().numbers == list(GAZETTEER)
