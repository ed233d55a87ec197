"""Reviewing: one's own reviews, declaring and scoring one, and for the office criteria, reviewers and the choice.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of
from youcheng.strategy.actions.topics import choosing
from youcheng.strategy.actions.topics import reviews as actions
from youcheng.strategy.enums import Interest, TopicState
from youcheng.strategy.forms.topics.reviews import (
    ChoiceForm,
    CriteriaForm,
    InterestForm,
    MarksForm,
    ReviewerForm,
)
from youcheng.strategy.models import Review
from youcheng.strategy.policies import may_propose, may_see_topics
from youcheng.strategy.queries.topics import proposals, reviews
from youcheng.strategy.views.topics.finding import form_page, topic_or_404


@requires(may_propose)
def mine(request: HttpRequest) -> HttpResponse:
    """What the person was asked to review."""
    context = {"page": page_of(request, reviews.own_reviews(actor_of(request)))}
    return render(request, "strategy/topics/reviews.html", context)


@requires(may_propose)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A review to be written; once it was handed in, or for who only reads it, the marks as they are."""
    actor = actor_of(request)
    row: Review | None = reviews.writable_reviews(actor).filter(pk=pk).first()
    if row is None or row.handed_in_at or row.proposal.topic.state != TopicState.UNDER_REVIEW:
        row = get_object_or_404(reviews.readable_reviews(actor), pk=pk)
        context = {"review": row, "lines": reviews.lines_of(row)}
        return render(request, "strategy/topics/review_read.html", context)
    lines = reviews.lines_of(row)
    form = MarksForm(
        request.POST or None, lines=lines, initial={"comment": row.comment, "version": row.version}
    )
    if request.method == "POST" and form.is_valid() and _kept(request, form, row):
        return redirect("strategy:topic_review", pk)
    declared = {"interest": row.interest, "text": row.interest_text, "version": row.version}
    context = {"review": row, "form": form, "interest_form": InterestForm(initial=declared)}
    return render(request, "strategy/topics/review.html", context)


def _kept(request: HttpRequest, form: MarksForm, row: Review) -> bool:
    """Keep the marks, or hand them in; whether that went well."""
    hand_in = request.POST.get("then") == "hand_in"
    done = attempt(
        form,
        lambda: (
            actions.score(
                actor=actor_of(request),
                now=timezone.now(),
                review=row,
                version=form.version_read,
                marks=form.marks(),
                comment=form.cleaned_data["comment"],
                hand_in=hand_in,
            )
            is None
        ),
    )
    if done:
        messages.success(request, _("Handed in.") if hand_in else _("Kept. It counts once you hand it in."))
    return bool(done)


@require_POST
@requires(may_propose)
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(reviews.writable_reviews(actor_of(request)), pk=pk)
    form = InterestForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.declare(actor=actor_of(request), now=timezone.now(), review=row, **given) is None,
        )
        if done:
            return redirect("strategy:topic_review", pk)
    context = {"review": row, "form": None, "interest_form": form}
    return render(request, "strategy/topics/review.html", context)


@requires(may_see_topics)
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    row = topic_or_404(request, pk, "direct")
    form = CriteriaForm(request.POST or None, criteria=row.criteria.all(), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: (
                actions.lay_down_criteria(
                    actor=actor_of(request),
                    now=timezone.now(),
                    topic=row,
                    version=form.version_read,
                    criteria=form.criteria(),
                )
                is None
            ),
        )
        if done:
            return redirect("strategy:topic", pk)
    context = {"topic": row, "form": form, "heading": _("Criteria")}
    return render(request, "strategy/topics/lines_form.html", context)


@requires(may_see_topics)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = topic_or_404(request, pk, "direct"), actor_of(request)
    form = ReviewerForm(
        request.POST or None, people=reviews.people_to_ask(actor), experts=reviews.experts_to_ask()
    )
    if request.method == "POST" and form.is_valid():
        asked = attempt(
            form,
            lambda: actions.ask_reviewer(actor=actor, now=timezone.now(), topic=row, **form.cleaned_data),
        )
        if asked is not None:
            return redirect("strategy:topic", pk)
    return form_page(request, form, _("Ask a reviewer"), topic=row)


@require_POST
@requires(may_see_topics)
def release(request: HttpRequest, pk: int, reviewer: int) -> HttpResponse:
    row = topic_or_404(request, pk, "direct")
    one = get_object_or_404(row.reviewers.select_related("topic", "person", "expert"), pk=reviewer)
    attempt_at_once(
        request,
        lambda: actions.release_reviewer(actor=actor_of(request), now=timezone.now(), reviewer=one) is None,
        _("%s no longer reviews.") % one,
    )
    return redirect("strategy:topic", pk)


@requires(may_see_topics)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = topic_or_404(request, pk, "direct"), actor_of(request)
    if row.state != TopicState.UNDER_REVIEW:
        raise Http404
    form = ChoiceForm(
        request.POST or None, proposals=proposals.submitted_for(row), initial={"version": row.version}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: (
                choosing.choose(
                    actor=actor,
                    now=timezone.now(),
                    topic=row,
                    version=form.version_read,
                    proposal=given["proposal"],
                    reason=given["reason"],
                    refusals=form.refusals(),
                )
                is None
            ),
        )
        if done:
            return redirect("strategy:topic", pk)
    context = {"topic": row, "form": form, "standing": reviews.standing_of(actor, row), "none": Interest.NONE}
    return render(request, "strategy/topics/choose.html", context)
