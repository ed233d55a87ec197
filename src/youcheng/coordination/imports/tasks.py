"""The breakdown of tasks as a sheet: one row a task, known next time by its key, else by year, measure, lead unit and words.

Used by the import pages, the task table's export and commands under the name `tasks`. Rows are written through the
actions with the actor's rights: a new row becomes a draft, and is assigned where the sheet says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.coordination import queries
from youcheng.coordination.enums import TaskState
from youcheng.coordination.imports.checking import check_state, check_words
from youcheng.coordination.imports.kinds import deadline
from youcheng.coordination.imports.lookup import Lookup, laid_over, look_up, year_of
from youcheng.coordination.imports.writing import PLAIN, finish, named, write
from youcheng.coordination.models import Task
from youcheng.coordination.policies import may_plan
from youcheng.coordination.queries.naming import fold
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values
from youcheng.foundation.importing.values import one_newline
from youcheng.network.enums import Field

CODE = re.compile(r"\d{4}-\d+")
NAMED = ("measure", "tie", "lead", "cooperating", "responsible", "cities", "waits_for")
"""Columns whose cells name other things."""


class TaskSpec(ImportSpec[Lookup]):
    """Tasks."""

    name = "tasks"
    columns = (
        Column("key", "任务编号", "External key", kinds.text(80), aliases=("编号", "key")),
        Column("year", "年度", "Year", kinds.whole(2000, 2100), aliases=("年份",), help_zh="空白时取完成时限所在年份。", help_en="Empty: the year of the deadline."),
        Column("title", "工作任务", "Task", kinds.text(300), required=True, aliases=("任务", "任务名称")),
        Column("description", "具体举措", "Concrete measures", kinds.text(5000), aliases=("主要内容", "工作措施")),
        Column(
            "measure", "举措序号", "Measure no.", kinds.whole(1, 9999), aliases=("所属举措",),
            help_zh="年度计划中举措的序号。", help_en="The number of the measure in the year's plan.",
        ),
        Column("tie", "友城", "Tie", kinds.text(120), aliases=("友城关系",), help_zh="友城名称或编号。", help_en="The partner's name or the tie's key."),
        Column("lead", "牵头单位", "Lead unit", kinds.text(200), aliases=("责任单位", "牵头部门")),
        Column("cooperating", "配合单位", "Cooperating units", kinds.several(kinds.text(400)), aliases=("协办单位", "配合部门", "参与单位")),
        Column("responsible", "责任人", "Responsible person", kinds.text(120), help_zh="牵头单位成员的姓名或登录名。", help_en="Name or sign-in name of a member of the lead unit."),
        Column("starts_on", "开始时间", "Begins on", kinds.day(), aliases=("启动时间",)),
        Column("due_on", "完成时限", "Deadline", deadline(), aliases=("时限", "完成时间", "截止日期")),
        Column(
            "state", "进展", "Progress", kinds.choice(TaskState), aliases=("状态", "state"),
            help_zh="新任务可写草稿或已交办；其他进展只能在任务页面办理。", help_en="A new task may say draft or assigned; every other move is made on the task's page.",
        ),
        Column("proof_required", "佐证要求", "Proof required", kinds.text(300), aliases=("佐证材料",)),
        Column("budget_line", "经费科目", "Budget line", kinds.text(120)),
        Column("budget", "经费", "Budget", kinds.decimal(Decimal(0), Decimal(10) ** 12)),
        Column("currency", "币种", "Currency", kinds.text(3)),
        Column("cities", "城市", "Cities", kinds.several(kinds.text(120)), help_zh="友城名称，或城市代号。", help_en="Partners by name, other cities by their address."),
        Column("fields", "领域", "Fields", kinds.several(kinds.choice(Field))),
        Column("waits_for", "前置任务", "Waits for", kinds.several(kinds.text(80)), help_zh="前置任务的序号，如2026-001，或任务编号。", help_en="Numbers such as 2026-001, or external keys."),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Breakdown of tasks")

    @property
    def purpose(self) -> str:
        return _(
            "One row a task. The same one is known by its key, or by year, measure, lead unit and the task's words."
        )

    def allowed(self, actor: Actor) -> bool:
        return may_plan(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Lookup:
        years = {year_of(row) for row in rows}
        years |= {
            int(code[:4]) for row in rows for code in row.get("waits_for") or () if CODE.fullmatch(code)
        }
        keys = {row["key"] for row in rows if row.get("key")}
        tasks = queries.tasks_counted_for(actor).filter(Q(plan__year__in=years) | Q(key__in=keys))
        return look_up(actor, rows, with_names(actor, tasks))

    def key_of(self, context: Lookup, values: Values) -> str:
        lead = context.lead_of(values)
        parts = [year_of(values), values.get("measure"), lead.key if lead else "", fold(values["title"])]
        made = hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]
        key = str(values.get("key") or made)
        context.given[key] = values
        return key

    def present(self, context: Lookup, key: str) -> Values | None:
        task = context.tasks.get(key)
        return None if task is None else _as_given(context, task)

    def label(self, context: Lookup, values: Values) -> str:
        return f"{year_of(values)} · {values['title']}"

    def check(self, context: Lookup, values: Values, present: Values | None) -> Iterable[Problem]:
        merged = laid_over(values, present)
        if present is not None and values.get("year") not in (None, present["#year"]):
            yield Problem(_("A task does not change its plan's year."), "year")
        elif present is None and year_of(values) not in context.plans:
            yield Problem(
                _("There is no plan for %(year)s yet; begin it first.") % {"year": year_of(values)}, "year"
            )
            return
        for column in NAMED:
            try:
                context.meant(merged, column)
            except Refused as refused:
                yield Problem(str(refused), column)
        yield from check_words(merged, present)
        yield from check_state(context, values, merged, present)

    def apply(
        self, context: Lookup, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes, start=1):
            with named(change):
                write(context, change, actor, now)
            report(done)
        # Only now is every task there that another may wait for.
        for change in changes:
            with named(change):
                finish(context, change, actor, now)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return self.rows_of(actor, queries.tasks_counted_for(actor).order_by("plan__year", "number"))

    def rows_of(self, actor: Actor, tasks: QuerySet[Task]) -> Iterator[Values]:
        """These tasks as the export writes them."""
        context = look_up(actor, (), Task.objects.none())
        for task in with_names(actor, tasks).iterator(chunk_size=500):
            yield _values(context, task)

    def result_url(self) -> str:
        return reverse("coordination:tasks")


def with_names(actor: Actor, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with everything their rows name; of what they wait for, only what the actor may see."""
    others = queries.tasks_counted_for(actor).select_related("plan").order_by("plan__year", "number")
    rows = tasks.select_related("plan", "measure", "lead", "responsible", "relationship__partner")
    return rows.prefetch_related("cooperating", "cities", Prefetch("waits_for", others))


def _values(context: Lookup, task: Task) -> dict[str, Any]:
    """A task as it stands, in the terms of the columns. `#…` is what a check asks and no sheet holds."""
    reason = task.dossier_id or task.decision_id
    own = {name: getattr(task, name) for name in PLAIN}
    own = {
        name: one_newline(value).strip() or None if isinstance(value, str) else value
        for name, value in own.items()
    }
    return own | {
        "key": task.key,
        "code": task.code,
        "year": task.plan.year,
        "measure": task.measure.number if task.measure else None,
        "tie": context.name_of_tie(task.relationship) if task.relationship else None,
        "lead": context.units.name_of(task.lead) if task.lead else None,
        "cooperating": tuple(context.units.name_of(unit) for unit in task.cooperating.all()),
        "responsible": context.name_of_person(task.responsible, task.lead) if task.responsible else None,
        "state": task.state,
        "cities": tuple(context.name_of_city(city) for city in task.cities.all()),
        "fields": tuple(task.fields),
        "waits_for": tuple(other.code for other in task.waits_for.all()),
        "#state": task.state,
        "#year": task.plan.year,
        "#other_reason": bool(reason),
    }


def _as_given(context: Lookup, task: Task) -> dict[str, Any]:
    """The present row, its names written as the sheet writes them, so that another name of the same is no difference."""
    present, given = _values(context, task), context.given.get(task.key, {})
    held = {
        "tie": task.relationship,
        "lead": task.lead,
        "cooperating": set(task.cooperating.all()),
        "responsible": task.responsible,
        "cities": set(task.cities.all()),
        "waits_for": set(task.waits_for.all()),
    }
    for column, row in held.items():
        if given.get(column) and _is_same(context, given, column, row):
            present[column] = given[column]
    for column in ("key", "year", "state"):
        if given.get(column) is None:
            present[column] = None
    return present


def _is_same(context: Lookup, given: Values, column: str, held: Any) -> bool:
    try:
        if column == "waits_for":
            found: Any = context.others_of(given[column])
        else:
            found = context.meant(given, column)
    except Refused:
        return False
    return bool((set(found) if isinstance(found, list) else found) == held)
