"""Moving a task from a view of many: the warnings come first, then the move, then the offer to undo it.

Called by the board and the Gantt chart. A move that needs words or a choice goes to its own page.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.coordination import flow, queries
from youcheng.coordination.actions.undoing import may_undo, undo
from youcheng.coordination.enums import MoveKind
from youcheng.coordination.forms.moves import MoveForm
from youcheng.coordination.models import Task, TaskMove
from youcheng.coordination.policies import may_take_part
from youcheng.coordination.queries.warnings import Intention, warnings_of
from youcheng.coordination.views.finding import task_or_404
from youcheng.coordination.views.tasks import ACTIONS
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.errors import Refused
from youcheng.network.forms.fields import DayField


class DatesForm(forms.Form):
    """The dates a bar was moved to."""

    starts_on = DayField(required=False)
    due_on = DayField()


@require_POST
@requires(may_take_part)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """A card put into another column: `to` names the column. What needs words opens the move's own page."""
    row = task_or_404(request, pk)
    column = request.POST.get("to", "")
    target = next((t for t in queries.targets_of(row, queries.column_labels()) if t.column == column), None)
    if target is None:
        messages.error(request, _("“%(task)s” can't go there now; it stays where it was.") % {"task": row})
        return redirect(back(request))
    if _asks(row, target.kind):
        return redirect(f"{reverse('coordination:task_move', args=[pk, target.kind])}?next={back(request)}")
    held = _held_up(request, Intention.of(row, target.kind), {"to": column})
    return held or _done(request, row, target.kind, {})


@require_POST
@requires(may_take_part)
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """A bar moved to other dates."""
    row = task_or_404(request, pk)
    if MoveKind.RESCHEDULED.value not in queries.moves_offered(row):
        raise Http404
    form = DatesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("These dates can't be read; nothing was changed."))
        return redirect(back(request))
    given = form.cleaned_data
    again = {name: day.isoformat() if day else "" for name, day in given.items()}
    held = _held_up(request, Intention.of(row, MoveKind.RESCHEDULED.value, **given), again)
    return held or _done(request, row, MoveKind.RESCHEDULED.value, given)


@require_POST
@requires(may_take_part)
def take_back(request: HttpRequest, pk: int, move: int) -> HttpResponse:
    """Undo the last move."""
    row = task_or_404(request, pk)
    made = row.moves.filter(pk=move).first()
    if made is None:
        raise Http404
    try:
        undo(actor=actor_of(request), now=timezone.now(), task=row, move=made)
        messages.success(request, _("Undone: %(task)s is as it was.") % {"task": row})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back(request))


def undoable(request: HttpRequest) -> TaskMove | None:
    """The move that the view just made and may still take back, named by `?moved=` in the address."""
    key = request.GET.get("moved", "")
    if not key.isdigit():
        return None
    move = TaskMove.objects.select_related("task__plan").filter(pk=int(key)).first()
    return move if move is not None and may_undo(actor_of(request), move, timezone.now()) else None


def back(request: HttpRequest) -> str:
    """The address the move was made from; the board where it is not ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("coordination:board")


def _asks(row: Task, kind: str) -> bool:
    """Whether the move needs words, a choice or proof that a drop can't give."""
    if kind == MoveKind.ASSIGNED:
        return row.lead_id is None or row.due_on is None
    return flow.STEPS[kind].needs_comment or kind in MoveForm.ASKS_SOMETHING


def _held_up(request: HttpRequest, intention: Intention, again: dict[str, str]) -> HttpResponse | None:
    """The page that says what the move would break, unless the person has said "all the same" or it breaks nothing."""
    if request.POST.get("anyway"):
        return None
    warnings = warnings_of(intention, timezone.localdate())
    if not warnings:
        return None
    label = MoveKind(intention.kind).label
    context = {
        "task": intention.task,
        "warnings": warnings,
        "again": again,
        "next": back(request),
        "label": label,
    }
    return render(request, "coordination/anyway.html", context)


def _done(request: HttpRequest, row: Task, kind: str, values: dict[str, object]) -> HttpResponse:
    act = ACTIONS[kind]
    address = back(request)
    try:
        move = act(actor=actor_of(request), now=timezone.now(), task=row, **values)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address)
    bare, _hash, _anchor = address.partition("#")
    path, _mark, query = bare.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("moved="))
    return redirect(f"{path}?{kept + '&' if kept else ''}moved={move.pk}")
