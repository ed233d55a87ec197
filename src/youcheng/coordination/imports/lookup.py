"""Finds what the rows of a sheet of tasks mean: plans, measures, units, people, ties, cities, other tasks.

Used by the spec beside it. The number of queries does not follow the number of rows; names are understood in any language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.coordination import queries
from youcheng.coordination.errors import NotOne
from youcheng.coordination.models import Measure, Plan, Task
from youcheng.coordination.policies import may_direct
from youcheng.coordination.queries.naming import Units, fold
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing.spec import Values
from youcheng.network.models import City, Relationship
from youcheng.network.queries import relationships_visible_to

T = TypeVar("T")
WITHIN = re.compile(r"[、，]")
"""What separates units inside one part of a cell, where the part as a whole names none."""


@dataclass
class Lookup:
    """Everything the rows refer to. `given` keeps each row as it was typed, by its key."""

    units: Units
    plans: Mapping[int, Plan]
    measures: Mapping[tuple[int, int], Measure]
    ties: Mapping[str, list[Relationship]]
    cities: Mapping[str, list[City]]
    people: Mapping[int, list[Person]]
    tasks: dict[str, Task]
    by_code: Mapping[str, Task]
    may_direct: bool
    coming: frozenset[str] = frozenset()
    """Keys the sheet itself brings."""
    given: dict[str, Values] = field(default_factory=dict)

    def meant(self, values: Values, column: str) -> Any:
        """What a cell names; None or nothing where it is empty. Raises `NotOne` where it names no thing or several."""
        cell = values.get(column)
        if not cell:
            return [] if column in {"cooperating", "cities", "waits_for"} else None
        if column == "measure":
            found = self.measures.get((year_of(values), cell))
            if found is None:
                raise Refused(
                    _("The plan of %(year)s has no measure %(number)s.")
                    % {"year": year_of(values), "number": cell}
                )
            return found
        resolve: dict[str, Callable[[], Any]] = {
            "tie": lambda: self.tie_of(cell),
            "lead": lambda: self.units.find(cell),
            "cooperating": lambda: self.units_of(cell),
            "responsible": lambda: self.person_of(cell, self.lead_of(values)),
            "cities": lambda: list(dict.fromkeys(self.city_of(text) for text in cell)),
            # Tasks of this very sheet are looked up when all are written.
            "waits_for": lambda: self.others_of(text for text in cell if text not in self.coming),
        }
        return resolve[column]()

    def lead_of(self, values: Values) -> Organisation | None:
        return self.units.find(values["lead"]) if values.get("lead") else None

    def units_of(self, texts: Sequence[str]) -> list[Organisation]:
        """The units of a cell; a part that names none as a whole is read as several."""
        found: list[Organisation] = []
        for text in texts:
            try:
                found.append(self.units.find(text))
            except NotOne:
                parts = [part for part in WITHIN.split(text) if part.strip()]
                if len(parts) < 2:
                    raise
                found += [self.units.find(part) for part in parts]
        return list(dict.fromkeys(found))

    def person_of(self, text: str, lead: Organisation | None) -> Person:
        """A member of the lead unit by sign-in name or name."""
        members = self.people.get(lead.pk, []) if lead else []
        found = [person for person in members if text == person.username]
        found = found or [person for person in members if fold(person.name) == fold(text)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotOne(_("“%s” is the name of more than one member; write the sign-in name.") % text)
        raise NotOne(_("“%(name)s” is no member of %(unit)s.") % {"name": text, "unit": lead or "—"})

    def tie_of(self, text: str) -> Relationship:
        return _only(self.ties, text, _("There is no tie with “%s” on the register.") % text)

    def city_of(self, text: str) -> City:
        missing = _("“%s” is neither a partner's name nor the address of a city.") % text
        return _only(self.cities, text, missing)

    def others_of(self, texts: Iterable[str]) -> list[Task]:
        """The tasks of these numbers or keys."""
        found = []
        for text in texts:
            task = self.by_code.get(text.strip()) or self.tasks.get(text.strip())
            if task is None:
                raise NotOne(_("There is no task “%s”; write its number, such as 2026-001.") % text)
            found.append(task)
        return found

    def name_of_person(self, person: Person, lead: Organisation | None) -> str:
        """What the sheet calls somebody: the name where it means one member alone, else the sign-in name."""
        members = self.people.get(lead.pk, []) if lead else []
        same = [member for member in members if fold(member.name) == fold(person.name)]
        return person.name if len(same) == 1 and person.name else person.username

    def name_of_tie(self, tie: Relationship) -> str:
        name = str(tie.partner)
        return name if len(self.ties.get(fold(name), ())) == 1 else tie.key

    def name_of_city(self, city: City) -> str:
        name = str(city)
        return name if len(self.cities.get(fold(name), ())) == 1 else city.slug


def year_of(values: Values) -> int:
    """The year of the plan a row belongs to: as it says, else that of its deadline, else this year."""
    due = values.get("due_on")
    return int(values.get("year") or (due.year if due else timezone.localdate().year))


def laid_over(values: Values, present: Values | None) -> dict[str, Any]:
    """What the row says, over what stands there already; a task keeps the year of its plan."""
    return {**present, **values, "year": present["#year"]} if present else dict(values)


def look_up(actor: Actor, rows: Sequence[Values], tasks: QuerySet[Task]) -> Lookup:
    """Everything these rows and tasks refer to, as far as the actor may see it."""
    ties = list(relationships_visible_to(actor))
    known = {task.key: task for task in tasks}
    plans = {plan.year: plan for plan in queries.plans_visible_to(actor)}
    measures = {
        (measure.plan.year, measure.number): measure for measure in queries.measures_visible_to(actor)
    }
    return Lookup(
        units=Units.load(),
        plans=plans,
        measures=measures,
        ties=_named((tie.partner.name.values(), (tie.key, tie.partner.slug), tie) for tie in ties),
        cities=_cities(ties, rows),
        people=_people(timezone.localdate()),
        tasks=known,
        by_code={task.code: task for task in known.values()},
        may_direct=actor.is_system or may_direct(actor),
        coming=frozenset(row["key"] for row in rows if row.get("key")),
    )


def _cities(ties: Sequence[Relationship], rows: Sequence[Values]) -> dict[str, list[City]]:
    """Partners by every name; any other city of the gazetteer by its address alone."""
    cities: dict[str, list[City]] = _named(
        (tie.partner.name.values(), (tie.partner.slug,), tie.partner) for tie in ties
    )
    wanted = {text for row in rows for text in row.get("cities") or ()}
    for city in City.objects.filter(slug__in=wanted - set(cities)):
        cities[city.slug] = [city]
    return cities


def _people(on: dt.date) -> dict[int, list[Person]]:
    """Members of every unit on a day."""
    rows = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), since__lte=on, person__is_active=True
    )
    found: dict[int, list[Person]] = {}
    for membership in rows.select_related("person"):
        members = found.setdefault(membership.organisation_id, [])
        if membership.person not in members:
            members.append(membership.person)
    return found


def _named(rows: Iterable[tuple[Iterable[str], Iterable[str], T]]) -> dict[str, list[T]]:
    """Things by their folded names and, exactly, by their keys."""
    found: dict[str, list[T]] = {}
    for names, keys, thing in rows:
        for text in {*(fold(name) for name in names if name), *keys}:
            found.setdefault(text, []).append(thing)
    return found


def _only(things: Mapping[str, list[T]], text: str, missing: str) -> T:
    """The one thing of this key or name."""
    found = things.get(text.strip()) or things.get(fold(text)) or []
    if len(found) == 1:
        return found[0]
    if found:
        raise NotOne(_("“%s” is the name of more than one; write its key.") % text)
    raise NotOne(missing)
