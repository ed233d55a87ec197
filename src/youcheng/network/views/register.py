"""The register as a list with its filters and its sheet, and putting a city on it.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import export_response
from youcheng.network import actions, queries
from youcheng.network.enums import Zone
from youcheng.network.exports import register_columns, register_rows
from youcheng.network.forms import RegisterFilter, RelationshipForm
from youcheng.network.models import City
from youcheng.network.queries.counts import tally
from youcheng.network.queries.register import Row, complete, countries_on, decades_on, register
from youcheng.network.views.handling import attempt, kind_labels, say, state_labels, today

PAGE = 50


@requires(takes_part)
def relationships(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = RegisterFilter(
        request.GET,
        countries=countries_on(actor),
        groups=queries.group_choices(),
        decades=decades_on(today()),
        today=today(),
    )
    found = register(actor, form.filters(), form.day(), request.GET.get("sort", ""))
    if "format" in request.GET:
        name = _("Register as of %s") % found.as_of
        return export_response(
            request, register_columns(), register_rows(complete(found.rows), found.as_of), name
        )
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "as_of": found.as_of,
        "count": tally(found.as_of, found.standings),
        "total": len(found.standings),
        "page": page,
        "rows": [shown(row) for row in complete(list(page.object_list))],
        "gaps": queries.gaps_visible_to(actor),
        "can_add": queries.may_add(actor),
        "home": queries.home_city(),
    }
    return render(request, "network/relationships.html", context)


def shown(row: Row) -> dict[str, Any]:
    """A row as the template shows it."""
    assert row.relationship is not None
    return {
        "row": row,
        "tie": row.relationship,
        "kinds": kind_labels(row.standing),
        "is_certain": row.standing.kind is not None or not row.standing.kinds,
        "states": state_labels(row.standing),
        "zone": Zone(row.zone).label,
    }


def contributors(actor: Actor) -> bool:
    """Contributors and above of the foreign affairs office."""
    return queries.may_add(actor)


@requires(contributors)
def add(request: HttpRequest) -> HttpResponse:
    slug = request.POST.get("partner") or request.GET.get("city", "")
    city = City.objects.select_related("country").filter(slug=slug).first()
    initial = {"partner": slug, **_from_seeker(request, slug)}
    form = RelationshipForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        tie = attempt(form, actions.add_relationship, actor=actor_of(request), **form.cleaned_data)
        if tie is not None:
            say(request, _("%s is on the register now. Record its first event.") % tie)
            return redirect("network:relationship", tie.partner.slug)
    return render(request, "network/relationship_add.html", {"form": form, "city": city, "slug": slug})


def _from_seeker(request: HttpRequest, slug: str) -> dict[str, str]:
    """What a prospect takes over from the entry (`?seeker=`) that led to it: why it is there, and who may see it."""
    asked = request.GET.get("seeker", "")
    found = queries.seekers_visible_to(actor_of(request)).filter(city__slug=slug)
    row = found.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 10 else None
    return {"note": row.as_reason, "visibility": row.visibility} if row else {}


def day_of(request: HttpRequest, default: dt.date) -> dt.date:
    """The day in the address (`?as_of=`), or the default where none or an impossible one is given."""
    try:
        return dt.date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError:
        return default
