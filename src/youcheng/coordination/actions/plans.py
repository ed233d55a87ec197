"""Making the year's plan: the plan itself, its goals, its measures.

Called by the plan's pages, the reading of published plans and commands. Progress is never written: it follows from tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.enums import PlanState
from youcheng.coordination.errors import AlreadyThere, Dissolved, Incomplete, NotNow
from youcheng.coordination.models import Goal, Measure, Plan
from youcheng.coordination.policies import may_direct, plan_policy
from youcheng.coordination.queries.plans import tasks_for_baseline
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes
from youcheng.network.models import City, PolicyTerm

YEARS = range(2000, 2101)


@transaction.atomic
def create_plan(*, actor: Actor, now: datetime, year: int, note: str = "") -> Plan:
    """Begin the plan of a year; a year has one."""
    if not (actor.is_system or may_direct(actor)):
        raise NotAllowed(actor, "add", "plans")
    if year not in YEARS:
        raise Incomplete(_("A plan is for a year from 2000 to 2100, not %(year)s.") % {"year": year})
    if Plan.objects.filter(year=year).exists():
        raise AlreadyThere(_("There is already a plan for %(year)s.") % {"year": year})
    plan = Plan.objects.create(year=year, note=note, created_at=now)
    audit.record(
        actor=actor, now=now, action="coordination.plan_created", row=plan, after={"year": year, "note": note}
    )
    return plan


@transaction.atomic
def put_in_force(*, actor: Actor, now: datetime, plan: Plan) -> None:
    """The plan is decided: the dates its assigned tasks have now become their baseline and stay it."""
    row = _locked_plan(actor, plan, {PlanState.DRAFT.value})
    changes = {"state": PlanState.IN_FORCE.value, "in_force_at": now}
    save_changes(actor=actor, now=now, action="coordination.plan_in_force", row=row, changes=changes)
    set_for = tasks_for_baseline(row).update(baseline_starts_on=F("starts_on"), baseline_due_on=F("due_on"))
    audit.record(actor=actor, now=now, action="coordination.baseline_set", row=row, after={"tasks": set_for})
    plan.refresh_from_db()


@transaction.atomic
def close_plan(*, actor: Actor, now: datetime, plan: Plan) -> None:
    """The year is over. Open tasks stay open and are still supervised."""
    row = _locked_plan(actor, plan, {PlanState.IN_FORCE.value})
    changes = {"state": PlanState.CLOSED.value}
    save_changes(actor=actor, now=now, action="coordination.plan_closed", row=row, changes=changes)
    plan.refresh_from_db()


def _locked_plan(actor: Actor, plan: Plan, states: set[str]) -> Plan:
    plan_policy.require(actor, "edit", plan)
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    if row.state not in states:
        raise NotNow(
            _("The plan is %(state)s, so this can't be done now.") % {"state": row.get_state_display()}
        )
    return row


@transaction.atomic
def add_goal(
    *, actor: Actor, now: datetime, plan: Plan, name: Mapping[str, str], term: PolicyTerm | None = None
) -> Goal:
    """Add what the year's measures serve: a policy term, or words of the plan's own."""
    plan_policy.require(actor, "edit", plan)
    if term is None and not any(name.values()):
        raise Incomplete(_("A goal needs a name or a policy term."))
    last = plan.goals.aggregate(last=Max("order"))["last"] or 0
    goal = Goal.objects.create(plan=plan, name=dict(name), term=term, order=last + 1)
    audit.record(
        actor=actor,
        now=now,
        action="coordination.goal_added",
        row=goal,
        after={"plan": plan.year, "name": dict(name), "term": term.code if term else None},
    )
    return goal


@transaction.atomic
def edit_goal(
    *,
    actor: Actor,
    now: datetime,
    goal: Goal,
    version: int | None,
    name: Mapping[str, str],
    term: PolicyTerm | None,
) -> bool:
    """Change a goal's words or term; False when nothing differs."""
    plan_policy.require(actor, "edit", goal.plan)
    row = Goal.objects.select_for_update().get(pk=goal.pk)
    require_version(row, version)
    changes = {"name": dict(name), "term_id": term.pk if term else None}
    return save_changes(actor=actor, now=now, action="coordination.goal_edited", row=row, changes=changes)


@transaction.atomic
def remove_goal(*, actor: Actor, now: datetime, goal: Goal) -> None:
    """Take a goal off; its measures stay, without a goal."""
    plan_policy.require(actor, "edit", goal.plan)
    audit.record(
        actor=actor, now=now, action="coordination.goal_removed", row=goal, before={"name": dict(goal.name)}
    )
    goal.delete()


@transaction.atomic
def add_measure(
    *,
    actor: Actor,
    now: datetime,
    plan: Plan,
    title: str,
    goal: Goal | None = None,
    lead: Organisation | None = None,
    cooperating: Iterable[Organisation] = (),
    cities: Iterable[City] = (),
    **values: Any,
) -> Measure:
    """Add a measure. `values` are zone, fields and the quotation with its place (bulletin, heading, page, column, line)."""
    plan_policy.require(actor, "edit", plan)
    if not title.strip():
        raise Incomplete(_("A measure needs its words."))
    Plan.objects.select_for_update().get(pk=plan.pk)  # numbers are given one after another
    last = plan.measures.aggregate(last=Max("number"))["last"] or 0
    refuse_dissolved([unit for unit in (lead, *cooperating) if unit], now)
    measure = Measure.objects.create(
        plan=plan, number=last + 1, title=title.strip(), goal=goal, lead=lead, **values
    )
    measure.cooperating.set(cooperating)
    measure.cities.set(cities)
    audit.record(
        actor=actor,
        now=now,
        action="coordination.measure_added",
        row=measure,
        after={
            "plan": plan.year, "number": measure.number, "title": measure.title,
            "lead": lead.key if lead else None, "quotation": measure.quotation,
        },
    )  # fmt: skip
    return measure


@transaction.atomic
def edit_measure(
    *,
    actor: Actor,
    now: datetime,
    measure: Measure,
    version: int | None,
    cooperating: Iterable[Organisation],
    cities: Iterable[City],
    **changes: Any,
) -> bool:
    """Change a measure's words, goal, units, zone, cities or fields; the quotation stays as published."""
    plan_policy.require(actor, "edit", measure.plan)
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    require_version(row, version)
    if unknown := set(changes) - {"title", "goal_id", "lead_id", "zone", "fields"}:
        raise TypeError(f"not to be changed on a measure: {', '.join(sorted(unknown))}")
    cooperating, cities = list(cooperating), list(cities)
    linked = _set_links(row, cooperating=cooperating, cities=cities)
    changed = save_changes(
        actor=actor, now=now, action="coordination.measure_edited", row=row, changes=changes
    )
    if linked and not changed:
        row.version += 1
        row.save(update_fields=["version"])
        audit.record(actor=actor, now=now, action="coordination.measure_edited", row=row, after=linked)
    measure.refresh_from_db()
    return changed or bool(linked)


def _set_links(row: Measure, **wanted: list[Any]) -> dict[str, Any]:
    """Set the row's many-to-many columns; returns what changed, by name."""
    changed = {}
    for name, rows in wanted.items():
        manager = getattr(row, name)
        if set(manager.values_list("pk", flat=True)) != {one.pk for one in rows}:
            manager.set(rows)
            changed[name] = sorted(str(one) for one in rows)
    return changed


@transaction.atomic
def remove_measure(*, actor: Actor, now: datetime, measure: Measure) -> None:
    """Take a measure off that has no task yet; the audit log keeps it."""
    plan_policy.require(actor, "edit", measure.plan)
    if measure.tasks.exists():
        raise NotNow(_("“%s” has tasks, so it stays. Cancel the tasks instead.") % measure)
    audit.record(
        actor=actor,
        now=now,
        action="coordination.measure_removed",
        row=measure,
        before={"number": measure.number, "title": measure.title, "quotation": measure.quotation},
    )
    measure.delete()


def refuse_dissolved(units: Iterable[Organisation], now: datetime) -> None:
    """Refuse units that no longer exist on that day."""
    for unit in units:
        if unit.dissolved_on is not None and unit.dissolved_on <= timezone.localdate(now):
            raise Dissolved(
                _("%(unit)s was dissolved on %(day)s and can't take anything on.")
                % {"unit": unit, "day": unit.dissolved_on}
            )
