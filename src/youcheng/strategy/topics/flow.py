"""Which move a topic may make in which state, where it leads, and what it asks for. One table, read by everything.

Called by `actions.topics`, `queries.topics` and the pages: who may make a move is the policy's rule of the same name.
Nothing here touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from youcheng.accounts.enums import OrganisationKind
from youcheng.strategy.enums import TopicMoveKind, TopicState

S, K = TopicState, TopicMoveKind
OVER = frozenset({S.FINISHED.value, S.CANCELLED.value})
CALLED = frozenset(S.values) - {S.DRAFT.value, S.CALL_OPEN.value}
"""The call is over, so that the office may open what was proposed."""
PROPOSING = (
    OrganisationKind.INSTITUTE.value,
    OrganisationKind.UNIVERSITY.value,
    OrganisationKind.ENTERPRISE.value,
    OrganisationKind.SOCIAL_ORGANISATION.value,
)
"""The kinds of organisation that may propose."""


@dataclass(frozen=True)
class Step:
    """One move: from which states, to which (None: stays), the policy's rule, and whether words are required."""

    sources: frozenset[str]
    target: str | None
    rule: str = "direct"
    needs_comment: bool = False


def _step(sources: tuple[str, ...] | frozenset[str], target: str | None, **more: object) -> Step:
    return Step(frozenset(sources), target, **more)  # type: ignore[arg-type]


STEPS: dict[str, Step] = {
    K.OPENED.value: _step((S.DRAFT,), S.CALL_OPEN),
    K.CLOSED.value: _step((S.CALL_OPEN,), S.UNDER_REVIEW),
    K.STARTED.value: _step((S.CHOSEN,), S.RUNNING),
    K.FINISHED.value: _step((S.RUNNING,), S.FINISHED),
    K.PROLONGED.value: _step((S.CALL_OPEN, S.UNDER_REVIEW), S.CALL_OPEN, needs_comment=True),
    K.RECONSIDERED.value: _step((S.CHOSEN,), S.UNDER_REVIEW, needs_comment=True),
    K.REOPENED.value: _step((S.FINISHED,), S.RUNNING, rule="reopen", needs_comment=True),
    K.CANCELLED.value: _step(frozenset(S.values) - OVER, S.CANCELLED, needs_comment=True),
}
"""Moves made by a button, those that lead on first. Choosing a proposal has a page and an action of its own."""

ONWARD = (K.OPENED.value, K.CLOSED.value, K.STARTED.value, K.FINISHED.value)
"""The moves that lead on: a page shows them as what to do next."""

PATH = (S.DRAFT, S.CALL_OPEN, S.UNDER_REVIEW, S.CHOSEN, S.RUNNING, S.FINISHED)
"""The states a topic passes when nothing goes wrong, in their order."""


def moves_from(state: str) -> list[str]:
    """The moves that fit a state, in the order in which a page offers them."""
    return [kind for kind, step in STEPS.items() if state in step.sources]
