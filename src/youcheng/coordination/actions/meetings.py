"""The coordination meeting: calling it, its agenda from what is open, its minutes, and decisions that become tasks.

Called by the meetings' pages. A decision becomes a task once; the task points back to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.moves import assign
from youcheng.coordination.actions.notices import members
from youcheng.coordination.actions.plans import refuse_dissolved
from youcheng.coordination.actions.tasks import check_dates, write_task
from youcheng.coordination.enums import MeetingState, NoticeKind
from youcheng.coordination.errors import Incomplete, NotNow
from youcheng.coordination.models import AgendaItem, Decision, Meeting, Notice, Plan, Task
from youcheng.coordination.policies import meeting_policy, plan_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes

MEETING = ("title", "held_at", "place", "chair", "present", "minutes")


@transaction.atomic
def call_meeting(
    *,
    actor: Actor,
    now: datetime,
    plan: Plan,
    title: str,
    held_at: datetime,
    place: str = "",
    chair: str = "",
    units: Iterable[Organisation] = (),
) -> Meeting:
    """Call a meeting of some units; their members are told."""
    plan_policy.require(actor, "add_task", plan)
    if not title.strip():
        raise Incomplete(_("A meeting needs a title."))
    Plan.objects.select_for_update().get(pk=plan.pk)  # numbers are given one after another
    last = plan.meetings.aggregate(last=Max("number"))["last"] or 0
    units = list(units)
    refuse_dissolved(units, now)
    meeting = Meeting.objects.create(
        plan=plan,
        number=last + 1,
        title=title.strip(),
        held_at=held_at,
        place=place,
        chair=chair,
        created_at=now,
    )
    meeting.units.set(units)
    after = {"title": meeting.title, "held_at": held_at, "units": sorted(unit.key for unit in units)}
    audit.record(actor=actor, now=now, action="coordination.meeting_called", row=meeting, after=after)
    _tell(meeting, actor, now)
    return meeting


@transaction.atomic
def edit_meeting(
    *,
    actor: Actor,
    now: datetime,
    meeting: Meeting,
    version: int | None,
    units: Iterable[Organisation] | None = None,
    **changes: Any,
) -> bool:
    """Change time, place, chair, who was present, the summary, or the units; False when nothing differs."""
    row = _locked(actor, meeting, version)
    if unknown := set(changes) - set(MEETING):
        raise TypeError(f"not kept on a meeting: {', '.join(sorted(unknown))}")
    if not str(changes.get("title", row.title)).strip():
        raise Incomplete(_("A meeting needs a title."))
    held = set(row.units.values_list("pk", flat=True))
    chosen = None if units is None else list(units)
    regrouped = chosen is not None and held != {unit.pk for unit in chosen}
    if regrouped and chosen is not None:
        refuse_dissolved([unit for unit in chosen if unit.pk not in held], now)
        row.units.set(chosen)
    changed = save_changes(
        actor=actor, now=now, action="coordination.meeting_edited", row=row, changes=changes
    )
    if regrouped and not changed:
        after = {"units": sorted(unit.key for unit in row.units.all())}
        audit.record(actor=actor, now=now, action="coordination.meeting_edited", row=row, after=after)
    if regrouped:
        _tell(row, actor, now)
    meeting.refresh_from_db()
    return changed or regrouped


@transaction.atomic
def set_meeting_state(*, actor: Actor, now: datetime, meeting: Meeting, state: MeetingState) -> None:
    """Say that the meeting was held, or is called off."""
    row = _locked(actor, meeting, None)
    save_changes(
        actor=actor, now=now, action="coordination.meeting_state", row=row, changes={"state": state.value}
    )
    meeting.refresh_from_db()


@transaction.atomic
def add_item(*, actor: Actor, now: datetime, meeting: Meeting, title: str, about: str = "") -> AgendaItem:
    """Put a matter on the agenda; one that is there already stays as it is."""
    row = _locked(actor, meeting, None)
    if not title.strip():
        raise Incomplete(_("Say what the matter is."))
    if about and (item := row.agenda.filter(about=about).first()):
        return item
    last = row.agenda.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(meeting=row, order=last + 1, title=title.strip()[:300], about=about)
    audit.record(
        actor=actor, now=now, action="coordination.matter_added", row=item, after={"meeting": row.title}
    )
    return item


@transaction.atomic
def record_said(
    *, actor: Actor, now: datetime, item: AgendaItem, version: int | None, title: str, said: str
) -> bool:
    """Write down what was said on a matter."""
    meeting_policy.require(actor, "edit", item.meeting)
    row = AgendaItem.objects.select_for_update().get(pk=item.pk)
    require_version(row, version)
    if not title.strip():
        raise Incomplete(_("Say what the matter is."))
    changes = {"title": title.strip(), "said": said}
    return save_changes(actor=actor, now=now, action="coordination.matter_recorded", row=row, changes=changes)


@transaction.atomic
def remove_item(*, actor: Actor, now: datetime, item: AgendaItem) -> None:
    """Take a matter off the agenda; what was decided on it stays."""
    meeting_policy.require(actor, "edit", item.meeting)
    before = {"title": item.title, "said": item.said}
    audit.record(actor=actor, now=now, action="coordination.matter_removed", row=item, before=before)
    item.delete()


@transaction.atomic
def decide(
    *,
    actor: Actor,
    now: datetime,
    meeting: Meeting,
    text: str,
    item: AgendaItem | None = None,
    lead: Organisation | None = None,
    due_on: date | None = None,
) -> Decision:
    """Write down a decision, with who does it and until when where that was said."""
    row = _locked(actor, meeting, None)
    if not text.strip():
        raise Incomplete(_("Say what was decided."))
    check_dates(None, due_on)
    refuse_dissolved([lead] if lead else [], now)
    last = row.decisions.aggregate(last=Max("order"))["last"] or 0
    decision = Decision.objects.create(
        meeting=row, item=item, order=last + 1, text=text.strip(), lead=lead, due_on=due_on
    )
    after = {"text": decision.text, "lead": lead.key if lead else None, "due_on": due_on}
    audit.record(actor=actor, now=now, action="coordination.decided", row=decision, after=after)
    return decision


@transaction.atomic
def edit_decision(
    *,
    actor: Actor,
    now: datetime,
    decision: Decision,
    version: int | None,
    text: str,
    lead: Organisation | None,
    due_on: date | None,
) -> bool:
    """Correct a decision. What has become a task is changed there."""
    meeting_policy.require(actor, "edit", decision.meeting)
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    require_version(row, version)
    if row.tasks.exists():
        raise NotNow(_("“%s” has become a task; change the task.") % row)
    if not text.strip():
        raise Incomplete(_("Say what was decided."))
    check_dates(None, due_on)
    changes = {"text": text.strip(), "lead_id": lead.pk if lead else None, "due_on": due_on}
    return save_changes(actor=actor, now=now, action="coordination.decision_edited", row=row, changes=changes)


@transaction.atomic
def turn_into_tasks(*, actor: Actor, now: datetime, meeting: Meeting) -> list[Task]:
    """Make a task of every decision that has none; those with a lead unit and a deadline are assigned at once."""
    row = _locked(actor, meeting, None)
    made = []
    for decision in row.decisions.filter(tasks__isnull=True).select_related("lead"):
        task = write_task(
            actor=actor,
            now=now,
            plan=row.plan,
            title=decision.text,
            decision_id=decision.pk,
            lead_id=decision.lead_id,
            due_on=decision.due_on,
        )
        if decision.lead is not None and decision.due_on is not None:
            assign(actor=actor, now=now, task=task)
        made.append(task)
    return made


def _locked(actor: Actor, meeting: Meeting, version: int | None) -> Meeting:
    meeting_policy.require(actor, "edit", meeting)
    row = Meeting.objects.select_for_update(of=("self",)).select_related("plan").get(pk=meeting.pk)
    require_version(row, version)
    return row


def _tell(meeting: Meeting, actor: Actor, now: datetime) -> None:
    """Tell the members of the units that take part; each of them once a meeting."""
    units = set(meeting.units.values_list("pk", flat=True))
    people = set(
        members(units, timezone.localdate(now), Role.CONTRIBUTOR).values_list("person_id", flat=True)
    )
    Notice.objects.bulk_create(
        [
            Notice(
                person_id=person,
                kind=NoticeKind.MEETING,
                key=f"meeting:{meeting.pk}:{person}",
                url=reverse("coordination:meeting", args=[meeting.pk]),
                facts={"meeting": meeting.pk, "title": meeting.title, "held_at": meeting.held_at.isoformat()},
                created_at=now,
            )
            for person in sorted(people - {actor.person_id})
        ],
        ignore_conflicts=True,
    )
