"""What the topics' pages share: finding a row or answering 404, one form on a page of its own, a file to take away.

Called by the views beside it; no page of its own.
"""

from __future__ import annotations

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from youcheng.foundation.access import actor_of
from youcheng.foundation.policies import Policy
from youcheng.strategy.models import Topic, TopicProposal
from youcheng.strategy.policies import topic_policy
from youcheng.strategy.queries.topics import calls, proposals


def topic_or_404(request: HttpRequest, pk: int, rule: str = "view") -> Topic:
    """The topic at this address, or 404 whether it is absent, hidden, or not for this to be done."""
    row: Topic = get_object_or_404(calls.topics_visible_to(actor_of(request)), pk=pk)
    require_or_404(request, topic_policy, rule, row)
    return row


def proposal_or_404(request: HttpRequest, pk: int, rule: str = "view") -> TopicProposal:
    """The proposal at this address, or 404 whether it is absent, hidden, or not for this to be done."""
    row: TopicProposal = get_object_or_404(proposals.proposals_visible_to(actor_of(request)), pk=pk)
    if rule == "edit" and not row.can_edit:  # type: ignore[attr-defined]
        raise Http404
    return row


def require_or_404(request: HttpRequest, policy: Policy, rule: str, row: Any) -> None:
    if rule != "view" and not policy.allows(actor_of(request), rule, row):
        raise Http404


def form_page(
    request: HttpRequest,
    form: Any,
    heading: str,
    *,
    topic: Topic | None = None,
    proposal: TopicProposal | None = None,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """One form on a page of its own; `back` is where it leads when one changes one's mind."""
    if not back:
        back = (
            reverse("strategy:topic_proposal", args=[proposal.pk])
            if proposal
            else reverse("strategy:topic", args=[topic.pk])
            if topic
            else reverse("strategy:topics")
        )
    context = {"form": form, "heading": heading, "topic": topic, "proposal": proposal, "back": back}
    return render(request, "strategy/topics/form.html", context | more)


def as_file(file: FieldFile, name: str) -> FileResponse:
    """An uploaded file, always as a download: an uploaded page must not run under our address."""
    return FileResponse(file.open("rb"), as_attachment=True, filename=name)
