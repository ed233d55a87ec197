"""Proposals an actor may read or know of, and the calls their organisations may answer.

Called by the pages of topics and proposals. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from youcheng.accounts.belonging import organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.accounts.queries import living
from youcheng.foundation.actors import Actor
from youcheng.strategy.enums import ProposalState
from youcheng.strategy.models import Topic, TopicProposal
from youcheng.strategy.policies import topic_policy, topic_proposal_policy
from youcheng.strategy.policies.topics.belonging import proposing_organisations
from youcheng.strategy.topics.flow import PROPOSING


@dataclass(frozen=True)
class Known:
    """A proposal as the topic's page lists it: whole, or while the call is open only that it has come in."""

    proposal: TopicProposal
    is_readable: bool


def proposals_visible_to(actor: Actor) -> QuerySet[TopicProposal]:
    """Proposals the actor may read, with topic, organisation and the column `can_edit`."""
    rows = TopicProposal.objects.select_related("topic", "organisation")
    return topic_proposal_policy.annotate(topic_proposal_policy.filter(rows, actor), actor, "edit")


def known_of(actor: Actor, topic: Topic) -> list[Known]:
    """The proposals for a topic the actor knows of; which of them may be read yet is said beside each. One query."""
    rows = TopicProposal.objects.filter(topic=topic).select_related("organisation")
    rows = topic_proposal_policy.annotate(
        topic_proposal_policy.filter(rows, actor, "know_of"), actor, "view", "edit"
    )
    return [Known(row, bool(row.can_view)) for row in rows]  # type: ignore[attr-defined]


def own_proposals(actor: Actor) -> QuerySet[TopicProposal]:
    """What the actor's own organisations have written, newest first."""
    rows = proposals_visible_to(actor).filter(organisation__in=organisations_where(actor))
    return rows.order_by("-created_at", "-pk")


def open_calls(actor: Actor, day: dt.date) -> QuerySet[Topic]:
    """Calls in which the actor may hand in something for an organisation of theirs."""
    return topic_policy.filter(Topic.objects.filter(call_until__gte=day), actor, "add_proposal").order_by(
        "call_until", "pk"
    )


def organisations_proposing(actor: Actor) -> QuerySet[Organisation]:
    """The organisations for which the actor may write proposals."""
    own = organisations_where(actor, Role.CONTRIBUTOR)
    return living(actor.on).filter(kind__in=PROPOSING, pk__in=own)


def proposes(actor: Actor) -> bool:
    """Whether the actor belongs to an organisation that may propose, so that the page of calls is theirs."""
    return not actor.is_system and proposing_organisations(actor).exists()


def organisations_typed_in(day: dt.date) -> QuerySet[Organisation]:
    """The organisations for which the office may type a proposal in."""
    return living(day).filter(kind__in=PROPOSING)


def submitted_for(topic: Topic) -> QuerySet[TopicProposal]:
    """What stands to be judged."""
    return topic.proposals.filter(state=ProposalState.SUBMITTED).select_related("organisation")
