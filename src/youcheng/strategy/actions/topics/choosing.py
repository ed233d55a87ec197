"""Choosing among the proposals of a topic, with a reason for the one and for each of the others; taking the choice back.

Called by the topic's page. The choice may differ from the ranking: that is why the reason is required.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import save_changes
from youcheng.strategy.actions.topics.history import held, tell
from youcheng.strategy.enums import ProposalState, TopicMoveKind, TopicState
from youcheng.strategy.errors import Incomplete, NotNow, ReasonMissing
from youcheng.strategy.models import Topic, TopicProposal
from youcheng.strategy.topics.sentences import not_now


@transaction.atomic
def choose(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    version: int | None,
    proposal: TopicProposal,
    reason: str,
    refusals: Mapping[int, str],
) -> None:
    """Choose one proposal; `refusals` gives each of the others, by key, the reason its organisation will read."""
    row = held(actor, topic, "direct", version)
    if row.state != TopicState.UNDER_REVIEW:
        raise NotNow(not_now(row, TopicMoveKind.CHOSEN))
    open_ones = {
        one.pk: one
        for one in row.proposals.filter(state=ProposalState.SUBMITTED).select_related("organisation")
    }
    if proposal.pk not in open_ones:
        raise NotNow(_("“%s” does not stand to be chosen.") % proposal)
    if not reason.strip():
        raise ReasonMissing(_("Say why this one is chosen."))
    for key, one in open_ones.items():
        if key != proposal.pk and not refusals.get(key, "").strip():
            raise ReasonMissing(_("Say why “%s” is not chosen; its organisation will read it.") % one)
    for key, one in open_ones.items():
        is_chosen = key == proposal.pk
        _decide(actor, now, one, is_chosen=is_chosen, reason=reason if is_chosen else refusals[key])
    changes = {
        "state": TopicState.CHOSEN.value,
        "chosen_id": proposal.pk,
        "choice_reason": reason.strip(),
    }
    save_changes(actor=actor, now=now, action="strategy.proposal_chosen", row=row, changes=changes)
    chosen = open_ones[proposal.pk]
    tell(
        actor, now, row, TopicMoveKind.CHOSEN, from_state=TopicState.UNDER_REVIEW, comment=reason.strip(),
        what=chosen.title, unit=dict(chosen.organisation.name),
    )  # fmt: skip
    topic.refresh_from_db()


def take_choice_back(actor: Actor, now: datetime, topic: Topic) -> None:
    """Put every proposal that was decided on back to be chosen. Called by the move, which holds the topic."""
    for one in topic.proposals.filter(state__in=(ProposalState.CHOSEN, ProposalState.REFUSED)):
        changes = {"state": ProposalState.SUBMITTED.value, "decision_reason": ""}
        save_changes(actor=actor, now=now, action="strategy.proposal_reopened", row=one, changes=changes)
    Topic.objects.filter(pk=topic.pk).update(chosen=None, choice_reason="")
    topic.refresh_from_db()


def _decide(actor: Actor, now: datetime, one: TopicProposal, *, is_chosen: bool, reason: str) -> None:
    state = ProposalState.CHOSEN if is_chosen else ProposalState.REFUSED
    one.state, one.decision_reason, one.version = state.value, reason.strip(), one.version + 1
    one.save(update_fields=["state", "decision_reason", "version"])
    audit.record(
        actor=actor, now=now, action="strategy.proposal_decided", row=one, after={"state": state.value}
    )


def refuse_if_nothing_stands(topic: Topic) -> None:
    """A call without any proposal has nothing to review; it is prolonged or the topic is cancelled."""
    if not topic.proposals.filter(state=ProposalState.SUBMITTED).exists():
        raise Incomplete(_("No proposal has come in. Move the deadline, or cancel the topic."))
