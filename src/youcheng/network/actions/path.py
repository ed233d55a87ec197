"""Taking a step on the path to a formal tie. Warnings are handed back with the step; they never block it.

Called by the tie page; what is warned of is `queries.path`.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes
from youcheng.network.actions.writing import require_code
from youcheng.network.enums import Paper, Step, StepState
from youcheng.network.errors import ImpossibleDate
from youcheng.network.models import PathPaper, PathStep, Relationship
from youcheng.network.policies import relationship_policy
from youcheng.network.queries.path import Caution, path_warnings


@transaction.atomic
def take_path_step(
    *,
    actor: Actor,
    now: datetime,
    relationship: Relationship,
    step: str,
    state: str,
    begun_on: date | None = None,
    decided_on: date | None = None,
    decided_by: str = "",
    note: str = "",
    version: int | None = None,
) -> tuple[PathStep, list[Caution]]:
    """Say where a step stands; returns the step and what to mind. A decided step is no event: a signing is recorded apart."""
    relationship_policy.require(actor, "take_step", relationship)
    require_code(step, Step.values, _("step"))
    require_code(state, StepState.values, _("state"))
    if begun_on and decided_on and decided_on < begun_on:
        raise ImpossibleDate(_("The decision (%(end)s) comes before the beginning (%(begin)s).")
                             % {"end": decided_on, "begin": begun_on})  # fmt: skip
    if decided_on and decided_on > timezone.localdate(now):
        raise ImpossibleDate(
            _("The date %s lies in the future; only what has happened is recorded.") % decided_on
        )
    row, _created = PathStep.objects.get_or_create(relationship=relationship, step=step)
    row = PathStep.objects.select_for_update().get(pk=row.pk)
    require_version(row, version)
    changes = {
        "state": state,
        "begun_on": begun_on,
        "decided_on": decided_on,
        "decided_by": decided_by,
        "note": note,
    }
    save_changes(actor=actor, now=now, action="network.path_step_taken", row=row, changes=changes)
    return row, path_warnings(relationship, timezone.localdate(now))


@transaction.atomic
def add_paper(
    *,
    actor: Actor,
    now: datetime,
    path_step: PathStep,
    paper: str,
    is_checked: bool = False,
    file: File[bytes] | None = None,
    file_name: str = "",
    note: str = "",
) -> PathPaper:
    """Note a paper of a step, with its file or only with the name it is filed under."""
    relationship_policy.require(actor, "take_step", path_step.relationship)
    require_code(paper, Paper.values, _("paper"))
    row = PathPaper.objects.create(
        path_step=path_step,
        paper=paper,
        is_checked=is_checked,
        file=file or "",
        file_name=file_name or (file.name or "" if file else ""),
        note=note,
    )
    audit.record(
        actor=actor,
        now=now,
        action="network.paper_added",
        row=row,
        after={"paper": paper, "checked": is_checked},
    )
    return row
