"""The working days that count for a task: the home country's, and those of every partner country it is about.

Called by the sweep and by the lists of what is late. A country the library of holidays doesn't know adds nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from youcheng.coordination.deadlines import Ruler
from youcheng.coordination.holidays import calendar_of, has_calendar
from youcheng.coordination.models import Task
from youcheng.engines.workdays import Calendar, Days, Week, joint
from youcheng.network.queries import home_city

PLAIN_WEEK = Calendar("", (Week(frozenset({5, 6})),), {}, {}, dt.date.min, dt.date.max)
"""Monday to Friday: what counts before anybody has said whose platform this is."""

Countries = frozenset[str]


class Rulers:
    """One ruler for each set of countries, made when first asked for; each reaches over the same span.

    `day` is the day on which one asks: it decides which years of the calendars are known.
    """

    def __init__(self, day: dt.date, first: dt.date, last: dt.date) -> None:
        home = home_city()
        self.home = home.city.country_id if home is not None else ""
        self._day, self._first, self._last = day, first, last
        self._made: dict[Countries, Ruler] = {}

    def of(self, partners: Countries) -> Ruler:
        """The days on which the home country and all these partner countries (alpha-2) work."""
        if partners not in self._made:
            self._made[partners] = Ruler.of(self.days(partners), self._first, self._last)
        return self._made[partners]

    def days(self, partners: Countries) -> Days:
        """The calendar itself, of the home country and all these partner countries."""
        known = [code for code in sorted(partners - {self.home}) if has_calendar(code)]
        codes = ([self.home] if self.home and has_calendar(self.home) else []) + known
        if not codes:
            return PLAIN_WEEK
        if len(codes) == 1:
            return calendar_of(codes[0], year=self._day.year)
        return joint(*(calendar_of(code, year=self._day.year) for code in codes))


def countries_of_cities(tasks: Any) -> dict[int, Countries]:
    """The countries of the cities of some tasks (a sub-select or keys), by task; one without cities is absent."""
    found: dict[int, set[str]] = {}
    links = Task.cities.through.objects.filter(task__in=tasks).values_list("task_id", "city__country_id")
    for task, country in links.order_by():
        found.setdefault(task, set()).add(country)
    return {task: frozenset(codes) for task, codes in found.items()}
