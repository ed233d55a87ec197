"""The sheet of ties: one row a dated claim; a row without an event is a tie that has none yet.

The same claim next time is known by its own key, or by the tie's key, what happened, and who says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.network import actions, queries
from youcheng.network.actions.writing import read_span
from youcheng.network.enums import EventType, Grade, Side, Visibility
from youcheng.network.imports.kinds import country, span, web_address
from youcheng.network.imports.lookup import Lookup, fold, look_up
from youcheng.network.models import City, Relationship, RelationshipEvent

CLAIM = {
    "event": "type",
    "date": "when",
    "side": "side",
    "term_until": "term_until",
    "serial_number": "serial_number",
    "source": "source",
    "source_url": "source_url",
    "grade": "grade",
    "note": "note",
}
"""Column of the sheet → argument of `record_event`."""
_PRESET = {"side": Side.HOME.value, "grade": Grade.C.value}


@dataclass
class Context:
    """What the rows refer to: places and ties, the claims by key, and the ties made while writing."""

    lookup: Lookup
    home: int | None = None
    """The home city, which is nobody's partner."""
    events: dict[str, RelationshipEvent] = field(default_factory=dict)
    made: dict[str, Relationship] = field(default_factory=dict)
    given: dict[str, Values] = field(default_factory=dict)


class TieSpec(ImportSpec[Context]):
    """Ties with their events."""

    name = "ties"
    columns = (
        Column("key", "编号", "External key", kinds.text(80), help_zh="本单位对该友城的编号", help_en="your own number for the tie"),
        Column("city_zh", "城市中文名", "City in Chinese", kinds.text(120), aliases=("城市", "友城", "城市名称", "中文名")),
        Column("city_en", "城市英文名", "City in English", kinds.text(120), aliases=("city", "英文名")),
        Column("country", "国家（地区）", "Country (region)", country(), aliases=("国家", "国别", "country", "iso")),
        Column("geonames", "GeoNames编号", "GeoNames number", kinds.whole(1), aliases=("geonames id", "geonameid")),
        Column("new_place", "新增地点", "New place", kinds.flag(), help_zh="地名表中没有的小城填“是”", help_en="yes for a place the gazetteer lacks"),
        Column("visibility", "公开范围", "Visibility", kinds.choice(Visibility)),
        Column("event", "事件", "Event", kinds.choice(EventType), aliases=("事件类型",)),
        Column("date", "日期", "Date", span(), aliases=("时间", "结好日期", "签署日期", "signed")),
        Column("side", "主张方", "Claimed by", kinds.choice(Side)),
        Column("term_until", "有效期至", "Term until", kinds.day()),
        Column("serial_number", "文号", "Serial number", kinds.text(80)),
        Column("source", "来源", "Source", kinds.text(300)),
        Column("source_url", "来源网址", "Address of the source", web_address()),
        Column("grade", "可信度", "Grade", kinds.choice(Grade)),
        Column("note", "备注", "Note", kinds.text(2000)),
        Column("event_key", "事件编号", "Event key", kinds.text(80)),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Ties and their events")

    @property
    def purpose(self) -> str:
        return _(
            "One row a dated event of a tie. The same event is known by its event key, or by the tie, the event and who claims it."
        )

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or queries.may_add(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        home = queries.home_city()
        context = Context(look_up(rows, actor), home.city_id if home else None)
        for event, key in _keyed(queries.relationships_visible_to(actor)):
            context.events[key] = event
        return context

    def key_of(self, context: Context, values: Values) -> str:
        key = _key(context, values)
        context.given[key] = values
        return key

    def present(self, context: Context, key: str) -> Values | None:
        given = context.given.get(key, {})
        event = context.events.get(key)
        if event is not None:
            return _as_given(_values(event.relationship, event, key), given)
        tie = context.lookup.ties.get(key.removesuffix(":")) if key.endswith(":") else None
        return _as_given(_values(tie, None, key), given) if tie else None

    def label(self, context: Context, values: Values) -> str:
        tie = context.lookup.tie_of(values)
        place = None if tie else context.lookup.place_of(values)
        given = values.get("city_zh") or values.get("city_en")
        name = str(tie) if tie else given or (place and place.shown) or values.get("key") or ""
        event = values.get("event")
        return f"{name} · {EventType(event).label}" if event else str(name)

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        if values.get("event") and not values.get("date"):
            yield Problem(_("An event needs its date, however rough."), "date")
        if values.get("date") and not values.get("event"):
            yield Problem(_("A date needs what happened on it."), "event")
        when, until = values.get("date"), values.get("term_until")
        if when and until and when.earliest and until < when.earliest:
            yield Problem(_("The term ends before it begins."), "term_until")
        if when:
            yield from _impossible(when)
        if context.lookup.tie_of(values) is None:
            yield from _no_partner(context, values)

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        _put_on_the_register(context, changes, actor, now)
        fresh = []
        for done, change in enumerate(changes, start=1):
            with naming_row(change):
                fresh += _write(context, change, actor, now)
            report(done)
        actions.record_events(actor=actor, now=now, claims=fresh)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return self.rows_of(actor, queries.relationships_visible_to(actor))

    def rows_of(self, actor: Actor, ties: QuerySet[Relationship]) -> Iterable[Values]:
        """The rows of some of the ties the actor may see: their claims, then the ties without any."""
        with_events = set()
        for event, key in _keyed(ties):
            with_events.add(event.relationship_id)
            yield _values(event.relationship, event, key)
        for tie in ties.exclude(pk__in=with_events):
            yield _values(tie, None, f"{tie.key}:")

    def result_url(self) -> str:
        return reverse("network:relationships")


def _keyed(visible: QuerySet[Relationship]) -> Iterator[tuple[RelationshipEvent, str]]:
    """Every claim of these ties with its key: its own, or tie, event, side and number. Two queries."""
    ties = {tie.pk: tie for tie in visible}
    numbers: dict[tuple[int, str, str], int] = {}
    for event in RelationshipEvent.objects.filter(relationship__in=visible.order_by().values("pk")).order_by(
        "pk"
    ):
        event.relationship = ties[event.relationship_id]
        same = (event.relationship_id, event.type, event.side)
        numbers[same] = numbers.get(same, 0) + 1
        yield event, event.key or f"{event.relationship.key}:{event.type}:{event.side}:{numbers[same]}"


def _key(context: Context, values: Values) -> str:
    """The key of a row: its own, or tie, event, side and number; for a tie without an event only the tie."""
    if values.get("event_key"):
        return str(values["event_key"])
    event = values.get("event") or ""
    side = values.get("side") or Side.HOME.value
    return f"{_tie_key(context, values)}:{event}:{side}:1" if event else f"{_tie_key(context, values)}:"


def _as_given(present: dict[str, Any], given: Values) -> dict[str, Any]:
    """The present row with what only said which row is meant taken from the sheet, so that it is no difference.

    A name counts as one where the city was told by its number or key; an empty cell of a choice leaves it as it is.
    """
    told_apart = bool(given.get("key") or given.get("geonames"))
    for column in ("key", "country", "geonames", "new_place", "event_key"):
        present[column] = given.get(column)
    for column in ("city_zh", "city_en"):
        name = given.get(column)
        if not name or not told_apart or fold(name) == fold(present[column] or ""):
            present[column] = name
    for column in ("visibility", "side", "grade"):
        if given.get(column) is None:
            present[column] = None
    return present


def _tie_key(context: Context, values: Values) -> str:
    """The key of the tie a row means, or the one it will get."""
    tie = context.lookup.tie_of(values)
    if tie is not None:
        return tie.key
    if values.get("new_place"):
        return values.get("key") or _names(values).get("en") or _names(values).get("zh-hans") or ""
    return values.get("key") or context.lookup.require_place(values).slug


def _names(values: Values) -> dict[str, str]:
    given = {"zh-hans": values.get("city_zh"), "en": values.get("city_en")}
    return {language: text for language, text in given.items() if text}


def _values(tie: Relationship, event: RelationshipEvent | None, key: str) -> dict[str, Any]:
    """A row as it stands, in the terms of the columns."""
    place = {
        "key": tie.key,
        "city_zh": tie.partner.name.get("zh-hans"),
        "city_en": tie.partner.name.get("en"),
        "country": tie.partner.country_id,
        "geonames": tie.partner.geonames_id,
        "new_place": None,
        "visibility": tie.visibility,
        "event_key": key if event else None,
    }
    if event is None:
        return place | dict.fromkeys(CLAIM)
    claim = {column: getattr(event, name) for column, name in CLAIM.items() if name != "when"}
    return place | claim | {"date": event.span}


def _no_partner(context: Context, values: Values) -> Iterator[Problem]:
    """Why the place of a new tie can't be one: unknown, without name or country, or the home city itself."""
    place = context.lookup.place_of(values)
    if place is not None and place.pk == context.home:
        yield Problem(_("%s is the home city itself.") % (place.shown or place.slug))
    elif place is None and values.get("new_place"):
        if not _names(values) or not values.get("country"):
            yield Problem(_("A new place needs a name and its country or region."), "country")
    elif place is None:
        try:
            context.lookup.require_place(values)
        except Refused as refused:
            yield Problem(str(refused))


def _impossible(when: Any) -> Iterator[Problem]:
    try:
        read_span(when, timezone.now())
    except Refused as refused:
        yield Problem(str(refused), "date")


def _put_on_the_register(context: Context, changes: Sequence[Change], actor: Actor, now: datetime) -> None:
    """Add the ties that the rows mean and that are not there yet, each once, with the sheet's own names."""
    wanted: dict[str, Values] = {}
    for change in changes:
        if context.lookup.tie_of(change.values) is None:
            wanted.setdefault(_tie_key(context, change.values), change.values)
    cities = _cities(context, wanted, actor, now)
    ties = [
        actions.NewTie(
            cities[key], values.get("key") or cities[key].slug, values.get("visibility") or "public"
        )
        for key, values in wanted.items()
    ]
    made = actions.add_relationships(actor=actor, now=now, ties=ties) if ties else []
    context.made = dict(zip(wanted, made, strict=True))


def _cities(context: Context, wanted: dict[str, Values], actor: Actor, now: datetime) -> dict[str, City]:
    """The city of each tie to be added: of the gazetteer, named as the sheet names it, or a new place."""
    places = {key: context.lookup.place_of(values) for key, values in wanted.items()}
    there = City.objects.select_related("country").in_bulk([place.pk for place in places.values() if place])
    cities = {}
    for key, values in wanted.items():
        place, names = places[key], _names(values)
        if place is None:
            country = values.get("country") or ""
            cities[key] = actions.add_city(actor=actor, now=now, name=names, country=country)
            continue
        city = cities[key] = there[place.pk]
        if any(language not in city.name for language in names):
            actions.correct_city(actor=actor, now=now, city=city, name={**names, **city.name})
    return cities


def _write(context: Context, change: Change, actor: Actor, now: datetime) -> list[actions.NewRow]:
    """Correct what a row changes; the claim it adds is handed back, to be recorded with the others."""
    values = change.values
    tie = context.lookup.tie_of(values) or context.made[_tie_key(context, values)]
    visibility = values.get("visibility")
    if visibility and visibility != tie.visibility:
        actions.correct_relationship(actor=actor, now=now, relationship=tie, visibility=visibility)
    if not change.is_new and {"city_zh", "city_en"} & set(change.columns):
        actions.correct_city(
            actor=actor, now=now, city=tie.partner, name={**tie.partner.name, **_names(values)}
        )
    claim = {name: values[column] for column, name in CLAIM.items() if values.get(column) is not None}
    if "type" not in claim:
        return []
    event = context.events.get(change.key)
    if event is None:
        return [actions.NewRow(tie, claim.pop("when"), change.key, _PRESET | claim)]
    emptied = {
        CLAIM[c]: None if c == "term_until" else ""
        for c in change.columns
        if c in CLAIM and values[c] is None
    }
    for name in ("side", "grade"):
        emptied.pop(name, None)
    actions.correct_event(actor=actor, now=now, event=event, version=None, **(emptied | claim))
    return []
