"""The review list: which place each end of a pair means, how sure that is, and a person's word on it.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation import formatting
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of, sorted_by
from youcheng.network import actions
from youcheng.network.exports import world as exports
from youcheng.network.forms import DecisionForm, EndsFilter
from youcheng.network.models import PairEnd, WorldPlace
from youcheng.network.policies import pair_end_policy
from youcheng.network.queries import world as reads
from youcheng.network.views.handling import Back, attempt, saved
from youcheng.network.views.world_frame import world_of

SORTS = {"links": "links", "name": "name", "country": "country", "km": "km", "reason": "how"}


@requires(takes_part)
def places(request: HttpRequest) -> HttpResponseBase:
    found = world_of(request)
    if found is None or found.matching is None:
        return redirect("network:world")
    form = EndsFilter(request.GET, countries=reads.end_countries(found.matching))
    rows = reads.ends_listed(actor_of(request), found.matching, **form.values())
    rows = sorted_by(rows, request.GET.get("sort") or "-links", SORTS, "links")
    if "format" in request.GET:
        sheet = exports.end_rows(rows)
        return export_response(request, exports.end_columns(), sheet, _("Places of the pairs"))
    context = {"world": found, "form": form, "page": page_of(request, rows)}
    return render(request, "network/world/places.html", context)


@signed_in
def place(request: HttpRequest, pk: int) -> HttpResponse:
    end = get_object_or_404(reads.ends_visible_to(actor_of(request)), pk=pk)
    pair_end_policy.require(actor_of(request), "edit", end)
    choices = [(place.pk, _told(place, km)) for place, km in reads.candidates(end)]
    form = DecisionForm(request.POST or None, end=end, candidates=choices)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.decide_end, held=lambda: {"version": PairEnd.objects.get(pk=pk).version},
            actor=actor_of(request), end=end, number=form.place(), note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:world_places")
    back = Back(reverse("network:world_places"), _("Places of the pairs"))
    context = {"form": form, "heading": _("Which place is “%s”?") % end, "back": back, "end": end}
    return render(request, "network/world/place.html", context)


def _told(place: WorldPlace, km: float | None) -> str:
    """A candidate as one line: its name, country, people, distance and number."""
    people = formatting.number(place.population) if place.population else _("population not known")
    parts = [reads.country_name(place.country), people]
    if km is not None:
        parts.append(formatting.kilometres(km))
    return f"{place.name} · {' · '.join(parts)} · {place.pk}"
