"""What the research topics need from somebody: reviews, calls that are over, answers, payments, advice without a decision.

Called by today's page. What waits, and for whom, is decided by strategy; this only says it in a line each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import number
from youcheng.site.queries.needs import Need
from youcheng.strategy.policies import may_direct_topics
from youcheng.strategy.queries.topics.advice import overdue_advice
from youcheng.strategy.queries.topics.reviews import open_reviews
from youcheng.strategy.queries.topics.waiting import Waiting, waiting_on

Say = Callable[[int], str]


def topic_needs(actor: Actor, day: dt.date) -> list[Need]:
    """One line for each thing that waits, the most pressing first. The number of queries is constant."""
    found = [_need(open_reviews(actor), _reviews, "attention", reverse("strategy:topic_reviews"))]
    if may_direct_topics(actor):
        advice = overdue_advice(actor, timezone.now()).order_by().count()
        topics, undecided = reverse("strategy:topics"), f"{reverse('strategy:advice')}?state=undecided#list"
        waiting: Waiting = waiting_on(actor, day)
        found += [
            _need(advice, _advice, "attention", undecided),
            _need(waiting.answers, _answers, "attention", f"{topics}?state=running"),
            _need(waiting.calls, _calls, "attention", f"{topics}?state=call_open"),
            _need(waiting.payments, _payments, "info", topics),
            _need(waiting.heads, _heads, "info", topics),
        ]
    return [need for need in found if need is not None]


def _need(count: int, say: Say, tone: str, url: str) -> Need | None:
    return Need(say(count) % {"count": number(count)}, "", tone, url) if count else None


def _reviews(count: int) -> str:
    return ngettext(
        "%(count)s proposal waits for your review", "%(count)s proposals wait for your review", count
    )


def _advice(count: int) -> str:
    return ngettext(
        "%(count)s recommendation of a research topic waits for a decision",
        "%(count)s recommendations of research topics wait for a decision",
        count,
    )


def _answers(count: int) -> str:
    return ngettext(
        "%(count)s deliverable of a research topic waits for your answer",
        "%(count)s deliverables of research topics wait for your answer",
        count,
    )


def _calls(count: int) -> str:
    return ngettext(
        "The last day of %(count)s call is over: close it",
        "The last day of %(count)s calls is over: close them",
        count,
    )


def _payments(count: int) -> str:
    return ngettext("%(count)s instalment is payable", "%(count)s instalments are payable", count)


def _heads(count: int) -> str:
    return ngettext("%(count)s task force has no head", "%(count)s task forces have no head", count)
