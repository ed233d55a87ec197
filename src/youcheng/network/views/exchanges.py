"""Exchanges: the list with its filters and sheet, one exchange, recording and correcting it, its documents.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.exporting import export_response
from youcheng.network import actions, queries
from youcheng.network.exports import exchange_columns, exchange_rows
from youcheng.network.forms import DocumentForm, ExchangeFilter, ExchangeForm
from youcheng.network.models import City, Exchange
from youcheng.network.policies import exchange_policy, relationship_policy
from youcheng.network.queries.exchanges import in_field
from youcheng.network.views.handling import attempt, saved, say, tie_or_404

PAGE = 50


@requires(takes_part)
def exchanges(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = ExchangeFilter(request.GET)
    rows = _filtered(queries.exchanges_visible_to(actor), form)
    order = {"date": "latest", "-date": "-latest", "type": "type", "-type": "-type"}
    rows = rows.order_by(order.get(request.GET.get("sort", ""), "-latest"), "-pk")
    if "format" in request.GET:
        return export_response(request, exchange_columns(), exchange_rows(rows.iterator(500)), _("Exchanges"))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "network/exchanges.html", {"form": form, "page": page, "is_office": queries.may_add(actor)}
    )


def _filtered(rows: QuerySet[Exchange], form: ExchangeFilter) -> QuerySet[Exchange]:
    """Narrow the list by what could be read of the filter."""
    form.is_valid()
    cleaned = form.cleaned_data
    if words := cleaned.get("q"):
        # By language: the whole column is JSON, in which SQLite keeps Chinese letters escaped.
        titles = Q(**{"title__zh-hans__icontains": words}) | Q(title__en__icontains=words)
        rows = rows.filter(titles | Q(outcome__icontains=words) | Q(place__icontains=words))
    if partner := cleaned.get("partner"):
        city = Q(relationship__partner__slug=partner)
        if not City.objects.filter(slug=partner).exists():
            city = Q(relationship__partner__search_text__contains=partner.casefold())
        rows = rows.filter(city)
    if type_ := cleaned.get("type"):
        rows = rows.filter(type=type_)
    if field := cleaned.get("field"):
        rows = rows.filter(**in_field(field))
    if until := cleaned.get("until"):
        rows = rows.filter(latest__lte=until)
    if year := cleaned.get("year"):
        rows = rows.filter(latest__year=year)
    return rows


@signed_in
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    row = _exchange(request, pk)
    context = {
        "exchange": row,
        "fields": row.field_labels,
        "can_edit": exchange_policy.allows(actor_of(request), "edit", row),
        "documents": row.documents.all(),
    }
    return render(request, "network/exchange.html", context)


@signed_in
def add(request: HttpRequest, slug: str) -> HttpResponse:
    tie = tie_or_404(request, slug)
    relationship_policy.require(actor_of(request), "add_exchange", tie)
    form = ExchangeForm(request.POST or None, organisations=queries.organisations_for(actor_of(request)))
    if request.method == "POST" and form.is_valid():
        values = form.values()
        row = attempt(form, actions.record_exchange, actor=actor_of(request), relationship=tie, **values)
        if row is not None:
            say(request, _("Recorded: %s.") % row)
            return redirect("network:exchange", row.pk)
    context = {"form": form, "tie": tie, "heading": _("Record an exchange with %s") % tie}
    return render(request, "network/form.html", context)


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _exchange(request, pk)
    actor = actor_of(request)
    exchange_policy.require(actor, "edit", row)
    organisations = queries.organisations_for(actor)
    form = ExchangeForm(
        request.POST or None, initial=ExchangeForm.initial_of(row), organisations=organisations
    )
    if request.method == "POST" and form.is_valid():
        values = form.values()
        led_by = values.pop("led_by")
        done = attempt(
            form,
            actions.correct_exchange,
            held=lambda: ExchangeForm.initial_of(_exchange(request, pk)),
            actor=actor,
            exchange=row,
            version=form.cleaned_data["version"],
            led_by_id=led_by.pk if led_by else None,
            **values,
        )
        if done is not None:
            saved(request, done)
            return redirect("network:exchange", row.pk)
    context = {"form": form, "tie": row.relationship, "heading": _("Correct “%s”") % row}
    return render(request, "network/form.html", context)


@signed_in
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = _exchange(request, pk)
    exchange_policy.require(actor_of(request), "edit", row)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        added = attempt(
            form, actions.add_document, actor=actor_of(request), exchange=row, **form.cleaned_data
        )
        if added is not None:
            say(request, _("Added: %s.") % added)
            return redirect("network:exchange", row.pk)
    context = {
        "form": form,
        "tie": row.relationship,
        "heading": _("Add a document to “%s”") % row,
        "has_file": True,
    }
    return render(request, "network/form.html", context)


@signed_in
def document(request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """The file itself, always as a download: an uploaded page must not run under our address."""
    found = _exchange(request, pk).documents.filter(pk=document).first()
    if found is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.file_name)


def _exchange(request: HttpRequest, pk: int) -> Exchange:
    try:
        return queries.exchange_of(actor_of(request), pk)
    except Exchange.DoesNotExist:
        raise Http404 from None
