"""The plan's pages as an officer meets them: goals with their terms, measures, progress that follows from tasks, the states."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import DUE, SYSTEM, MakeTask
from tests.network.conftest import MakeTie
from tests.world import NOW, TODAY, World, actor_for
from youcheng.coordination import actions, queries
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.models import Measure, Plan, Task
from youcheng.network.models import PolicyTerm

PLAN = "/coordination/plans/2026/"


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def close(task: Task, world: World) -> None:
    clerk = actor_for(world.clerk)
    actions.accept(actor=clerk, now=NOW, task=task)
    actions.submit(actor=clerk, now=NOW, task=task, proofs=[Evidence(title="Minutes", text="Done.")])
    actions.close(actor=actor_for(world.officer), now=NOW, task=task)


def test_progress_follows_from_the_tasks(
    world: World, plan: Plan, measure: Measure, make_task: MakeTask
) -> None:
    goal = actions.add_goal(actor=SYSTEM, now=NOW, plan=plan, name={"en": "Network"})
    actions.edit_measure(
        actor=SYSTEM, now=NOW, measure=measure, version=None, cooperating=[], cities=[], goal_id=goal.pk
    )
    make_task("a draft")
    make_task("late", lead=world.commerce, due_on=date(2026, 2, 27))
    close(make_task("done", lead=world.commerce), world)
    dropped = make_task("dropped", lead=world.commerce)
    actions.cancel(actor=actor_for(world.officer), now=NOW, task=dropped, comment="No money.")
    page = queries.plan_page(actor_for(world.officer), plan, TODAY)
    (row,) = page.goals
    progress = row.measures[0].progress
    assert (progress.total, progress.closed, progress.late, progress.cancelled) == (3, 1, 1, 1)
    assert progress.share == pytest.approx(1 / 3)
    assert row.progress.states == progress.states
    assert sum(stage.width for stage in progress.stages) == pytest.approx(100)
    assert [stage.name for stage in progress.stages] == ["closed", "assigned", "draft"]


def test_a_measure_without_tasks_has_no_share(world: World, plan: Plan, measure: Measure) -> None:
    page = queries.plan_page(actor_for(world.officer), plan, TODAY)
    assert page.goals[0].measures[0].progress.share is None


def test_tasks_outside_measures_count_for_the_plan_alone(
    world: World, plan: Plan, make_task: MakeTask, make_tie: MakeTie
) -> None:
    tie = make_tie("chiang-mai")
    make_task("of the tie", measure_id=None, relationship_id=tie.pk)
    page = queries.plan_page(actor_for(world.officer), plan, TODAY)
    assert (page.progress.total, page.other.total) == (1, 1)


def test_a_goal_says_until_when_its_term_is_in_force(plan: Plan, officer: Client) -> None:
    term = PolicyTerm.objects.create(
        code="hub", kind="hub", name={"en": "Regional hub"}, valid_until="2021", grade="A"
    )
    url = reverse("coordination:goal_add", args=[2026])
    assert "Regional hub (– 2021)" in text(officer.get(url))
    assert officer.post(url, {"term": term.pk}).status_code == 302
    page = text(officer.get(PLAN))
    assert "in force until 2021" in page
    assert plan.goals.get().is_over
    term.valid_until = ""
    term.save()
    assert not plan.goals.get().is_over
    assert "in force: no dates on record" in text(officer.get(PLAN))


def test_a_goal_needs_words_or_a_term(plan: Plan, officer: Client) -> None:
    page = text(officer.post(reverse("coordination:goal_add", args=[2026]), {"name_zh": " "}))
    assert "A goal needs a name or a policy term." in page


def test_a_measure_is_added_changed_and_taken_off(plan: Plan, world: World, officer: Client) -> None:
    form = {
        "title": "Platform", "lead": "commerce", "cooperating": ["park"], "fields_": ["trade"], "zone": "main_front",
        "quotation": "建立平台", "page": 33, "heading": "（三）健全机制", "lead_more": "", "cooperating_more": "",
    }  # fmt: skip
    assert officer.post(reverse("coordination:measure_add", args=[2026]), form).status_code == 302
    row = Measure.objects.get()
    assert (row.lead, list(row.cooperating.all()), row.fields) == (world.commerce, [world.park], ["trade"])
    shown = text(officer.get(reverse("coordination:measure", args=[2026, row.number])))
    assert "建立平台" in shown
    assert "page 33" in shown
    edit = reverse("coordination:measure_edit", args=[2026, row.number])
    changed = {"title": "Platforms", "lead": "", "lead_more": "industrial park", "version": row.version}
    assert officer.post(edit, changed).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.lead, row.cooperating.count(), row.quotation) == (
        "Platforms", world.park, 0, "建立平台",
    )  # fmt: skip
    remove = reverse("coordination:measure_remove", args=[2026, row.number])
    assert officer.post(remove).status_code == 302
    assert not Measure.objects.exists()


def test_two_editors_of_a_measure(plan: Plan, measure: Measure, officer: Client) -> None:
    edit = reverse("coordination:measure_edit", args=[2026, measure.number])
    typed = {"title": "Mine", "version": measure.version}
    actions.edit_measure(
        actor=SYSTEM, now=NOW, measure=measure, version=None, cooperating=[], cities=[], title="Theirs"
    )
    page = text(officer.post(edit, typed))
    assert "Saved meanwhile: Theirs" in page
    assert 'value="Mine"' in page
    measure.refresh_from_db()
    assert officer.post(edit, typed | {"version": measure.version}).status_code == 302
    measure.refresh_from_db()
    assert measure.title == "Mine"


def test_what_is_typed_into_a_chooser_must_be_one_thing(plan: Plan, world: World, officer: Client) -> None:
    url = reverse("coordination:measure_add", args=[2026])
    page = text(
        officer.post(url, {"title": "Platform", "cooperating_more": "Industry Park; Bureau of Commerce"})
    )
    assert "No unit is called “Industry Park”. Did you mean 产业园区?" in page or "Industrial Park" in page
    assert not Measure.objects.exists()
    world.park.name = {"en": "Bureau of Commerce"}
    world.park.save()
    page = text(officer.post(url, {"title": "Platform", "lead_more": "bureau of commerce"}))
    assert "commerce, park" in page


def test_a_measure_with_tasks_stays(measure: Measure, make_task: MakeTask, officer: Client) -> None:
    make_task()
    url = reverse("coordination:measure_remove", args=[2026, measure.number])
    assert "so it stays" in text(officer.get(url))
    officer.post(url)
    assert Measure.objects.filter(pk=measure.pk).exists()


def test_a_goal_taken_off_leaves_its_measures(plan: Plan, measure: Measure, officer: Client) -> None:
    goal = actions.add_goal(actor=SYSTEM, now=NOW, plan=plan, name={"en": "Network"})
    Measure.objects.filter(pk=measure.pk).update(goal=goal)
    url = reverse("coordination:goal_remove", args=[2026, goal.pk])
    assert "1 measure serves this goal" in text(officer.get(url))
    assert officer.post(url).status_code == 302
    measure.refresh_from_db()
    assert measure.goal is None


def test_putting_a_plan_in_force_fixes_the_dates_of_that_moment(
    world: World, plan: Plan, make_task: MakeTask, officer: Client
) -> None:
    task, draft = make_task("assigned", lead=world.commerce), make_task("draft")
    moved = date(2026, 7, 31)
    direct = {"actor": actor_for(world.officer), "now": NOW, "task": task, "starts_on": None}
    actions.reschedule(**direct, due_on=moved)
    task.refresh_from_db()
    assert task.baseline_due_on == DUE
    url = reverse("coordination:plan_in_force", args=[2026])
    assert "The dates of 1 assigned task become its baseline." in text(officer.get(url))
    assert officer.post(url).status_code == 302
    task.refresh_from_db()
    draft.refresh_from_db()
    assert (task.baseline_due_on, draft.baseline_due_on) == (moved, None)
    actions.reschedule(**direct, due_on=date(2026, 9, 1))
    task.refresh_from_db()
    assert task.baseline_due_on == moved
    assert "already" not in text(officer.get(PLAN))
    officer.post(url)  # a second time: refused in words, nothing changes
    plan.refresh_from_db()
    assert plan.state == "in_force"


def test_a_closed_plan_leaves_open_tasks_open(
    world: World, plan: Plan, make_task: MakeTask, officer: Client
) -> None:
    task = make_task(lead=world.commerce)
    actions.put_in_force(actor=SYSTEM, now=NOW, plan=plan)
    url = reverse("coordination:plan_close", args=[2026])
    assert "1 task is still open" in text(officer.get(url))
    assert officer.post(url).status_code == 302
    plan.refresh_from_db()
    task.refresh_from_db()
    assert (plan.state, task.state) == ("closed", "assigned")


def test_without_a_plan_the_entry_leads_to_beginning_one(
    world: World, officer: Client, client_of: ClientOf
) -> None:
    page = text(officer.get(reverse("coordination:this_year")))
    assert "No plan yet" in page
    assert reverse("coordination:plan_add") in page
    assert reverse("coordination:plan_add") not in text(
        client_of(world.assistant).get(reverse("coordination:plans"))
    )
    assert officer.post(reverse("coordination:plan_add"), {"year": 2026, "note": ""}).status_code == 302
    assert "The plan is empty" in text(officer.get(PLAN))
    assert "already a plan for 2026" in text(
        officer.post(reverse("coordination:plan_add"), {"year": 2026, "note": ""})
    )
    assert "Work plan 2026" in text(officer.get(reverse("coordination:this_year")))


def test_a_unit_sees_its_measure_and_not_the_plan(
    world: World, measure: Measure, make_task: MakeTask, client_of: ClientOf
) -> None:
    make_task("ours", lead=world.commerce)
    make_task("theirs", lead=world.park)
    clerk = client_of(world.clerk)
    page = text(clerk.get(reverse("coordination:measure", args=[2026, measure.number])))
    assert "ours" in page
    assert "theirs" not in page
    assert "Counted from the tasks your unit has a part in." in page
    assert f'href="{PLAN}"' not in page
    assert clerk.get(PLAN).status_code == 404


@pytest.mark.parametrize("path", ["", "?format=csv", "../all/", "measures/1/"])
def test_the_pages_cost_the_same_at_any_length(
    path: str,
    world: World,
    plan: Plan,
    measure: Measure,
    make_task: MakeTask,
    officer: Client,
    assert_same_queries: SameQueries,
) -> None:
    def make(count: int) -> None:
        goal = actions.add_goal(actor=SYSTEM, now=NOW, plan=plan, name={"en": "Goal"})
        for number in range(count):
            row = actions.add_measure(
                actor=SYSTEM, now=NOW, plan=plan, title=f"Measure {number}", goal=goal, lead=world.commerce,
                cooperating=[world.park],
            )  # fmt: skip
            make_task(f"Task {number}", measure_id=row.pk)
            make_task(f"Task {number}", lead=world.commerce, measure_id=measure.pk)

    def show() -> None:
        response = officer.get(PLAN + path if not path.startswith("..") else "/coordination/plans/all/")
        assert response.status_code == 200
        assert b"".join(response) if response.streaming else response.content

    assert_same_queries(make, show)


def test_the_choosers_find_units_and_cities(world: World, make_tie: MakeTie, officer: Client) -> None:
    make_tie("chiang-mai")
    url = reverse("coordination:unit_options")
    answer = text(officer.get(url, {"of": "cooperating", "cooperating_more": "commer"}))
    assert 'type="checkbox" name="cooperating" value="commerce"' in answer
    assert "Industrial" not in answer
    one = text(officer.get(url, {"of": "lead", "lead_more": "商务", "one": "1"}))
    assert 'type="radio" name="lead" value="commerce"' in one
    world.commerce.dissolved_on = date(2020, 1, 1)
    world.commerce.save()
    assert "commerce" not in text(officer.get(url, {"of": "lead", "lead_more": "商务"}))
    cities = text(
        officer.get(reverse("coordination:city_options"), {"of": "cities", "cities_more": "chiang"})
    )
    assert 'name="cities" value="chiang-mai"' in cities
