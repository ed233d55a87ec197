"""One's tasks' deadlines in a calendar program, by a secret address that keeps the filter and that its owner can revoke.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from youcheng.coordination import ical, queries
from youcheng.coordination.forms import TaskFilter
from youcheng.coordination.policies import may_take_part
from youcheng.foundation.access import actor_of, public, requires
from youcheng.foundation.actors import Actor
from youcheng.foundation.ical import as_feed
from youcheng.foundation.views.answering import show_once
from youcheng.network.actions import make_calendar_link, revoke_calendar_link
from youcheng.network.queries import calendar_link, calendar_links_of

FEED = "tasks"


@requires(may_take_part)
def links(request: HttpRequest) -> HttpResponse:
    """What the address would hold, the addresses there are, and making one with the filter of this address."""
    actor = actor_of(request)
    form = TaskFilter(request.GET, actor=actor)
    if request.method == "POST":
        _row, secret = make_calendar_link(
            actor=actor, now=timezone.now(), feed=FEED, query=form.kept().urlencode()
        )
        address = request.build_absolute_uri(reverse("coordination:calendar_feed", args=[secret]))
        back = reverse("coordination:calendar_links")
        shown = {"heading": _("Address of your calendar"), "link": address, "back": back}
        return show_once(request, shown)
    rows = calendar_links_of(actor, FEED)
    kept = [TaskFilter(QueryDict(row.query), actor=actor, goals=form.goals).said() for row in rows]
    context = {"said": form.said(), "links": zip(rows, kept, strict=True)}
    return render(request, "coordination/calendar_links.html", context)


@requires(may_take_part)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(calendar_links_of(actor_of(request), FEED), pk=pk)
    revoke_calendar_link(actor=actor_of(request), now=timezone.now(), link=row)
    messages.success(request, _("The calendar address no longer works."))
    return redirect("coordination:calendar_links")


@public(
    "calendar programs bring no sign-in; the secret in the address names the person, and only their tasks are in it"
)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    row = calendar_link(secret, FEED)
    if row is None:
        raise Http404
    today = timezone.localdate()
    actor = Actor(person_id=row.person.pk, name=str(row.person), on=today)
    with override(row.person.language):
        by = TaskFilter(QueryDict(row.query), actor=actor).narrowing()
        tasks = queries.due_of(actor, by, today)
        content = ical.calendar(
            tasks,
            address=lambda task: request.build_absolute_uri(reverse("coordination:task", args=[task.pk])),
            host=request.get_host(), stamp=timezone.now(), today=today,
        )  # fmt: skip
    return as_feed(content, "deadlines")
