"""Figures, rules and potential of all cities: by hand where a hand can, and what is missing stays missing."""

from __future__ import annotations

import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.strategy.conftest import SYSTEM
from tests.world import NOW, TODAY
from youcheng.evidence.enums import Shape
from youcheng.evidence.queries import find
from youcheng.network import actions as network
from youcheng.network.models import City
from youcheng.strategy import candidate_words as words
from youcheng.strategy.facts.batch import NoHomeCity
from youcheng.strategy.facts.candidates import Rule, World, world
from youcheng.strategy.facts.city_goods import selling_to
from youcheng.strategy.facts.levels import basis
from youcheng.strategy.facts.potential import potential_of
from youcheng.strategy.models import CityIndustry

pytestmark = pytest.mark.django_db


def figure(whole: World, city: City, code: str) -> float:
    return float(whole.columns[code].figures[whole.cities.rows[city.pk]])


def test_every_city_has_its_figures(cities: dict[str, City]) -> None:
    whole = world(TODAY)
    assert len(whole.cities.keys) == len(cities)
    hanoi, home = cities["hanoi"], cities["kunming"]
    assert home.population
    assert hanoi.population
    assert figure(whole, hanoi, "size") == pytest.approx(home.population / hanoi.population)
    assert figure(whole, hanoi, "distance") == pytest.approx(548, abs=2)
    assert figure(whole, hanoi, "flight") == pytest.approx(0.5 + figure(whole, hanoi, "distance") / 800)
    assert figure(whole, hanoi, "zone") == 3
    assert figure(whole, cities["wien"], "zone") == 0
    assert figure(whole, cities["vientiane"], "memberships") == 1
    assert figure(whole, hanoi, "memberships") == 0
    assert 20 < figure(whole, hanoi, "sells") < 90
    assert 0 < figure(whole, hanoi, "relatedness") < 1
    low, high = whole.columns["risk"].low, whole.columns["risk"].high
    assert low is not None
    assert high is not None
    row = whole.cities.rows[hanoi.pk]
    assert low[row] < figure(whole, hanoi, "risk") < high[row]


def test_what_is_not_known_is_missing_and_its_reason_said(cities: dict[str, City]) -> None:
    whole = world(TODAY)
    assert math.isnan(figure(whole, cities["atlantis"], "size"))
    assert math.isnan(figure(whole, cities["atlantis"], "distance"))
    assert math.isnan(figure(whole, cities["atlantis"], "sells"))
    assert math.isnan(figure(whole, cities["hanoi"], "national_ties"))
    assert "youcheng data load" in whole.columns["national_ties"].origin.missing
    scored = potential_of([cities["atlantis"]], TODAY)[cities["atlantis"].pk]
    assert scored.score is None
    assert scored.known < 0.65


def test_a_tie_does_not_count_against_its_own_city(cities: dict[str, City]) -> None:
    whole = world(TODAY)
    assert figure(whole, cities["chiang-mai"], "coverage") == 0
    assert figure(whole, cities["udon-thani"], "coverage") == 1
    assert figure(whole, cities["vientiane"], "coverage") == 0


@pytest.mark.parametrize(
    ("slug", "rule"),
    [
        ("kunming", Rule.HOME),
        ("dali", Rule.DOMESTIC),
        ("macau", Rule.DOMESTIC),
        ("chiang-mai", Rule.TIED),
        ("paro", Rule.RELATIONS),
        ("mogadishu", Rule.RED_LINE),
        ("hanoi", Rule.NONE),
    ],
)
def test_what_leaves_a_city_out(cities: dict[str, City], slug: str, rule: Rule) -> None:
    whole = world(TODAY)
    assert whole.rule(whole.cities.rows[cities[slug].pk]) is rule


def test_what_the_register_says_about_relations_wins(cities: dict[str, City]) -> None:
    paro, wien = cities["paro"], cities["wien"]
    paro.country.has_diplomatic_relations = True
    paro.country.save()
    wien.country.has_diplomatic_relations = False
    wien.country.save()
    whole = world(TODAY)
    assert whole.rule(whole.cities.rows[paro.pk]) is Rule.NONE
    assert whole.rule(whole.cities.rows[wien.pk]) is Rule.RELATIONS


def test_another_level_leaves_out_only_where_both_are_known(cities: dict[str, City]) -> None:
    City.objects.filter(slug="hanoi").update(level="province", version=2)
    City.objects.filter(slug="vientiane").update(level="city", version=2)
    assert world(TODAY).rule(world(TODAY).cities.rows[cities["hanoi"].pk]) is Rule.NONE
    City.objects.filter(slug="kunming").update(level="city", version=2)
    whole = world(TODAY)
    rules = {slug: whole.rule(whole.cities.rows[cities[slug].pk]) for slug in ("hanoi", "vientiane", "wien")}
    assert rules == {"hanoi": Rule.LEVEL, "vientiane": Rule.NONE, "wien": Rule.NONE}


def test_an_ended_tie_makes_its_city_a_candidate_again(cities: dict[str, City]) -> None:
    tie = cities["fujisawa"].relationship
    network.record_event(actor=SYSTEM, now=NOW, relationship=tie, type="ended", when="2020-01-01")
    whole = world(TODAY)
    assert whole.rule(whole.cities.rows[cities["fujisawa"].pk]) is Rule.NONE
    assert figure(whole, cities["fujisawa"], "coverage") == 0


def test_the_potential_adds_up_and_a_further_city_changes_nothing(cities: dict[str, City]) -> None:
    hanoi = cities["hanoi"]
    before = potential_of([hanoi, 999_999], TODAY)
    assert set(before) == {hanoi.pk}
    scored = before[hanoi.pk]
    assert scored.score is not None
    assert scored.low is not None
    assert scored.high is not None
    assert scored.low < scored.score < scored.high
    contributions = [part.contribution for part in scored.parts if part.contribution is not None]
    assert sum(contributions) == pytest.approx(scored.score)
    assert sum(part.weight for part in scored.parts) == pytest.approx(1)
    assert [part.code for part in scored.parts if part.is_missing] == ["national_ties"]
    City.objects.create(
        slug="pakse", name={"en": "Pakse"}, country_id="LA", population=9, latitude=15, longitude=105
    )
    assert potential_of([hanoi.pk], TODAY)[hanoi.pk] == scored


def test_figures_are_made_once(cities: dict[str, City]) -> None:
    first = world(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert world(TODAY) is first
    assert len(queries) <= 16


def test_without_a_home_city_it_says_what_to_do(db: None) -> None:
    with pytest.raises(NoHomeCity, match="setup --home-city"):
        world(TODAY)


def test_what_the_home_city_makes_is_set_beside_what_each_country_buys(cities: dict[str, City]) -> None:
    """The same number as the city profile's own page gives; without a table the reason is said."""
    assert "industry table" in words.source(world(TODAY).columns["makes"].origin)
    for code, value in (("C13T15", 30.0), ("C26", 50.0), ("A01", 20.0)):
        CityIndustry.objects.create(
            city=cities["kunming"], year=2022, scheme="isic", industry=code, value=value, source="a yearbook"
        )
    whole = world(TODAY)
    assert whole.columns["makes"].origin.source.startswith("a yearbook 2022 × icio")
    rows = list(CityIndustry.objects.all())
    expected, why = selling_to(rows, basis(find("icio-2022", Shape.INDUSTRIES), 2022), "VNM")
    assert expected is not None, why
    assert figure(whole, cities["hanoi"], "makes") == pytest.approx(expected.value)
    assert math.isnan(figure(whole, cities["atlantis"], "makes"))
    scored = potential_of([cities["hanoi"]], TODAY)[cities["hanoi"].pk]
    part = next(part for part in scored.parts if part.code == "makes")
    assert (part.asked, part.contribution, part.is_missing) == (0, 0, False)


def test_a_table_that_counts_twice_gives_no_figure(cities: dict[str, City]) -> None:
    for code in ("C", "C26"):
        CityIndustry.objects.create(
            city=cities["kunming"], year=2022, scheme="isic", industry=code, value=1, source="a yearbook"
        )
    assert math.isnan(figure(world(TODAY), cities["hanoi"], "makes"))
