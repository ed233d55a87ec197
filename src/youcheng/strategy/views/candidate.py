"""One candidate opened to its parts, and up to six side by side on the screen, in print, as a sheet and as a paper.

Reached through `urls`; the address holds the same filters and weights as the list it was reached from.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from youcheng.engines.stability import Stability
from youcheng.foundation import formatting
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.documents.model import DocumentError
from youcheng.foundation.exporting import export_response
from youcheng.network.models import City
from youcheng.network.queries import may_add, open_seekers_of
from youcheng.strategy import candidate_words as words
from youcheng.strategy.exports import candidates as exports
from youcheng.strategy.exports import compared_candidates as paper
from youcheng.strategy.facts.candidates import Rule
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries import candidate
from youcheng.strategy.queries.candidate import Candidate
from youcheng.strategy.queries.candidates import Field
from youcheng.strategy.views import candidate_shown as shown
from youcheng.strategy.views.candidates import asked, possible

MOST = 6
"""Cities side by side at most: more do not fit on a sheet of paper."""


@requires(may_see_dossiers)
@possible
def opened(request: HttpRequest, slug: str) -> HttpResponse:
    """One city: every criterion with what it adds, its place under each method, and how far each weight may move."""
    actor, wanted = actor_of(request), asked(request)
    city = get_object_or_404(City.objects.select_related("country"), slug=slug)
    found = candidate.candidate(wanted.field, city)
    if found is None:
        raise Http404
    name = str(city)
    context: dict[str, Any] = {
        "found": found,
        "city": city,
        "field": wanted.field,
        "weights": wanted.weights,
        "parts": shown.parts(found),
        "missing": words.criteria_listed(p.code for p in found.scored.parts if p.is_missing),
        "stability": [_moved(span, name) for span in found.stability()],
        "places": words.places(found.first),
        "band": shown.band(found),
        "alike": shown.alike(found),
        "rule": words.rule_sentence(found),
        "is_tied": found.rule is Rule.TIED,
        "grades": found.field.whole.lines.grades,
        "seekers": open_seekers_of(actor, city, wanted.field.whole.home.as_of),
        "can_tie": may_add(actor) and found.rule not in (Rule.TIED, Rule.HOME, Rule.DOMESTIC),
        "zone": shown.zone(found),
        "query": wanted.query,
    }
    return render(request, "strategy/candidates/one.html", context)


def _moved(span: Stability, city: str) -> dict[str, Any]:
    """A weight's interval for its drawing and its sentence."""
    return {
        "name": words.criterion_name(span.criterion),
        "spans": [{"start": 100 * low, "width": 100 * (high - low)} for low, high in span.intervals],
        "now": 100 * span.now,
        "sentence": words.stability(span, city),
    }


@requires(may_see_dossiers)
@possible
def compared(request: HttpRequest) -> HttpResponseBase:
    """Up to six cities side by side; an unknown one and a seventh are said and left out."""
    wanted = asked(request)
    found, refused = _chosen(request, wanted.field)
    kind = request.GET.get("format", "")
    if kind in ("xlsx", "csv") and found:
        return export_response(
            request, exports.compared_columns(found), exports.compared_rows(found), _("candidates compared")
        )
    error = ""
    if kind in TYPES and found:
        try:
            document = paper.document(found, language_of(request))
            return as_download(file_of(document, kind), TYPES[kind], _("candidates compared"), kind)
        except DocumentError as problem:
            error = str(problem)
    context = {
        "found": found,
        "rows": exports.compared_rows(found),
        "refused": [*refused, *([error] if error else [])],
        "field": wanted.field,
        "slugs": [each.city.slug for each in found],
        "query": wanted.query,
    }
    return render(request, "strategy/candidates/compare.html", context, status=200 if not error else 422)


def _chosen(request: HttpRequest, field: Field) -> tuple[list[Candidate], list[str]]:
    """The cities asked for in their order, and what was refused of them. One query."""
    slugs = list(dict.fromkeys(slug for slug in request.GET.getlist("city") if slug))
    held = {city.slug: city for city in City.objects.select_related("country").filter(slug__in=slugs[:50])}
    found = [each for slug in slugs if slug in held and (each := candidate.candidate(field, held[slug]))]
    refused = [_("There is no city “%(slug)s”.") % {"slug": slug} for slug in slugs if slug not in held]
    if len(found) > MOST:
        left_out = formatting.listed(str(each.city) for each in found[MOST:])
        refused.append(
            _("At most %(most)s cities fit side by side; left out: %(cities)s.")
            % {"most": MOST, "cities": left_out}
        )
    return found[:MOST], refused
