"""The register's pages as an officer meets them: filters in the address, a corrected date, two people at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, World
from youcheng.network import actions
from youcheng.network.models import City, Exchange, HomeCity, Relationship, RelationshipEvent

REGISTER = "/network/"


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def many_ties(make_tie: MakeTie) -> Callable[[int], None]:
    def make(count: int) -> None:
        start = Relationship.objects.count()
        for n in range(start, start + count):
            tie = make_tie(
                f"city-{n}", ("exchange_agreement_signed", "2001"), ("sister_signed", f"20{n % 20:02d}-06-07")
            )
            actions.record_exchange(
                actor=SYSTEM, now=NOW, relationship=tie, type="visit", when="2024", title={"en": f"Visit {n}"}
            )

    return make


@pytest.mark.parametrize(
    "path",
    ["", "?kind=sister&q=city", "?format=csv", "exchanges/", "exchanges/?format=csv", "calendar/", "counts/"],
)
def test_lists_cost_the_same_at_any_length(
    make_tie: MakeTie, officer: Client, assert_same_queries: SameQueries, path: str
) -> None:
    def show() -> None:
        response = officer.get(REGISTER + path)
        assert response.status_code == 200
        assert b"".join(response) if response.streaming else response.content

    assert_same_queries(many_ties(make_tie), show)


def test_filters_live_in_the_address_and_a_mistyped_one_still_shows_the_list(
    make_tie: MakeTie, officer: Client
) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    make_tie("fujisawa", ("exchange_agreement_signed", "2001"), country="JP")
    make_tie("pai", ("letter_of_intent_signed", "2010"), ("ended", "2012-01-01"))
    for query, there, not_there in [
        ("?country=JP", "Fujisawa", "Chiang Mai"),
        ("?kind=sister", "Chiang Mai", "Fujisawa"),
        ("?kind=sister&as_of=1990-01-01", "No tie fits", "Chiang Mai"),
        ("?state=ended", "Pai", "Chiang Mai"),
        ("?year=1999", "Chiang Mai", "Fujisawa"),
        ("?q=fuji", "Fujisawa", "Chiang Mai"),
        ("?year=x&kind=nonsense&as_of=2001-02-30", "Fujisawa", "No tie fits"),
        ("?sort=-name", "Fujisawa", "No tie fits"),
    ]:
        page = text(officer.get(REGISTER + query))
        assert there in page, query
        assert not_there not in page.split("<tbody>")[-1], query


def test_an_uncertain_tie_says_what_it_may_be(make_tie: MakeTie, officer: Client) -> None:
    make_tie(
        "da-nang",
        ("exchange_agreement_signed", "by 2014-04"),
        ("sister_signed", "between 2014-05 and 2019-09"),
    )
    page = text(officer.get(REGISTER + "?as_of=2016-09-30"))
    assert "possibly" in page
    assert "to be confirmed" in page


def test_an_officer_corrects_a_date(make_tie: MakeTie, officer: Client) -> None:
    tie = make_tie("chiang-mai", ("sister_signed", "1999"))
    event = tie.events.get()
    url = reverse("network:event_edit", args=["chiang-mai", event.pk])
    assert "1999" in text(officer.get(url))
    form = {
        "type": "sister_signed",
        "when": "1999-06-31",
        "side": "home",
        "grade": "B",
        "version": event.version,
    }
    page = text(officer.post(url, form))
    assert "1999-06-31" in page
    assert "is not a date" in page
    assert officer.post(url, form | {"when": "1999-06-07"}).status_code == 302
    event.refresh_from_db()
    assert (str(event.span), event.grade) == ("1999-06-07", "B")
    assert "7 June 1999" in text(officer.get(reverse("network:relationship", args=["chiang-mai"])))


@pytest.mark.parametrize(
    "when", ["1999-06-07", "2014-04", "2008", "before 2011", "by 2019-09", "between 2011 and 2014-04"]
)
def test_a_date_is_offered_in_the_reader_s_words_and_read_back_unchanged(
    make_tie: MakeTie, officer: Client, when: str
) -> None:
    event = make_tie("chiang-mai", ("sister_signed", when)).events.get()
    url = reverse("network:event_edit", args=["chiang-mai", event.pk])
    officer.cookies["language"] = "zh-hans"
    offered = officer.get(url).context["form"]["when"].value()
    assert not re.search("[a-z]", offered)
    form = {"type": "sister_signed", "when": offered, "side": "home", "grade": "A", "version": event.version}
    assert officer.post(url, form).status_code == 302
    event.refresh_from_db()
    assert str(event.span) == when


def test_a_city_is_looked_up_before_it_is_put_on_the_register(home: HomeCity, officer: Client) -> None:
    City.objects.create(
        slug="chiang-mai", name={"en": "Chiang Mai"}, country_id="TH", search_text="chiang mai"
    )
    url = reverse("network:relationship_add")
    assert "Save" not in text(officer.get(url)), "there is nothing to save before a city is chosen"
    assert "no city “nowhere”" in text(officer.post(url, {"partner": "nowhere", "visibility": "public"}))
    page = text(officer.get(url, {"city": "chiang-mai"}))
    assert "Chiang Mai" in page
    assert "Save" in page
    assert officer.post(url, {"partner": "chiang-mai", "visibility": "public"}).status_code == 302
    assert Relationship.objects.get().partner.slug == "chiang-mai"


def test_the_second_of_two_people_keeps_what_was_typed(make_tie: MakeTie, officer: Client) -> None:
    event = make_tie("chiang-mai", ("sister_signed", "1999")).events.get()
    url = reverse("network:event_edit", args=["chiang-mai", event.pk])
    typed = {
        "type": "sister_signed",
        "when": "1998-01-02",
        "side": "home",
        "grade": "A",
        "version": event.version,
    }
    actions.correct_event(actor=SYSTEM, now=NOW, event=event, version=None, when="1999-06-07")
    page = text(officer.post(url, typed))
    assert "1998-01-02" in page
    assert "7 June 1999" in page
    assert f'value="{event.version}"' in page
    assert officer.post(url, typed | {"version": event.version}).status_code == 302
    assert str(RelationshipEvent.objects.get().span) == "1998-01-02"


def test_recording_removing_and_the_path(make_tie: MakeTie, officer: Client) -> None:
    tie = make_tie("chiang-mai")
    claim = {"type": "letter_of_intent_signed", "when": "2017年8月22日", "side": "home", "grade": "A"}
    assert officer.post(reverse("network:event_add", args=["chiang-mai"]), claim).status_code == 302
    event = tie.events.get()
    step = {"state": "done", "papers": ["application"]}
    assert (
        officer.post(reverse("network:path_step", args=["chiang-mai", "city_agrees"]), step).status_code
        == 302
    )
    assert tie.steps.get().papers.get().is_checked
    assert "Papers lacking" in text(officer.get(reverse("network:relationship", args=["chiang-mai"])))
    url = reverse("network:event_remove", args=["chiang-mai", event.pk])
    assert officer.post(url, {"reason": "typing error", "version": event.version}).status_code == 302
    assert not tie.events.exists()


def test_an_exchange_is_recorded_and_vitality_opens_to_its_formula(
    make_tie: MakeTie, officer: Client, world: World
) -> None:
    tie = make_tie("chiang-mai")
    url = reverse("network:exchange_add", args=["chiang-mai"])
    form = {
        "title_en": "Visit", "type": "visit", "when": "2024-05", "visibility": "internal", "led_by": world.commerce.pk,
        "fields_": ["trade"], "head_count": "",
    }  # fmt: skip
    assert "Give a title" in text(officer.post(url, form | {"title_en": ""}))
    assert officer.post(url, form).status_code == 302
    row = Exchange.objects.get()
    assert (row.led_by, row.fields, row.head_count) == (world.commerce, ["trade"], None)
    assert "to be supplied" in text(officer.get(reverse("network:exchange", args=[row.pk])))
    page = text(officer.get(reverse("network:vitality", args=[tie.partner.slug])))
    assert "2^(−(t − t_a) / h)" in page
    assert "working visit" in page


def test_the_internal_counts_are_not_the_stranger_s(
    make_tie: MakeTie, world: World, client_of: ClientOf
) -> None:
    make_tie("hidden", ("sister_signed", "1999"), visibility="internal")
    actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", sister=1)
    page = text(client_of(world.stranger).get(REGISTER + "counts/"))
    assert "1 more published" in page
    assert "equal" in text(client_of(world.officer).get(REGISTER + "counts/"))


def test_exchanges_are_found_by_chinese_words_partner_field_and_year(
    make_tie: MakeTie, officer: Client
) -> None:
    for slug, zh, field, when in [
        ("chiang-mai", "春节互访", "sport", "2024"),
        ("pai", "培训班", "transport", "2019-05"),
    ]:
        actions.record_exchange(
            actor=SYSTEM,
            now=NOW,
            relationship=make_tie(slug),
            type="visit",
            when=when,
            title={"zh-hans": zh},
            fields=[field],
        )
    for query in ("?q=互访", "?partner=chiang-mai", "?partner=Chiang", "?field=sport", "?year=2024"):
        page = text(officer.get(REGISTER + "exchanges/" + query))
        assert "春节互访" in page, query
        assert "培训班" not in page.split("<tbody>")[-1], query
