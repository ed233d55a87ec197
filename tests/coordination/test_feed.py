"""Deadlines in a calendar program: what its owner may see, the filter kept, a moved deadline taken over, revoked for good."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import DUE, MakeTask
from tests.world import NOW, World, actor_for
from youcheng.coordination import actions
from youcheng.network.actions import make_calendar_link
from youcheng.network.models import CalendarLink


def events(secret: str) -> dict[str, Any]:
    """What an anonymous calendar program reads at the address, by summary."""
    response = Client().get(reverse("coordination:calendar_feed", args=[secret]))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["summary"]): event for event in found}


def secret_of(world: World, who: str, query: str = "") -> str:
    actor = actor_for(getattr(world, who))
    return make_calendar_link(actor=actor, now=NOW, feed="tasks", query=query)[1]


def test_a_unit_reads_its_own_deadlines(world: World, make_task: MakeTask) -> None:
    task = make_task("Window", lead=world.commerce, proof_required="Photographs")
    make_task("Draft")
    make_task("Of the park", lead=world.park)
    found = events(secret_of(world, "clerk"))
    assert list(found) == [f"Due: {task.code} Window"]
    event = found[f"Due: {task.code} Window"]
    assert (event["dtstart"].dt, int(event["sequence"])) == (DUE, task.version)
    assert str(event["uid"]) == f"task-{task.key}@testserver"
    assert str(event["url"]).endswith(reverse("coordination:task", args=[task.pk]))
    assert "Proof required: Photographs" in str(event["description"])


def test_a_moved_deadline_is_taken_over(world: World, make_task: MakeTask) -> None:
    task = make_task("Window", lead=world.commerce)
    secret = secret_of(world, "clerk")
    (before,) = events(secret).values()
    moved = date(2026, 8, 1)
    actions.reschedule(actor=actor_for(world.officer), now=NOW, task=task, starts_on=None, due_on=moved)
    (after,) = events(secret).values()
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], moved)
    assert int(after["sequence"]) > int(before["sequence"])
    actions.cancel(actor=actor_for(world.officer), now=NOW, task=task, comment="No.")
    assert events(secret) == {}
    assert len(events(secret_of(world, "officer", "state=cancelled"))) == 1


def test_the_filter_is_kept_and_said(world: World, make_task: MakeTask, client_of: ClientOf) -> None:
    make_task("Window", lead=world.commerce)
    make_task("Hall", lead=world.park)
    officer = client_of(world.officer)
    page = officer.get(reverse("coordination:calendar_links") + "?unit=park&zone=nonsense&page=2")
    assert "narrowed to: Unit: park." in page.content.decode()
    made = officer.post(reverse("coordination:calendar_links") + "?unit=park&zone=nonsense&page=2")
    assert made.status_code == 200  # shown once, in the answer itself
    assert made["Cache-Control"] == "private, no-store"
    assert CalendarLink.objects.get().query == "unit=park"
    secret = re.findall(r"/coordination/calendar/([\w-]+)\.ics", made.content.decode())[0]
    assert [name.split(" ")[-1] for name in events(secret)] == ["Hall"]
    assert "Unit: park" in officer.get(reverse("coordination:calendar_links")).content.decode()


def test_a_revoked_address_and_one_of_another_feed_open_nothing(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    secret = secret_of(world, "officer")
    link = CalendarLink.objects.get()
    revoke = reverse("coordination:calendar_revoke", args=[link.pk])
    assert client_of(world.clerk).post(revoke).status_code == 404
    assert client_of(world.officer).post(revoke).status_code == 302
    url = reverse("coordination:calendar_feed", args=[secret])
    assert Client().get(url).status_code == 404
    other = make_calendar_link(actor=actor_for(world.officer), now=NOW)[1]
    assert Client().get(reverse("coordination:calendar_feed", args=[other])).status_code == 404
    mine = secret_of(world, "officer")
    assert Client().get(reverse("network:calendar_feed", args=[mine])).status_code == 404


def test_an_administrator_has_no_deadlines(world: World, make_task: MakeTask) -> None:
    make_task("Window", lead=world.commerce)
    assert events(secret_of(world, "system")) == {}


@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_a_long_calendar_costs_as_many_queries(
    who: str, world: World, make_task: MakeTask, assert_same_queries: SameQueries
) -> None:
    secret = secret_of(world, who)

    def more(count: int) -> None:
        for number in range(count):
            make_task(
                f"Task {number}", lead=world.commerce, cooperating=[world.park], responsible_id=world.clerk.pk
            )

    assert_same_queries(more, lambda: events(secret))
