"""The sheet of the catalogue of actions: one row an action, found by its code; costs and staff days come in here.

Found at start by foundation's apps. An empty cost stays unknown; writing is the actions' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.foundation.translated import Translated
from youcheng.network.enums import ExchangeType, Field, Grade
from youcheng.strategy.actions import action_kinds as actions
from youcheng.strategy.models import ActionKind
from youcheng.strategy.policies import action_kind_policy, may_draft

SAME = ("exchange", "cost", "staff_days", "is_abroad", "is_active")
OPEN = ("field", "group", "source", "grade")


@dataclass
class Context:
    """The actions there are, by code."""

    rows: dict[str, ActionKind]


class ActionSpec(ImportSpec[Context]):
    """The catalogue of actions."""

    name = "actions"
    columns = (
        Column("code", "代码", "Code", kinds.text(60), required=True, aliases=("行动代码",),
               help_zh="小写字母、数字和连字符", help_en="small letters, digits and hyphens"),
        Column("name_zh", "名称", "Name in Chinese", kinds.text(120), aliases=("中文名称", "name")),
        Column("name_en", "英文名称", "Name in English", kinds.text(120)),
        Column("exchange", "计作", "Counts as", kinds.choice(ExchangeType), aliases=("交流类型",)),
        Column("field", "领域", "Field", kinds.choice(Field)),
        Column("cost", "费用", "Cost", kinds.decimal(Decimal(0), Decimal(10) ** 11), aliases=("经费",)),
        Column("staff_days", "人日", "Staff days", kinds.decimal(Decimal(0), Decimal(10) ** 5), aliases=("所需人日",)),
        Column("is_abroad", "是否出访", "A visit abroad", kinds.flag(), aliases=("出访",)),
        Column("group", "互斥组", "Group", kinds.text(60)),
        Column("source", "来源", "Source", kinds.text(300)),
        Column("grade", "等级", "Grade", kinds.choice(Grade)),
        Column("is_active", "是否使用", "In use", kinds.flag()),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Catalogue of actions")

    @property
    def purpose(self) -> str:
        return _("One row an action, found by its code. An empty cost or number of staff days stays unknown.")

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or may_draft(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        found = action_kind_policy.filter(ActionKind.objects.all(), actor)
        return Context({row.code: row for row in found})

    def key_of(self, context: Context, values: Values) -> str:
        return str(values["code"])

    def present(self, context: Context, key: str) -> Values | None:
        row = context.rows.get(key)
        return _values(row) if row else None

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        if present is None and not values.get("name_zh") and not values.get("name_en"):
            yield Problem(_("A new action needs a name."), "name_zh")
        if present is None and not values.get("exchange"):
            yield Problem(_("Say which type of exchange the action counts as."), "exchange")
        code = str(values["code"])
        if code != code.lower() or not all(part.isalnum() and part.isascii() for part in code.split("-")):
            yield Problem(_("A code is small letters, digits and hyphens."), "code")

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes, start=1):
            given = {**(change.present or {}), **change.values}
            with naming_row(change):
                _save(context, given, actor, now)
            report(done)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return [_values(row) for row in action_kind_policy.filter(ActionKind.objects.all(), actor)]

    def result_url(self) -> str:
        return reverse("strategy:actions")


def _save(context: Context, given: Values, actor: Actor, now: datetime) -> None:
    row = context.rows.get(str(given["code"]))
    held = row.name if row else {}
    names = {"zh-hans": given.get("name_zh"), "en": given.get("name_en")}
    values: dict[str, Any] = {
        "name": Translated({**held, **{key: text for key, text in names.items() if text}}),
        "exchange": given["exchange"],
        "cost": given.get("cost"),
        "staff_days": given.get("staff_days"),
        "is_abroad": bool(given.get("is_abroad")),
        "is_active": given.get("is_active") is not False,
        "field": given.get("field") or "",
        "group": given.get("group") or "",
        "source": given.get("source") or "",
        "grade": given.get("grade") or Grade.C.value,
    }
    if row is None:
        actions.add_action(actor=actor, now=now, code=str(given["code"]), **values)
    else:
        actions.edit_action(actor=actor, now=now, row=row, version=None, **values)


def _values(row: ActionKind) -> dict[str, Any]:
    """A row as it stands, in the terms of the columns."""
    found = {name: getattr(row, name) for name in SAME}
    found |= {name: getattr(row, name) or None for name in OPEN}
    return found | {"code": row.code, "name_zh": row.name.get("zh-hans"), "name_en": row.name.get("en")}
