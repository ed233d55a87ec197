"""The heat map of risk: countries by dimension with intervals, red lines and who cannot be told apart, and its sheet.

Reached through `urls`; rows come ready from `queries.risk`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from youcheng.engines.framework import OVERALL
from youcheng.evidence.models import Dataset
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.strategy.drafting.names import dimension_name
from youcheng.strategy.exports import risk as exports
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.sources import risk_book, risk_vintages
from youcheng.strategy.forms.risk import RiskFilter
from youcheng.strategy.in_force import framework_in_force
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries.alerts import open_alerts
from youcheng.strategy.queries.risk import Row, dimensions_of, heat_map

PAGE_ROWS = 80
SORTS: Mapping[str, Callable[[Row], Any]] = {
    "country": lambda row: collation(row.name),
    "zone": lambda row: row.zone,
}


@requires(may_see_dossiers)
def heat(request: HttpRequest) -> HttpResponse:
    book, vintages, chosen = book_of(request)
    form, rows, dimensions = _rows(request, book, vintages)
    page = Paginator([row for row in rows if row.is_known], PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": page.object_list,
        "unknown": [row for row in rows if not row.is_known],
        "columns": [(code, capfirst(dimension_name(code, book.framework.engine))) for code in dimensions],
        "single": len(dimensions) == 1,
        "book": book,
        "engine": book.framework.engine,
        "suffix": f"?vintage={chosen}" if chosen else "",
        "alerts": list(open_alerts(actor_of(request))),
        "held": [row for row in rows if row.red_lines],
        "datasets": {shape: source.provenance for shape, source in book.sources.items()},
    }
    return render(request, "strategy/risk/heat.html", context)


@requires(may_see_dossiers)
def heat_export(request: HttpRequest) -> HttpResponseBase:
    book, vintages, _chosen = book_of(request)
    _form, rows, dimensions = _rows(request, book, vintages)
    return export_response(
        request, exports.columns(book, dimensions), exports.rows(book, rows, dimensions), _("risk")
    )


def book_of(request: HttpRequest) -> tuple[RiskBook, list[Dataset], str]:
    """The book of the vintage the address names, else of the defaults; the vintages there are; and the one chosen."""
    vintages = risk_vintages(framework_in_force())
    asked = request.GET.get("vintage", "")
    chosen = asked if asked in {each.name for each in vintages} else ""
    return risk_book(datasets=[chosen] if chosen else []), vintages, chosen


def _rows(
    request: HttpRequest, book: RiskBook, vintages: list[Dataset]
) -> tuple[RiskFilter, list[Row], tuple[str, ...]]:
    """The filter form, the rows that fit it in the order asked for, and the dimensions shown."""
    form = RiskFilter(request.GET, book=book, vintages=vintages)
    wanted = form.cleaned_data if form.is_valid() else {}
    everyone = bool(wanted.get("scope"))
    rows = heat_map(book, actor_of(request), timezone.localdate(), everyone=everyone)
    rows = [row for row in rows if _fits(row, wanted)]
    chosen = wanted.get("dimension", "")
    dimensions = (chosen,) if chosen else dimensions_of(book)
    return form, _ordered(rows, request.GET.get("sort", "")), dimensions


def _fits(row: Row, wanted: Mapping[str, Any]) -> bool:
    names = " ".join(
        [row.iso3, row.name, *(name for tie in row.partners for name in tie.partner.name.values())]
    )
    if wanted.get("scope") == "red" and not row.red_lines:
        return False
    return wanted.get("text", "").casefold() in names.casefold() and wanted.get("zone", "") in {"", row.zone}


def _ordered(rows: list[Row], sort: str) -> list[Row]:
    """In the order asked for; by a dimension, what is not scored comes after all that is, whichever way round."""
    key, down = sort.removeprefix("-"), sort.startswith("-")
    rows = sorted(rows, key=SORTS["country"])
    if key in SORTS:
        return sorted(rows, key=SORTS[key], reverse=down)
    dimension = key or OVERALL

    def median(row: Row) -> tuple[bool, float]:
        cell = row.cells.get(dimension)
        if cell is None or cell.interval is None:
            return True, 0.0
        return False, cell.interval.median if not down and key else -cell.interval.median

    return sorted(rows, key=median)
