"""What a topic's page shows to whom: the steps, the call, and the parts that the actor has a part in.

Called by the topic's view. What may be seen comes from queries; this only gathers it for the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from youcheng.foundation.access import actor_of
from youcheng.foundation.related import links
from youcheng.strategy.actions.topics.advice import WORKING
from youcheng.strategy.enums import TopicMoveKind, TopicState
from youcheng.strategy.models import Topic
from youcheng.strategy.queries.topics import advice, calls, proposals, reviews, work
from youcheng.strategy.topics import flow


@dataclass(frozen=True)
class Stage:
    """One step of the path: its words and whether it is behind, now, or ahead ("done", "current", "")."""

    label: str
    css: str


@dataclass(frozen=True)
class Move:
    """A move the page offers."""

    kind: str
    label: str
    css: str


def shown(request: HttpRequest, row: Topic) -> dict[str, Any]:
    """The context of a topic's page."""
    actor, today = actor_of(request), timezone.localdate()
    whole = row.can_see_whole  # type: ignore[attr-defined]
    return {
        "topic": row,
        "stages": stages(row),
        "moves": [
            Move(kind, str(TopicMoveKind(kind).label), _css(kind)) for kind in calls.moves_offered(row, today)
        ],
        "is_open": row.takes_proposals_on(today),
        "can_edit": row.can_edit and row.state not in flow.OVER,  # type: ignore[attr-defined]
        "can_type_in": row.can_type_proposal_in  # type: ignore[attr-defined]
        and row.state in {TopicState.CALL_OPEN, TopicState.UNDER_REVIEW},
        "ties": list(row.relationships.select_related("partner")) if whole else [],
        "is_many": whole and calls.is_more_than_usual(actor, row),
        "known": proposals.known_of(actor, row),
        "standing": reviews.standing_of(actor, row) if whole and row.state in flow.CALLED else None,
        "money": work.money_of(actor, row, today) if row.can_see_money else None,  # type: ignore[attr-defined]
        "force": work.task_force_of(actor, row, today) if row.can_see_work else None,  # type: ignore[attr-defined]
        "deliverables": list(advice.deliverables_of(actor, row)) if row.can_see_work else [],  # type: ignore[attr-defined]
        "is_working": row.state in WORKING,
        "is_called": row.state in flow.CALLED and row.state != TopicState.CANCELLED,
        "can_direct": row.can_direct,  # type: ignore[attr-defined]
        "asks": row.state in {TopicState.CALL_OPEN, TopicState.UNDER_REVIEW},
        "history": calls.history_of(actor, row),
        "related": links(actor, row),
    }


def stages(row: Topic) -> list[Stage]:
    """The path with the step the topic has reached."""
    reached = flow.PATH.index(TopicState(row.state)) if row.state != TopicState.CANCELLED else -1
    last = len(flow.PATH) - 1
    return [
        Stage(
            str(state.label),
            "done" if at < reached or at == reached == last else "current" if at == reached else "",
        )
        for at, state in enumerate(flow.PATH)
    ]


def _css(kind: str) -> str:
    """How a move's button looks: what leads on stands out, what ends the topic keeps back."""
    if kind in flow.ONWARD:
        return "primary"
    return "quiet" if kind == TopicMoveKind.CANCELLED else ""
