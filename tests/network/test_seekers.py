"""Cities looking for partners: recorded, filtered, made prospects, corrected; hidden where they are internal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, World, actor_for
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions
from youcheng.network.models import City, HomeCity, Relationship, Seeker

LIST = "/network/seekers/"


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def body(response: Any) -> str:
    return text(response).split("<tbody>")[-1]


def city(slug: str, country: str = "TH", **more: Any) -> City:
    name = {"en": slug.replace("-", " ").title()}
    return City.objects.create(slug=slug, name=name, country_id=country, search_text=slug, **more)


def seeks(slug: str, when: str = "2025-03", country: str = "TH", **more: Any) -> Seeker:
    return actions.record_seeker(actor=SYSTEM, now=NOW, city=city(slug, country), when=when, **more)


def test_a_city_is_recorded_and_made_a_prospect(home: HomeCity, officer: Client) -> None:
    city("nan")
    assert "No city is recorded" in text(officer.get(LIST))
    add = reverse("network:seeker_add")
    form = {
        "city": "nan", "when": "2025年3月", "until": "2025-01-01", "fields_": ["trade", "youth"], "contact": "City Hall",
        "source": "letter", "grade": "A", "visibility": "internal",
    }  # fmt: skip
    assert "before it begins" in text(officer.post(add, form))
    assert officer.post(add, form | {"until": ""}).status_code == 302
    row = Seeker.objects.get()
    assert (str(row.span), row.fields, row.until) == ("2025-03", ["trade", "youth"], None)
    assert "already recorded" in text(officer.post(add, form | {"until": ""}))
    assert "City Hall" in text(officer.get(LIST))

    # The way to a prospect: the reason and who may see it are taken over, and nothing is signed or promised.
    page = text(officer.get(reverse("network:relationship_add"), {"city": "nan", "seeker": row.pk}))
    assert "Source: letter" in page
    assert '<option value="internal" selected>' in page
    made = {"partner": "nan", "visibility": "internal", "note": row.as_reason}
    assert officer.post(reverse("network:relationship_add"), made).status_code == 302
    tie = Relationship.objects.get()
    assert not tie.events.exists()
    assert "on the register" in body(officer.get(LIST))
    assert "Looks for a partner" in text(officer.get(reverse("network:relationship", args=["nan"])))


def test_the_list_is_narrowed_by_what_the_address_asks(
    home: HomeCity, make_tie: MakeTie, officer: Client
) -> None:
    seeks("nan", fields=["transport"], source="a")
    seeks("pai", fields=["sport"], source="b", until=NOW.date().replace(year=2025, month=12))
    seeks("otaru", country="JP", source="c")
    actions.add_relationship(actor=SYSTEM, now=NOW, partner=City.objects.get(slug="otaru"))
    for query, there, not_there in [
        ("", "Nan", "Pai"),
        ("?state=over", "Pai", "Nan"),
        ("?state=all&field=sport", "Pai", "Nan"),
        ("?country=JP", "Otaru", "Nan"),
        ("?tied=no", "Nan", "Otaru"),
        ("?tied=yes", "Otaru", "Nan"),
        ("?q=nan", "Nan", "Otaru"),
        ("?zone=main_front", "No city fits", "Nan"),
        ("?state=nonsense", "Nan", "Pai"),
    ]:
        page = text(officer.get(LIST + query))
        assert there in page, query
        assert not_there not in page.split("<tbody>")[-1], query


def test_an_entry_is_corrected_with_the_second_person_told_and_removed_with_a_reason(
    home: HomeCity, officer: Client
) -> None:
    row = seeks("nan", fields=["trade"])
    edit = reverse("network:seeker_edit", args=[row.pk])
    form = {
        "when": "2025-03",
        "fields_": ["trade", "sport"],
        "grade": "B",
        "visibility": "public",
        "version": 1,
    }
    assert officer.post(edit, form).status_code == 302
    told = text(officer.post(edit, form | {"fields_": ["health"]}))
    assert "Saved meanwhile: trade; sport" in told
    assert officer.post(edit, form | {"fields_": ["health"], "version": 2}).status_code == 302
    assert Seeker.objects.get().fields == ["health"]
    remove = reverse("network:seeker_remove", args=[row.pk])
    assert officer.post(remove, {"reason": "another city", "version": 3}).status_code == 302
    assert not Seeker.objects.exists()
    assert AuditEntry.objects.order_by("-number")[0].after == {"reason": "another city"}


def test_who_may_see_and_who_may_record(home: HomeCity, world: World, client_of: ClientOf) -> None:
    hidden, shown = seeks("nan"), seeks("pai", visibility="public")
    stranger = client_of(world.stranger)
    assert "Nan" not in text(stranger.get(LIST))
    assert "Pai" in text(stranger.get(LIST))
    assert stranger.get(reverse("network:seeker", args=[hidden.pk])).status_code == 404
    assert stranger.get(reverse("network:seeker", args=[shown.pk])).status_code == 200
    assert stranger.get(reverse("network:seeker_edit", args=[shown.pk])).status_code == 403
    assert "Looks for" not in text(stranger.get(reverse("network:relationship", args=["nan"])))
    with pytest.raises(NotAllowed):
        actions.record_seeker(actor=actor_for(world.assistant), now=NOW, city=city("fang"), when="2025")
    with pytest.raises(Refused, match="home city itself|本市"):
        actions.record_seeker(actor=SYSTEM, now=NOW, city=home.city, when="2025")


def test_the_list_does_not_say_that_there_is_a_tie_the_reader_may_not_see(
    home: HomeCity, make_tie: MakeTie, world: World, client_of: ClientOf
) -> None:
    partner = make_tie("quietwater", visibility="internal").partner
    actions.record_seeker(actor=SYSTEM, now=NOW, city=partner, when="2025", visibility="public")
    assert "Quietwater" in body(client_of(world.stranger).get(LIST + "?tied=no"))
    assert "Quietwater" not in body(client_of(world.stranger).get(LIST + "?tied=yes"))
    assert "Quietwater" in body(client_of(world.officer).get(LIST + "?tied=yes"))


@pytest.mark.parametrize("query", ["", "?zone=other&group=ASEAN&tied=no", "?format=csv"])
def test_the_list_costs_the_same_at_any_length(
    home: HomeCity, officer: Client, assert_same_queries: SameQueries, query: str
) -> None:
    def make(number: int) -> None:
        start = Seeker.objects.count()
        for n in range(start, start + number):
            seeks(f"city-{n}", fields=["trade"])

    def show() -> None:
        response: Any = officer.get(LIST + query)
        assert response.status_code == 200
        assert b"".join(response) if response.streaming else response.content

    assert_same_queries(make, show)
