"""What the sweep of a day would say, to whom: every open task with a deadline, held against the rules in use.

Called by `actions.sweep`, which writes it down, and by the preview. The number of queries does not depend on the number
of tasks; whether a rule speaks is `deadlines`, nothing is written here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Membership, Organisation
from youcheng.coordination.deadlines import Rule, Spoken, speaking
from youcheng.coordination.enums import OVER, NoticeKind, RuleKind, TaskState
from youcheng.coordination.models import Notice, SupervisionRule, Task
from youcheng.coordination.queries.calendars import Rulers, countries_of_cities

UNSUPERVISED = frozenset({*OVER, TaskState.DRAFT.value, TaskState.SUBMITTED.value})
"""States in which nobody is reminded: nothing is due, or the proof lies with the office."""
WITH_OFFICE = frozenset({TaskState.RETURNED.value, TaskState.DATE_PROPOSED.value})
"""States in which the office has to decide first: it is told instead of the unit."""
MARGIN = 30
KINDS = {
    RuleKind.BEFORE.value: NoticeKind.DUE_SOON.value,
    RuleKind.ON_DAY.value: NoticeKind.DUE_TODAY.value,
    RuleKind.LATE.value: NoticeKind.LATE.value,
    RuleKind.TO_UNIT.value: NoticeKind.ESCALATED.value,
    RuleKind.TO_OFFICE.value: NoticeKind.PROPOSED.value,
}
SWEPT = (*KINDS.values(), NoticeKind.WEEKLY.value)
"""The kinds of notices that the sweep makes."""


@dataclass(frozen=True)
class Planned:
    """One notice that a sweep would make; `facts` is what its words are made of."""

    key: str
    person: int
    kind: str
    url: str
    facts: dict[str, Any]
    task: int | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Plan:
    """What a sweep found: the open tasks it looked at and every notice that is due by that day, told before or not."""

    tasks: int
    notices: list[Planned]


@dataclass
class People:
    """Who belongs where on a day: members of each unit by role, and the office's coordinators and stewards."""

    members: dict[int, dict[int, int]] = field(default_factory=dict)
    office: list[int] = field(default_factory=list)

    def at_least(self, unit: int | None, role: Role) -> list[int]:
        return sorted(person for person, held in self.members.get(unit or 0, {}).items() if held >= role)


def rules_in_use() -> list[Rule]:
    """The rules that are switched on."""
    rows = SupervisionRule.objects.filter(is_active=True).order_by("kind", "days")
    return [Rule(kind, days) for kind, days in rows.values_list("kind", "days")]


def planned(day: dt.date) -> Plan:
    """Every notice that is due by a day. What was told before is among them, under the same key."""
    rules = rules_in_use()
    rows = list(_rows(rules, day))
    if not rules or not rows:
        return Plan(len(rows), [])
    dues = [row["due_on"] for row in rows]
    rulers = Rulers(day, min(*dues, _monday(day)), max(*dues, day))
    about = countries_of_cities(_supervised(rules, day).values("pk"))
    people, units = people_on(day), _unit_names()
    notices: list[Planned] = []
    for row in rows:
        partners = about.get(row["pk"], frozenset()) | ({row["country"]} if row["country"] else frozenset())
        ruler = rulers.of(partners)
        for spoken in speaking(rules, ruler, day, row["due_on"]):
            certain = ruler.is_certain(day, row["due_on"])
            notices += _notices(row, spoken, people, units, certain=certain)
    late = [row for row in rows if row["due_on"] < day]
    is_working_week = rulers.of(frozenset()).late(day, _monday(day) - dt.timedelta(days=1)) > 0
    return Plan(len(rows), notices + (_weekly(late, day, people.office) if is_working_week else []))


def not_told(notices: list[Planned]) -> list[Planned]:
    """Those of the planned notices that nobody has made yet. One query."""
    told = set(Notice.objects.filter(_told(notices)).order_by().values_list("key", flat=True))
    return [notice for notice in notices if notice.key not in told]


def _told(notices: list[Planned]) -> Q:
    """Made by a sweep about a task that is still supervised, or about one of these weeks."""
    weeks = [notice.key for notice in notices if notice.kind == NoticeKind.WEEKLY]
    open_tasks = Task.objects.exclude(state__in=UNSUPERVISED).order_by().values("pk")
    return Q(kind__in=SWEPT, task__in=open_tasks) | Q(key__in=weeks)


def people_on(day: dt.date) -> People:
    """Everybody's memberships in force on a day, of people who may sign in. One query."""
    found = People()
    rows = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), since__lte=day, person__is_active=True
    ).order_by("person_id")
    for unit, person, role, kind in rows.values_list(
        "organisation_id", "person_id", "role", "organisation__kind"
    ):
        held = found.members.setdefault(unit, {})
        held[person] = max(role, held.get(person, 0))
        if kind == OrganisationKind.OFFICE and role >= Role.COORDINATOR and person not in found.office:
            found.office.append(person)
    return found


def _unit_names() -> dict[int, dict[str, str]]:
    return {key: dict(name) for key, name in Organisation.objects.order_by().values_list("pk", "name")}


def _supervised(rules: Iterable[Rule], day: dt.date) -> QuerySet[Task]:
    """Open tasks whose deadline is near enough for the farthest reminder, on whatever calendar, or past."""
    farthest = max((rule.days for rule in rules if rule.kind == RuleKind.BEFORE), default=0)
    horizon = day + dt.timedelta(days=3 * farthest + MARGIN)
    return Task.objects.exclude(state__in=UNSUPERVISED).filter(due_on__lte=horizon).order_by("pk")


def _rows(rules: Iterable[Rule], day: dt.date) -> Iterator[dict[str, Any]]:
    names = {
        "pk": "pk", "year": "plan__year", "number": "number", "title": "title", "state": "state", "due_on": "due_on",
        "lead": "lead_id", "responsible": "responsible_id", "delegate": "delegate_id",
        "delegate_is_active": "delegate__is_active", "country": "relationship__partner__country_id",
    }  # fmt: skip
    for values in _supervised(rules, day).values_list(*names.values()).iterator(chunk_size=5000):
        yield dict(zip(names, values, strict=True))


def _notices(
    row: dict[str, Any], spoken: Spoken, people: People, units: dict[int, dict[str, str]], *, certain: bool
) -> list[Planned]:
    """One notice for each person whom this rule tells about this task."""
    facts = {
        "code": f"{row['year']}-{row['number']:03d}", "title": row["title"], "unit": units.get(row["lead"], {}),
        "days": spoken.days, "certain": certain,
    }  # fmt: skip
    url = reverse("coordination:task", args=[row["pk"]])
    rule, due = spoken.rule, row["due_on"]
    return [
        Planned(f"{rule.kind}:{rule.days}:{row['pk']}:{due}:{person}", person, KINDS[rule.kind], url, facts, row["pk"], due)
        for person in _told_of(row, rule.kind, people)
    ]  # fmt: skip


def _told_of(row: dict[str, Any], kind: str, people: People) -> list[int]:
    """Whom a kind of rule tells: who does the work, who leads the unit, or the office where there is nobody to tell."""
    contributors = people.at_least(row["lead"], Role.CONTRIBUTOR)
    if kind == RuleKind.TO_OFFICE:
        return people.office
    if row["state"] in WITH_OFFICE or not contributors:
        return [] if kind == RuleKind.TO_UNIT else people.office
    if kind == RuleKind.TO_UNIT:
        return people.at_least(row["lead"], Role.COORDINATOR) or people.office
    doing = {row["responsible"]} & set(people.members.get(row["lead"], {}))
    if row["delegate_is_active"]:
        doing.add(row["delegate"])
    return sorted(doing) or contributors


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _weekly(late: list[dict[str, Any]], day: dt.date, office: list[int]) -> list[Planned]:
    """The week's notice to the office, once a week, where anything is late."""
    if not late:
        return []
    year, week, _weekday = day.isocalendar()
    facts = {"tasks": len(late), "units": len({row["lead"] for row in late}), "day": day.isoformat()}
    url = reverse("coordination:late")
    return [
        Planned(f"weekly:{year}-{week:02d}:{person}", person, NoticeKind.WEEKLY.value, url, facts)
        for person in office
    ]
