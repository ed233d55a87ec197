"""Units, cities, ties and tasks by what people type: a key or a name, in any language; and what to say where that is not one thing.

Called by forms that choose by search, by filters and by the sheet of tasks. Who may choose is decided before.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.accounts.queries import named_like
from youcheng.coordination.errors import NotOne
from youcheng.coordination.models import Task
from youcheng.coordination.queries.tasks import tasks_counted_for
from youcheng.foundation.actors import Actor
from youcheng.foundation.translated import Translated
from youcheng.network.enums import Visibility
from youcheng.network.models import City, Relationship
from youcheng.network.queries import relationships_visible_to

OFFERED = 12
"""How many answers a search offers."""
NEAREST = 3
PARTNER = Q(relationship__visibility=Visibility.PUBLIC)


@dataclass(frozen=True)
class Option:
    """Something to choose: its key, its name for the reader, and what tells it from others of that name."""

    key: str
    label: str
    note: str = ""


def living_units(on: dt.date) -> QuerySet[Organisation]:
    """Units that exist on a day: whoever may assign or hand on may name any of them."""
    return Organisation.objects.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))


def units_like(text: str, on: dt.date) -> list[Option]:
    """Units whose name or key holds the text, those that begin with it first. One query."""
    wanted = text.strip()
    if not wanted:
        return []
    rows = living_units(on).filter(named_like(wanted) | Q(key__icontains=wanted)).select_related("parent")
    found = sorted(rows[: 10 * OFFERED], key=lambda unit: _rank(unit.name, wanted))
    return [unit_option(unit) for unit in found[:OFFERED]]


def unit_option(unit: Organisation) -> Option:
    """A unit as it is offered: beside its name what it is part of, or its kind."""
    return Option(unit.key, str(unit), str(unit.parent) if unit.parent else unit.get_kind_display())


def cities_like(text: str) -> list[Option]:
    """Cities whose name holds the text in any language, partners first, then by size. One query."""
    wanted = text.casefold().strip()
    if not wanted:
        return []
    rows = City.objects.filter(search_text__contains=wanted).select_related("country")
    return [city_option(city) for city in _partners_first(rows)[:OFFERED]]


def _partners_first(cities: QuerySet[City]) -> QuerySet[City]:
    """Cities with a public tie, then by size. An internal tie must not show in the order of a list."""
    place = Case(When(PARTNER, then=Value(0)), default=Value(1), output_field=IntegerField())
    return cities.order_by(place, F("population").desc(nulls_last=True), "slug")


def city_option(city: City) -> Option:
    return Option(city.slug, str(city), str(city.country))


def ties_like(actor: Actor, text: str) -> list[Option]:
    """Partners of ties the actor may see whose name holds the text. One query."""
    wanted = text.casefold().strip()
    if not wanted:
        return []
    ties = relationships_visible_to(actor).filter(partner__search_text__contains=wanted)
    return [tie_option(tie) for tie in ties[:OFFERED]]


def tie_option(tie: Relationship) -> Option:
    return Option(tie.partner.slug, str(tie), str(tie.partner.country))


def ties_meant(actor: Actor, texts: Sequence[str]) -> tuple[list[Relationship], list[str]]:
    """The ties with these partners, by address or name, and what is wrong with the others."""
    cities, wrong = cities_meant(texts)
    ties = relationships_visible_to(actor).in_bulk([city.pk for city in cities], field_name="partner_id")
    for city in cities:
        if city.pk not in ties:
            wrong.append(_("There is no tie with “%s” on the register.") % city)
    return [ties[city.pk] for city in cities if city.pk in ties], wrong


def tasks_like(actor: Actor, text: str) -> list[Option]:
    """Tasks the actor may see, by number or words, the newest plan first. One query."""
    wanted = text.strip()
    if not wanted:
        return []
    rows = tasks_counted_for(actor).select_related("plan", "lead")
    year, _dash, number = wanted.partition("-")
    said = Q(title__icontains=wanted)
    if year.isdigit() and number.isdigit():
        said |= Q(plan__year=int(year), number=int(number))
    return [task_option(task) for task in rows.filter(said).order_by("-plan__year", "number")[:OFFERED]]


def task_option(task: Task) -> Option:
    return Option(task.code, f"{task.code} {task.title}", str(task.lead or ""))


def tasks_meant(actor: Actor, texts: Sequence[str]) -> tuple[list[Task], list[str]]:
    """The tasks of these numbers, and what is wrong with the others."""
    parts = [(text, *text.strip().partition("-")[::2]) for text in texts]
    codes = [(int(year), int(number)) for _text, year, number in parts if year.isdigit() and number.isdigit()]
    which = Q(pk__in=[])
    for year, number in codes:
        which |= Q(plan__year=year, number=number)
    rows = tasks_counted_for(actor).select_related("plan", "lead").filter(which)
    found = {(task.plan.year, task.number): task for task in rows}
    known = {task.code for task in found.values()}
    wrong = [
        _("There is no task “%s”; write its number, such as 2026-001.") % text
        for text in texts
        if text.strip() not in known
    ]
    return [found[code] for code in dict.fromkeys(codes) if code in found], wrong


@dataclass
class Units:
    """Every unit by key and by name, for resolving many texts at once. One query."""

    by_key: Mapping[str, Organisation]
    by_name: Mapping[str, list[Organisation]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Units:
        by_key = {unit.key: unit for unit in Organisation.objects.select_related("parent")}
        by_name: dict[str, list[Organisation]] = {}
        for unit in by_key.values():
            for name in {fold(text) for text in unit.name.values() if text}:
                by_name.setdefault(name, []).append(unit)
        return cls(by_key, by_name)

    def find(self, text: str) -> Organisation:
        """The unit this text means, by key or by a name that only one unit has; `NotOne` says what to write instead."""
        if unit := self.by_key.get(text.strip()):
            return unit
        found = self.by_name.get(fold(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise NotOne(
                _("More than one unit is called “%(text)s”; write one of these keys: %(keys)s.")
                % {"text": text, "keys": ", ".join(unit.key for unit in found)}
            )
        raise NotOne(_("No unit is called “%(text)s”. %(hint)s") % {"text": text, "hint": self._near(text)})

    def name_of(self, unit: Organisation) -> str:
        """What a sheet calls the unit: its name where that means it alone, else its key."""
        name = str(unit)
        return name if len(self.by_name.get(fold(name), ())) == 1 else unit.key

    def _near(self, text: str) -> str:
        near = difflib.get_close_matches(fold(text), self.by_name, n=NEAREST, cutoff=0.5)
        return _hint([str(self.by_name[name][0]) for name in near])


def units_meant(texts: Sequence[str]) -> tuple[list[Organisation], list[str]]:
    """The units these keys or names mean, and what is wrong with the others."""
    units, found, wrong = Units.load() if texts else Units({}), [], []
    for text in texts:
        try:
            found.append(units.find(text))
        except NotOne as refused:
            wrong.append(str(refused))
    return list(dict.fromkeys(found)), wrong


def cities_meant(texts: Iterable[str]) -> tuple[list[City], list[str]]:
    """The cities these addresses or names mean, and what is wrong with the others. A partner of a name wins."""
    found: list[City] = []
    wrong: list[str] = []
    for text in texts:
        try:
            found.append(city_meant(text))
        except NotOne as refused:
            wrong.append(str(refused))
    return list(dict.fromkeys(found)), wrong


def city_meant(text: str) -> City:
    """The city of this address, or the only one (the only partner) of this name; `NotOne` says what to write instead."""
    rows = City.objects.select_related("country")
    if city := rows.filter(slug=text.strip()).first():
        return city
    wanted = fold(text)
    named = rows.filter(search_text__contains=wanted)
    named = _partners_first(named.select_related("country", "relationship"))
    found = [city for city in named[:200] if wanted in {fold(name) for name in city.name.values()}]
    partners = [city for city in found if _is_partner(city)]
    if len(partners or found) == 1:
        return (partners or found)[0]
    if found:
        addresses = ", ".join(f"{city.slug} ({city.country})" for city in (partners or found)[:6])
        raise NotOne(
            _("More than one city is called “%(text)s”; write one of these addresses: %(addresses)s.")
            % {"text": text, "addresses": addresses}
        )
    near = [option.label for option in cities_like(text)[:NEAREST]]
    raise NotOne(_("No city is called “%(text)s”. %(hint)s") % {"text": text, "hint": _hint(near)})


def _is_partner(city: City) -> bool:
    tie = getattr(city, "relationship", None)
    return tie is not None and tie.visibility == Visibility.PUBLIC


def fold(text: str) -> str:
    """A name as it is compared: without case, outer and doubled spaces."""
    return " ".join(text.casefold().split())


def _rank(name: Translated, wanted: str) -> tuple[bool, str]:
    begins = any(fold(text).startswith(fold(wanted)) for text in name.values())
    return not begins, str(name)


def _hint(near: list[str]) -> str:
    return _("Did you mean %s?") % ", ".join(near) if near else _("Check the spelling.")
