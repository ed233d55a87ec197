"""Anniversaries ahead, and the calendar feed by a secret address that its owner can revoke.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from youcheng.accounts.belonging import takes_part
from youcheng.accounts.models import Person
from youcheng.foundation.access import actor_of, public, requires, signed_in
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import export_response
from youcheng.foundation.ical import as_feed
from youcheng.network import actions, ical, preferences, queries
from youcheng.network.exports import anniversary_columns, anniversary_rows
from youcheng.network.models import ANNIVERSARIES
from youcheng.network.views.handling import say, today

PAGE = 50


@requires(takes_part)
def anniversaries(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    found = queries.anniversaries(queries.relationships_visible_to(actor), today())
    if request.GET.get("mark") in {"ten_year", "letter"}:
        found = [one for one in found if one.mark == request.GET["mark"]]
    if "format" in request.GET:
        return export_response(request, anniversary_columns(), anniversary_rows(found), _("Anniversaries"))
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "months": preferences.anniversary("months_ahead"),
        "today": today(),
        "links": queries.calendar_links_of(actor, ANNIVERSARIES),
        "fresh": request.session.pop("calendar_secret", ""),
        "mark": request.GET.get("mark", ""),
    }
    return render(request, "network/anniversaries.html", context)


@requires(takes_part)
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Make a new address; it is shown once, on the next page."""
    _row, secret = actions.make_calendar_link(actor=actor_of(request), now=timezone.now())
    address = reverse("network:calendar_feed", args=[secret])
    request.session["calendar_secret"] = request.build_absolute_uri(address)
    say(request, _("The calendar address is made. Copy it now: it is shown only once."))
    return redirect("network:anniversaries")


@signed_in
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.calendar_links_of(actor_of(request), ANNIVERSARIES), pk=pk)
    actions.revoke_calendar_link(actor=actor_of(request), now=timezone.now(), link=row)
    say(request, _("The calendar address no longer works."))
    return redirect("network:anniversaries")


@public(
    "calendar programs bring no sign-in; the secret in the address names the person, and only their ties are in it"
)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    row = queries.calendar_link(secret, ANNIVERSARIES)
    if row is None:
        raise Http404
    person: Person = row.person
    actor = Actor(person_id=person.pk, name=str(person), on=today())
    with override(person.language):
        found = queries.anniversaries(queries.relationships_visible_to(actor), today())
        content = ical.calendar(found, host=request.get_host(), stamp=timezone.now())
    return as_feed(content, "anniversaries")
