"""The sheet of exchanges: one row an exchange, known next time by its own number or by partner, date, type and title.

A partner must be on the register; an organisation must be known. Empty cells stay unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.network import actions, queries
from youcheng.network.actions.writing import read_span
from youcheng.network.enums import Direction, ExchangeType, Field, Visibility
from youcheng.network.imports.kinds import country, span
from youcheng.network.imports.lookup import Lookup, fold, look_up
from youcheng.network.models import Exchange, Relationship

SAME = (
    "type", "fields", "ends_on", "place", "direction", "head_count", "cost", "currency", "outcome", "source", "visibility",
)  # fmt: skip
"""Columns that are named as the exchange's own."""


@dataclass
class Context:
    """What the rows refer to: partners, organisations by key and name, exchanges by key."""

    lookup: Lookup
    partners: dict[str, list[Relationship]]
    organisations: dict[str, Organisation]
    exchanges: dict[str, Exchange]
    given: dict[str, Values] = field(default_factory=dict)


class ExchangeSpec(ImportSpec[Context]):
    """Exchanges."""

    name = "exchanges"
    columns = (
        Column("key", "编号", "External key", kinds.text(80)),
        Column("partner", "友城", "Partner", kinds.text(120), required=True, aliases=("城市", "city", "友城编号")),
        Column("country", "国家（地区）", "Country (region)", country(), aliases=("国家", "国别", "country")),
        Column("date", "日期", "Date", span(), required=True, aliases=("时间", "开始日期")),
        Column("ends_on", "结束日期", "Last day", kinds.day()),
        Column("title_zh", "中文名称", "Title in Chinese", kinds.text(200), aliases=("名称", "活动名称", "标题")),
        Column("title_en", "英文名称", "Title in English", kinds.text(200), aliases=("title",)),
        Column("type", "类型", "Type", kinds.choice(ExchangeType), required=True, aliases=("活动类型",)),
        Column("fields", "领域", "Fields", kinds.several(kinds.choice(Field))),
        Column("place", "地点", "Place", kinds.text(200)),
        Column("direction", "方向", "Direction", kinds.choice(Direction)),
        Column("led_by", "牵头单位", "Led by", kinds.text(120)),
        Column("head_count", "人数", "People", kinds.whole()),
        Column("cost", "经费", "Cost", kinds.decimal(Decimal(0), Decimal(10) ** 12)),
        Column("currency", "币种", "Currency", kinds.text(3)),
        Column("outcome", "成果", "Outcome", kinds.text(5000)),
        Column("source", "来源", "Source", kinds.text(300)),
        Column("visibility", "公开范围", "Visibility", kinds.choice(Visibility)),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Exchanges")

    @property
    def purpose(self) -> str:
        return _(
            "One row an exchange. The same one is known by its number, or by partner, date, type and title."
        )

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or queries.may_add(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        lookup = look_up((), actor)
        partners: dict[str, list[Relationship]] = {}
        for tie in lookup.ties.values():
            for name in {tie.key, tie.partner.slug, *(fold(text) for text in tie.partner.name.values())}:
                partners.setdefault(name, []).append(tie)
        organisations: dict[str, Organisation] = {}
        for unit in queries.organisations_for(actor):
            organisations |= dict.fromkeys([unit.key, *unit.name.values()], unit)
        exchanges = {row.key: row for row in queries.exchanges_visible_to(actor)}
        return Context(lookup, partners, organisations, exchanges)

    def key_of(self, context: Context, values: Values) -> str:
        tie = _partner(context, values)
        parts = [tie.key, values["date"], values["type"], *sorted(_title(values).values())]
        made = hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]
        key = str(values.get("key") or made)
        context.given[key] = values
        return key

    def present(self, context: Context, key: str) -> Values | None:
        row = context.exchanges.get(key)
        return _as_given(_values(row), row, context) if row else None

    def label(self, context: Context, values: Values) -> str:
        return f"{values['partner']} · {next(iter(_title(values).values()), '')}"

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        if not _title(values):
            yield Problem(_("Give a title in Chinese or in English."), "title_zh")
        unit = values.get("led_by")
        if unit and unit not in context.organisations:
            yield Problem(_("No organisation is called “%s”; add it first.") % unit, "led_by")
        begun, ends = values["date"].earliest, values.get("ends_on")
        if begun and ends and ends < begun:
            yield Problem(_("The exchange ends before it begins."), "ends_on")
        if values.get("cost") is not None and len(values.get("currency") or "") != 3:
            yield Problem(_("A cost comes with its currency, such as CNY."), "currency")
        try:
            read_span(values["date"], timezone.now())
        except Refused as refused:
            yield Problem(str(refused), "date")

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        fresh = []
        for done, change in enumerate(changes, start=1):
            with naming_row(change):
                fresh += _write(context, change, actor, now)
            report(done)
        actions.record_exchanges(actor=actor, now=now, rows=fresh)

    def rows(self, actor: Actor) -> Iterable[Values]:
        for row in queries.exchanges_visible_to(actor).order_by("latest", "pk"):
            yield _values(row)

    def result_url(self) -> str:
        return reverse("network:exchanges")


def _partner(context: Context, values: Values) -> Relationship:
    """The tie a row means; refuses an unknown partner and a name that two countries share."""
    name = str(values["partner"]).strip()
    found = context.partners.get(name) or context.partners.get(fold(name)) or []
    if values.get("country"):
        found = [tie for tie in found if tie.partner.country_id == values["country"]]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            _("“%s” is the name of more than one partner; give the country or the external key.") % name
        )
    raise Refused(_("There is no tie with “%s” on the register.") % name)


def _title(values: Values) -> dict[str, str]:
    given = {"zh-hans": values.get("title_zh"), "en": values.get("title_en")}
    return {language: text for language, text in given.items() if text}


def _values(row: Exchange) -> dict[str, Any]:
    """An exchange as it stands, in the terms of the columns."""
    same = {name: getattr(row, name) for name in SAME}
    return same | {
        "key": row.key,
        "partner": row.relationship.key,
        "country": row.relationship.partner.country_id,
        "date": row.span,
        "title_zh": row.title.get("zh-hans"),
        "title_en": row.title.get("en"),
        "led_by": row.led_by.key if row.led_by else None,
        "fields": tuple(row.fields),
    }


def _as_given(present: dict[str, Any], row: Exchange, context: Context) -> dict[str, Any]:
    """The present row with partner and organisation as the sheet names them, so that a name is no difference."""
    given = context.given.get(row.key, {})
    if given and _partner(context, given) == row.relationship:
        present["partner"] = given["partner"]
    unit = context.organisations.get(given.get("led_by") or "")
    if unit is not None and unit == row.led_by:
        present["led_by"] = given["led_by"]
    for column in ("key", "country", "direction", "visibility"):
        if given.get(column) is None:
            present[column] = None
    return present


def _write(context: Context, change: Change, actor: Actor, now: datetime) -> list[actions.NewRow]:
    """Correct what a row changes; the exchange it adds is handed back, to be recorded with the others."""
    values = change.values
    given = {name: values[name] for name in SAME if values.get(name) is not None}
    if "fields" in given:
        given["fields"] = list(given["fields"])
    given["title"] = _title(values)
    unit = context.organisations.get(values.get("led_by") or "")
    row = context.exchanges.get(change.key)
    if row is None:
        tie = _partner(context, values)
        return [actions.NewRow(tie, values["date"], change.key, given | {"led_by": unit})]
    if "partner" in change.columns:
        raise Refused(
            _("It is recorded with %s; an exchange does not change its partner.") % row.relationship
        )
    for name in change.columns:
        if name in SAME and values[name] is None:
            given[name] = _EMPTY.get(name, "")
    if "led_by" in change.columns:
        given["led_by_id"] = unit.pk if unit else None
    actions.correct_exchange(actor=actor, now=now, exchange=row, version=None, when=values["date"], **given)
    return []


_EMPTY: dict[str, Any] = {
    "fields": [],
    "ends_on": None,
    "head_count": None,
    "cost": None,
    "visibility": Visibility.INTERNAL.value,
}
