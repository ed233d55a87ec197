"""One task: its history, writing it down, its moves, its proofs. Lists of tasks are `table`.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination import actions, flow, queries
from youcheng.coordination.enums import MoveKind
from youcheng.coordination.forms import MoveForm, TaskForm
from youcheng.coordination.models import Plan, Proof, Task, TaskMove
from youcheng.coordination.policies import may_see_plans, may_take_part, plan_policy
from youcheng.coordination.queries import reasons
from youcheng.coordination.queries.supervision import running_supervision
from youcheng.coordination.queries.sweeping import UNSUPERVISED
from youcheng.coordination.queries.warnings import GIVES_WORK, Intention, warnings_of
from youcheng.coordination.sentences import not_now, sentence, standing, with_whom
from youcheng.coordination.views.finding import people_of, plan_or_404, saved, task_or_404
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
ASIDE = frozenset({MoveKind.CANCELLED.value, MoveKind.RETURNED.value})
"""Moves that give something up: offered apart from those that lead on."""


@requires(may_take_part)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    row = task_or_404(request, pk)
    actor, today = actor_of(request), timezone.localdate()
    allowed = queries.moves_offered(row)
    offered = [
        (kind, MoveKind(kind).label, flow.STEPS[kind].target is not None)
        for kind in allowed
        if kind not in BY_ITSELF
    ]
    context = {
        "task": row,
        "standing": standing(row, today),
        "with_whom": with_whom(row),
        "is_late": row.is_late_on(today),
        "cooperating": row.cooperating.all(),
        "cities": row.cities.all(),
        "waits_for": [(other, standing(other, today)) for other in queries.waited_for(actor, row)],
        "awaited_by": [(other, standing(other, today)) for other in queries.waiting(actor, row)],
        "history": [(move, sentence(move)) for move in queries.history_of(actor, row)],
        "moves": [move for move in offered if move[0] not in ASIDE],
        "aside": [move for move in offered if move[0] in ASIDE],
        "can_delegate": MoveKind.DELEGATED.value in allowed,
        "can_edit": queries.can_be_edited(actor, row),
        "supervision": running_supervision(actor, row),
        "may_be_supervised": row.state not in UNSUPERVISED,
        "sees_plan": may_see_plans(actor),
    }
    return render(request, "coordination/task.html", context)


@requires(may_take_part)
def move(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One move of a task, on a page of its own with only the fields it needs."""
    row = task_or_404(request, pk)
    if kind not in ACTIONS or not getattr(row, f"can_{flow.STEPS[kind].rule}"):
        raise Http404
    if kind not in queries.moves_offered(row):
        # Somebody else was quicker: say so where it can be seen what became of the task.
        messages.warning(request, not_now(row, kind))
        return redirect("coordination:task", pk)
    people = people_of(row.lead)
    form = MoveForm(request.POST or None, request.FILES or None, kind=kind, task=row, people=people)
    warnings = _warnings(row, kind, form)
    is_sure = bool(request.POST.get("anyway")) or kind not in GIVES_WORK or not warnings
    if request.method == "POST" and form.is_valid() and is_sure:
        act = ACTIONS[kind]
        made = attempt(
            form,
            lambda: act(actor=actor_of(request), now=timezone.now(), task=row, **form.values()),
            held=lambda: {"version": task_or_404(request, pk).version},
        )
        if made is not None:
            return redirect("coordination:task", pk)
    asked = request.method == "POST" and form.is_valid() and not is_sure
    context = _move_context(row, kind) | {"form": form, "warnings": warnings, "is_asked": asked}
    return render(request, "coordination/form.html", context)


def _move_context(row: Task, kind: str) -> dict[str, Any]:
    return {
        "task": row,
        "heading": MoveKind(kind).label,
        "is_danger": kind in ASIDE,
        "has_file": kind == MoveKind.SUBMITTED,
    }


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
    """A new task, begun from the measure, the tie or the recommendation whose page led here."""
    plan, actor = plan_or_404(request, year), actor_of(request)
    plan_policy.require(actor, "add_task", plan)
    measures = queries.measures_visible_to(actor).filter(plan=plan)
    form = TaskForm(request.POST or None, actor=actor, measures=measures, initial=_begun(request, plan))
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: actions.write_task(actor=actor, now=timezone.now(), plan=plan, **form.values())
        )
        if made is not None:
            messages.success(request, _("Written down as a draft. Assign it when it is ready."))
            return redirect("coordination:task", made.pk)
    context = {"form": form, "plan": plan, "heading": _("Write a task down")}
    return render(request, "coordination/task_form.html", context)


def _begun(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """What the form begins with, from what the address says the task is to serve."""
    actor, asked = actor_of(request), request.GET
    begun: dict[str, Any] = {}
    if key := asked.get("measure"):
        begun |= reasons.from_measure(actor, plan, key)
    if slug := asked.get("relationship"):
        begun |= reasons.from_tie(actor, slug)
    if key := asked.get("dossier"):
        begun |= reasons.from_dossier(actor, key, asked.get("block", ""))
    return begun


@requires(may_take_part)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = task_or_404(request, pk), actor_of(request)
    if not queries.can_be_edited(actor, row):
        raise Http404
    measures = queries.measures_visible_to(actor).filter(plan=row.plan)
    people = people_of(row.lead) if row.lead else None
    posted = request.POST if request.method == "POST" else None
    initial = TaskForm.initial_of(row)
    form = TaskForm(posted, actor=actor, measures=measures, people=people, task=row, initial=initial)
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: actions.edit_task(
                actor=actor, now=timezone.now(), task=row, version=version, **form.values()
            ),
            held=lambda: form.held(task_or_404(request, pk)),
        )
        if done is not None:
            messages.success(request, saved(done))
            return redirect("coordination:task", pk)
    context = {"task": row, "form": form, "heading": _("Change the task"), "is_draft": "lead" in form.fields}
    return render(request, "coordination/task_form.html", context)


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
