"""Proposals: one's own and the open calls, one proposal, writing, submitting, taking back, its files.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of
from youcheng.strategy.actions.topics import proposals as actions
from youcheng.strategy.forms.topics.proposals import ProposalFileForm, ProposalForm
from youcheng.strategy.models import ProposalFile
from youcheng.strategy.policies import may_propose
from youcheng.strategy.queries.topics import proposals
from youcheng.strategy.views.topics.finding import as_file, form_page, proposal_or_404, topic_or_404


@requires(may_propose)
def mine(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "page": page_of(request, proposals.own_proposals(actor)),
        "calls": list(proposals.open_calls(actor, timezone.localdate())),
        "may_write": proposals.organisations_proposing(actor).exists(),
    }
    return render(request, "strategy/topics/proposals.html", context)


@requires(may_propose)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new proposal: for one's own organisation, or typed in by the office for one without an account."""
    row, actor = topic_or_404(request, pk), actor_of(request)
    is_typed_in = row.can_type_proposal_in  # type: ignore[attr-defined]
    if not (is_typed_in or row.can_add_proposal):  # type: ignore[attr-defined]
        raise Http404
    choices = (
        proposals.organisations_typed_in(timezone.localdate())
        if is_typed_in
        else proposals.organisations_proposing(actor)
    )
    form = ProposalForm(request.POST or None, organisations=choices, is_typed_in=is_typed_in)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.write_proposal(actor=actor, now=timezone.now(), topic=row, **form.values()),
        )
        if made is not None:
            return redirect("strategy:topic_proposal", made.pk)
    heading = _("Type a proposal in") if is_typed_in else _("Write a proposal")
    return form_page(request, form, heading, topic=row)


@requires(may_propose)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = proposal_or_404(request, pk)
    context = {
        "proposal": row,
        "topic": row.topic,
        "files": row.files.all(),
        "is_open": row.topic.takes_proposals_on(timezone.localdate()) or row.is_typed_in,
        "file_form": ProposalFileForm(),
    }
    return render(request, "strategy/topics/proposal.html", context)


@requires(may_propose)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = proposal_or_404(request, pk, "edit")
    form = ProposalForm(
        request.POST or None,
        organisations=None,
        is_typed_in=row.is_typed_in,
        initial=ProposalForm.initial_of(row),
    )
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_proposal(
                actor=actor_of(request),
                now=timezone.now(),
                proposal=row,
                version=form.version_read,
                **form.values(),
            ),
            held=lambda: ProposalForm.initial_of(proposal_or_404(request, pk)),
        )
        if done is not None:
            return redirect("strategy:topic_proposal", pk)
    return form_page(request, form, _("Change what you propose"), proposal=row, topic=row.topic)


@require_POST
@requires(may_propose)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(
        request, pk, actions.submit_proposal, _("Submitted. You may take it back until the last day.")
    )


@require_POST
@requires(may_propose)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, actions.take_back, _("Taken back."))


@require_POST
@requires(may_propose)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = proposal_or_404(request, pk, "edit")
    done = attempt_at_once(
        request,
        lambda: actions.discard(actor=actor_of(request), now=timezone.now(), proposal=row) or True,
        _("The draft is thrown away."),
    )
    if done is None:
        return redirect("strategy:topic_proposal", pk)
    return (
        redirect("strategy:topic", row.topic_id) if row.is_typed_in else redirect("strategy:topic_proposals")
    )


@require_POST
@requires(may_propose)
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = proposal_or_404(request, pk, "edit")
    form = ProposalFileForm(request.POST, request.FILES)
    if form.is_valid():
        added = attempt(
            form,
            lambda: actions.add_file(
                actor=actor_of(request), now=timezone.now(), proposal=row, **form.cleaned_data
            ),
        )
        if added is not None:
            return redirect("strategy:topic_proposal", pk)
    return form_page(request, form, _("Add a file"), proposal=row, topic=row.topic, has_file=True)


@requires(may_propose)
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    found = _file(request, pk, file)
    return as_file(found.file, found.file_name)


@require_POST
@requires(may_propose)
def file_remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    proposal_or_404(request, pk, "edit")
    found = _file(request, pk, file)
    attempt_at_once(
        request,
        lambda: actions.remove_file(actor=actor_of(request), now=timezone.now(), file=found) or True,
        _("Removed: %s.") % found,
    )
    return redirect("strategy:topic_proposal", pk)


def _file(request: HttpRequest, pk: int, file: int) -> ProposalFile:
    return get_object_or_404(proposal_or_404(request, pk).files.select_related("proposal"), pk=file)


def _step(request: HttpRequest, pk: int, act: Callable[..., object], done: str) -> HttpResponse:
    row = proposal_or_404(request, pk, "edit")
    attempt_at_once(
        request, lambda: act(actor=actor_of(request), now=timezone.now(), proposal=row) is None, done
    )
    return redirect("strategy:topic_proposal", pk)
