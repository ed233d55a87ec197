"""One country's risk in one dimension, opened: the score's parts, who it can't be told apart from, and ten years.

Reached through `urls` from every cell of the heat map; the figures come ready from `queries.risk_cells`.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from youcheng.engines.catalogue import METHODS
from youcheng.engines.framework import OVERALL
from youcheng.engines.results import caveat, listed
from youcheng.foundation import countries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents import charts
from youcheng.strategy import risk_charts
from youcheng.strategy.drafting.names import dimension_name, indicator_label, reservation
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.risk_choices import sensitivity_of, shares
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries.alerts import open_alerts
from youcheng.strategy.queries.risk import dimensions_of, partners_by_country
from youcheng.strategy.queries.risk_cells import Opened, opened
from youcheng.strategy.views.risk import book_of


@requires(may_see_dossiers)
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    """The whole of a country's risk is its cell "overall"."""
    return cell(request, iso3, OVERALL)


@requires(may_see_dossiers)
def cell(request: HttpRequest, iso3: str, dimension: str) -> HttpResponse:
    (book, _vintages, chosen), today = book_of(request), timezone.localdate()
    if countries.iso3(iso3) != iso3 or dimension not in dimensions_of(book):
        raise Http404
    found = opened(book, iso3, dimension, today)
    partners = partners_by_country(actor_of(request), today)
    context = {
        "found": found,
        "suffix": f"?vintage={chosen}" if chosen else "",
        "vintage": chosen,
        "cell": found.cell,
        "engine": book.framework.engine,
        "book": book,
        "name": countries.name(iso3, get_language() or "zh-hans"),
        "dimension": dimension_name(dimension, book.framework.engine),
        "is_overall": dimension == OVERALL,
        "partners": partners.get(iso3, ()),
        "alike_partners": [code for code in found.cell.alike if code in partners],
        "alike_others": [code for code in found.cell.alike if code not in partners],
        "caveats": _caveats(found),
        "method": _method(),
        "alerts": [
            each for each in open_alerts(actor_of(request), iso3) if dimension in {each.dimension, OVERALL}
        ],
        **_choices(book, found),
        **_pictures(book, found),
    }
    return render(request, "strategy/risk/cell.html", context)


def _caveats(found: Opened) -> list[str]:
    """What to bear in mind; in one dimension, about that one alone."""
    bare = tuple(part.indicator.code for part in found.parts if part.observation and part.margin is None)
    notes = [caveat("no_standard_error", indicators=listed(bare))] if bare else []
    if found.dimension == OVERALL:
        notes = [*found.assessment.caveats, *notes]
    return [reservation(note) for note in notes]


def _choices(book: RiskBook, found: Opened) -> dict[str, Any]:
    """What the country's rank and score depend on most; nothing where it is not scored."""
    sensitivity = sensitivity_of(book, found.dimension) if found.interval else None
    place = sensitivity.of(found.iso3) if sensitivity else None
    if sensitivity is None or place is None:
        return {"of_rank": [], "of_score": [], "filled": ()}
    return {
        "of_rank": shares(sensitivity, sensitivity.ranks, place),
        "of_score": shares(sensitivity, sensitivity.scores, place),
        "filled": sensitivity.filled.get(found.iso3, ()),
    }


def _method() -> dict[str, str]:
    about, reader = METHODS["composite_interval"], get_language() or "zh-hans"
    return {
        "name": about.named(reader),
        "formula": about.computed(reader),
        "reading": about.read(reader),
        "source": about.source(reader),
        "version": about.version,
    }


def _pictures(book: RiskBook, found: Opened) -> dict[str, Any]:
    """The drawings of ten years; none where nothing was ever scored."""
    engine = book.framework.engine
    name = dimension_name if found.dimension == OVERALL else indicator_label
    drawn = {
        name(code, engine): years
        for code, years in found.series.items()
        if any(each.value is not None for each in years)
    }
    has_score = any(each.value is not None for each in found.years)
    return {
        "picture": charts.on_page(risk_charts.line(found.years)) if has_score else "",
        "pictures": charts.on_page(risk_charts.small_lines(drawn)) if drawn else "",
    }
