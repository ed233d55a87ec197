"""Supervision: the day's sweep over a large year of tasks, the first time, again, and on an ordinary day after it.

The tasks are spread over the year in front of 300 units and 24 partner countries, so that every calendar is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from benchmarks import homes
from benchmarks.measuring import Measured, seconds

TASKS, UNITS = 20_000, 300
SWEEP_SECONDS = 3
DAY = dt.date(2026, 3, 4)  # a Wednesday
COUNTRIES = "JP CH MA US AU BO TH MM NZ BD FI KH LA LK TR NP IN MY FR VN CZ UZ ID DE".split()  # noqa: SIM905 -- twenty-four quoted codes read worse


def sweeping() -> Iterator[Measured]:
    homes.migrate()
    now = homes.begin()
    make_tasks(now)
    from youcheng.coordination.actions.sweep import sweep
    from youcheng.coordination.models import Notice
    from youcheng.foundation.actors import Actor

    system = Actor.system("bench")

    def swept(day: dt.date) -> float:
        return seconds(lambda: sweep(actor=system, now=now, day=day))

    yield Measured(
        f"loaded once a worker: addresses, calendars of {len(COUNTRIES) + 1} countries", seconds(load), "s"
    )
    took = swept(DAY)
    made = Notice.objects.count()
    yield Measured(f"first sweep over {TASKS:,} tasks, {made:,} notices made", took, "s", SWEEP_SECONDS)
    yield Measured("the same again", swept(DAY), "s", SWEEP_SECONDS)
    took = swept(DAY + dt.timedelta(days=1))
    made = Notice.objects.count() - made
    yield Measured(f"the next day, {made:,} notices made", took, "s", SWEEP_SECONDS)


def load() -> None:
    """What a worker keeps from one day to the next."""
    from django.urls import reverse

    from youcheng.coordination.holidays import calendar_of

    reverse("coordination:late")
    for code in ["CN", *COUNTRIES]:
        calendar_of(code, year=DAY.year)


def make_tasks(now: dt.datetime) -> None:
    """A home city in China, units with a steward and a clerk each, an office, and a year's open tasks."""
    from youcheng.accounts.models import Membership, Organisation, Person
    from youcheng.coordination import actions
    from youcheng.coordination.actions.rules import lay_down_rules
    from youcheng.coordination.models import Task
    from youcheng.foundation.actors import Actor
    from youcheng.network.models import City, Country, HomeCity, Relationship

    system, since = Actor.system("bench"), dt.date(2020, 1, 1)
    countries = [
        Country.objects.create(iso2=code, iso3=f"{code}{at % 10}")
        for at, code in enumerate(["CN", *COUNTRIES])
    ]
    cities = [City.objects.create(slug=country.iso2.lower(), country=country) for country in countries]
    HomeCity.objects.create(pk=1, city=cities[0], started_on=since)
    ties = [Relationship.objects.create(partner=city, key=city.slug) for city in cities[1:]]
    office = Organisation.objects.create(key="office", kind="office", name={"en": "Office"})
    units = [
        Organisation.objects.create(key=f"unit-{at}", kind="department", name={"en": f"Unit {at}"})
        for at in range(UNITS)
    ]
    people = Person.objects.bulk_create(
        Person(username=f"person-{at}", name=f"Person {at}", email=f"{at}@example.org")
        for at in range(2 * UNITS + 3)
    )
    places = [(unit, role) for unit in units for role in (40, 20)] + [(office, 30)] * 3
    Membership.objects.bulk_create(
        Membership(person=person, organisation=unit, role=role, since=since)
        for person, (unit, role) in zip(people, places, strict=True)
    )
    plan = actions.create_plan(actor=system, now=now, year=DAY.year)
    measure = actions.add_measure(actor=system, now=now, plan=plan, title="Platform")
    tasks = Task.objects.bulk_create(
        Task(
            plan=plan, number=at + 1, key=str(at), title=f"Task {at}", state="in_progress", measure=measure,
            lead=units[at % UNITS], relationship=ties[at % len(ties)] if at % 3 else None,
            due_on=DAY + dt.timedelta(days=at % 365 - 30), created_at=now, moved_at=now,
        )
        for at in range(TASKS)
    )  # fmt: skip
    links = Task.cities.through
    links.objects.bulk_create(
        links(task_id=task.pk, city_id=cities[1 + at % len(ties)].pk)
        for at, task in enumerate(tasks)
        if at % 5 == 0
    )
    lay_down_rules(actor=system, now=now)
