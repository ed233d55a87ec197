"""Pages of the evidence: the catalogue, one data set with its coverage, and the rows behind any number.

Reached through `urls`. Figures are read by `queries`; loading a file is the command line's.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.evidence import actions, exports, queries
from youcheng.evidence.enums import Shape
from youcheng.evidence.forms import CODE_COLUMNS, CatalogueFilter, RowsFilter
from youcheng.evidence.models import Dataset
from youcheng.evidence.policies import dataset_policy
from youcheng.foundation.access import actor_of, signed_in

PAGE = 50
SORTS = {"name": "name", "kind": "kind", "rows": "rows", "loaded": "loaded_at", "licence": "licence"}


def _listed(request: HttpRequest) -> tuple[CatalogueFilter, QuerySet[Dataset]]:
    form = CatalogueFilter(request.GET)
    found = queries.datasets_visible_to(actor_of(request))
    if form.is_valid():
        text, shape = form.cleaned_data["text"].strip(), form.cleaned_data["shape"]
        if shape:
            found = found.filter(shape=shape)
        if text:
            anywhere = ("name", "title", "source", "citation", "version")
            found = found.filter(_any(Q(**{f"{field}__icontains": text}) for field in anywhere))
    sort = request.GET.get("sort", "")
    column = SORTS.get(sort.removeprefix("-"))
    return form, found.order_by(f"-{column}" if sort.startswith("-") else column, "name") if column else found


def _any(conditions: Any) -> Q:
    combined = Q()
    for condition in conditions:
        combined |= condition
    return combined


@signed_in
def datasets(request: HttpRequest) -> HttpResponse:
    form, found = _listed(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "evidence/datasets.html", {"form": form, "page": page})


@signed_in
def datasets_export(request: HttpRequest) -> HttpResponseBase:
    return exports.catalogue_sheet(request, _listed(request)[1])


def _visible(request: HttpRequest, name: str) -> Dataset:
    return get_object_or_404(queries.datasets_visible_to(actor_of(request)), name=name)


@signed_in
def dataset(request: HttpRequest, name: str) -> HttpResponse:
    actor, row = actor_of(request), _visible(request, name)
    context = {
        "row": row,
        "columns": exports.columns_of(row),
        "uses": _uses(row),
        "reload": _reload(row),
        "can_edit": dataset_policy.allows(actor, "edit", row),
        **_contents(row),
    }
    return render(request, "evidence/dataset.html", context)


def _contents(row: Dataset) -> dict[str, Any]:
    """Return what needs the file itself; a missing file is said on the page, which shows the rest."""
    try:
        first = queries.page(row.file, {}, limit=10)
        return {"covered": queries.coverage(row), "first": exports.shown_rows(row, first.rows), "problem": ""}
    except queries.EvidenceFileMissing as missing:
        return {"covered": [], "first": [], "problem": str(missing)}


def _uses(row: Dataset) -> str:
    """Say what the platform does with figures of this content."""
    return {
        Shape.GOVERNANCE: _(
            "The political and legal dimensions of a partner's risk, and part of its business dimension."
        ),
        Shape.INDICATORS: _(
            "The economic dimension of a partner's risk, and the facts at a glance of a dossier."
        ),
        Shape.LOGISTICS: _("Part of the business dimension of a partner's risk."),
        Shape.GOODS: _("Specialisation, complementarity and similarity of two economies by product."),
        Shape.INDUSTRIES: _("Complementarity of two economies by industry, services included."),
        Shape.FLOWS: _("What one economy sells another: intensity and depth of their exchange."),
        Shape.PAIRS: _("The world's network of sister cities, for comparison."),
        Shape.MEMBERSHIPS: _("Which groups a country belonged to on a given day."),
    }[Shape(row.shape)]


def _reload(row: Dataset) -> str:
    """Return the command that loads this data set again."""
    if row.is_starter:
        return "youcheng data starter"
    year = f" --year {row.options['year']}" if "year" in row.options else ""
    level = f" --level {row.options['level']}" if "level" in row.options else ""
    return f"youcheng data load {row.kind} {row.source_name} --name {row.name}{year}{level}"


@signed_in
def rows(request: HttpRequest, name: str) -> HttpResponse:
    row = _visible(request, name)
    try:
        form, wanted = _wanted(request, row)
        number = _page_number(request)
        found = queries.page(row.file, wanted, limit=PAGE, offset=(number - 1) * PAGE)
    except queries.EvidenceFileMissing as missing:
        messages.error(request, str(missing))
        return redirect("evidence:dataset", row.name)
    asked = request.GET.get("sha", "")
    context = {
        "row": row,
        "form": form,
        "columns": exports.columns_of(row),
        "found": exports.shown_rows(row, found.rows),
        "page": Paginator(range(found.total), PAGE).get_page(number),
        "changed": bool(asked) and not row.sha256.startswith(asked),
    }
    return render(request, "evidence/rows.html", context)


@signed_in
def rows_export(request: HttpRequest, name: str) -> HttpResponseBase:
    row = _visible(request, name)
    return exports.rows_sheet(request, row, _wanted(request, row)[1])


def _wanted(request: HttpRequest, row: Dataset) -> tuple[RowsFilter, dict[str, str | int | list[str]]]:
    """Return the filter form and the filter: the form's own fields, and any stored column named in the address."""
    form = RowsFilter(row, [one.iso3 for one in queries.coverage(row)], _as_form(request, row))
    wanted: dict[str, str | int | list[str]] = {
        column: request.GET.getlist(column)
        for column in row.columns
        if column != "code" and any(request.GET.getlist(column))
    }
    if request.GET.get("economy"):
        wanted["economy"] = request.GET["economy"].upper()
    if request.GET.get("code") and form.code_column:
        wanted[form.code_column] = request.GET["code"].strip()
    return form, wanted


def _as_form(request: HttpRequest, row: Dataset) -> QueryDict:
    """Return the address as the form's own fields, so that the rows behind a number show their filter in the form."""
    data = request.GET.copy()
    for field, columns in (("economy", ("iso3",)), ("code", CODE_COLUMNS)):
        for column in columns:
            if column in row.columns and request.GET.get(column) and not request.GET.get(field):
                data[field] = request.GET[column]
    return data


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdigit() and len(asked) < 9 else 1


@require_POST
@signed_in
def make_default(request: HttpRequest, name: str) -> HttpResponse:
    row = _visible(request, name)
    actions.set_default(actor=actor_of(request), now=timezone.now(), name=row.name)
    messages.success(request, _("“%(name)s” is used by default now.") % {"name": row.shown_title})
    return redirect("evidence:dataset", row.name)
