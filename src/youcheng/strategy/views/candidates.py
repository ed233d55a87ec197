"""The ranking of all cities as candidates: the list under one's own weights, its fragment, and its sheet.

Reached through `urls`; one city and several side by side are in `candidate`. The address holds filters and weights.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.foundation import countries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.foundation.views.answering import page_of
from youcheng.network.queries import group_choices, may_add
from youcheng.strategy.criteria import criteria
from youcheng.strategy.enums import Show
from youcheng.strategy.exports import candidates as exports
from youcheng.strategy.facts.batch import NoHomeCity
from youcheng.strategy.facts.gazetteer import cities
from youcheng.strategy.forms.candidates import CandidateFilter, WeightForm
from youcheng.strategy.judgements import BadFile
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries import candidate, candidates
from youcheng.strategy.queries.candidates import Field
from youcheng.strategy.views import candidate_shown as shown

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Asked:
    """What a request asks for: its forms, and the ranking they give; unusable weights leave the office's own."""

    form: CandidateFilter
    weights: WeightForm
    field: Field

    @property
    def query(self) -> QueryDict:
        """The part of the address that another page of the same ranking takes over."""
        filters = self.field.filters
        kept = {"zone": filters.zone, "country": filters.country, "group": filters.group}
        if filters.smallest is not None:
            kept["smallest"] = str(filters.smallest)
        found = QueryDict(mutable=True)
        found.update({name: value for name, value in (kept | self.weights.changed()).items() if value})
        return found


def asked(request: HttpRequest) -> Asked:
    """Read the address. Raises NoHomeCity, and BadFile for a file of judgements that is wrong."""
    chosen, language = criteria(), get_language() or "zh-hans"
    named = [(code, countries.name(code, language)) for code in cities().countries]
    form = CandidateFilter(
        request.GET,
        countries=sorted(named, key=lambda pair: collation(pair[1])),
        groups=group_choices(),
        smallest=chosen.smallest,
    )
    weights = WeightForm(request.GET, chosen)
    found = candidates.field(form.filters(), weights.weights(), timezone.localdate())
    return Asked(form, weights, found)


def possible(view: View) -> View:
    """A view of candidates that says in words why nothing can be ranked: no home city, or a file that is wrong."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (NoHomeCity, BadFile) as error:
            # Before there is a home city the page is empty, not wrong.
            status = 200 if isinstance(error, NoHomeCity) else 422
            return render(request, "strategy/candidates/impossible.html", {"error": error}, status=status)

    return cast(View, guarded)


@requires(may_see_dossiers)
@possible
def listed(request: HttpRequest) -> HttpResponseBase:
    actor, wanted = actor_of(request), asked(request)
    found, sort = wanted.field, request.GET.get("sort", "")
    rows = candidates.listed(actor, found, sort)
    if "format" in request.GET:
        table = exports.list_rows(actor, found, rows)
        return export_response(request, exports.list_columns(found), table, _("candidates"))
    page, said = page_of(request, rows), shown.unknown_to_all(found)
    context: dict[str, Any] = {
        "form": wanted.form,
        "weights": wanted.weights,
        "field": found,
        "page": page,
        "rows": [
            shown.row(each, said) for each in candidates.rows_of(actor, found, [int(row) for row in page])
        ],
        "tabs": shown.tabs(found),
        "show": found.filters.show,
        "first": shown.first(candidate.first_of(found)) if found.filters.show == Show.CANDIDATES else None,
        "query": wanted.query,
        "can_tie": may_add(actor),
        "notes": shown.notes(found),
    }
    name = "ranking" if getattr(request, "htmx", False) else "list"
    return render(request, f"strategy/candidates/{name}.html", context)


@requires(may_see_dossiers)
@possible
def method(request: HttpRequest) -> HttpResponse:
    """How candidates are ranked: criteria, goalposts and reasons, rules and their lists, second opinions."""
    found = candidates.field(candidates.Filters(), None, timezone.localdate())
    context = {"criteria": shown.criteria_rows(found), "field": found, "methods": shown.methods()}
    return render(request, "strategy/candidates/method.html", context)
