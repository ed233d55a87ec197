"""Cities looking for a partner: the list with its filters and sheet, one entry, recording and correcting it.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of, sorted_by
from youcheng.network import actions, queries
from youcheng.network.enums import Zone
from youcheng.network.forms import SeekerFilter, SeekerForm
from youcheng.network.imports import SEEKERS
from youcheng.network.models import Seeker
from youcheng.network.policies import seeker_policy
from youcheng.network.views.handling import Back, attempt, removal, saved, say, today

SORTS = {"date": "latest", "city": "city__slug", "country": "city__country"}


@requires(takes_part)
def seekers(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = SeekerFilter(
        request.GET, countries=queries.seeking_countries(actor), groups=queries.group_choices()
    )
    found = queries.seekers_listed(actor, form.filters(), today())
    found = sorted_by(found, request.GET.get("sort") or "-date", SORTS, "date")
    if "format" in request.GET:
        # The columns of the import: the list can be corrected in the sheet and brought in again.
        rows = SEEKERS.rows_of(found)
        return export_response(request, SEEKERS.columns, rows, _("Cities looking for partners"))
    page = page_of(request, found)
    zones = queries.zones_of_all(today())
    context = {
        "form": form,
        "page": page,
        "rows": [
            {"seeker": row, "zone": Zone(zones.get(row.city.country_id, "other")).label, "is_open": row.is_open(today())}
            for row in page
        ],
        "can_add": queries.may_add_seeker(actor),
        "can_tie": queries.may_add(actor),
    }  # fmt: skip
    return render(request, "network/seekers.html", context)


@signed_in
def seeker(request: HttpRequest, pk: int) -> HttpResponse:
    row = _seeker(request, pk)
    context = {
        "seeker": row,
        "is_open": row.is_open(today()),
        "zone": Zone(queries.zone_of(row.city.country, today())).label,
        "can_tie": queries.may_add(actor_of(request)),
    }
    return render(request, "network/seeker.html", context)


def recorders(actor: Actor) -> bool:
    """Contributors and above of the foreign affairs office."""
    return queries.may_add_seeker(actor)


@requires(recorders)
def add(request: HttpRequest) -> HttpResponse:
    form = SeekerForm(request.POST or None, initial={"city": request.GET.get("city", "")})
    if request.method == "POST" and form.is_valid():
        row = attempt(form, actions.record_seeker, actor=actor_of(request), **form.values())
        if row is not None:
            say(request, _("Recorded: %s looks for a partner.") % row)
            return redirect("network:seeker", row.pk)
    context = {"form": form, "heading": _("Record a city looking for a partner"), "back": _list()}
    return render(request, "network/form.html", context)


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _editable(request, pk)
    form = SeekerForm(request.POST or None, initial=SeekerForm.initial_of(row), is_new=False)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_seeker, held=lambda: SeekerForm.initial_of(_editable(request, pk)),
            actor=actor_of(request), seeker=row, version=form.cleaned_data["version"], **form.values(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:seeker", pk)
    back = Back(reverse("network:seeker", args=[pk]), str(row))
    context = {"form": form, "heading": _("Correct what %s looks for") % row, "back": back}
    return render(request, "network/form.html", context)


@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _editable(request, pk)
    return removal(request, row, actions.remove_seeker, back=_list(), seeker=row)


def _seeker(request: HttpRequest, pk: int) -> Seeker:
    return get_object_or_404(queries.seekers_visible_to(actor_of(request)), pk=pk)


def _editable(request: HttpRequest, pk: int) -> Seeker:
    row = _seeker(request, pk)
    seeker_policy.require(actor_of(request), "edit", row)
    return row


def _list() -> Back:
    return Back(reverse("network:seekers"), _("Cities looking for partners"))
