"""What belongs to a portfolio besides its own page: wishes, the comparison side by side, its sheet and its paper.

Reached through `urls`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.documents.model import DocumentError
from youcheng.foundation.exporting import export_response
from youcheng.network.enums import Zone
from youcheng.network.queries import relationships_visible_to
from youcheng.strategy import portfolio_paper, portfolio_words
from youcheng.strategy.actions import portfolios as actions
from youcheng.strategy.enums import Batch
from youcheng.strategy.exports import portfolios as exports
from youcheng.strategy.forms.portfolios import WishForm
from youcheng.strategy.models import Portfolio
from youcheng.strategy.policies import may_see_dossiers, portfolio_policy
from youcheng.strategy.queries import portfolios as queries
from youcheng.strategy.views.portfolios import found, names_of
from youcheng.strategy.views.reading import attempt


@requires(may_see_dossiers)
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Require or forbid an action with a city."""
    actor, row = actor_of(request), found(request, pk)
    portfolio_policy.require(actor, "edit", row)
    form = WishForm(
        request.POST or None,
        ties=relationships_visible_to(actor),
        actions=queries.actions_visible_to(actor).filter(is_active=True),
        initial=request.GET.dict(),
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(
            request,
            lambda: actions.set_wish(actor=actor, now=timezone.now(), portfolio=row, **form.cleaned_data),
            _("Noted. The portfolio has to be solved again."),
        )
        if made is not None:
            return redirect("strategy:portfolio", pk)
    return render(request, "strategy/portfolios/wish.html", {"form": form, "row": row})


@require_POST
@requires(may_see_dossiers)
def unwish(request: HttpRequest, pk: int, wish: int) -> HttpResponse:
    row = found(request, pk)
    each = get_object_or_404(queries.wishes_of(actor_of(request), row), pk=wish)
    attempt(
        request,
        lambda: actions.remove_wish(actor=actor_of(request), now=timezone.now(), wish=each),
        _("Taken back. The portfolio has to be solved again."),
    )
    return redirect("strategy:portfolio", pk)


@requires(may_see_dossiers)
def compared(request: HttpRequest) -> HttpResponse:
    rows = _chosen(request)
    names = names_of(request, rows[0])
    columns = [_column(request, row, rows[0]) for row in rows]
    context = {
        "rows": rows,
        "columns": columns,
        "names": names,
        "zones": [
            (code, label) for code, label in Zone.choices if any(code in each["by_zone"] for each in columns)
        ],
        "batches": [
            (code, label)
            for code, label in Batch.choices
            if any(code in each["by_batch"] for each in columns)
        ],
        "marked": queries.side_by_side(actor_of(request), rows),
        "one_year": len({row.year for row in rows}) == 1,
    }
    return render(request, "strategy/portfolios/compare.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(request, pk)
    rows = exports.rows(queries.items_of(actor_of(request), row))
    return export_response(request, exports.columns(), rows, _("portfolio-%(name)s") % {"name": row})


@requires(may_see_dossiers)
def filed(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The portfolio as a paper: DOCX, PDF or HTML."""
    row, language = found(request, pk), language_of(request)
    if kind not in TYPES or not row.is_solved:
        raise Http404
    document = portfolio_paper.document_of(actor_of(request), row, names_of(request, row), language)
    try:
        content = file_of(document, kind)
    except DocumentError as error:
        return render(request, "strategy/portfolios/no_file.html", {"row": row, "error": error}, status=422)
    return as_download(content, TYPES[kind], str(row), kind)


def _chosen(request: HttpRequest) -> Sequence[Portfolio]:
    """The portfolios to compare in the order asked for, at most `SIDE_BY_SIDE`; without any those of the newest year.

    404 where none is to be seen.
    """
    keys = [int(key) for key in request.GET.getlist("id") if key.isdigit()]
    visible = queries.portfolios_visible_to(actor_of(request))
    if not keys and (newest := visible.order_by("-year").first()):
        keys = list(visible.filter(year=newest.year).values_list("pk", flat=True))
    keys = keys[: queries.SIDE_BY_SIDE]
    held = {row.pk: row for row in visible.filter(pk__in=keys)}
    rows = [held[key] for key in dict.fromkeys(keys) if key in held]
    if not rows:
        raise Http404
    return rows


def _column(request: HttpRequest, row: Portfolio, first: Portfolio) -> dict[str, Any]:
    """What one portfolio shows beside the others; differences are to the first."""
    actor = actor_of(request)
    names = names_of(request, row)
    value, base = row.answer.get("value"), first.answer.get("value")
    return {
        "row": row,
        "value": value,
        "difference": None if value is None or base is None or row.pk == first.pk else value - base,
        "by_zone": {total.code: total for total in queries.totals_by(actor, row, "zone")},
        "by_batch": {total.code: total for total in queries.totals_by(actor, row, "batch")},
        "binds": [limit for limit in portfolio_words.limit_rows(row, names) if limit.binds],
        "clash": portfolio_words.clash_said(row, names),
    }
