"""The sheet of tasks: an office's own breakdown becomes drafts, import(export(x)) changes nothing, errors name their row."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from tests.coordination.conftest import SYSTEM, MakeTask
from tests.network.conftest import MakeTie
from tests.world import NOW, World, actor_for
from youcheng.coordination import actions
from youcheng.coordination.imports import TASKS
from youcheng.coordination.imports.kinds import deadline
from youcheng.coordination.models import Measure, Task
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import csv_bytes, workbook_bytes
from youcheng.foundation.importing import run
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.run import Result
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed


def sheet(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def bring_in(data: bytes, actor: Actor = SYSTEM, name: str = "任务分解表.csv", **more: Any) -> Result:
    return run.import_now(actor=actor, now=NOW, spec=TASKS, name=name, data=data, **more)


ROW = {
    "序号": "1", "工作任务": "建立友城信息平台", "具体举措": "汇总各单位项目", "举措序号": "1", "牵头单位": "商务局",
    "配合单位": "产业园区、外事办公室", "责任人": "Clerk Cai", "完成时限": "2026年6月底前", "进展": "",
}  # fmt: skip


def test_an_office_s_own_breakdown_becomes_drafts(world: World, measure: Measure) -> None:
    found = bring_in(sheet(ROW, ROW | {"序号": "2", "工作任务": "办培训班", "配合单位": "park"}))
    assert found.counts == {"created": 2, "changed": 0, "unchanged": 0, "refused": 0}
    task = Task.objects.get(title="建立友城信息平台")
    assert (task.lead, task.responsible, task.due_on, task.state) == (
        world.commerce, world.clerk, date(2026, 6, 30), "draft",
    )  # fmt: skip
    assert set(task.cooperating.all()) == {world.park, world.office}
    assert task.measure == measure
    entries = AuditEntry.objects.count()
    again = bring_in(sheet(ROW, ROW | {"序号": "2", "工作任务": "办培训班", "配合单位": "Industrial Park"}))
    assert again.counts == {"created": 0, "changed": 0, "unchanged": 2, "refused": 0}
    assert AuditEntry.objects.count() == entries + 1  # that a sheet came in


def test_a_sheet_can_assign(world: World, measure: Measure) -> None:
    bring_in(sheet(ROW | {"进展": "已交办"}), actor_for(world.officer))
    task = Task.objects.get()
    assert (task.state, task.baseline_due_on) == ("assigned", date(2026, 6, 30))
    assert [move.kind for move in task.moves.all()] == ["created", "assigned"]


def test_only_who_may_assign_assigns(world: World, measure: Measure) -> None:
    from youcheng.accounts.enums import Role
    from youcheng.accounts.models import Membership

    Membership.objects.filter(person=world.officer).update(role=Role.CONTRIBUTOR)
    contributor = actor_for(world.officer)
    tried = bring_in(sheet(ROW | {"进展": "assigned"}), contributor, dry_run=True)
    assert tried.counts["refused"] == 1
    assert bring_in(sheet(ROW), contributor).counts["created"] == 1
    with pytest.raises(NotAllowed):
        bring_in(sheet(ROW), actor_for(world.head))


def test_every_error_is_named_by_row_and_nothing_is_written(world: World, measure: Measure) -> None:
    wrong = {
        "牵头单位": "商业局", "举措序号": "7", "配合单位": "商务局、园区", "责任人": "Nobody", "进展": "已办结",
        "完成时限": "6月", "年度": "2031", "城市": "Atlantis", "前置任务": "2026-009", "友城": "Atlantis",
    }  # fmt: skip
    rows = [ROW | {name: value} for name, value in wrong.items()]
    rows += [ROW | {"开始时间": "2026-09-01"}, ROW | {"举措序号": ""}, ROW | {"经费": "100"}]
    tried = bring_in(sheet(*rows), dry_run=True)
    assert tried.counts["refused"] == len(rows)
    told = {refused["row"]: " ".join(refused["reasons"]) for refused in tried.refused}
    for place, words in enumerate(
        ["商务局", "举措", "园区", "Nobody", "草稿", "6月", "2031", "Atlantis", "2026-009", "Atlantis", "早于", "举措", "CNY"],
        start=2,
    ):  # fmt: skip
        assert words in told[place], (place, told[place])
    assert not Task.objects.exists()


def test_a_changed_cell_changes_the_task_and_keeps_the_rest(world: World, measure: Measure) -> None:
    bring_in(sheet(ROW))
    task = Task.objects.get()
    found = bring_in(sheet({"任务编号": task.key, "工作任务": "建立平台", "完成时限": "2026-07-31"}))
    assert found.counts["changed"] == 1
    task.refresh_from_db()
    assert (task.title, task.due_on, task.description, task.lead) == (
        "建立平台", date(2026, 7, 31), "汇总各单位项目", world.commerce,
    )  # fmt: skip
    cleared = bring_in(sheet({"任务编号": task.key, "工作任务": "建立平台", "责任人": "", "完成时限": ""}))
    assert cleared.counts["changed"] == 1
    task.refresh_from_db()
    assert (task.responsible, task.due_on) == (None, None)


def test_what_is_over_or_led_elsewhere_stays(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    row = {"任务编号": task.key, "工作任务": task.title}
    assert bring_in(sheet(row | {"牵头单位": "park"}), dry_run=True).counts["refused"] == 1
    actions.cancel(actor=actor_for(world.officer), now=NOW, task=task, comment="No.")
    assert bring_in(sheet(row | {"工作任务": "Else"}), dry_run=True).counts["refused"] == 1
    assert bring_in(sheet(row)).counts["unchanged"] == 1


def test_tasks_of_one_sheet_may_wait_for_each_other(world: World, measure: Measure) -> None:
    first = {"任务编号": "A", "工作任务": "甲", "举措序号": "1", "前置任务": "B"}
    second = {"任务编号": "B", "工作任务": "乙", "举措序号": "1", "前置任务": ""}
    bring_in(sheet(first, second))
    assert [task.key for task in Task.objects.get(key="A").waits_for.all()] == ["B"]
    from youcheng.foundation.errors import Refused

    with pytest.raises(Refused, match="2026-00[12]"):
        bring_in(sheet(first, second | {"前置任务": "A"}))


@pytest.mark.parametrize("make", [csv_bytes, workbook_bytes])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_importing_an_export_changes_nothing(
    world: World, make_tie: MakeTie, make_task: MakeTask, make: Any, language: str
) -> None:
    tie = make_tie("chiang-mai")
    world.park.name = world.commerce.name  # two units of one name
    world.park.save()
    first = make_task(
        "=1+1", lead=world.commerce, cooperating=[world.park, world.office], cities=[tie.partner],
        fields=["trade", "sport"], budget=Decimal("1200.50"), currency="CNY", budget_line="友城专项",
        starts_on=date(2026, 1, 5), proof_required="照片；纪要", description="一\n二", responsible_id=world.clerk.pk,
    )  # fmt: skip
    make_task("of the tie", measure_id=None, relationship_id=tie.pk, due_on=None, waits_for=[first])
    done = make_task("over", lead=world.park)
    actions.cancel(actor=actor_for(world.officer), now=NOW, task=done, comment="No.")
    with override(language):
        actor = actor_for(world.officer)
        data = make(TASKS.columns, TASKS.rows(actor))
        name = "tasks.csv" if make is csv_bytes else "tasks.xlsx"
        found = bring_in(data, actor, name=name)
    assert found.counts == {"created": 0, "changed": 0, "unchanged": 3, "refused": 0}, found.refused


def test_the_number_of_queries_does_not_follow_the_sheet(
    world: World, measure: Measure, assert_same_queries: Any
) -> None:
    rows: list[dict[str, str]] = []

    def more(count: int) -> None:
        for _number in range(count):
            rows.append(ROW | {"工作任务": f"任务{len(rows)}"})

    assert_same_queries(more, lambda: bring_in(sheet(*rows), dry_run=True))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30", date(2026, 6, 30)), ("2026年6月", date(2026, 6, 30)), ("2026年2月底前", date(2026, 2, 28)),
        ("2026-02", date(2026, 2, 28)), ("2028/2", date(2028, 2, 29)), ("2026年底", date(2026, 12, 31)),
        ("2026年12月31日", date(2026, 12, 31)), (date(2026, 5, 1), date(2026, 5, 1)),
    ],
)  # fmt: skip
def test_deadlines_as_offices_write_them(text: Any, day: date) -> None:
    assert deadline().parse(text) == day


@pytest.mark.parametrize("text", ["6月底", "2026年13月", "长期", "2026年6月前", "2026-02-30"])
def test_a_deadline_with_two_readings_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        deadline().parse(text)
