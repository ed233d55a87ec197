"""Complementarity of the home country with its partners' countries: the list with its filters, and its sheet.

Reached through `urls`. What is listed comes from `queries.complementarity`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.strategy.exports import complementarity as exports
from youcheng.strategy.forms import PartnersForm
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries.complementarity import INDICES, PartnerRow, Partners, partners
from youcheng.strategy.views import wording
from youcheng.strategy.views.choosing import Choice, choice_of

PAGE_ROWS = 100


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    form, choice, found, rows = _rows(request)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": page.object_list,
        "found": found,
        "basis": choice.basis,
        "said": wording.about(choice.basis) if choice.basis else None,
        "methods": wording.indices(),
        "no_home": not choice.home,
    }
    return render(request, "strategy/complementarity/partners.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    _form, choice, found, rows = _rows(request)
    basis = choice.basis
    sheet = exports.list_rows([*rows, *found.missing], basis, choice.conventions) if basis else ()
    return export_response(request, exports.list_columns(), sheet, _("complementarity"))


def _rows(request: HttpRequest) -> tuple[PartnersForm, Choice, Partners, list[PartnerRow]]:
    """The form, what it means, everybody, and those with figures that fit, in the order asked for."""
    form, choice = choice_of(request, PartnersForm)
    if choice.basis is None or not choice.home:
        return form, choice, Partners(), []
    wanted = choice.cleaned
    found = partners(
        actor_of(request),
        choice.home,
        choice.basis,
        choice.conventions,
        on=timezone.localdate(),
        everyone=wanted.get("who") == "all",
    )
    rows = [row for row in found.rows if _fits(row, wanted)]
    return form, choice, found, _sorted(rows, request.GET.get("sort", ""))


def _fits(row: PartnerRow, wanted: dict[str, Any]) -> bool:
    text = wanted.get("text", "").casefold()
    names = " ".join([row.name, row.iso3, *(str(name) for city in row.cities for name in city.name.values())])
    return (not text or text in names.casefold()) and wanted.get("zone", "") in {"", row.zone}


def _sorted(rows: list[PartnerRow], sort: str) -> list[PartnerRow]:
    """By name, or by one index; what is not defined stands last in either direction."""
    wanted, down = sort.removeprefix("-"), sort.startswith("-")
    if wanted not in INDICES:
        return sorted(rows, key=lambda row: collation(row.name), reverse=down)
    value: Callable[[PartnerRow], float | None] = lambda row: getattr(row, wanted)  # noqa: E731 - a typed key
    known = [row for row in rows if value(row) is not None]
    return sorted(known, key=lambda row: value(row) or 0.0, reverse=down) + [
        row for row in rows if value(row) is None
    ]
