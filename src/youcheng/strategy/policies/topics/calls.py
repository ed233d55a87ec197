"""Who may see, prepare and direct a topic.

A topic is the office's own until its call opens; then those who may propose see the call, and nobody else.
"""

from __future__ import annotations

from django.db.models import Exists, Q

from youcheng.accounts.belonging import (
    is_in_office,
    office_contributor,
    office_coordinator,
    office_member,
    office_steward,
    organisations_where,
)
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NO_ROW, Policy, any_of
from youcheng.strategy.enums import TopicState
from youcheng.strategy.models import Reviewer, Topic, TopicMove, TopicProposal
from youcheng.strategy.policies.topics.belonging import proposing_organisations, reviewing, task_forces_of

# ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _open_call(actor: Actor) -> Q:
    return Q(state=TopicState.CALL_OPEN, call_until__gte=actor.on)


def invited(actor: Actor) -> Q:
    """Members of institutes, universities, enterprises and social organisations, while the call is open."""
    if not actor.is_signed_in:
        return NO_ROW
    return _open_call(actor) & Q(Exists(proposing_organisations(actor)))


def invited_contributor(actor: Actor) -> Q:
    """Contributors and above of institutes, universities, enterprises and social organisations, while the call is open."""
    if not actor.is_signed_in:
        return NO_ROW
    return _open_call(actor) & Q(Exists(proposing_organisations(actor, Role.CONTRIBUTOR)))


def proposer(actor: Actor) -> Q:
    """Members of an organisation that has written a proposal for it."""
    if not actor.is_signed_in:
        return NO_ROW
    own = TopicProposal.objects.filter(organisation__in=organisations_where(actor)).order_by()
    return Q(pk__in=own.values("topic_id"))


def asked_to_review(actor: Actor) -> Q:
    """Reviewers of its proposals."""
    if not actor.is_signed_in:
        return NO_ROW
    own = Reviewer.objects.filter(reviewing(actor, "")).order_by()
    return Q(pk__in=own.values("topic_id"))


def in_the_task_force(actor: Actor) -> Q:
    """Members of its task force, while they are."""
    return Q(pk__in=task_forces_of(actor)) if actor.is_signed_in else NO_ROW


def doing_the_work(actor: Actor) -> Q:
    """Members of the organisation whose proposal was chosen."""
    if not actor.is_signed_in:
        return NO_ROW
    return Q(chosen__organisation__in=organisations_where(actor))


# ── Policies ────────────────────────────────────────────────────────────────────────────────────────────────────


class TopicPolicy(Policy):
    model = Topic
    view = any_of(office_member, invited, proposer, asked_to_review, in_the_task_force)
    see_whole = any_of(office_member)
    see_money = any_of(office_member, doing_the_work)
    see_work = any_of(office_member, doing_the_work, in_the_task_force)
    edit = any_of(office_contributor)
    direct = any_of(office_coordinator)
    reopen = any_of(office_steward)
    add_proposal = any_of(invited_contributor)
    type_proposal_in = any_of(office_contributor)


class TopicMovePolicy(Policy):
    model = TopicMove
    view = any_of(office_member)


topic_policy = TopicPolicy()
topic_move_policy = TopicMovePolicy()


# ── Questions about no row ──────────────────────────────────────────────────────────────────────────────────────


def may_see_topics(actor: Actor) -> bool:
    """Members of the foreign affairs office."""
    return is_in_office(actor)


def may_add_topics(actor: Actor) -> bool:
    """Contributors and above in the foreign affairs office."""
    return is_in_office(actor, Role.CONTRIBUTOR)


def may_direct_topics(actor: Actor) -> bool:
    """Coordinators and stewards of the foreign affairs office."""
    return is_in_office(actor, Role.COORDINATOR)
