"""The gazetteer: searching it, adding a place it lacks, correcting a place's names and position.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.network import actions, queries
from youcheng.network.forms import CityForm
from youcheng.network.models import City
from youcheng.network.policies import city_policy
from youcheng.network.views.handling import Back, attempt, saved, say
from youcheng.network.views.register import contributors


@requires(takes_part)
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


@signed_in
def city_options(request: HttpRequest) -> HttpResponse:
    """Cities for the list below a box in which one types a city, whatever the box is called."""
    text = request.GET.get(next(iter(request.GET), ""), "")
    return render(request, "network/parts/city_options.html", {"cities": queries.cities_named(text)})


@requires(contributors)
def add(request: HttpRequest) -> HttpResponse:
    form = CityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        city = attempt(form, actions.add_city, actor=actor_of(request), **form.values())
        if city is not None:
            say(request, _("%s is in the gazetteer now.") % city)
            return redirect("network:relationship", city.slug)
    back = Back(reverse("network:cities"), _("Gazetteer"))
    context = {"form": form, "heading": _("Add a place the gazetteer lacks"), "back": back}
    return render(request, "network/form.html", context)


@signed_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    city = get_object_or_404(City.objects.select_related("country"), slug=slug)
    city_policy.require(actor_of(request), "edit", city)
    form = CityForm(request.POST or None, city=city, initial=CityForm.initial_of(city))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_city, held=lambda: CityForm.initial_of(City.objects.get(pk=city.pk)),
            actor=actor_of(request), city=city, **form.values(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:relationship", slug)
    context = {
        "form": form,
        "heading": _("Names and place of %s") % city,
        "back": Back(reverse("network:relationship", args=[slug]), str(city)),
    }
    return render(request, "network/form.html", context)
