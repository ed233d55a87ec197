"""What leaves the house: the office's page of messages, and the chat rooms of units.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts.belonging import organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions import deliveries as actions
from youcheng.coordination.actions import rooms as room_actions
from youcheng.coordination.actions.queueing import mail_is_on
from youcheng.coordination.exports.supervision import delivery_columns, delivery_rows
from youcheng.coordination.forms.supervision import DeliveryFilter, RoomForm
from youcheng.coordination.models import ChatRoom, Delivery
from youcheng.coordination.policies import may_direct, may_keep_rooms
from youcheng.coordination.queries import notices as found
from youcheng.coordination.views.finding import living_units, supervision_tabs
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of, sorted_by


@requires(may_direct)
def deliveries(request: HttpRequest) -> HttpResponseBase:
    form = DeliveryFilter(request.GET)
    form.is_valid()
    state = form.cleaned_data.get("state")
    rows = found.deliveries_visible_to(actor_of(request))
    stuck = rows.filter(state__in=actions.STUCK)
    if state:
        rows = stuck if state == "stuck" else rows.filter(state=state)
    rows = sorted_by(rows, request.GET.get("sort", "-queued"), found.SORTS, "queued")
    if "format" in request.GET:
        name = _("Messages sent %s") % timezone.localdate()
        return export_response(request, delivery_columns(), delivery_rows(rows), name)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "stuck": stuck.count(),
        "mail_is_on": mail_is_on(),
        **supervision_tabs(request, "deliveries"),
    }
    return render(request, "coordination/deliveries.html", context)


@require_POST
@requires(may_direct)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.try_again, _("It is in the queue again."))


@require_POST
@requires(may_direct)
def let_be(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.let_be, _("It will not be sent."))


@require_POST
@requires(may_direct)
def again_all(request: HttpRequest) -> HttpResponse:
    """Everything that was given up; what may have been sent is decided one by one."""
    actor, now = actor_of(request), timezone.now()
    attempt_at_once(
        request,
        lambda: actions.try_all_again(actor=actor, now=now) + 1,
        _("Everything that was given up is in the queue again."),
    )
    return redirect("coordination:deliveries")


def _decide(request: HttpRequest, pk: int, act: Callable[..., Delivery], done: str) -> HttpResponse:
    row = get_object_or_404(Delivery, pk=pk)
    attempt_at_once(request, lambda: act(actor=actor_of(request), now=timezone.now(), delivery=row), done)
    return redirect("coordination:deliveries")


# ── Chat rooms ──────────────────────────────────────────────────────────────────────────────────────────────────


@requires(may_keep_rooms)
def rooms(request: HttpRequest) -> HttpResponse:
    context = {
        "rooms": found.rooms_visible_to(actor_of(request)),
        "services": settings.YOUCHENG_CHAT_SERVICES,
        **supervision_tabs(request, "rooms"),
    }
    return render(request, "coordination/rooms.html", context)


@requires(may_keep_rooms)
def room_add(request: HttpRequest) -> HttpResponse:
    initial = {"language": settings.LANGUAGE_CODE}
    form = RoomForm(request.POST or None, own=_own_units(request), is_new=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: room_actions.add_room(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
        )
        if made is not None:
            return redirect("coordination:rooms")
    return render(request, "coordination/room_form.html", {"form": form, "heading": _("Add a chat room")})


@requires(may_keep_rooms)
def room(request: HttpRequest, pk: int) -> HttpResponse:
    row = _room(request, pk)
    initial = {name: getattr(row, name) for name in ("name", "language", "is_active", "version")}
    form = RoomForm(request.POST or None, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: room_actions.edit_room(
                actor=actor_of(request), now=timezone.now(), room=row, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("coordination:rooms")
    return render(request, "coordination/room_form.html", {"form": form, "heading": row.name, "room": row})


@require_POST
@requires(may_keep_rooms)
def room_try(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, now = _room(request, pk), actor_of(request), timezone.now()
    attempt_at_once(
        request,
        lambda: room_actions.try_room(actor=actor, now=now, room=row),
        _("A message was sent to “%s”.") % row,
    )
    return redirect("coordination:rooms")


@require_POST
@requires(may_keep_rooms)
def room_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, now = _room(request, pk), actor_of(request), timezone.now()
    attempt_at_once(
        request,
        lambda: room_actions.remove_room(actor=actor, now=now, room=row),
        _("“%s” is removed.") % row,
    )
    return redirect("coordination:rooms")


def _room(request: HttpRequest, pk: int) -> ChatRoom:
    return get_object_or_404(found.rooms_visible_to(actor_of(request)), pk=pk)


def _own_units(request: HttpRequest) -> QuerySet[Organisation] | None:
    """The units a person is steward of; None for the office, which may keep rooms for any."""
    if may_direct(actor_of(request)):
        return None
    return living_units().filter(pk__in=organisations_where(actor_of(request), Role.STEWARD))
