"""The world's ties: the network and its measures beside chance, its cities as a list, and matching the places of a list.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts.belonging import takes_part
from youcheng.foundation import jobs
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of
from youcheng.network import queries, tasks, world_words
from youcheng.network.enums import Sureness
from youcheng.network.exports import world as exports
from youcheng.network.queries import world as reads
from youcheng.network.views.record import coordinators
from youcheng.network.views.world_frame import home_number, world_of

TOP = 12


@requires(takes_part)
def world(request: HttpRequest) -> HttpResponse:
    found = world_of(request)
    context: dict[str, Any] = {"world": found, "can_match": queries.may_keep_record(actor_of(request))}
    if found is not None and found.matching is not None:
        context |= _measured(found)
    return render(request, "network/world/world.html", context)


def _measured(found: reads.World) -> dict[str, Any]:
    assert found.matching is not None
    net, places = found.net, reads.of_places(found.net)
    home, number = home_number(found)
    ends = reads.ends_by_sureness(found.matching)
    total = sum(ends.values())
    return {
        "net": net,
        "figures": reads.figures(found.matching),
        "stored": found.matching.figures,
        "loose": world_words.beside_chance(found.matching.figures.get("rewired", {})),
        "tight": world_words.beside_chance(found.matching.figures.get("rewired_in_groups", {})),
        "ends": [(Sureness(code).label, count, code) for code, count in ends.items()],
        "matched": 1 - ends[Sureness.REFUSED.value] / total if total else None,
        "countries": reads.by_country(net)[:TOP],
        "home": home,
        "here": None if number is None else exports.placed(reads.in_net(net, places, number)),
    }


@requires(takes_part)
def cities(request: HttpRequest) -> HttpResponseBase:
    found = world_of(request)
    if found is None or found.matching is None:
        return redirect("network:world")
    country, sort = request.GET.get("country", ""), request.GET.get("sort", "")
    rows = reads.cities(found.net, reads.of_places(found.net), country, sort)
    if "format" in request.GET:
        named = exports.city_rows(rows)
        return export_response(request, exports.city_columns(), named, _("Cities of the world's network"))
    page = page_of(request, rows)
    context = {
        "world": found,
        "page": page,
        "names": reads.names_of([row.number for row in page]),
        "countries": reads.by_country(found.net),
        "country": country,
        "errors": bool(reads.of_places(found.net).betweenness.caveats),
    }
    return render(request, "network/world/cities.html", context)


@require_POST
@requires(coordinators)
def match(request: HttpRequest) -> HttpResponse:
    """Match the list beside the web server, with progress that can be left."""
    found = reads.world(request.POST.get("dataset") or None)
    if found is None:
        return redirect("network:world")
    actor = actor_of(request)
    title = _("Matching the places of “%s”") % found.dataset.shown_title
    job = jobs.start(actor=actor, now=timezone.now(), kind="network.matching", title=title[:300])
    tasks.match_pairs.enqueue(
        str(job.pk), found.dataset.name, actor.person_id, actor.name, get_language() or "zh-hans"
    )
    return redirect("foundation:job", job.pk)
