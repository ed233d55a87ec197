"""The task table: every filter is in the address and means one thing, groups add up, and the papers say what is filtered."""

from __future__ import annotations

import io
from datetime import date
from functools import partial
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM, MakeTask
from tests.network.conftest import MakeTie
from tests.world import NOW, TODAY, World, actor_for
from youcheng.coordination import actions, queries
from youcheng.coordination.models import Measure, Plan, Task
from youcheng.coordination.papers import breakdown
from youcheng.network.models import ZoneRule

TASKS = "/coordination/tasks/"
FAR = date(2090, 1, 1)
"""No page calls it late, whenever the tests run."""


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


@pytest.fixture
def many(
    world: World, plan: Plan, measure: Measure, make_task: MakeTask, make_tie: MakeTie
) -> dict[str, Task]:
    """A task for every filter."""
    goal = actions.add_goal(actor=SYSTEM, now=NOW, plan=plan, name={"en": "Network"})
    other = actions.add_measure(
        actor=SYSTEM, now=NOW, plan=plan, title="Layout", goal=goal, zone="supplement"
    )
    ZoneRule.objects.create(order=1, zone="main_front", countries=["TH"])
    tie = make_tie("chiang-mai")
    make_tie("fujisawa", country="JP")
    make_task = partial(make_task, due_on=FAR)
    accepted = make_task("Accepted", lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=accepted, responsible_id=world.clerk.pk)
    return {
        "accepted": accepted,
        "late": make_task("Late", lead=world.commerce, due_on=date(2026, 2, 1), cooperating=[world.park]),
        "park": make_task("Parkside", lead=world.park, fields=["transport"], measure_id=other.pk),
        "tie": make_task("Of the tie", measure_id=None, relationship_id=tie.pk, fields=["sport"]),
        "fuji": make_task(
            "About Fujisawa", cities=list(tie.partner.__class__.objects.filter(slug="fujisawa"))
        ),
    }


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def titles(response: Any) -> list[str]:
    """The tasks of the page, in order."""
    return [task.title for task, _standing in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?q=parks", {"Parkside"}),
        ("?state=accepted", {"Accepted"}),
        ("?state=draft", {"Of the tie", "About Fujisawa"}),
        ("?state=open&unit=commerce", {"Accepted", "Late"}),
        ("?late=on", {"Late"}),
        ("?unit=Industrial", {"Late", "Parkside"}),
        ("?unit=park&lead=commerce", {"Late"}),
        ("?lead=商务", {"Accepted", "Late"}),
        ("?person=clerk", {"Accepted"}),
        ("?person=cai", {"Accepted"}),
        ("?city=chiang-mai", {"Of the tie"}),
        ("?city=fuji", {"About Fujisawa"}),
        ("?tie=chiang-mai", {"Of the tie"}),
        ("?measure=2&year=2026", {"Parkside"}),
        ("?zone=supplement", {"Parkside"}),
        ("?zone=main_front", {"Of the tie"}),
        ("?field=sport", {"Of the tie"}),
        ("?year=2025", set()),
        ("?year=x&measure=y&zone=nonsense&goal=z", {"Accepted", "Late", "Parkside", "Of the tie", "About Fujisawa"}),
        ("?mine=on", set()),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(
    query: str, wanted: set[str], many: dict[str, Task], officer: Client
) -> None:
    assert set(titles(officer.get(TASKS + query))) == wanted


def test_goal_and_mine(many: dict[str, Task], world: World, officer: Client, client_of: ClientOf) -> None:
    goal = many["park"].measure.goal_id  # type: ignore[union-attr]
    assert titles(officer.get(f"{TASKS}?goal={goal}")) == ["Parkside"]
    clerk = client_of(world.clerk)
    assert set(titles(clerk.get(TASKS))) == {"Accepted", "Late"}
    assert set(titles(clerk.get(f"{TASKS}?mine=on"))) == {"Accepted", "Late"}
    assert "goal" not in clerk.get(TASKS).context["form"].fields  # goals are the office's own


def test_sorting(many: dict[str, Task], officer: Client) -> None:
    assert titles(officer.get(TASKS))[0] == "Late"
    by_number = [many[key].title for key in ("accepted", "late", "park", "tie", "fuji")]
    assert titles(officer.get(f"{TASKS}?sort=number")) == by_number
    assert titles(officer.get(f"{TASKS}?sort=-number")) == by_number[::-1]
    assert titles(officer.get(f"{TASKS}?sort=due"))[0] == "Late"
    assert titles(officer.get(f"{TASKS}?sort=lead"))[:2] == ["Accepted", "Late"]  # Bureau before Industrial
    assert titles(officer.get(f"{TASKS}?sort=-responsible"))[0] == "Accepted"
    assert titles(officer.get(f"{TASKS}?sort=state"))[:2] == ["Of the tie", "About Fujisawa"]


def test_the_page_says_by_how_many_days_a_task_is_late(many: dict[str, Task], world: World) -> None:
    from youcheng.coordination.sentences import standing

    assert standing(many["late"], TODAY) == "已交办，逾期29天"
    assert standing(many["tie"], date(2030, 1, 1)) == "草稿"


def test_groups_add_up_and_open_to_their_tasks(many: dict[str, Task], officer: Client) -> None:
    page = officer.get(f"{TASKS}by/unit/?year=2026")
    found = {group.label: group.progress.total for group, _address in page.context["rows"]}
    assert found == {"Bureau of Commerce": 2, "Industrial Park": 1, "no lead unit yet": 2}
    assert page.context["total"].total == 5
    address = next(a for group, a in page.context["rows"] if group.label == "Bureau of Commerce")
    assert set(titles(officer.get(address))) == {"Accepted", "Late"}
    assert "year=2026" in address


def test_a_task_of_several_cities_stands_with_each_and_counts_once(
    many: dict[str, Task], officer: Client, make_tie: MakeTie
) -> None:
    task = many["tie"]
    fuji = many["fuji"].cities.get()
    assert task.relationship is not None
    task.cities.set([fuji, task.relationship.partner])
    page = officer.get(f"{TASKS}by/city/")
    found = {group.label: group.progress.total for group, _address in page.context["rows"]}
    assert found == {"Chiang Mai": 1, "Fujisawa": 2, "about no city": 3}
    assert page.context["total"].total == 5
    for group, address in page.context["rows"]:
        if address:
            assert len(titles(officer.get(address))) == group.progress.total


def test_by_measure_keeps_the_plan_s_order_unless_sorted(many: dict[str, Task], officer: Client) -> None:
    page = officer.get(f"{TASKS}by/measure/")
    labels = [group.label for group, _address in page.context["rows"]]
    assert labels == ["2026 · 1. 打造信息交流和服务平台", "2026 · 2. Layout", "serving no measure"]
    page = officer.get(f"{TASKS}by/measure/?sort=tasks")
    assert [group.progress.total for group, _a in page.context["rows"]] == [
        1,
        3,
        1,
    ]  # those without stay last


def read(response: Any) -> Any:
    assert response.status_code == 200
    return docx.Document(io.BytesIO(response.content))


def test_the_paper_has_the_published_form_and_says_what_is_filtered(
    many: dict[str, Task], officer: Client
) -> None:
    paper = read(officer.get(f"{TASKS}?unit=park&state=open&late=on&format=docx&language=zh-hans"))
    table = paper.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号", "工作任务", "具体举措", "牵头单位", "配合单位", "责任人", "完成时限", "进展",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[1].cells][:5] == [
        "1", "Late", "打造信息交流和服务平台", "商务局", "产业园区",
    ]  # fmt: skip
    assert "待补" in table.rows[1].cells[5].text
    words = "\n".join(p.text for p in paper.paragraphs)
    assert "2026年任务分解表" in words
    assert "筛选范围：状态：未办结；单位：park；只看逾期。" in words
    assert paper.sections[0].page_width > paper.sections[0].page_height


def test_the_paper_of_a_grouping_has_a_heading_for_each_group(many: dict[str, Task], officer: Client) -> None:
    paper = read(officer.get(f"{TASKS}by/unit/?format=docx&language=en"))
    headings = [p.text for p in paper.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["1. Bureau of Commerce", "2. Industrial Park", "3. no lead unit yet"]
    assert [len(table.rows) - 1 for table in paper.tables] == [2, 1, 2]


def test_a_list_too_long_for_a_paper_is_said(
    many: dict[str, Task], officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breakdown, "LONGEST", 2)
    page = text(officer.get(f"{TASKS}?format=docx&state=open", follow=True))
    assert "5 tasks are too many for a paper; at most 2 fit." in page


def test_the_sheet_keeps_the_filter_and_its_subtotals(many: dict[str, Task], officer: Client) -> None:
    sheet = b"".join(officer.get(f"{TASKS}?q=parks&format=csv")).decode()  # type: ignore[arg-type]
    assert "Parkside" in sheet
    assert "Late" not in sheet
    groups = b"".join(officer.get(f"{TASKS}by/unit/?format=csv")).decode()  # type: ignore[arg-type]
    assert groups.splitlines()[-1].startswith("Total,5,0,0,1,2,2,1,0,0.0")


@pytest.mark.parametrize(
    "path",
    [
        "", "?q=Task&unit=bureau&city=chiang-mai&zone=main_front&sort=lead&late=on&mine=on&person=x&tie=y&field=sport",
        "?format=csv", "?format=docx", "by/unit/", "by/city/", "by/measure/", "by/city/?format=docx", "by/unit/?format=csv",
    ],
)  # fmt: skip
def test_lists_cost_the_same_at_any_length(
    path: str,
    world: World,
    measure: Measure,
    make_task: MakeTask,
    make_tie: MakeTie,
    officer: Client,
    assert_same_queries: SameQueries,
) -> None:
    def make(count: int) -> None:
        for _number in range(count):
            tie = make_tie(f"chiang-mai-{Task.objects.count()}")
            make_task(
                f"Task {tie.pk}", lead=world.commerce, cooperating=[world.park], cities=[tie.partner],
                responsible_id=world.clerk.pk, relationship_id=tie.pk,
            )  # fmt: skip

    def show() -> None:
        response = officer.get(TASKS + path)
        assert response.status_code == 200
        assert b"".join(response) if response.streaming else response.content

    assert_same_queries(make, show)


def test_an_unknown_grouping_is_not_there(plan: Plan, officer: Client) -> None:
    assert officer.get(f"{TASKS}by/weather/").status_code == 404
    assert "No task yet" in text(officer.get(reverse("coordination:task_groups", args=["unit"])))


def test_what_nobody_may_see_is_in_no_group(many: dict[str, Task], world: World) -> None:
    rows = queries.tasks_counted_for(actor_for(world.stranger))  # the park's own
    grouping = queries.grouped(rows, "unit", TODAY)
    assert {group.label for group in grouping.groups} == {"产业园区", "商务局"}
    assert grouping.total.total == 2
