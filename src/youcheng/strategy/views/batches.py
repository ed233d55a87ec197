"""The batches of a year: the list with its reasons, one tie with all about it, sorting anew and deciding otherwise.

Reached through `urls`; what is listed comes from `queries.batches`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.strategy import batch_words
from youcheng.strategy.actions import batches as actions
from youcheng.strategy.enums import Batch
from youcheng.strategy.exports import batches as exports
from youcheng.strategy.forms.batches import BatchFilter, OverruleForm
from youcheng.strategy.models import BatchClass, BatchOverrule
from youcheng.strategy.policies import (
    batch_class_policy,
    batch_overrule_policy,
    may_draft,
    may_see_dossiers,
)
from youcheng.strategy.queries.batches import BatchRow, batch_row, batches_of, run_of, sorted_years
from youcheng.strategy.views.reading import attempt

PAGE_ROWS = 100
ORDER = list(Batch.values)
SORTS: dict[str, Callable[[BatchRow], Any]] = {
    "partner": lambda row: collation(str(row.relationship.partner)),
    "country": lambda row: collation(row.relationship.partner.country.name),
    "batch": lambda row: ORDER.index(row.batch),
    **{
        name: lambda row, name=name: _known(row.row.figures.get(name))  # type: ignore[misc]
        for name in ("alive", "activity", "potential", "records")
    },
}


@dataclass(frozen=True)
class Said:
    """A row with its sentences, as the list and the page of one tie show it."""

    row: BatchRow
    rule: str
    reasons: list[str]
    changes: list[str]
    first: str
    short: str

    @classmethod
    def of(cls, row: BatchRow) -> Said:
        return cls(
            row,
            batch_words.rule_said(row.row),
            batch_words.reasons_of(row.row),
            batch_words.changes_of(row.row, 12),
            batch_words.first_change(row.row),
            batch_words.in_short(row.row),
        )


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    form, rows, year = _rows(request)
    actor = actor_of(request)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    counted = Counter(row.batch for row in rows)
    context = {
        "form": form,
        "page": page,
        "rows": [Said.of(row) for row in page.object_list],
        "year": year,
        "run": run_of(actor, year),
        "counts": [(label, counted[code]) for code, label in Batch.choices],
        "decided": sum(row.decision is not None for row in rows),
        "can_sort": may_draft(actor) and year >= timezone.localdate().year,
    }
    return render(request, "strategy/batches/list.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    _form, rows, year = _rows(request)
    name = _("batches-%(year)s") % {"year": year}
    return export_response(request, exports.columns(), exports.rows(rows, year), name)


@require_POST
@requires(may_draft)
def sort(request: HttpRequest) -> HttpResponse:
    given = request.POST.get("year", "")
    year = int(given) if given.isdigit() else timezone.localdate().year
    attempt(
        request,
        lambda: actions.sort_ties(actor=actor_of(request), now=timezone.now(), year=year),
        _("All ties are sorted by the rules in force. Decisions of people stand as before."),
    )
    response = redirect("strategy:batches")
    response["Location"] += f"?year={year}"
    return response


@requires(may_see_dossiers)
def shown(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    row = _found(request, slug, year)
    actor = actor_of(request)
    is_past = year < timezone.localdate().year
    form = OverruleForm(request.POST or None, initial={"batch": row.batch})
    if request.method == "POST":
        batch_class_policy.require(actor, "overrule", row.row)
        if form.is_valid() and _overruled(request, row.row, form):
            return redirect("strategy:batch", slug, year)
    context = {
        "said": Said.of(row),
        "row": row,
        "year": year,
        "figures": batch_words.figures_said(row.row),
        "form": form,
        "can_overrule": not is_past and batch_class_policy.allows(actor, "overrule", row.row),
        "is_past": is_past,
    }
    return render(request, "strategy/batches/tie.html", context)


@require_POST
@requires(may_see_dossiers)
def withdraw(request: HttpRequest, slug: str, year: int, pk: int) -> HttpResponse:
    rows = batch_overrule_policy.filter(BatchOverrule.objects.all(), actor_of(request))
    made = get_object_or_404(rows, pk=pk, relationship__partner__slug=slug, year=year)
    attempt(
        request,
        lambda: actions.withdraw_overrule(actor=actor_of(request), now=timezone.now(), made=made),
        _("The batch is what the rules say again. The decision stays in the history."),
    )
    return redirect("strategy:batch", slug, year)


def _overruled(request: HttpRequest, row: BatchClass, form: OverruleForm) -> bool:
    return (
        attempt(
            request,
            lambda: actions.overrule(
                actor=actor_of(request), now=timezone.now(), row=row, **form.cleaned_data
            ),
            _("Decided. The reason is shown wherever the batch is."),
        )
        is not None
    )


def _found(request: HttpRequest, slug: str, year: int) -> BatchRow:
    try:
        return batch_row(actor_of(request), slug, year)
    except BatchClass.DoesNotExist:
        raise Http404 from None


def _rows(request: HttpRequest) -> tuple[BatchFilter, list[BatchRow], int]:
    """The filter form, its rows in the order asked for, and the year shown."""
    actor, this_year = actor_of(request), timezone.localdate().year
    years = sorted({this_year, this_year + 1, *sorted_years(actor)}, reverse=True)
    data = request.GET.copy()
    data.setdefault("year", str(this_year))
    form = BatchFilter(data, years=years)
    wanted = form.cleaned_data if form.is_valid() else {}
    year = wanted.get("year") or this_year
    rows = [row for row in batches_of(actor, year) if _fits(row, wanted)]
    order = request.GET.get("sort", "")
    rows.sort(key=SORTS["partner"])
    rows.sort(key=SORTS.get(order.removeprefix("-"), SORTS["batch"]), reverse=order.startswith("-"))
    return form, rows, year


def _fits(row: BatchRow, wanted: dict[str, Any]) -> bool:
    partner = row.relationship.partner
    text = wanted.get("text", "").casefold()
    names = " ".join([*partner.name.values(), partner.slug, partner.country.name]).casefold()
    decided = "person" if row.decision else "rules"
    return (
        text in names
        and wanted.get("batch", "") in {"", row.batch}
        and wanted.get("decided", "") in {"", decided}
        and wanted.get("zone", "") in {"", row.zone}
    )


def _known(value: Any) -> tuple[bool, float]:
    """A sort key that puts what is not known behind everything known."""
    return (value is None, float(value or 0))
