"""Which move a task may make in which state, where it leads, and what it asks for. One table, read by everything.

Called by `actions`, `queries` and the pages: who may make a move is the policy's rule of the same name. Nothing here
touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from youcheng.coordination.enums import MoveKind, TaskState

S, K = TaskState, MoveKind
OPEN_STATES = frozenset(S.values) - {S.CLOSED.value, S.CANCELLED.value}


@dataclass(frozen=True)
class Step:
    """One move: from which states, to which (None: stays), the policy's rule, and whether words are required."""

    sources: frozenset[str]
    target: str | None
    rule: str
    needs_comment: bool = False


def _step(
    sources: tuple[str, ...] | frozenset[str], target: str | None, rule: str, *, words: bool = False
) -> Step:
    return Step(frozenset(sources), target, rule, words)


STEPS: dict[str, Step] = {
    K.ASSIGNED.value: _step((S.DRAFT, S.RETURNED), S.ASSIGNED, "direct"),
    K.ACCEPTED.value: _step((S.ASSIGNED,), S.ACCEPTED, "work_on"),
    K.SUBMITTED.value: _step((S.ACCEPTED, S.IN_PROGRESS, S.SENT_BACK), S.SUBMITTED, "work_on"),
    K.STARTED.value: _step((S.ACCEPTED, S.SENT_BACK), S.IN_PROGRESS, "work_on"),
    K.CLOSED.value: _step((S.SUBMITTED,), S.CLOSED, "direct"),
    K.DATE_AGREED.value: _step((S.DATE_PROPOSED,), S.ACCEPTED, "direct"),
    K.SENT_BACK.value: _step((S.SUBMITTED,), S.SENT_BACK, "direct", words=True),
    K.DATE_REFUSED.value: _step((S.DATE_PROPOSED,), S.ASSIGNED, "direct", words=True),
    K.DATE_PROPOSED.value: _step(
        (S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS), S.DATE_PROPOSED, "work_on", words=True
    ),
    K.RETURNED.value: _step((S.ASSIGNED, S.ACCEPTED), S.RETURNED, "work_on", words=True),
    K.HANDED_ON.value: _step(
        (S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.SENT_BACK), S.ASSIGNED, "hand_on", words=True
    ),
    K.DELEGATED.value: _step((S.ACCEPTED, S.IN_PROGRESS, S.SENT_BACK), None, "hand_on"),
    K.RESCHEDULED.value: _step(OPEN_STATES - {S.SUBMITTED.value}, None, "direct"),
    K.EDITED.value: _step(OPEN_STATES, None, "direct"),
    K.COMMENTED.value: _step(frozenset(S.values) - {S.DRAFT.value}, None, "comment", words=True),
    K.REOPENED.value: _step((S.CLOSED, S.CANCELLED), S.ASSIGNED, "direct", words=True),
    K.CANCELLED.value: _step(OPEN_STATES, S.CANCELLED, "direct", words=True),
}
"""Moves a person makes, those that lead on first: pages offer them in this order. Writing down, passing to a successor and undoing have actions of their own."""

BOARD: dict[str, tuple[str, ...]] = {
    "draft": (S.DRAFT, S.RETURNED),
    "assigned": (S.ASSIGNED, S.DATE_PROPOSED),
    "doing": (S.ACCEPTED, S.IN_PROGRESS, S.SENT_BACK),
    "submitted": (S.SUBMITTED,),
    "over": (S.CLOSED, S.CANCELLED),
}
"""The columns of the board and the states that stand in each."""


def moves_from(state: str) -> list[str]:
    """The moves that fit a state, in the order in which a page offers them."""
    return [kind for kind, step in STEPS.items() if state in step.sources]


def move_between(source: str, target: str) -> str | None:
    """The move that leads from one state to another, for a card dropped on the board; None where none does."""
    return next(
        (kind for kind, step in STEPS.items() if source in step.sources and step.target == target), None
    )
