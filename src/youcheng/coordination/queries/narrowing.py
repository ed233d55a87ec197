"""Narrowing and ordering a list of tasks: the one meaning of every filter, whichever view shows the tasks.

Called by the table, the groupings, the calendar feed, exports and commands, with what `forms.TaskFilter` cleaned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from youcheng.accounts.belonging import organisations_where
from youcheng.accounts.models import Organisation, Person
from youcheng.accounts.queries import named_like
from youcheng.coordination.enums import OVER, TaskState
from youcheng.coordination.models import Task
from youcheng.coordination.queries.tasks import in_order_of_urgency, late_on, tasks_counted_for
from youcheng.foundation.actors import Actor
from youcheng.foundation.translated import FALLBACK
from youcheng.network.models import City
from youcheng.network.queries import zones_of_all

OPEN = "open"
"""The state of a filter that stands for every state in which something is still due."""
MOST = 3_000
"""Deadlines of one calendar; programs read the whole file every time."""
SORTS = ("number", "title", "lead", "responsible", "due", "state")


@dataclass(frozen=True)
class Narrowing:
    """What a list of tasks is narrowed to; what is empty narrows nothing.

    `state` is a task's state or `OPEN`. `unit` (lead or cooperating), `lead`, `city` and `tie` are a key or a part of a
    name; `person` a sign-in name or a part of a name. `mine` are the tasks of the reader's units and person.
    """

    words: str = ""
    state: str = ""
    late: bool = False
    mine: bool = False
    unit: str = ""
    lead: str = ""
    person: str = ""
    city: str = ""
    tie: str = ""
    measure: int | None = None
    goal: int | None = None
    zone: str = ""
    field: str = ""
    year: int | None = None


def narrowed(rows: QuerySet[Task], by: Narrowing, actor: Actor, today: dt.date) -> QuerySet[Task]:
    """The tasks that fit every part of the narrowing. At most a handful of queries to understand names and zones."""
    plain = {"plan__year": by.year, "measure__number": by.measure, "measure__goal": by.goal}
    rows = rows.filter(**{column: value for column, value in plain.items() if value is not None})
    parts: tuple[tuple[object, Callable[[], Q]], ...] = (
        (by.words, lambda: Q(title__icontains=by.words) | Q(description__icontains=by.words)),
        (by.state, lambda: _in_state(by.state)),
        (by.late, lambda: late_on(today)),
        (by.mine, lambda: of_reader(actor)),
        (by.unit, lambda: of_units(_units(by.unit))),
        (by.lead, lambda: Q(lead__in=_units(by.lead))),
        (by.person, lambda: Q(responsible__in=_people(by.person))),
        (by.city, lambda: about_cities(_cities(by.city))),
        (by.tie, lambda: Q(relationship__partner__in=_cities(by.tie))),
        (by.zone, lambda: _in_zone(by.zone, today)),
        # A JSON list of codes is text on both databases; the quotes keep "sport" from meaning "transport".
        (by.field, lambda: Q(fields__icontains=f'"{by.field}"')),
    )
    for given, condition in parts:
        if given:
            rows = rows.filter(condition())
    return rows


def due_of(actor: Actor, by: Narrowing, today: dt.date) -> QuerySet[Task]:
    """The tasks that fit and have a deadline, for a calendar: open ones, unless a state is asked for."""
    by = by if by.state else replace(by, state=OPEN)
    rows = tasks_counted_for(actor).filter(due_on__isnull=False)
    shown = narrowed(rows, by, actor, today).select_related("plan", "lead", "responsible")
    return shown.prefetch_related("cooperating").order_by("due_on", "number")[:MOST]


def ordered(rows: QuerySet[Task], sort: str, today: dt.date) -> QuerySet[Task]:
    """The tasks by one of `SORTS` (with `-` the other way round); anything else puts the most urgent first."""
    key = sort.removeprefix("-")
    if key not in SORTS:
        return in_order_of_urgency(rows, today)
    if key == "lead":
        rows = rows.alias(lead_name=_name("lead__name", "lead__key"))
    columns: dict[str, F | Case] = {
        "number": F("plan__year"),
        "title": F("title"),
        "lead": F("lead_name"),
        "responsible": F("responsible__name"),
        "due": F("due_on"),
        "state": _place_of_state(),
    }
    column = columns[key]
    if sort.startswith("-"):
        return rows.order_by(column.desc(nulls_last=True), "-number", "-pk")
    return rows.order_by(column.asc(nulls_last=True), "number", "pk")


def of_reader(actor: Actor) -> Q:
    """The tasks of the reader's units, those they are responsible for, and the one delegated to them."""
    own = Q(responsible_id=actor.person_id) | Q(delegate_id=actor.person_id)
    return of_units(Organisation.objects.filter(pk__in=organisations_where(actor))) | own


def of_units(units: QuerySet[Organisation]) -> Q:
    """The tasks these units lead or share in."""
    keys = units.order_by().values("pk")
    shared = Task.cooperating.through.objects.filter(organisation__in=keys)
    return Q(lead__in=keys) | Q(pk__in=shared.values("task"))


def about_cities(cities: QuerySet[City]) -> Q:
    """The tasks of these cities' ties, and those that name them."""
    keys = cities.order_by().values("pk")
    named = Task.cities.through.objects.filter(city__in=keys)
    return Q(relationship__partner__in=keys) | Q(pk__in=named.values("task"))


def _in_state(state: str) -> Q:
    return ~Q(state__in=OVER) if state == OPEN else Q(state=state)


def _in_zone(zone: str, today: dt.date) -> Q:
    """A task is in the zone its measure names, else in that of the countries of its tie and cities."""
    countries = [country for country, its in zones_of_all(today).items() if its == zone]
    return Q(measure__zone=zone) | about_cities(City.objects.filter(country__in=countries))


def _units(text: str) -> QuerySet[Organisation]:
    """The unit of this key, else those whose name holds the text; dissolved ones too, whose tasks remain."""
    exact = Organisation.objects.filter(key=text)
    return exact if exact.exists() else Organisation.objects.filter(named_like(text))


def _cities(text: str) -> QuerySet[City]:
    exact = City.objects.filter(slug=text)
    return exact if exact.exists() else City.objects.filter(search_text__contains=text.casefold())


def _people(text: str) -> QuerySet[Person]:
    return Person.objects.filter(Q(username__iexact=text) | Q(name__icontains=text)).order_by()


def _name(column: str, fallback: str) -> Coalesce:
    """A translated name in the reader's language, else in Chinese or English, to sort by."""
    codes = dict.fromkeys([(get_language() or FALLBACK[0]).lower(), *FALLBACK])
    return Coalesce(
        *(KeyTextTransform(code, column) for code in codes), F(fallback), output_field=TextField()
    )


def _place_of_state() -> Case:
    """Where a state stands on the way from draft to closed."""
    places = [When(state=state, then=Value(place)) for place, state in enumerate(TaskState.values)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
