"""What stands beside the ties: published counts and their difference, alliances, policy terms.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import export_response
from youcheng.network import actions, queries
from youcheng.network.exports import count_columns, count_rows
from youcheng.network.forms import PublishedCountForm
from youcheng.network.models import PolicyTerm
from youcheng.network.views.handling import attempt, say, today


@signed_in
def counts(request: HttpRequest) -> HttpResponseBase:
    """Published counts beside what the events of the ties the actor may see say."""
    actor = actor_of(request)
    found = queries.compare_snapshots(queries.relationships_visible_to(actor))
    if "format" in request.GET:
        return export_response(request, count_columns(), count_rows(found), _("Published counts"))
    context = {
        "comparisons": found,
        "rows": [{"comparison": one, "cells": one.cells()} for one in found],
        "now": queries.count(today(), queries.relationships_visible_to(actor)),
        "can_add": queries.may_keep_record(actor),
        "gaps": queries.register_notes(),
    }
    return render(request, "network/counts.html", context)


def coordinators(actor: Actor) -> bool:
    """Coordinators and stewards of the foreign affairs office."""
    return queries.may_keep_record(actor)


@requires(coordinators)
def count_add(request: HttpRequest) -> HttpResponse:
    form = PublishedCountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = attempt(form, actions.record_published_count, actor=actor_of(request), **form.cleaned_data)
        if row is not None:
            say(request, _("Recorded: %s.") % row)
            return redirect("network:counts")
    return render(request, "network/form.html", {"form": form, "heading": _("Record a published count")})


@signed_in
def alliances(request: HttpRequest) -> HttpResponse:
    return render(request, "network/alliances.html", {"alliances": queries.alliances()})


@signed_in
def terms(request: HttpRequest) -> HttpResponse:
    rows = list(PolicyTerm.objects.all())
    in_force = [row for row in rows if row.is_in_force(today())]
    context = {
        "terms": rows,
        "in_force": in_force,
        "as_of": today(),
        "gaps": queries.register_notes(about_terms=True),
    }
    return render(request, "network/terms.html", context)
