"""Who may read and write a proposal, and when.

Its own organisation always; the office only when the last day is over, so that nobody inside knows what others have
proposed while one may still propose. What the office typed in for somebody it has of course read.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import is_office_member, organisations_where, takes_part
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NO_ROW, Policy, any_of
from youcheng.strategy.enums import Interest, ProposalState, TopicState
from youcheng.strategy.models import Review, TopicProposal
from youcheng.strategy.policies.topics.belonging import reviewing

WRITTEN = Q(received_on__isnull=True)
TYPED_IN = Q(received_on__isnull=False)


def _handed_in(actor: Actor) -> Q:
    # What was submitted, once the last day is over.
    over = Q(topic__call_until__lt=actor.on) | ~Q(topic__state__in=(TopicState.DRAFT, TopicState.CALL_OPEN))
    return over & ~Q(state=ProposalState.DRAFT) & Q(submitted_at__isnull=False)


def _office(actor: Actor, at_least: Role = Role.VIEWER) -> Q:
    return Q(is_office_member(actor, at_least)) if actor.is_signed_in else NO_ROW


def own_organisation(actor: Actor) -> Q:
    """Members of the organisation that proposes."""
    return Q(organisation__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


def own_contributor(actor: Actor) -> Q:
    """Contributors and above of the organisation that proposes, where they wrote it themselves."""
    if not actor.is_signed_in:
        return NO_ROW
    return WRITTEN & Q(organisation__in=organisations_where(actor, Role.CONTRIBUTOR))


def office_after_the_call(actor: Actor) -> Q:
    """Any member of the foreign affairs office, once the last day for proposals is over and it was submitted."""
    return _handed_in(actor) & _office(actor)


def office_that_typed_it_in(actor: Actor) -> Q:
    """Any member of the foreign affairs office, where the office typed it in."""
    return TYPED_IN & _office(actor)


def office_contributor_that_typed_it_in(actor: Actor) -> Q:
    """Contributors and above of the foreign affairs office, where the office typed it in."""
    return TYPED_IN & _office(actor, Role.CONTRIBUTOR)


def office_that_counts(actor: Actor) -> Q:
    """Any member of the foreign affairs office, once it was submitted."""
    return Q(submitted_at__isnull=False) & _office(actor)


def cleared_reviewer(actor: Actor) -> Q:
    """Reviewers who have declared that they have no interest in it."""
    if not actor.is_signed_in:
        return NO_ROW
    own = Review.objects.filter(reviewing(actor), interest=Interest.NONE).order_by()
    return Q(pk__in=own.values("proposal_id"))


class TopicProposalPolicy(Policy):
    model = TopicProposal
    view = any_of(own_organisation, office_after_the_call, office_that_typed_it_in, cleared_reviewer)
    know_of = any_of(own_organisation, office_that_counts, office_that_typed_it_in, cleared_reviewer)
    edit = any_of(own_contributor, office_contributor_that_typed_it_in)


topic_proposal_policy = TopicProposalPolicy()


def may_propose(actor: Actor) -> bool:
    """Anybody signed in who is none of the three administrators."""
    return takes_part(actor)
