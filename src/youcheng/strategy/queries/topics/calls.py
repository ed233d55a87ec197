"""Topics an actor may see: the list of a year, one topic, its history, and what its page offers.

Called by the topics' pages, exports and apps above. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from youcheng.foundation.actors import Actor
from youcheng.strategy.models import Topic, TopicMove
from youcheng.strategy.policies import topic_move_policy, topic_policy
from youcheng.strategy.topics import flow
from youcheng.strategy.topics.sentences import sentence

USUAL_A_YEAR = 2
"""One or two funded topics a year are usual; more are possible, and the pages say so."""
SORTS = {"year": "year", "state": "state", "until": "call_until", "budget": "budget"}


@dataclass(frozen=True)
class TopicFilter:
    """What the list is narrowed to; what is empty narrows nothing."""

    words: str = ""
    year: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Told:
    """One entry of the history as it is read."""

    at: dt.datetime
    sentence: str
    comment: str


def topics_visible_to(actor: Actor) -> QuerySet[Topic]:
    """Topics with `can_edit`, `can_direct`, `can_see_whole` and, for whom it may concern, the chosen proposal."""
    rows = topic_policy.filter(Topic.objects.select_related("chosen__organisation"), actor)
    return topic_policy.annotate(
        rows,
        actor,
        "see_whole",
        "see_money",
        "see_work",
        "edit",
        "direct",
        "reopen",
        "add_proposal",
        "type_proposal_in",
    )


def topics_listed(actor: Actor, by: TopicFilter) -> QuerySet[Topic]:
    """The list's rows with `handed_in`, the number of proposals that were submitted."""
    rows = topics_visible_to(actor)
    if by.words:
        named = Q(**{"title__zh-hans__icontains": by.words}) | Q(title__en__icontains=by.words)
        rows = rows.filter(named | Q(question__icontains=by.words))
    if by.year:
        rows = rows.filter(year=by.year)
    if by.state:
        rows = rows.filter(state=by.state)
    submitted = Q(proposals__submitted_at__isnull=False)
    return rows.annotate(handed_in=Count("proposals", filter=submitted, distinct=True))


def years_of_topics(actor: Actor) -> list[int]:
    """The years that have a topic the actor may see, newest first."""
    rows = topic_policy.filter(Topic.objects.order_by("-year"), actor)
    return list(rows.values_list("year", flat=True).distinct())


def others_of_year(actor: Actor, year: int, topic: Topic | None = None) -> int:
    """How many other topics of a year are not cancelled, for the warning that there are more than usual."""
    rows = topic_policy.filter(Topic.objects.filter(year=year), actor).exclude(state="cancelled")
    return (rows.exclude(pk=topic.pk) if topic else rows).count()


def is_more_than_usual(actor: Actor, topic: Topic) -> bool:
    """Whether a year has more topics than the usual one or two. Said, never refused."""
    return others_of_year(actor, topic.year, topic) >= USUAL_A_YEAR


def history_of(actor: Actor, topic: Topic) -> list[Told]:
    """What happened to a topic, newest first; empty for whoever may not read it."""
    moves = topic_move_policy.filter(TopicMove.objects.filter(topic=topic), actor)
    return [Told(one.at, sentence(one), one.comment) for one in moves.order_by("-at", "-pk")]


def moves_offered(topic: Topic, day: dt.date) -> list[str]:
    """The moves a topic's state and the day allow, and the person (`can_direct`, `can_reopen`) may make."""
    offered = []
    for kind in flow.moves_from(topic.state):
        if not getattr(topic, f"can_{flow.STEPS[kind].rule}"):
            continue
        if kind == "closed" and topic.takes_proposals_on(day):
            continue
        offered.append(kind)
    return offered
