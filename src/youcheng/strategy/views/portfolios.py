"""Portfolios of a year: the list, one with its answer, making, changing, copying, solving and removing one.

Reached through `urls`. Wishes, files and the comparison are in the modules beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation import jobs, related
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents import charts
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.strategy import portfolio_charts, portfolio_words, tasks
from youcheng.strategy.actions import portfolios as actions
from youcheng.strategy.enums import Batch
from youcheng.strategy.exports import portfolios as exports
from youcheng.strategy.forms.portfolios import CopyForm, PortfolioFilter, PortfolioForm
from youcheng.strategy.models import Portfolio
from youcheng.strategy.policies import may_draft, may_see_dossiers, portfolio_policy
from youcheng.strategy.portfolio_settings import portfolio_settings
from youcheng.strategy.portfolio_words import Names
from youcheng.strategy.queries import portfolios as queries
from youcheng.strategy.views.reading import attempt

LEFT_OUT_SHOWN = 25
TAKE_PART = [code for code in Batch.values if code != Batch.KEEP]
SORTS: dict[str, Callable[[Portfolio], Any]] = {
    "name": lambda row: collation(row.name),
    "year": lambda row: row.year,
    "budget": lambda row: (row.budget is None, row.budget or 0),
    "value": lambda row: row.answer.get("value", -1),
}


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    context = {
        "form": form,
        "rows": rows,
        "can_add": may_draft(actor_of(request)),
        "most": queries.SIDE_BY_SIDE,
        "currency": portfolio_settings().currency,
    }
    return render(request, "strategy/portfolios/list.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    _form, rows = _rows(request)
    return export_response(request, exports.list_columns(), exports.list_rows(rows), _("portfolios"))


@requires(may_see_dossiers)
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = actor_of(request), found(request, pk)
    names = names_of(request, row)
    context = {
        "row": row,
        "names": names,
        "settings": portfolio_settings(),
        "wishes": queries.wishes_of(actor, row),
        "can_edit": row.accepted_at is None and portfolio_policy.allows(actor, "edit", row),
        "copy_form": CopyForm(
            initial={name: plainly(getattr(row, name)) for name in ("budget", "staff_days")}
        ),
        "related": related.links(actor, row),
        "batch_labels": [Batch(code).label for code in row.batches],
        "quota_lines": portfolio_words.quotas_said(row, names),
        "clash": portfolio_words.clash_said(row, names),
        "lacking": portfolio_words.lacking_said(row, names),
        **(_answer(request, row, names) if row.is_solved else {}),
    }
    return render(request, "strategy/portfolios/one.html", context)


@requires(may_draft)
def add(request: HttpRequest) -> HttpResponse:
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            request,
            lambda: actions.make_portfolio(actor=actor_of(request), now=timezone.now(), **form.values),
            _("Made. Solve it, or say first what must and must not be in it."),
        )
        if made is not None:
            return redirect("strategy:portfolio", made.pk)
    return render(request, "strategy/portfolios/form.html", {"form": form, "row": None})


@requires(may_see_dossiers)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    portfolio_policy.require(actor_of(request), "edit", row)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        given = request.POST.get("version", "")
        changed = attempt(
            request,
            lambda: actions.edit_portfolio(
                actor=actor_of(request),
                now=timezone.now(),
                portfolio=found(request, pk),
                version=int(given) if given.isdigit() else None,
                **form.values,
            ),
            _("Saved."),
        )
        if changed is not None:
            return redirect("strategy:portfolio", pk)
    return render(request, "strategy/portfolios/form.html", {"form": form, "row": row})


@require_POST
@requires(may_see_dossiers)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = found(request, pk), CopyForm(request.POST)
    if not form.is_valid():
        return render(request, "strategy/portfolios/copy.html", {"form": form, "row": row})
    made = attempt(
        request,
        lambda: actions.copy_portfolio(
            actor=actor_of(request), now=timezone.now(), portfolio=row, **form.cleaned_data
        ),
        _("Copied with its wishes. Solve it, then compare the two."),
    )
    return redirect("strategy:portfolio", made.pk if made else pk)


@require_POST
@requires(may_see_dossiers)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    attempt(
        request,
        lambda: actions.remove_portfolio(actor=actor_of(request), now=timezone.now(), portfolio=row),
        _("Taken off. The audit log keeps what it was."),
    )
    return redirect("strategy:portfolios")


@require_POST
@requires(may_see_dossiers)
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the solving and show its progress."""
    actor, row = actor_of(request), found(request, pk)
    portfolio_policy.require(actor, "edit", row)
    job = jobs.start(
        actor=actor, now=timezone.now(), kind="strategy.solve", title=_("Solving “%(name)s”") % {"name": row}
    )
    tasks.solve.enqueue(str(job.pk), actor.person_id, actor.name, row.pk, get_language() or "zh-hans")
    return redirect("foundation:job", job.pk)


def plainly(amount: Decimal | None) -> str:
    """An amount as one types it: without a fraction of nothing."""
    return (
        ""
        if amount is None
        else f"{amount:f}".rstrip("0").rstrip(".")
        if "." in f"{amount:f}"
        else f"{amount:f}"
    )


def found(request: HttpRequest, pk: int) -> Portfolio:
    """The portfolio at this address; the same 404 whether it is absent or hidden."""
    try:
        return queries.portfolios_visible_to(actor_of(request)).get(pk=pk)
    except Portfolio.DoesNotExist:
        raise Http404 from None


def names_of(request: HttpRequest, row: Portfolio) -> Names:
    """What the codes of a portfolio's answer are called in the reader's language."""
    actor = actor_of(request)
    currency = row.answer.get("settings", {}).get("currency") or portfolio_settings().currency
    return queries.names_for(actor, currency)


def _answer(request: HttpRequest, row: Portfolio, names: Names) -> dict[str, Any]:
    """What a solved portfolio shows besides its limits."""
    actor = actor_of(request)
    left = queries.left_out(actor, row)
    return {
        "chosen": queries.chosen_items(actor, row),
        "left": [
            (item, portfolio_words.loss_said(item.loss, exact=item.loss_is_exact))
            for item in left[:LEFT_OUT_SHOWN]
        ],
        "left_count": left.count(),
        "by_zone": queries.totals_by(actor, row, "zone"),
        "by_batch": queries.totals_by(actor, row, "batch"),
        "limits": portfolio_words.limit_rows(row, names),
        "more": portfolio_words.more_said(row, names),
        "curves": [
            {
                "kind": kind,
                "picture": charts.on_page(portfolio_charts.curve_specification(kind, curve, names.currency)),
                "words": portfolio_charts.curve_words(kind, curve),
                "points": portfolio_words.curve_points(curve),
            }
            for kind, curve in row.answer.get("curves", {}).items()
        ],
    }


def _form(request: HttpRequest, row: Portfolio | None) -> PortfolioForm:
    years = _years([row.year] if row else [])
    initial = None if row else {"year": timezone.localdate().year, "batches": TAKE_PART, "most_a_city": 3}
    return PortfolioForm(
        request.POST or None,
        instance=row,
        initial=initial,
        years=years,
        currency=portfolio_settings().currency,
    )


def _rows(request: HttpRequest) -> tuple[PortfolioFilter, list[Portfolio]]:
    """The filter form and its rows in the order asked for."""
    actor = actor_of(request)
    form = PortfolioFilter(request.GET, years=_years(queries.portfolio_years(actor)))
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = [row for row in queries.portfolios_visible_to(actor) if _fits(row, wanted)]
    sort = request.GET.get("sort", "-year")
    rows.sort(key=SORTS.get(sort.removeprefix("-"), SORTS["year"]), reverse=sort.startswith("-"))
    return form, rows


def _years(known: list[int]) -> list[int]:
    this_year = timezone.localdate().year
    return sorted({this_year, this_year + 1, *known}, reverse=True)


def _fits(row: Portfolio, wanted: dict[str, Any]) -> bool:
    return (
        wanted.get("text", "").casefold() in row.name.casefold()
        and wanted.get("year") in {None, row.year}
        and wanted.get("state", "") in {"", row.state}
    )
