"""The home city in the world's network: its surroundings as picture and list, its partners' other ties, suggestions.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of
from youcheng.network import compass
from youcheng.network.exports import world as exports
from youcheng.network.forms import CentreForm, PartnersFilter
from youcheng.network.queries import world as reads
from youcheng.network.queries.drawn import drawn_cities
from youcheng.network.views.handling import today
from youcheng.network.views.world_frame import home_number, world_of

SHOWN_FELLOWS = 8
SORTS: dict[str, Callable[[reads.Neighbour], Any]] = {
    "steps": lambda row: (row.steps, -len(row.through), -row.degree),
    "degree": lambda row: row.degree,
    "km": lambda row: row.km,
    "common": lambda row: len(row.through),
}


@requires(takes_part)
def around(request: HttpRequest) -> HttpResponseBase:
    found = world_of(request)
    if found is None or found.matching is None:
        return redirect("network:world")
    _home, ours = home_number(found)
    number = _centre(request, found, ours)
    every = [] if number is None else reads.neighbours(found.net, number)
    codes = sorted(
        {(row.country, reads.country_name(row.country)) for row in every}, key=lambda pair: pair[1]
    )
    form = CentreForm(request.GET, countries=codes)
    rows = _listed(form, every, request.GET.get("sort", ""))
    if "format" in request.GET:
        sheet = exports.neighbour_rows(rows)
        return export_response(request, exports.neighbour_columns(), sheet, _("Around a city"))
    context = {"world": found, "form": form, "number": number, "is_home": number == ours}
    drawn = _drawn(request, found, number, every, rows, float(form.chosen("reach") or compass.WORLD_KM))
    return render(request, "network/world/around.html", context | drawn)


def _centre(request: HttpRequest, found: reads.World, ours: int | None) -> int | None:
    """The city in the middle: by number, by name, else the home city; None where the network lacks it."""
    asked = request.GET.get("centre", "")
    if asked.isdigit() and len(asked) < 12 and int(asked) in found.net.graph:
        return int(asked)
    form = CentreForm(request.GET, countries=[])
    city = form.chosen("city")
    if city:
        return reads.numbers_of(found.net, [city]).get(city.pk)
    return ours


def _listed(form: CentreForm, every: list[reads.Neighbour], sort: str) -> list[reads.Neighbour]:
    steps, country = form.chosen("steps"), form.chosen("country")
    rows = [
        row
        for row in every
        if (not steps or row.steps == int(steps)) and (not country or row.country == country)
    ]
    key = SORTS.get(sort.removeprefix("-"))
    return rows if key is None else sorted(rows, key=key, reverse=sort.startswith("-"))


def _drawn(
    request: HttpRequest,
    found: reads.World,
    number: int | None,
    every: list[reads.Neighbour],
    rows: list[reads.Neighbour],
    radius_km: float,
) -> dict[str, Any]:
    """The picture, one page of the list, and the names that both need."""
    if number is None:
        return {}
    picture = reads.picture(found.net, number, every, drawn_cities(), radius_km)
    page = page_of(request, rows)
    wanted = {number, *(mark.neighbour.number for mark in (*picture.first, *picture.second))}
    wanted |= {one for row in page for one in (row.number, *row.through[:SHOWN_FELLOWS])}
    first = sum(row.steps == 1 for row in every)
    return {
        "picture": picture, "page": page, "names": reads.names_of(wanted), "most": SHOWN_FELLOWS,
        "first": first, "second": len(every) - first,
        "country": found.net.countries[found.net.graph.position(number)],
    }  # fmt: skip


@requires(takes_part)
def partners(request: HttpRequest) -> HttpResponseBase:
    found = world_of(request)
    if found is None or found.matching is None:
        return redirect("network:world")
    home, number = home_number(found)
    if home is None:
        return redirect("network:world")
    form = PartnersFilter(request.GET)
    every = reads.partners(found.net, home, actor_of(request), today())
    rows = [row for row in every if not form.chosen() or row.where == form.chosen()]
    if "format" in request.GET:
        sheet = exports.partner_rows(rows)
        return export_response(request, exports.partner_columns(), sheet, _("Partners and fellow cities"))
    page = page_of(request, rows)
    wanted = {row.number for row in page if row.number}
    wanted |= {one for row in page for one in row.fellows[:SHOWN_FELLOWS]}
    context = {
        "world": found, "form": form, "page": page, "home": home, "in_list": number is not None, "most": SHOWN_FELLOWS,
        "names": reads.names_of(wanted), "every": every,
        "counts": {where: sum(row.where == where for row in every) for where in ("both", "register", "list")},
        "alone": sum(not row.fellows for row in every if row.number),
    }  # fmt: skip
    return render(request, "network/world/partners.html", context)


@requires(takes_part)
def suggestions(request: HttpRequest) -> HttpResponseBase:
    found = world_of(request)
    if found is None or found.matching is None:
        return redirect("network:world")
    home, number = home_number(found)
    context: dict[str, Any] = {"world": found, "home": home, "number": number}
    if home is not None and number is not None:
        known = reads.partners(found.net, home, actor_of(request), today())
        taken = {row.number for row in known if row.number}
        made = reads.suggested(found.net, number, home, taken)
        rows = exports.suggestion_rows(found.net, made)
        if "format" in request.GET:
            return export_response(
                request, exports.suggestion_columns(), rows, _("Suggestions from structure")
            )
        context |= {"made": made, "rows": list(rows), "caveats": made.caveats}
    return render(request, "network/world/suggestions.html", context)
