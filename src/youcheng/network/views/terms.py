"""Terms of the home city's policy: the list with its sheet, recording and correcting a term.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of
from youcheng.network import actions, queries
from youcheng.network.exports import term_columns, term_rows
from youcheng.network.forms import TermFilter, TermForm
from youcheng.network.models import PolicyTerm
from youcheng.network.policies import policy_term_policy
from youcheng.network.views.handling import Back, attempt, removal, saved, say, today
from youcheng.network.views.record import coordinators


@requires(takes_part)
def terms(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = TermFilter(request.GET)
    form.is_valid()
    found = queries.terms_listed(actor, sort=request.GET.get("sort", ""), **form.cleaned_data)
    if "format" in request.GET:
        return export_response(request, term_columns(), term_rows(found, today()), _("Policy terms"))
    page = page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "rows": [(term, term.is_in_force(today())) for term in page],
        "can_add": queries.may_keep_record(actor),
        "gaps": queries.gaps_visible_to(actor, about_terms=True),
    }
    return render(request, "network/terms.html", context)


@requires(coordinators)
def add(request: HttpRequest) -> HttpResponse:
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        term = attempt(form, actions.record_policy_term, actor=actor_of(request), **form.values())
        if term is not None:
            say(request, _("Recorded: %s.") % term)
            return redirect("network:terms")
    return render(
        request, "network/form.html", {"form": form, "heading": _("Record a term"), "back": _terms()}
    )


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _term(request, pk)
    form = TermForm(request.POST or None, initial=TermForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_policy_term, held=lambda: TermForm.initial_of(_term(request, pk)),
            actor=actor_of(request), term=row, version=form.version_read, **form.values(row.name),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:terms")
    context = {"form": form, "heading": _("Correct “%s”") % row, "back": _terms()}
    return render(request, "network/form.html", context)


@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _term(request, pk)
    return removal(request, row, actions.remove_policy_term, back=_terms(), term=row)


def _term(request: HttpRequest, pk: int) -> PolicyTerm:
    row = get_object_or_404(queries.terms_visible_to(actor_of(request)), pk=pk)
    policy_term_policy.require(actor_of(request), "edit", row)
    return row


def _terms() -> Back:
    return Back(reverse("network:terms"), _("Policy terms"))
