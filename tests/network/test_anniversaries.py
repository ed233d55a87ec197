"""Anniversaries ahead, and the calendar that follows a corrected date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.conftest import ClientOf
from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.network import actions, queries
from youcheng.network.models import Relationship
from youcheng.network.queries import Mark

START = dt.date(2026, 3, 2)


def ahead(months: int | None = None) -> list[tuple[str, str, int, Mark]]:
    found = queries.anniversaries(Relationship.objects.select_related("partner"), START, months)
    return [(one.relationship.partner.slug, one.on.isoformat(), one.years, one.mark) for one in found]


def test_ten_year_marks_stand_apart_from_letters(make_tie: MakeTie) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    make_tie("grasse", ("exchange_agreement_signed", "2010-01-01"), ("sister_signed", "2016-03-28"))
    assert ahead() == [
        ("grasse", "2026-03-28", 10, Mark.TEN_YEAR),
        ("chiang-mai", "2026-06-07", 27, Mark.LETTER),
        ("grasse", "2027-03-28", 11, Mark.LETTER),
        ("chiang-mai", "2027-06-07", 28, Mark.LETTER),
    ]
    assert len(ahead(months=1)) == 1
    (first, *_) = queries.anniversaries(Relationship.objects.select_related("partner"), START)
    assert (first.on - first.prepare_from).days == 270


def test_rough_dates_say_so_and_ended_ties_and_intents_have_none(make_tie: MakeTie) -> None:
    make_tie("pokhara", ("sister_signed", "2013"))
    make_tie("lost", ("sister_signed", "2000-05-05"), ("ended", "2010-01-01"))
    make_tie("nancy", ("letter_of_intent_signed", "2017-08-22"))
    make_tie("schenectady", ("sister_signed", "before 2011"))
    assert [(slug, on[:4]) for slug, on, _years, _mark in ahead()] == [
        ("pokhara", "2026"),
        ("pokhara", "2027"),
    ]
    assert not queries.anniversaries(Relationship.objects.all(), START)[0].is_exact


def test_the_29th_of_february_is_kept_on_the_28th(make_tie: MakeTie) -> None:
    make_tie("leap", ("sister_signed", "2008-02-29"))
    assert [on for _slug, on, *_ in ahead()] == ["2027-02-28", "2028-02-29"]


def feed(client: Client, secret: str) -> Any:
    response = client.get(reverse("network:calendar_feed", args=[secret]))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content)


@pytest.fixture
def secret(world: World) -> str:
    return actions.make_calendar_link(actor=Actor(world.officer.pk, "Officer", on=START), now=NOW)[1]


def test_a_corrected_date_moves_the_same_event_and_its_sequence_grows(
    make_tie: MakeTie, secret: str, client_of: ClientOf
) -> None:
    tie = make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    client = client_of(None)

    def events() -> dict[str, Any]:
        return {str(e["uid"]): e for e in feed(client, secret).walk("VEVENT")}

    before = events()
    actions.correct_event(actor=SYSTEM, now=NOW, event=tie.events.get(), version=None, when="1999-06-09")
    after = events()
    assert before.keys() == after.keys()
    for uid in before:
        assert after[uid]["sequence"] > before[uid]["sequence"]
        assert after[uid]["dtstart"].dt == before[uid]["dtstart"].dt + dt.timedelta(days=2)
        assert after[uid].walk("VALARM")


def test_the_calendar_shows_what_its_owner_may_see_and_can_be_revoked(
    make_tie: MakeTie, world: World, secret: str, client_of: ClientOf
) -> None:
    make_tie("hidden", ("sister_signed", "1999-06-07"), visibility="internal")
    make_tie("open", ("sister_signed", "1999-06-07"))
    stranger = Actor(world.stranger.pk, "Stranger", on=START)
    link, theirs = actions.make_calendar_link(actor=stranger, now=NOW)
    client = client_of(None)
    assert len({str(e["summary"]).split(":")[0] for e in feed(client, secret).walk("VEVENT")}) == 2
    assert len({str(e["summary"]).split(":")[0] for e in feed(client, theirs).walk("VEVENT")}) == 1
    actions.revoke_calendar_link(actor=stranger, now=NOW, link=link)
    assert client.get(reverse("network:calendar_feed", args=[theirs])).status_code == 404
    assert theirs not in str(vars(link))
