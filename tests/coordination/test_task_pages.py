"""One task's pages: begun from what it serves, only what may be said of it, two people at once, and the ways that lead to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf
from tests.coordination.conftest import DUE, SYSTEM, MakeTask
from tests.network.conftest import MakeTie
from tests.world import NOW, World, actor_for
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Membership
from youcheng.coordination import actions
from youcheng.coordination.models import Measure, Plan, Task
from youcheng.foundation.documents.codec import to_json
from youcheng.foundation.documents.model import Document, Emphasis, paragraph
from youcheng.network.models import City
from youcheng.strategy.models import Dossier, DossierVersion


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


@pytest.fixture
def dossier(make_tie: MakeTie) -> Dossier:
    """A dossier with one recommendation, as drafting writes them."""
    row = Dossier.objects.create(relationship=make_tie("chiang-mai"), year=2026)
    blocks = (
        paragraph("About the measures.", key="measures.about"),
        paragraph(Emphasis("Take up contact again."), " Reason: silence.", key="measures.contact"),
        paragraph("Nothing.", key="risk.about"),
    )
    documents = {
        language: to_json(Document(title="Dossier", language=language, blocks=blocks))
        for language in ("zh-hans", "en")
    }
    row.current = DossierVersion.objects.create(
        dossier=row, number=1, as_of=NOW.date(), documents=documents, created_at=NOW
    )
    row.save()
    return row


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def add_url(query: str = "") -> str:
    return reverse("coordination:task_add", args=[2026]) + query


def test_a_task_of_a_measure_begins_with_its_units_cities_and_fields(
    world: World, plan: Plan, make_tie: MakeTie, officer: Client
) -> None:
    tie = make_tie("fujisawa", country="JP")
    measure = actions.add_measure(
        actor=SYSTEM, now=NOW, plan=plan, title="Platform", lead=world.commerce, cooperating=[world.park],
        cities=[tie.partner], fields=["trade"],
    )  # fmt: skip
    form = officer.get(add_url(f"?measure={measure.pk}")).context["form"]
    assert (form["lead"].value(), form["cooperating"].value(), form["cities"].value()) == (
        ["commerce"], ["park"], ["fujisawa"],
    )  # fmt: skip
    assert form["fields_"].value() == ["trade"]
    posted = {
        "title": "Open a window", "measure": measure.pk, "lead": "commerce", "cooperating": "park",
        "cities_more": "FUJISAWA", "waits_for_more": "", "due_on": "2026-06-30",
    }  # fmt: skip
    assert officer.post(add_url(), posted).status_code == 302
    task = Task.objects.get()
    assert (task.lead, task.cities.get(), task.state) == (world.commerce, tie.partner, "draft")


def test_a_recommendation_becomes_a_task_once(plan: Plan, dossier: Dossier, officer: Client) -> None:
    page = reverse("strategy:dossier", args=["chiang-mai", 2026])
    shown = text(officer.get(page))
    assert shown.count("Make this a task") == 1  # neither the introduction nor another section
    query = f"?dossier={dossier.pk}&amp;block=measures.contact"
    assert query in shown
    form = officer.get(add_url(query.replace("&amp;", "&"))).context["form"]
    assert form["title"].value() == "Take up contact again"
    assert form["description"].value() == "Take up contact again. Reason: silence."
    posted = {name: form[name].value() for name in ("title", "description", "dossier", "dossier_block")}
    assert officer.post(add_url(), posted | {"relationship": "chiang-mai"}).status_code == 302
    task = Task.objects.get()
    assert (task.dossier, task.dossier_block, task.relationship) == (
        dossier, "measures.contact", dossier.relationship,
    )  # fmt: skip
    shown = text(officer.get(page))
    assert "Make this a task" not in shown
    assert f"Task {task.code}" in shown
    assert f"{page}#measures.contact" in text(officer.get(reverse("coordination:task", args=[task.pk])))


@pytest.mark.parametrize(
    "query",
    [
        "?measure=x",
        "?measure=99",
        "?relationship=nowhere",
        "?dossier=1&block=risk.about",
        "?dossier=999999999999",
    ],
)
def test_an_address_that_names_nothing_begins_an_empty_form(query: str, plan: Plan, officer: Client) -> None:
    assert not officer.get(add_url(query)).context["form"]["title"].value()


def test_a_dossier_that_is_not_there_is_refused(plan: Plan, measure: Measure, officer: Client) -> None:
    page = text(officer.post(add_url(), {"title": "T", "measure": measure.pk, "dossier": 77}))
    assert "This dossier is not there any more." in page


def test_an_assigned_task_s_form_leaves_out_what_changes_by_a_move(
    world: World, make_task: MakeTask, officer: Client
) -> None:
    task = make_task(lead=world.commerce, waits_for=[make_task("first")])
    url = reverse("coordination:task_edit", args=[task.pk])
    form = officer.get(url).context["form"]
    assert not {"lead", "starts_on", "due_on"} & set(form.fields)
    assert [str(person) for person in form.fields["responsible"].queryset] == ["Clerk Cai", "Head He"]
    assert form["waits_for"].value() == ["2026-001"]
    posted = {
        "title": "Open two windows", "measure": task.measure_id, "responsible": world.head.pk, "version": task.version,
        "waits_for": "2026-001", "lead": "park",
    }  # fmt: skip
    assert officer.post(url, posted).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.responsible, task.lead, task.due_on) == (
        "Open two windows", world.head, world.commerce, DUE,
    )  # fmt: skip


def test_the_second_editor_sees_what_the_first_saved(
    world: World, make_task: MakeTask, officer: Client
) -> None:
    task = make_task("Mine")
    url = reverse("coordination:task_edit", args=[task.pk])
    typed = {"title": "Hers", "measure": task.measure_id, "version": task.version, "lead": "commerce"}
    actions.edit_task(actor=SYSTEM, now=NOW, task=task, version=None, title="His", lead_id=world.park.pk)
    page = text(officer.post(url, typed))
    assert "Saved meanwhile: His" in page
    assert "Saved meanwhile: Industrial Park" in page
    assert 'value="Hers"' in page
    assert officer.post(url, typed | {"version": task.version}).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.lead) == ("Hers", world.commerce)


def test_who_moves_a_task_too_late_is_told_what_became_of_it(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce)
    clerk = client_of(world.clerk)
    url = reverse("coordination:task_move", args=[task.pk, "accepted"])
    assert clerk.get(url).status_code == 200
    actions.accept(actor=actor_for(world.head), now=NOW, task=task)
    page = text(clerk.post(url, {"comment": "", "version": task.version}, follow=True))
    assert (
        "is accepted now, so it can’t be done" in page or "is accepted now, so it can&#x27;t be done" in page
    )


def test_a_move_over_somebody_s_change_is_a_decision(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce)
    version = task.version
    actions.edit_task(actor=SYSTEM, now=NOW, task=task, version=None, title="Other words")
    clerk = client_of(world.clerk)
    url = reverse("coordination:task_move", args=[task.pk, "accepted"])
    page = text(clerk.post(url, {"version": version}))
    assert "Somebody else changed" in page
    assert clerk.post(url, {"version": task.version}).status_code == 302


def test_a_unit_is_named_by_search_when_assigning_and_handing_on(
    world: World, make_task: MakeTask, officer: Client, client_of: ClientOf
) -> None:
    task = make_task()
    url = reverse("coordination:task_move", args=[task.pk, "assigned"])
    page = text(officer.post(url, {"lead_more": "Bureau of Trade", "due_on": "2026-06-30"}))
    assert "No unit is called “Bureau of Trade”." in page
    posted = {"lead_more": "Bureau of Commerce", "due_on": "2026-06-30", "version": task.version}
    assert officer.post(url, posted).status_code == 302
    task.refresh_from_db()
    assert task.lead == world.commerce
    head = client_of(world.head)
    hand = reverse("coordination:task_move", args=[task.pk, "handed_on"])
    assert (
        head.post(hand, {"to_unit": "park", "comment": "Theirs.", "version": task.version}).status_code == 302
    )
    task.refresh_from_db()
    assert task.lead == world.park


def test_a_contributor_changes_a_draft_but_not_an_assigned_task(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    Membership.objects.filter(person=world.assistant).update(role=Role.CONTRIBUTOR)
    client = client_of(world.assistant)
    draft, assigned = make_task("draft"), make_task("assigned", lead=world.commerce)
    assert client.get(reverse("coordination:task_edit", args=[draft.pk])).status_code == 200
    assert client.get(reverse("coordination:task_edit", args=[assigned.pk])).status_code == 404


def test_ties_cities_and_dossiers_lead_to_their_tasks(
    world: World, make_tie: MakeTie, make_task: MakeTask, officer: Client, client_of: ClientOf
) -> None:
    tie = make_tie("chiang-mai")
    place = City.objects.create(slug="pai", name={"en": "Pai"}, country_id="TH", search_text="pai")
    tie_page, city_page = (reverse("network:relationship", args=[slug]) for slug in ("chiang-mai", "pai"))
    assert f"{add_url()}?relationship=chiang-mai" in text(officer.get(tie_page))
    assert add_url() not in text(client_of(world.clerk).get(tie_page))
    make_task("of the tie", measure_id=None, relationship_id=tie.pk)
    make_task("about it", cities=[tie.partner, place], lead=world.commerce)
    assert "2 tasks" in text(officer.get(tie_page))
    assert "/coordination/tasks/?city=pai" in text(officer.get(city_page))
    clerk = text(client_of(world.clerk).get(tie_page))
    assert "1 task" in clerk  # only what the clerk may see is counted
    assert "tasks/?city=" not in text(client_of(world.stranger).get(city_page))


def test_the_page_says_who_has_the_task_and_how_it_hangs_together(
    world: World, plan: Plan, make_task: MakeTask, officer: Client
) -> None:
    first = make_task("first", lead=world.commerce)
    second = make_task("second", waits_for=[first])
    page = text(officer.get(reverse("coordination:task", args=[first.pk])))
    assert "now with Bureau of Commerce" in page
    assert "What waits for it" in page
    assert "second" in page
    assert "now with the office" in text(officer.get(reverse("coordination:task", args=[second.pk])))
    actions.reschedule(
        actor=actor_for(world.officer), now=NOW, task=first, starts_on=None, due_on=date(2026, 8, 1)
    )
    assert "baseline: 30 June 2026" in text(officer.get(reverse("coordination:task", args=[first.pk])))


def test_a_task_is_written_down_with_none_ticked_in_every_chooser_of_one(
    world: World, measure: Measure, client_of: ClientOf
) -> None:
    """Browsers send the box "none" with an empty key."""
    page = reverse("coordination:task_add", args=[2026])
    sent = {
        "title": "Open a shop",
        "measure": measure.pk,
        "relationship": "",
        "lead": "",
        "lead_more": "commerce",
    }
    assert client_of(world.officer).post(page, sent).status_code == 302
    assert Task.objects.get(title="Open a shop").lead == world.commerce
