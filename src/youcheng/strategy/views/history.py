"""The history of a dossier: its versions, one version as it was, and two compared block by block.

Reached through `urls`; comparing is `queries.compared`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import language_of
from youcheng.foundation.documents.html import to_html
from youcheng.strategy import queries
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.views import paper
from youcheng.strategy.views.reading import found, version_of


@requires(may_see_dossiers)
def listed(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    row = found(request, slug, year)
    versions = queries.versions_visible_to(actor_of(request)).filter(dossier=row)
    context = {"row": row, "versions": versions.defer("documents", "figures")}
    return render(request, "strategy/history.html", context)


@requires(may_see_dossiers)
def shown(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    row = found(request, slug, year)
    version, language = version_of(request, row, number), language_of(request)
    document = queries.document_of(row, language, version)
    article = to_html(
        document,
        resolve=lambda ref: reverse("strategy:version_figure", args=[slug, year, number, ref]),
        with_title=False,
    )
    context = {
        "row": row,
        "version": version,
        "document": document,
        "article": article,
        "contents": paper.contents(document),
    }
    return render(request, "strategy/version.html", context)


@requires(may_see_dossiers)
def compared(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Two versions side by side; without numbers the newest and the one before it."""
    row = found(request, slug, year)
    numbers = list(
        queries.versions_visible_to(actor_of(request)).filter(dossier=row).values_list("number", flat=True)
    )
    newest = numbers[0] if numbers else 0
    after = _number(request, "after", newest)
    before = _number(request, "before", next((n for n in numbers if n < after), newest))
    pair = version_of(request, row, before), version_of(request, row, after)
    blocks, figures = queries.compared(*pair, language_of(request))
    context = {
        "row": row,
        "before": pair[0],
        "after": pair[1],
        "blocks": blocks,
        "figures": figures,
        "numbers": numbers,
    }
    return render(request, "strategy/compare.html", context)


def _number(request: HttpRequest, name: str, default: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdigit() else default
