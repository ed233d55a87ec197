"""Coordination meetings: the list, one meeting with agenda and decisions, its forms, its minutes as a paper.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youcheng.coordination import queries
from youcheng.coordination.actions import meetings as actions
from youcheng.coordination.enums import MeetingState
from youcheng.coordination.forms.meetings import DecisionForm, MatterForm, MeetingForm
from youcheng.coordination.models import AgendaItem, Meeting
from youcheng.coordination.papers.minutes import minutes as minutes_of
from youcheng.coordination.policies import may_plan, may_take_part, meeting_policy
from youcheng.coordination.queries import meetings as found
from youcheng.coordination.views.finding import living_units, plan_or_404
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of


@requires(may_take_part)
def meetings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    plan = queries.plans_visible_to(actor).first()
    context = {"page": page_of(request, found.meetings_visible_to(actor)), "plan": plan}
    return render(request, "coordination/meetings.html", context)


@requires(may_take_part)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    row = _meeting(request, pk)
    agenda = list(found.agenda_of(row))
    decisions = list(found.decisions_of(row))
    matters = []
    if row.can_edit and row.state == MeetingState.PLANNED:  # type: ignore[attr-defined]
        known = {item.about for item in agenda}
        matters = found.open_matters(actor_of(request), row.plan, timezone.localdate(), known)
    context = {
        "meeting": row,
        "units": row.units.all(),
        "agenda": agenda,
        "decisions": decisions,
        "undone": sum(1 for one in decisions if not one.tasks.all()),
        "matters": matters,
    }
    return render(request, "coordination/meeting.html", context)


@requires(may_plan)
def add(request: HttpRequest, year: int) -> HttpResponse:
    plan = plan_or_404(request, year)
    form = MeetingForm(request.POST or None, units=living_units(), is_new=True)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.call_meeting(
                actor=actor_of(request), now=timezone.now(), plan=plan, **form.values()
            ),
        )
        if made is not None:
            return redirect("coordination:meeting", made.pk)
    return _form(request, form, _("Call a meeting"))


@requires(may_plan)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _editable(request, pk)
    names = ("title", "held_at", "place", "chair", "present", "minutes", "version")
    initial = {name: getattr(row, name) for name in names} | {"units": list(row.units.all())}
    form = MeetingForm(request.POST or None, units=living_units() | row.units.all(), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_meeting(
                actor=actor_of(request),
                now=timezone.now(),
                meeting=row,
                version=form.cleaned_data["version"],
                **form.values(),
            ),
        )
        if done is not None:
            return redirect("coordination:meeting", pk)
    return _form(request, form, _("Change the meeting"), row)


@require_POST
@requires(may_plan)
def state(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    row = _editable(request, pk)
    if state not in MeetingState.values:
        raise Http404
    attempt_at_once(
        request,
        lambda: (
            actions.set_meeting_state(
                actor=actor_of(request), now=timezone.now(), meeting=row, state=MeetingState(state)
            )
            or True
        ),
        _("The meeting is marked as: %(state)s.") % {"state": MeetingState(state).label},
    )
    return redirect("coordination:meeting", pk)


@require_POST
@requires(may_plan)
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the chosen open matters on the agenda, or one of the person's own."""
    row, actor, now = _editable(request, pk), actor_of(request), timezone.now()
    matters = {one.about: one for one in found.open_matters(actor, row.plan, timezone.localdate())}
    for about in request.POST.getlist("about"):
        if about in matters:
            actions.add_item(actor=actor, now=now, meeting=row, title=matters[about].title, about=about)
    if title := request.POST.get("title", "").strip():
        actions.add_item(actor=actor, now=now, meeting=row, title=title)
    return redirect("coordination:meeting", pk)


@requires(may_plan)
def matter(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    row = _editable(request, pk)
    one = get_object_or_404(row.agenda, pk=item)
    initial = {"title": one.title, "said": one.said, "version": one.version}
    form = MatterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.record_said(
                actor=actor_of(request), now=timezone.now(), item=one, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("coordination:meeting", pk)
    return _form(request, form, _("What was said"), row)


@require_POST
@requires(may_plan)
def matter_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    one: AgendaItem = get_object_or_404(_editable(request, pk).agenda, pk=item)
    actions.remove_item(actor=actor_of(request), now=timezone.now(), item=one)
    return redirect("coordination:meeting", pk)


@requires(may_plan)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    row = _editable(request, pk)
    initial = {"item": request.GET.get("item")}
    form = DecisionForm(request.POST or None, units=living_units(), agenda=row.agenda.all(), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = attempt(
            form,
            lambda: actions.decide(actor=actor_of(request), now=timezone.now(), meeting=row, **values),
        )
        if made is not None:
            return redirect("coordination:meeting", pk)
    return _form(request, form, _("Write a decision down"), row)


@requires(may_plan)
def decision(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    row = _editable(request, pk)
    one = get_object_or_404(row.decisions, pk=decision)
    initial = {name: getattr(one, name) for name in ("text", "lead", "due_on", "version")}
    form = DecisionForm(request.POST or None, units=living_units(), agenda=None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_decision(
                actor=actor_of(request), now=timezone.now(), decision=one, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("coordination:meeting", pk)
    return _form(request, form, _("Correct the decision"), row)


@require_POST
@requires(may_plan)
def tasks_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Every decision without a task becomes one."""
    row = _editable(request, pk)
    made = attempt_at_once(
        request,
        lambda: actions.turn_into_tasks(actor=actor_of(request), now=timezone.now(), meeting=row),
        _("The decisions are tasks now."),
    )
    if made is not None:
        count = len(made)
        text = ngettext("%(count)s task was made.", "%(count)s tasks were made.", count) % {"count": count}
        messages.info(request, text)
    return redirect("coordination:meeting", pk)


@requires(may_take_part)
def minutes(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    row = _meeting(request, pk)
    if kind not in TYPES:
        raise Http404
    document = minutes_of(
        row, list(found.agenda_of(row)), list(found.decisions_of(row)), language_of(request)
    )
    return as_download(file_of(document, kind), TYPES[kind], str(document.title), kind)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(found.meetings_visible_to(actor_of(request)), pk=pk)


def _editable(request: HttpRequest, pk: int) -> Meeting:
    row = _meeting(request, pk)
    meeting_policy.require(actor_of(request), "edit", row)
    return row


def _form(request: HttpRequest, form: object, heading: str, meeting: Meeting | None = None) -> HttpResponse:
    context = {"form": form, "heading": heading, "meeting": meeting}
    return render(request, "coordination/meeting_form.html", context)
