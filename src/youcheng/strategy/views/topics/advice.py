"""Deliverables and advice: what is expected, versions handed in, the office's answers, recommendations and decisions.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import language_of
from youcheng.foundation.related import part_links
from youcheng.foundation.views.answering import attempt, attempt_at_once
from youcheng.strategy.actions.topics import advice as actions
from youcheng.strategy.forms.topics.advice import (
    AnswerForm,
    DecisionForm,
    DeliverableForm,
    HandInForm,
    RecommendationForm,
)
from youcheng.strategy.models import Deliverable, Recommendation
from youcheng.strategy.policies import may_propose, may_see_topics
from youcheng.strategy.queries.topics import advice
from youcheng.strategy.views.topics.finding import as_file, form_page, topic_or_404


@requires(may_see_topics)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    row = topic_or_404(request, pk, "edit")
    form = DeliverableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.expect(actor=actor_of(request), now=timezone.now(), topic=row, **form.values()),
        )
        if made is not None:
            return redirect("strategy:topic", pk)
    return form_page(request, form, _("Expect a deliverable"), topic=row)


@requires(may_propose)
def deliverable(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _deliverable(request, pk), actor_of(request)
    rows = advice.recommendations_visible_to(actor).filter(deliverable=row)
    links = part_links(actor, row)
    context = {
        "deliverable": row,
        "topic": row.topic,
        "versions": list(row.versions.all()),
        "advice": [
            (one, links(str(one.recommendation.pk)))
            for one in advice.advice_shown(actor, rows, language_of(request))
        ],
        "can_hand_in": row.can_hand_in  # type: ignore[attr-defined]
        and row.state != "accepted"
        and row.topic.state in actions.WORKING,
        "can_recommend": row.can_edit or (row.can_hand_in and row.state != "accepted"),  # type: ignore[attr-defined]
        "answer_form": AnswerForm(initial={"version": row.version}),
    }
    return render(request, "strategy/topics/deliverable.html", context)


@requires(may_see_topics)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _deliverable(request, pk, "edit")
    names = ("title", "what", "due_on", "version")
    form = DeliverableForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_deliverable(
                actor=actor_of(request),
                now=timezone.now(),
                deliverable=row,
                version=form.version_read,
                **form.values(),
            ),
        )
        if done is not None:
            return redirect("strategy:deliverable", pk)
    return _form(request, form, _("Change the deliverable"), row)


@requires(may_propose)
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    row = _deliverable(request, pk, "hand_in")
    form = HandInForm(request.POST or None, request.FILES or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.hand_in(actor=actor_of(request), now=timezone.now(), deliverable=row, **given),
        )
        if done is not None:
            return redirect("strategy:deliverable", pk)
    return _form(request, form, _("Hand in"), row, has_file=True)


@require_POST
@requires(may_see_topics)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what was handed in, or return it with comments."""
    row, form = _deliverable(request, pk, "decide"), AnswerForm(request.POST)
    accept = request.POST.get("then") == "accept"
    if form.is_valid():
        done = attempt(
            form,
            lambda: (
                actions.decide_deliverable(
                    actor=actor_of(request),
                    now=timezone.now(),
                    deliverable=row,
                    accept=accept,
                    **form.cleaned_data,
                )
                is None
            ),
        )
        if done:
            return redirect("strategy:deliverable", pk)
    return _form(
        request, form, _("Answer of the office"), row, button=_("Accept it") if accept else _("Return")
    )


@requires(may_propose)
def version_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    version = get_object_or_404(_deliverable(request, pk).versions, number=number)
    if not version.file:
        raise Http404
    return as_file(version.file, version.file_name)


@requires(may_propose)
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    row = _deliverable(request, pk)
    if not (row.can_edit or (row.can_hand_in and row.state != "accepted")):  # type: ignore[attr-defined]
        raise Http404
    form = RecommendationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.recommend(
                actor=actor_of(request), now=timezone.now(), deliverable=row, **form.values()
            ),
        )
        if done is not None:
            return redirect("strategy:deliverable", pk)
    return _form(request, form, _("Write a recommendation down"), row)


@requires(may_propose)
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    row = _recommendation(request, pk, "edit")
    form = RecommendationForm(request.POST or None, initial={"text": row.text, "version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.reword(
                actor=actor_of(request), now=timezone.now(), recommendation=row, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("strategy:deliverable", row.deliverable_id)
    return _form(request, form, _("Correct the recommendation"), row.deliverable)


@require_POST
@requires(may_propose)
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    row = _recommendation(request, pk, "edit")
    attempt_at_once(
        request,
        lambda: actions.take_out(actor=actor_of(request), now=timezone.now(), recommendation=row) is None,
        _("The recommendation is taken out."),
    )
    return redirect("strategy:deliverable", row.deliverable_id)


@requires(may_see_topics)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _recommendation(request, pk, "decide"), actor_of(request)
    language = language_of(request)
    dossiers = [
        (one, advice.paragraphs_of(one, language))
        for one in advice.dossiers_to_name(actor, row.deliverable.topic)
    ]
    form = DecisionForm(request.POST or None, dossiers=dossiers, initial=_decided(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: (
                actions.decide_advice(
                    actor=actor,
                    now=timezone.now(),
                    recommendation=row,
                    version=form.version_read,
                    **form.decision(),
                )
                is None
            ),
        )
        if done:
            return redirect("strategy:deliverable", row.deliverable_id)
    return _form(request, form, _("Decide on the recommendation"), row.deliverable, lead=str(row.text))


def _decided(row: Recommendation) -> dict[str, Any]:
    """What the decision's form begins with."""
    place = f"{row.dossier_id}:{row.block}" if row.dossier_id else ""
    state = "" if row.state == "undecided" else row.state
    return {"state": state, "reason": row.reason, "place": place, "version": row.version}


def _deliverable(request: HttpRequest, pk: int, rule: str = "view") -> Deliverable:
    row: Deliverable = get_object_or_404(advice.deliverables_visible_to(actor_of(request)), pk=pk)
    if rule != "view" and not getattr(row, f"can_{rule}"):
        raise Http404
    return row


def _recommendation(request: HttpRequest, pk: int, rule: str) -> Recommendation:
    row: Recommendation = get_object_or_404(advice.recommendations_visible_to(actor_of(request)), pk=pk)
    if not getattr(row, f"can_{rule}"):
        raise Http404
    return row


def _form(request: HttpRequest, form: Any, heading: str, row: Deliverable, **more: Any) -> HttpResponse:
    return form_page(request, form, heading, topic=row.topic, deliverable=row, **more)
