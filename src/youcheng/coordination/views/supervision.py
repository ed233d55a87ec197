"""Supervision notices: the list with its sheet, one notice with its timeline, its steps, its paper.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from youcheng.coordination.actions import supervising as actions
from youcheng.coordination.enums import StepKind, SupervisionState, TaskState
from youcheng.coordination.exports.supervision import supervision_columns, supervision_rows
from youcheng.coordination.forms.supervision import SupervisionFilter, SupervisionForm, WordsForm
from youcheng.coordination.models import Supervision
from youcheng.coordination.papers.supervision import supervision_notice
from youcheng.coordination.policies import may_direct, may_take_part, supervision_policy, task_policy
from youcheng.coordination.queries import supervision as found
from youcheng.coordination.views.finding import supervision_tabs, task_or_404
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import attempt, page_of, sorted_by
from youcheng.network.queries import home_city

SHOWN_PROPOSALS = 10
STEPS: dict[str, tuple[Callable[..., Supervision], str, bool]] = {
    StepKind.ANSWERED.value: (actions.answer, "reply", True),
    StepKind.ASKED_AGAIN.value: (actions.ask_again, "direct", True),
    StepKind.CLOSED.value: (actions.close_supervision, "direct", False),
    StepKind.WITHDRAWN.value: (actions.withdraw, "direct", True),
}
"""Steps with words alone: the action, the policy's rule, and whether the words are required."""


@requires(may_take_part)
def supervisions(request: HttpRequest) -> HttpResponseBase:
    actor, today = actor_of(request), timezone.localdate()
    form = SupervisionFilter(request.GET)
    rows = found.listed(actor, today=today, **form.wanted())
    rows = sorted_by(rows, request.GET.get("sort", "-number"), found.SORTS, "number")
    if "format" in request.GET:
        name = _("Supervision notices %s") % today
        return export_response(request, supervision_columns(), supervision_rows(rows), name)
    proposals = found.proposed(actor, today)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "today": today,
        "proposals": proposals[:SHOWN_PROPOSALS],
        "proposed": proposals.count(),
        **supervision_tabs(request, "supervisions"),
    }
    return render(request, "coordination/supervisions.html", context)


@requires(may_take_part)
def supervision(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _visible(request, pk), actor_of(request)
    home = home_city()
    context = {
        "row": row,
        "office": home.office if home else None,
        "timeline": found.timeline_of(actor, row),
        "steps": _offered(row),
        "can_change": row.can_direct and row.state in found.RUNNING,  # type: ignore[attr-defined]
        "can_open_task": task_policy.allows(actor, "view", row.task),
        "is_over_time": row.state in found.RUNNING and row.due_on < timezone.localdate(),
        "waits_for_task": row.task.state != TaskState.CLOSED,
    }
    return render(request, "coordination/supervision.html", context)


def _offered(row: Supervision) -> list[tuple[str, str]]:
    """The steps the actor of the row may take now: code and label."""
    if row.state not in found.RUNNING:
        return []
    fits = {
        StepKind.ASKED_AGAIN.value: row.state == SupervisionState.ANSWERED,
        StepKind.CLOSED.value: row.task.state == TaskState.CLOSED,
    }
    return [
        (kind, str(StepKind(kind).label))
        for kind, (_action, rule, _required) in STEPS.items()
        if getattr(row, f"can_{rule}") and fits.get(kind, True)
    ]


@requires(may_direct)
def supervise(request: HttpRequest, task: int) -> HttpResponse:
    """Put a task under supervision."""
    row, actor = task_or_404(request, task), actor_of(request)
    initial = {"matter": row.title, "responsible": row.responsible or "", "contact": actor.name}
    form = SupervisionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = attempt(
            form, lambda: actions.open_supervision(actor=actor, now=timezone.now(), task=row, **values)
        )
        if made is not None:
            return redirect("coordination:supervision", made.pk)
    return _form(request, form, _("Open a supervision notice"), task=row)


@requires(may_direct)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    supervision_policy.require(actor_of(request), "direct", row)
    names = ("matter", "due_on", "responsible", "contact", "version")
    form = SupervisionForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_supervision(
                actor=actor_of(request), now=timezone.now(), supervision=row, **form.cleaned_data
            ),
            held=lambda: {name: getattr(_visible(request, pk), name) for name in names},
        )
        if done is not None:
            return redirect("coordination:supervision", pk)
    return _form(request, form, _("Change the supervision notice"), row=row)


@requires(may_take_part)
def step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One step of a supervision notice, on a page of its own."""
    row = _visible(request, pk)
    if kind not in dict(_offered(row)):
        raise Http404
    act, _rule, required = STEPS[kind]
    form = WordsForm(request.POST or None, required=required)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: act(
                actor=actor_of(request),
                now=timezone.now(),
                supervision=row,
                comment=form.cleaned_data["comment"],
            ),
        )
        if done is not None:
            return redirect("coordination:supervision", pk)
    return _form(request, form, str(StepKind(kind).label), row=row, is_danger=kind == StepKind.WITHDRAWN)


@requires(may_take_part)
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    row = _visible(request, pk)
    if kind not in TYPES:
        raise Http404
    language = language_of(request)
    with translation.override(language):
        document = supervision_notice(row, found.timeline_of(actor_of(request), row), language)
        name = f"{document.title} {row}"
    return as_download(file_of(document, kind), TYPES[kind], name, kind)


def _visible(request: HttpRequest, pk: int) -> Supervision:
    return get_object_or_404(found.supervisions_visible_to(actor_of(request)), pk=pk)


def _form(request: HttpRequest, form: object, heading: str, **more: object) -> HttpResponse:
    context = {"form": form, "heading": heading, **more}
    return render(request, "coordination/supervision_form.html", context)
