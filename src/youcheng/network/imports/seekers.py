"""The sheet of cities looking for partners: one row a dated word of a city, as registries and letters give it.

The same word next time is known by its own number, or by city, date and source. An empty cell stays unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.network import actions, queries
from youcheng.network.actions.writing import read_span
from youcheng.network.enums import Field, Grade, Visibility
from youcheng.network.imports.kinds import country, span, web_address
from youcheng.network.imports.lookup import Lookup, look_up
from youcheng.network.models import City, Seeker

SAME = (
    "until", "fields", "contact", "contact_details", "source", "source_url", "grade", "note", "visibility",
)  # fmt: skip
"""Columns that are named as the entry's own."""
PLACE = ("city_zh", "city_en", "country", "geonames", "new_place")
EMPTY: dict[str, Any] = {"until": None, "fields": []}
KEPT = ("grade", "visibility")
"""Choices that an empty cell leaves as they are."""


@dataclass
class Context:
    """What the rows refer to: places, the entries by key and by what they say, and the new places made while writing."""

    lookup: Lookup
    home: int | None = None
    """The home city, which is nobody's partner."""
    seekers: dict[str, Seeker] = field(default_factory=dict)
    said: dict[tuple[int, str, str], str] = field(default_factory=dict)
    given: dict[str, Values] = field(default_factory=dict)
    made: dict[str, City] = field(default_factory=dict)


class SeekerSpec(ImportSpec[Context]):
    """Cities looking for partners."""

    name = "seekers"
    columns = (
        Column("key", "编号", "External key", kinds.text(80)),
        Column("city_zh", "城市中文名", "City in Chinese", kinds.text(120), aliases=("城市", "城市名称", "中文名")),
        Column("city_en", "城市英文名", "City in English", kinds.text(120), aliases=("city", "英文名")),
        Column("country", "国家（地区）", "Country (region)", country(), aliases=("国家", "国别", "country", "iso")),
        Column("geonames", "GeoNames编号", "GeoNames number", kinds.whole(1), aliases=("geonames id", "geonameid")),
        Column("new_place", "新增地点", "New place", kinds.flag(), help_zh="地名表中没有的小城填“是”", help_en="yes for a place the gazetteer lacks"),
        Column("date", "日期", "Date", span(), required=True, aliases=("时间", "发布日期", "来函日期")),
        Column("until", "有效期至", "Until", kinds.day()),
        Column("fields", "意向领域", "Looks for", kinds.several(kinds.choice(Field)), aliases=("领域", "fields")),
        Column("contact", "联系单位", "Contact organisation", kinds.text(200)),
        Column("contact_details", "联系方式", "How to reach it", kinds.text(300)),
        Column("source", "来源", "Source", kinds.text(300)),
        Column("source_url", "来源网址", "Address of the source", web_address()),
        Column("grade", "可信度", "Grade", kinds.choice(Grade)),
        Column("note", "备注", "Note", kinds.text(2000)),
        Column("visibility", "公开范围", "Visibility", kinds.choice(Visibility)),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Cities looking for partners")

    @property
    def purpose(self) -> str:
        return _(
            "One row a city that said it looks for a partner. The same entry is known by its number, or by city, date and source."
        )

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or queries.may_add_seeker(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        home = queries.home_city()
        context = Context(look_up(rows, actor), home.city_id if home else None)
        for row in queries.seekers_visible_to(actor):
            context.seekers[row.key] = row
            context.said[row.city_id, str(row.span), row.source] = row.key
        return context

    def key_of(self, context: Context, values: Values) -> str:
        key = str(values.get("key") or _key_of(context, values))
        if key not in context.seekers and not values.get("new_place"):
            context.lookup.require_place(values)
        context.given[key] = values
        return key

    def present(self, context: Context, key: str) -> Values | None:
        row = context.seekers.get(key)
        if row is None:
            return None
        present, given = _values(row), context.given.get(key, {})
        for column in ("key", *PLACE, *(name for name in KEPT if given.get(name) is None)):
            present[column] = given.get(column)
        return present

    def label(self, context: Context, values: Values) -> str:
        place = context.lookup.place_of(values)
        return str(values.get("city_zh") or values.get("city_en") or (place and place.shown) or "")

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        place = context.lookup.place_of(values)
        row = context.seekers.get(values.get("key") or "")
        if place is not None and place.pk == context.home:
            yield Problem(_("%s is the home city itself.") % place.shown)
        elif place is not None and row is not None and place.pk != row.city_id:
            yield Problem(_("The entry with this number is about %s; it does not change its city.") % row)
        elif place is None and values.get("new_place") and not (_names(values) and values.get("country")):
            yield Problem(_("A new place needs a name and its country or region."), "country")
        begun, until = values["date"].earliest, values.get("until")
        if begun and until and until < begun:
            yield Problem(_("The search ends before it begins."), "until")
        try:
            read_span(values["date"], timezone.now())
        except Refused as refused:
            yield Problem(str(refused), "date")

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes, start=1):
            with naming_row(change):
                _write(context, change, actor, now)
            report(done)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return self.rows_of(queries.seekers_visible_to(actor).order_by("latest", "pk"))

    def rows_of(self, seekers: Iterable[Seeker]) -> Iterable[Values]:
        """Some of the entries the actor may see, as the sheet writes them."""
        for row in seekers:
            yield _values(row)

    def result_url(self) -> str:
        return reverse("network:seekers")


def _names(values: Values) -> dict[str, str]:
    given = {"zh-hans": values.get("city_zh"), "en": values.get("city_en")}
    return {language: text for language, text in given.items() if text}


def _key_of(context: Context, values: Values) -> str:
    """The key of the entry that says the same of the same city, or one made of what the row says."""
    place = context.lookup.place_of(values)
    when, source = str(values["date"]), values.get("source") or ""
    if place is not None and (key := context.said.get((place.pk, when, source))):
        return key
    parts = [place.slug if place else _new_place(values), when, source]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _new_place(values: Values) -> str:
    """What tells a place apart that the gazetteer lacks."""
    return f"{values.get('country')}:{_names(values).get('en') or _names(values).get('zh-hans')}"


def _values(row: Seeker) -> dict[str, Any]:
    """An entry as it stands, in the terms of the columns."""
    return {name: getattr(row, name) for name in SAME} | {
        "key": row.key,
        "city_zh": row.city.name.get("zh-hans"),
        "city_en": row.city.name.get("en"),
        "country": row.city.country_id,
        "geonames": row.city.geonames_id,
        "new_place": None,
        "date": row.span,
        "fields": tuple(row.fields),
    }


def _write(context: Context, change: Change, actor: Actor, now: datetime) -> None:
    values = change.values
    given = {name: values[name] for name in SAME if values.get(name) is not None}
    if "fields" in given:
        given["fields"] = list(given["fields"])
    row = context.seekers.get(change.key)
    if row is None:
        city = _city(context, values, actor, now)
        actions.record_seeker(actor=actor, now=now, city=city, when=values["date"], key=change.key, **given)
        return
    emptied = [name for name in change.columns if name in SAME and values[name] is None]
    given |= {name: EMPTY.get(name, "") for name in emptied if name not in KEPT}
    actions.correct_seeker(actor=actor, now=now, seeker=row, version=None, when=values["date"], **given)


def _city(context: Context, values: Values, actor: Actor, now: datetime) -> City:
    """The gazetteer's city a row means, or the new place it brings, made once a sheet."""
    place = context.lookup.place_of(values)
    if place is not None:
        return City.objects.get(pk=place.pk)
    name = _new_place(values)
    if name not in context.made:
        country = values.get("country") or ""
        context.made[name] = actions.add_city(actor=actor, now=now, name=_names(values), country=country)
    return context.made[name]
