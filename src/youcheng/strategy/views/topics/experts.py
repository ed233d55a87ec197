"""The expert pool: the list with its filters and sheet, one entry, adding, correcting, taking out.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts.queries import living
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import attempt, page_of, sorted_by
from youcheng.strategy.actions.topics import experts as actions
from youcheng.strategy.forms.topics.experts import ExpertFilterForm, ExpertForm
from youcheng.strategy.imports import EXPERTS
from youcheng.strategy.models import Expert
from youcheng.strategy.policies import may_keep_experts, may_see_topics
from youcheng.strategy.queries.topics import experts
from youcheng.strategy.queries.topics.reviews import people_to_ask
from youcheng.strategy.views.topics.finding import form_page


@requires(may_see_topics)
def listed(request: HttpRequest) -> HttpResponseBase:
    actor, form = actor_of(request), ExpertFilterForm(request.GET)
    rows = experts.experts_listed(actor, form.narrowing())
    rows = sorted_by(rows, request.GET.get("sort", ""), experts.SORTS, "name")
    if "format" in request.GET:
        return export_response(request, EXPERTS.columns, EXPERTS.rows_of(rows), _("Expert pool"))
    context = {
        "form": form,
        "page": page_of(request, rows),
        "can_add": may_keep_experts(actor),
        "here": "experts",
    }
    return render(request, "strategy/topics/experts.html", context)


@requires(may_see_topics)
def expert(request: HttpRequest, pk: int) -> HttpResponse:
    row = _expert(request, pk)
    return render(request, "strategy/topics/expert.html", {"expert": row})


@requires(may_keep_experts)
def add(request: HttpRequest) -> HttpResponse:
    form = _form(request, {})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_expert(actor=actor_of(request), now=timezone.now(), **form.values()),
        )
        if made is not None:
            return redirect("strategy:expert", made.pk)
    note = _("Tell people that they are in the pool and for what. Keep only what is needed to ask them.")
    return form_page(request, form, _("Add an expert"), lead=note)


@requires(may_keep_experts)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _expert(request, pk)
    form = _form(request, ExpertForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_expert(
                actor=actor_of(request),
                now=timezone.now(),
                expert=row,
                version=form.version_read,
                **form.values(),
            ),
        )
        if done is not None:
            return redirect("strategy:expert", pk)
    return form_page(request, form, _("Correct the entry"))


@require_POST
@requires(may_see_topics)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _expert(request, pk)
    if not row.can_remove:  # type: ignore[attr-defined]
        raise Http404
    if actions.remove_expert(actor=actor_of(request), now=timezone.now(), expert=row):
        messages.success(request, _("%s is no longer in the pool.") % row)
        return redirect("strategy:experts")
    messages.warning(
        request,
        _(
            "%s has a part in a topic, so the name stays; contact and note are deleted, and nobody asks them again."
        )
        % row,
    )
    return redirect("strategy:expert", pk)


def _expert(request: HttpRequest, pk: int) -> Expert:
    row: Expert = get_object_or_404(experts.experts_visible_to(actor_of(request)), pk=pk)
    return row


def _form(request: HttpRequest, initial: dict[str, object]) -> ExpertForm:
    return ExpertForm(
        request.POST or None,
        organisations=living(timezone.localdate()),
        people=people_to_ask(actor_of(request)),
        initial=initial,
    )
