"""The gazetteer: searching it, adding a place it lacks, correcting a place's names and position.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.network import actions, queries
from youcheng.network.forms import CityForm
from youcheng.network.models import City
from youcheng.network.policies import city_policy
from youcheng.network.views.handling import attempt, say
from youcheng.network.views.register import contributors


@signed_in
def cities(request: HttpRequest) -> HttpResponse:
    """Cities by name: a page, or only its list while one types (htmx)."""
    actor = actor_of(request)
    text = request.GET.get("q", "")
    found = queries.cities_named(text)
    tied = set(
        queries.relationships_visible_to(actor)
        .filter(partner__in=found)
        .values_list("partner__slug", flat=True)
    )
    context = {
        "cities": [(city, city.slug in tied) for city in found],
        "q": text,
        "can_add": queries.may_add(actor),
        "total": City.objects.count() if not text else None,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "network/parts/city_list.html" if is_fragment else "network/cities.html", context)


@requires(contributors)
def add(request: HttpRequest) -> HttpResponse:
    form = CityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        city = attempt(form, actions.add_city, actor=actor_of(request), **form.values())
        if city is not None:
            say(request, _("%s is in the gazetteer now.") % city)
            return redirect("network:relationship", city.slug)
    context = {"form": form, "heading": _("Add a place the gazetteer lacks")}
    return render(request, "network/form.html", context)


@signed_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    city = get_object_or_404(City.objects.select_related("country"), slug=slug)
    city_policy.require(actor_of(request), "edit", city)
    form = CityForm(request.POST or None, city=city, initial=CityForm.initial_of(city))
    if request.method == "POST" and form.is_valid():
        done = attempt(form, actions.correct_city, actor=actor_of(request), city=city, **form.values())
        if done is not None:
            say(request, _("Saved.") if done else _("Nothing was different, so nothing was saved."))
            return redirect("network:relationship", slug)
    context = {
        "form": form,
        "heading": _("Names and place of %s") % city,
        "city": city,
        "now": timezone.now(),
    }
    return render(request, "network/form.html", context)
