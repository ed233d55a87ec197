"""Today, compass, search, statistics: pages made of several apps' queries. No business rule lives here.

Called through `urls`; figures come ready from `site.queries`.
"""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation import search as index
from youcheng.foundation.access import actor_of, public, requires, signed_in
from youcheng.foundation.exporting import Field, export_response
from youcheng.network.enums import Kind, Zone
from youcheng.site.charts import bars
from youcheng.site.forms import day_of
from youcheng.site.queries import compass
from youcheng.site.queries.statistics import table as table_named
from youcheng.site.queries.statistics import tables
from youcheng.site.queries.today import today as today_of

KEY = {"kinds": Kind.choices, "zones": Zone.choices}
"""What the key of the compass lists."""
LONGEST_QUERY = 100
SUGGESTED, LISTED = 8, 60
ROWS = 100


@signed_in
def today(request: HttpRequest) -> HttpResponse:
    """The day's page; an administrator, who sees nothing of the work itself, is led to an administrator's pages."""
    if not takes_part(actor_of(request)):
        return render(request, "site/administrator.html")
    found = today_of(actor_of(request), _day(request))
    return render(request, "site/today.html", {"today": found, **KEY})


@requires(takes_part)
def compass_map(request: HttpRequest) -> HttpResponse:
    as_of = _day(request)
    picture = compass.picture(actor_of(request), as_of)
    page = Paginator(picture.ties if picture else (), ROWS).get_page(request.GET.get("page"))
    return render(request, "site/compass.html", {"picture": picture, "page": page, "as_of": as_of, **KEY})


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """The page, or what stands below the search box while one types."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    chosen = request.GET.get("kind", "")
    kinds = [kind for kind in index.kinds() if kind.name == chosen]
    is_fragment = bool(request.headers.get("HX-Request"))
    most = SUGGESTED if is_fragment else LISTED
    hits = (
        index.find(query, actor_of(request), [kind.name for kind in kinds], limit=most + 1) if query else []
    )
    shown = {"hits": hits[:most], "is_cut": len(hits) > most, "search_query": query}
    if is_fragment:
        return render(request, "site/parts/suggestions.html", shown)
    return render(request, "site/search.html", {**shown, "kinds": index.kinds(), "chosen": chosen})


@requires(takes_part)
def statistics(request: HttpRequest) -> HttpResponse:
    as_of = _day(request)
    found = tables(actor_of(request), as_of)
    shown = [{"table": table, "chart": bars(table)} for table in found]
    return render(request, "site/statistics.html", {"tables": shown, "as_of": as_of})


@requires(takes_part)
def statistics_export(request: HttpRequest, key: str) -> HttpResponseBase:
    as_of = _day(request)
    found = table_named(actor_of(request), as_of, key)
    if found is None:
        raise Http404
    columns = [Field("label", found.heading), *(Field(name, title) for name, title in found.columns)]
    if found.has_totals:
        columns.append(Field("total", _("Total")))
    return export_response(request, columns, found.as_dicts(), f"{found.title} {as_of}")


@public("a load balancer asks without an account; the answer says nothing but ok")
def health(request: HttpRequest) -> HttpResponse:
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


def _day(request: HttpRequest) -> dt.date:
    """The day the address asks for; where it can't be read the page says so and shows today."""
    as_of, wrong = day_of(request)
    for message in wrong:
        messages.error(request, message)
    return as_of
