"""Supervision notices 督办单: opened for a task by the office, answered by the unit, closed only with proof.

Called by the pages. Each action writes one line of the timeline, one audit entry, and tells those whom it concerns.
A notice keeps its number for good: what was opened by mistake is withdrawn, never removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.notices import members, members_of_office, tell_of_supervision
from youcheng.coordination.enums import OVER, StepKind, SupervisionState, TaskState
from youcheng.coordination.errors import AlreadyThere, ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Supervision, SupervisionStep, Task
from youcheng.coordination.policies import supervision_policy, task_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes, snapshot

RUNNING = (SupervisionState.OPEN.value, SupervisionState.ANSWERED.value)
"""States in which a supervision notice still asks for something."""
TOLD_TO_OFFICE = frozenset({StepKind.ANSWERED.value})


@transaction.atomic
def open_supervision(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    matter: str,
    due_on: date,
    contact: str = "",
    responsible: str = "",
) -> Supervision:
    """Put a task under supervision: its lead unit is responsible; the number is the year's next."""
    task_policy.require(actor, "direct", task)
    row = Task.objects.select_for_update(of=("self",)).select_related("lead", "responsible").get(pk=task.pk)
    if row.state in {*OVER, TaskState.DRAFT} or row.lead is None:
        raise NotNow(_("“%s” is not with a unit now, so there is nobody to supervise.") % row)
    if row.supervisions.filter(state__in=RUNNING).exists():
        raise AlreadyThere(_("“%s” is under supervision already.") % row)
    _check(matter, due_on, now)
    one_at_a_time()
    year = timezone.localdate(now).year
    last = Supervision.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    supervision = Supervision.objects.create(
        task=row, year=year, number=last + 1, unit=row.lead, responsible=responsible or str(row.responsible or ""),
        matter=matter.strip(), due_on=due_on, contact=contact.strip(), opened_at=now, opened_by=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, now=now, action="coordination.supervision_opened", row=supervision,
        after={"task": row.pk, "unit": row.lead.key} | snapshot(supervision, ["matter", "due_on", "contact", "responsible"]),
    )  # fmt: skip
    _step(actor, now, supervision, StepKind.OPENED)
    return supervision


@transaction.atomic
def change_supervision(
    *, actor: Actor, now: datetime, supervision: Supervision, version: int | None, **changes: Any
) -> bool:
    """Change matter, due_on, contact or responsible while it runs; False when nothing differs."""
    row = _running(actor, supervision, "direct", version)
    if unknown := set(changes) - {"matter", "due_on", "contact", "responsible"}:
        raise TypeError(f"not to be changed on a supervision notice: {', '.join(sorted(unknown))}")
    due_on = changes.get("due_on", row.due_on)
    _check(changes.get("matter", row.matter), due_on, now, was=row.due_on)
    if not save_changes(
        actor=actor, now=now, action="coordination.supervision_changed", row=row, changes=changes
    ):
        return False
    _step(actor, now, row, StepKind.CHANGED)
    return True


@transaction.atomic
def answer(*, actor: Actor, now: datetime, supervision: Supervision, comment: str) -> Supervision:
    """The responsible unit says what it has done and will do. A second answer replaces the first; the timeline keeps both."""
    row = _running(actor, supervision, "reply", None)
    _words(comment)
    changes = {
        "state": SupervisionState.ANSWERED.value, "reply": comment.strip(), "replied_at": now, "replied_by": actor.name,
    }  # fmt: skip
    return _carry_out(
        actor, now, row, StepKind.ANSWERED, comment, changes, action="coordination.supervision_answered"
    )


@transaction.atomic
def ask_again(*, actor: Actor, now: datetime, supervision: Supervision, comment: str) -> Supervision:
    """The office is not content with the answer, and says why."""
    row = _running(actor, supervision, "direct", None)
    if row.state != SupervisionState.ANSWERED:
        raise NotNow(_("%s has not been answered yet.") % row)
    _words(comment)
    return _carry_out(
        actor,
        now,
        row,
        StepKind.ASKED_AGAIN,
        comment,
        {"state": SupervisionState.OPEN.value},
        action="coordination.supervision_sent_back",
    )


@transaction.atomic
def close_supervision(
    *, actor: Actor, now: datetime, supervision: Supervision, comment: str = ""
) -> Supervision:
    """The matter is done. Only once its task is closed, and that needs proof."""
    row = _running(actor, supervision, "direct", None)
    if row.task.state != TaskState.CLOSED or not row.task.proofs.exists():
        raise NotNow(
            _("“%s” is not closed with proof yet, so its supervision goes on. Close the task first.")
            % row.task
        )
    changes = {"state": SupervisionState.CLOSED.value, "closed_at": now}
    return _carry_out(
        actor, now, row, StepKind.CLOSED, comment, changes, action="coordination.supervision_closed"
    )


@transaction.atomic
def withdraw(*, actor: Actor, now: datetime, supervision: Supervision, comment: str) -> Supervision:
    """The office takes the notice back, with the reason: a mistake, or a task that is no more. The number stays used."""
    row = _running(actor, supervision, "direct", None)
    _words(comment)
    return _carry_out(
        actor,
        now,
        row,
        StepKind.WITHDRAWN,
        comment,
        {"state": SupervisionState.WITHDRAWN.value},
        action="coordination.supervision_withdrawn",
    )


def follow(*, actor: Actor, now: datetime, task: Task) -> None:
    """Called when a task has another lead unit: its running supervision notice goes with it, to be answered anew."""
    row = Supervision.objects.select_for_update().filter(task=task, state__in=RUNNING).first()
    if row is None or task.lead_id is None or row.unit_id == task.lead_id:
        return
    changes = {"unit_id": task.lead_id, "responsible": "", "state": SupervisionState.OPEN.value}
    save_changes(actor=actor, now=now, action="coordination.supervision_passed_on", row=row, changes=changes)


def one_at_a_time() -> None:
    """Hold the office's row until the transaction ends: numbers and sweeps are given out one after another."""
    office = Organisation.objects.filter(kind=OrganisationKind.OFFICE).order_by("pk")
    list(office.select_for_update(no_key=True).values_list("pk", flat=True))


# ── What the actions share ──────────────────────────────────────────────────────────────────────────────────────


def _running(actor: Actor, supervision: Supervision, rule: str, version: int | None) -> Supervision:
    """The locked row, once the actor may do this and the notice still runs."""
    supervision_policy.require(actor, rule, supervision)
    row = Supervision.objects.select_for_update(of=("self",)).select_related("task").get(pk=supervision.pk)
    require_version(row, version)
    if row.state not in RUNNING:
        raise NotNow(
            _("%(notice)s is %(state)s, so this can't be done any more.")
            % {"notice": row, "state": row.get_state_display()}
        )
    return row


def _carry_out(
    actor: Actor,
    now: datetime,
    row: Supervision,
    kind: StepKind,
    comment: str,
    changes: dict[str, Any],
    *,
    action: str,
) -> Supervision:
    save_changes(actor=actor, now=now, action=action, row=row, changes=changes)
    _step(actor, now, row, kind, comment)
    return row


def _step(actor: Actor, now: datetime, row: Supervision, kind: StepKind, text: str = "") -> None:
    """Write the timeline's line and tell the other side."""
    step = SupervisionStep.objects.create(
        supervision=row, at=now, kind=kind, person_name=actor.name, text=text.strip()
    )
    tell_of_supervision(step, set(_told(row, kind, timezone.localdate(now))) - {actor.person_id}, now)


def _told(row: Supervision, kind: StepKind, day: date) -> Iterable[int]:
    """The office's coordinators of an answer; of everything else the unit, and whoever is responsible in it."""
    if kind in TOLD_TO_OFFICE:
        return members_of_office(day).values_list("person_id", flat=True)
    return members({row.unit_id}, day, Role.CONTRIBUTOR).values_list("person_id", flat=True)


def _words(comment: str) -> None:
    if not comment.strip():
        raise Incomplete(_("Say it in a few words."))


def _check(matter: str, due_on: date, now: datetime, was: date | None = None) -> None:
    if not matter.strip():
        raise Incomplete(_("Say what the supervision is about."))
    if due_on < timezone.localdate(now) and due_on != was:
        raise ImpossibleDates(_("The time limit %(day)s is over already.") % {"day": due_on})
