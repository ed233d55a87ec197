"""One task: its history, writing it down, its moves, its proofs. Lists of tasks are `table`.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination import actions, queries
from youcheng.coordination.enums import MoveKind
from youcheng.coordination.forms import MoveForm, TaskForm
from youcheng.coordination.models import Proof, Task, TaskMove
from youcheng.coordination.policies import may_take_part, plan_policy
from youcheng.coordination.queries.supervision import running_supervision
from youcheng.coordination.queries.sweeping import UNSUPERVISED
from youcheng.coordination.queries.warnings import GIVES_WORK, Intention, warnings_of
from youcheng.coordination.sentences import sentence
from youcheng.coordination.views.finding import (
    living_units,
    people_of,
    plan_or_404,
    task_choices,
    task_or_404,
)
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt

ACTIONS: dict[str, Callable[..., TaskMove]] = {
    MoveKind.ASSIGNED.value: actions.assign,
    MoveKind.ACCEPTED.value: actions.accept,
    MoveKind.RETURNED.value: actions.return_task,
    MoveKind.DATE_PROPOSED.value: actions.propose_date,
    MoveKind.DATE_AGREED.value: actions.agree_date,
    MoveKind.DATE_REFUSED.value: actions.refuse_date,
    MoveKind.STARTED.value: actions.start,
    MoveKind.SUBMITTED.value: actions.submit,
    MoveKind.SENT_BACK.value: actions.send_back,
    MoveKind.CLOSED.value: actions.close,
    MoveKind.REOPENED.value: actions.reopen,
    MoveKind.CANCELLED.value: actions.cancel,
    MoveKind.HANDED_ON.value: actions.hand_on,
    MoveKind.RESCHEDULED.value: actions.reschedule,
    MoveKind.COMMENTED.value: actions.comment_on,
}
BY_ITSELF = frozenset({MoveKind.EDITED.value, MoveKind.DELEGATED.value})
"""Moves with a page of their own."""


@requires(may_take_part)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    row = task_or_404(request, pk)
    actor = actor_of(request)
    offered = [kind for kind in queries.moves_offered(row) if kind not in BY_ITSELF]
    context = {
        "task": row,
        "cooperating": row.cooperating.all(),
        "cities": row.cities.all(),
        "waits_for": queries.tasks_visible_to(actor).filter(awaited_by=row),
        "history": [(move, sentence(move)) for move in queries.history_of(actor, row)],
        "moves": [(kind, MoveKind(kind).label) for kind in offered],
        "can_delegate": MoveKind.DELEGATED.value in queries.moves_offered(row),
        "can_edit": MoveKind.EDITED.value in queries.moves_offered(row),
        "supervision": running_supervision(actor, row),
        "may_be_supervised": row.state not in UNSUPERVISED,
        "is_late": row.is_late_on(timezone.localdate()),
    }
    return render(request, "coordination/task.html", context)


@requires(may_take_part)
def move(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One move of a task, on a page of its own with only the fields it needs."""
    row = task_or_404(request, pk)
    if kind not in ACTIONS or kind not in queries.moves_offered(row):
        raise Http404
    form = MoveForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        task=row,
        units=living_units(),
        people=people_of(row.lead),
    )
    warnings = _warnings(row, kind, form)
    is_sure = bool(request.POST.get("anyway")) or kind not in GIVES_WORK or not warnings
    if request.method == "POST" and form.is_valid() and is_sure:
        act = ACTIONS[kind]
        made = attempt(
            form, lambda: act(actor=actor_of(request), now=timezone.now(), task=row, **form.values())
        )
        if made is not None:
            return redirect("coordination:task", pk)
    context = {
        "task": row,
        "form": form,
        "heading": MoveKind(kind).label,
        "is_danger": kind in {MoveKind.CANCELLED, MoveKind.RETURNED},
        "has_file": kind == MoveKind.SUBMITTED,
        "warnings": warnings,
        "is_asked": request.method == "POST" and form.is_valid() and not is_sure,
    }
    return render(request, "coordination/form.html", context)


def _warnings(row: Task, kind: str, form: MoveForm) -> list[str]:
    """What the move would break: by the task as it is, and by what the form gives once it is filled in."""
    given = form.values() if form.is_bound and form.is_valid() else {}
    unit = given.get("lead") or given.get("to_unit")
    changes: dict[str, Any] = {name: given[name] for name in ("starts_on", "due_on") if name in given}
    if unit is not None:
        changes["lead_id"] = unit.pk
    if not given and kind in GIVES_WORK:
        return []
    return warnings_of(Intention.of(row, kind, **changes), timezone.localdate())


@requires(may_take_part)
def add(request: HttpRequest, year: int) -> HttpResponse:
    plan = plan_or_404(request, year)
    plan_policy.require(actor_of(request), "add_task", plan)
    initial = {"measure": request.GET.get("measure"), "relationship": request.GET.get("relationship")}
    form = TaskForm(request.POST or None, choices=task_choices(request, plan), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.write_task(
                actor=actor_of(request), now=timezone.now(), plan=plan, **form.values()
            ),
        )
        if made is not None:
            return redirect("coordination:task", made.pk)
    return render(request, "coordination/form.html", {"form": form, "heading": _("Write a task down")})


@requires(may_take_part)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = task_or_404(request, pk)
    if MoveKind.EDITED.value not in queries.moves_offered(row):
        raise Http404
    choices = task_choices(request, row.plan, row)
    posted = request.POST if request.method == "POST" else None
    form = TaskForm(posted, choices=choices, initial=TaskForm.initial_of(row))
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: actions.edit_task(
                actor=actor_of(request), now=timezone.now(), task=row, version=version, **form.values()
            ),
        )
        if done is not None:
            return redirect("coordination:task", pk)
    return render(
        request, "coordination/form.html", {"task": row, "form": form, "heading": _("Change the task")}
    )


@requires(may_take_part)
def proof(request: HttpRequest, pk: int, proof: int) -> HttpResponseBase:
    """The file itself, always as a download: an uploaded page must not run under our address."""
    try:
        found = queries.proof_of(actor_of(request), task_or_404(request, pk), proof)
    except Proof.DoesNotExist:
        raise Http404 from None
    if not found.file:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.file_name)
