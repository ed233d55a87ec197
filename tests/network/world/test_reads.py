"""The home city in the small world: ranks, fellow cities, suggestions, surroundings, layout beside targets and chance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest

from tests.network.conftest import MakeTie
from tests.network.world.conftest import (
    BANGKOK,
    CHENGDU,
    CHIANG_MAI,
    FUJISAWA,
    KUNMING,
    KYOTO,
    NARA,
    ZURICH,
    LoadPairs,
    row,
)
from tests.world import NOW, TODAY, World, actor_for
from youcheng.foundation.actors import Actor
from youcheng.network import actions, world_words
from youcheng.network.compass import Cities
from youcheng.network.errors import AlreadyThere, ImpossibleDate, ImpossibleFigure
from youcheng.network.models import City, HomeCity, ZoneTarget
from youcheng.network.queries import world as reads

SYSTEM = Actor.system("tests")


def test_the_home_citys_place(load_pairs: LoadPairs) -> None:
    net = reads.net_of(load_pairs())
    found = reads.in_net(net, reads.of_places(net), KUNMING)
    assert (found.degree, found.core) == (2, 2)
    # Kyoto has 4 ties, Chiang Mai 3; Kunming, Chengdu and Zürich 2 each.
    assert (found.degree_rank.first, found.degree_rank.last, found.degree_rank.of) == (3, 5, 8)
    assert (
        found.degree_rank_at_home.first,
        found.degree_rank_at_home.last,
        found.degree_rank_at_home.of,
    ) == (1, 2, 2)
    assert found.constraint == pytest.approx(0.5)
    assert found.clustering == 0
    assert found.redundancy == 0
    assert found.bridges == ()
    assert world_words.ranked(found.degree_rank) == "3 to 5 of 8"


def test_a_bridge_says_whom_it_alone_reaches(load_pairs: LoadPairs) -> None:
    net = reads.net_of(load_pairs(row(KUNMING, FUJISAWA)))
    found = reads.in_net(net, reads.of_places(net), KUNMING)
    assert found.bridges == ((FUJISAWA, 1),)


def test_partners_of_register_and_list_and_their_other_cities(
    load_pairs: LoadPairs, make_tie: MakeTie, home: HomeCity
) -> None:
    net = reads.net_of(load_pairs())
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    City.objects.filter(slug="chiang-mai").update(geonames_id=CHIANG_MAI)
    # Without a number, but with the name on the spot.
    kyoto = City.objects.create(
        slug="kyoto", name={"en": "Kyoto"}, country_id="JP", latitude=35.0, longitude=135.7
    )
    tie = actions.add_relationship(actor=SYSTEM, now=NOW, partner=kyoto)
    actions.record_event(
        actor=SYSTEM, now=NOW, relationship=tie, type="exchange_agreement_signed", when="2010"
    )
    make_tie("nowhere", ("sister_signed", "2001"))
    make_tie("a-prospect")
    found = {partner.number: partner for partner in reads.partners(net, home, SYSTEM, TODAY)}
    assert {number: partner.where for number, partner in found.items()} == {
        CHIANG_MAI: "both", KYOTO: "register", ZURICH: "list", None: "register",
    }  # fmt: skip
    assert found[CHIANG_MAI].fellows == (CHENGDU,)
    assert found[KYOTO].fellows == (CHENGDU,)
    assert found[KYOTO].common == 2
    assert found[ZURICH].fellows == ()


def test_suggestions_leave_out_the_country_and_what_the_register_holds(
    load_pairs: LoadPairs, home: HomeCity
) -> None:
    net = reads.net_of(load_pairs())
    made = reads.suggested(net, KUNMING, home, set())
    assert [int(net.graph.nodes[at]) for at in made.positions] == [KYOTO]
    assert made.common.tolist() == [2]
    assert made.resource_allocation[0] == pytest.approx(1 / 3 + 1 / 2)
    assert reads.suggested(net, KUNMING, home, {KYOTO}).positions.size == 0


def test_surroundings_and_their_picture(load_pairs: LoadPairs) -> None:
    net = reads.net_of(load_pairs())
    rows = reads.neighbours(net, KUNMING)
    assert [(row.number, row.steps) for row in rows] == [
        (CHIANG_MAI, 1),
        (ZURICH, 1),
        (KYOTO, 2),
        (CHENGDU, 2),
    ]
    assert rows[2].through == (CHIANG_MAI, ZURICH)
    none = Cities(np.array([]), np.array([]))
    drawn = reads.picture(net, KUNMING, rows, none)
    assert [mark.neighbour.number for mark in drawn.first] == [CHIANG_MAI, ZURICH]
    assert [mark.neighbour.number for mark in drawn.second] == [KYOTO, CHENGDU]
    assert drawn.beyond == 0
    north_west = next(mark for mark in drawn.first if mark.neighbour.number == ZURICH)
    assert north_west.x < 0
    assert north_west.y < 0
    assert drawn.first[0].reach.count("M") == 2
    near = reads.picture(net, KUNMING, rows, none, 2_000)
    assert [mark.neighbour.number for mark in near.first] == [CHIANG_MAI]
    assert near.beyond == 2


def test_the_layout_beside_targets_and_chance(
    load_pairs: LoadPairs, make_tie: MakeTie, home: HomeCity
) -> None:
    net = reads.net_of(load_pairs())
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    make_tie("fujisawa", ("exchange_agreement_signed", "1981-11-05"), country="JP")
    make_tie("zurich", ("letter_of_intent_signed", "1982"), country="CH")
    actions.set_zone_rules(
        actor=SYSTEM, now=NOW,
        rules=[{"zone": "main_front", "countries": ["TH"]}, {"zone": "key_target", "countries": ["JP", "CH"]}],
    )  # fmt: skip
    actions.set_target(actor=SYSTEM, now=NOW, zone="main_front", share=Decimal(60), since=dt.date(2025, 1, 1))
    made = reads.layout(home, SYSTEM, TODAY, net)
    zones = {one.zone: one for one in made.rows}
    assert made.total == 2
    assert (zones["main_front"].ties, zones["main_front"].gap) == (1, -10)
    assert zones["supplement"].target is None
    # Ends of ties abroad: Thailand 4, Japan 5, Switzerland 3.
    assert made.world is not None
    assert made.world.shares.tolist() == pytest.approx([4 / 12, 8 / 12, 0, 0])
    # Of ties with a city of the country: Thailand 2, Japan 1, Switzerland 1.
    assert made.country is not None
    assert made.country.shares.tolist() == pytest.approx([0.5, 0.5, 0, 0])
    assert zones["main_front"].worlds is not None
    assert zones["main_front"].worlds[0] == pytest.approx(2 / 3)
    without = reads.layout(home, SYSTEM, TODAY, None)
    assert without.world is None
    assert without.redundant is None
    assert without.total == 2


def test_targets_are_kept_apart_by_day_and_checked(home: HomeCity, world: World) -> None:
    day = dt.date(2025, 1, 1)
    officer = actor_for(world.officer)
    target = actions.set_target(actor=officer, now=NOW, zone="main_front", share=Decimal(40), since=day)
    with pytest.raises(AlreadyThere):
        actions.set_target(actor=officer, now=NOW, zone="main_front", share=Decimal(50), since=day)
    with pytest.raises(ImpossibleFigure):
        actions.set_target(actor=officer, now=NOW, zone="other", share=Decimal(101), since=day)
    with pytest.raises(ImpossibleDate):
        actions.set_target(
            actor=officer, now=NOW, zone="other", share=Decimal(1), since=day, until=dt.date(2024, 1, 1)
        )
    later = dt.date(2026, 1, 1)
    actions.set_target(actor=officer, now=NOW, zone="main_front", share=Decimal(50), since=later)
    from youcheng.network.queries.world.layout import targets_in_force

    assert targets_in_force(dt.date(2025, 6, 1))["main_front"].share == 40
    assert targets_in_force(TODAY)["main_front"].share == 50
    assert actions.correct_target(actor=officer, now=NOW, target=target, version=1, share=Decimal(45))
    assert not actions.correct_target(actor=officer, now=NOW, target=target, version=2, share=Decimal(45))
    actions.remove_target(actor=officer, now=NOW, target=target, version=2, reason="typed twice")
    assert ZoneTarget.objects.count() == 1


def test_measures_agree_with_the_engine_and_countries_add_up(load_pairs: LoadPairs) -> None:
    matching = load_pairs()
    net = reads.net_of(matching)
    figures = {one.method.code: one.value for one in reads.figures(matching)}
    assert figures["degree"] == pytest.approx(2)
    assert figures["components"] == 6
    assert figures["mean_distance"] is None
    by_country = {one.iso2: (one.cities, one.ties, one.inside) for one in reads.by_country(net)}
    assert by_country == {"JP": (2, 5, 0), "TH": (2, 4, 0), "CN": (2, 4, 0), "CH": (2, 3, 0)}
    listed = reads.cities(net, reads.of_places(net), sort="-degree")
    assert [one.number for one in listed[:2]] == [KYOTO, CHIANG_MAI]
    assert [one.number for one in reads.cities(net, reads.of_places(net), "TH", "degree")[:]] == [
        BANGKOK,
        CHIANG_MAI,
    ]
    assert len(listed) == net.graph.size
    assert NARA in net.graph


@pytest.mark.parametrize(
    ("z", "ratio", "said"),
    [
        (1.0, 1.5, "Not told from chance"),
        (30.0, 1.01, "the difference is small (1.0%)"),
        (-30.0, 0.5, "distance matters"),
        (None, None, "no room"),
    ],
)
def test_what_a_comparison_means(z: float | None, ratio: float | None, said: str) -> None:
    assert said in world_words.meaning("length", {"z": z, "ratio": ratio})
