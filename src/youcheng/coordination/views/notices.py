"""A person's own notices: the list, opening and reading them, and how they want to be told.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.coordination.actions import reading as actions
from youcheng.coordination.actions.queueing import mail_is_on
from youcheng.coordination.forms.supervision import ChoiceForm
from youcheng.coordination.models import Notice
from youcheng.coordination.queries import notices as found
from youcheng.coordination.wording import TONES, moves_of, words
from youcheng.foundation.access import actor_of, signed_in
from youcheng.foundation.views.answering import attempt, page_of


@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = found.notices_visible_to(actor)
    if request.GET.get("show") == "unread":
        rows = rows.filter(read_at__isnull=True)
    page = page_of(request, rows)
    moves, seen = moves_of(page.object_list), found.tasks_still_seen(actor, page.object_list)
    context = {
        "page": page,
        "rows": [
            (one, words(one, moves), TONES.get(one.kind, "info"), one.task_id is None or one.task_id in seen)
            for one in page.object_list
        ],
        "unread": found.unread(actor),
        "show": request.GET.get("show", ""),
    }
    return render(request, "coordination/notices.html", context)


@signed_in
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one: opening leads to the thing itself, the button (a POST) back to the list."""
    row = _own(request, pk)
    actions.mark_read(actor=actor_of(request), now=timezone.now(), notice=row)
    if request.method == "POST":
        return redirect("coordination:notices")
    return redirect(row.url)


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_all_read(actor=actor_of(request), now=timezone.now())
    return redirect("coordination:notices")


@signed_in
def choice(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    held = found.choice_of(actor)
    form = ChoiceForm(request.POST or None, initial={"mail": held.mail, "version": held.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, lambda: actions.choose_mail(actor=actor, now=timezone.now(), **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("coordination:notice_choice")
    context = {"form": form, "mail_is_on": mail_is_on(), "address": request.user.email}  # type: ignore[union-attr]
    return render(request, "coordination/notice_choice.html", context)


def _own(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(found.notices_visible_to(actor_of(request)), pk=pk)
