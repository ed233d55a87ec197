"""Who may see and write a review: its reviewer, the office, and fellow reviewers once they have handed in their own.

Nobody who still has to judge a proposal sees what others gave it, a member of the office as little as anybody.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from youcheng.accounts.belonging import is_office_member
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NO_ROW, Policy, any_of
from youcheng.strategy.enums import Interest
from youcheng.strategy.models import Review
from youcheng.strategy.policies.topics.belonging import reviewing

HANDED_IN = Q(handed_in_at__isnull=False)


def _own_on_the_same(actor: Actor, **more: object) -> Exists:
    """An EXISTS condition: the actor has a review of the same proposal."""
    own = Review.objects.filter(reviewing(actor), proposal=OuterRef("proposal"), **more).order_by()
    return Exists(own)


def own_review(actor: Actor) -> Q:
    """The reviewer themselves, until they are released."""
    return reviewing(actor) if actor.is_signed_in else NO_ROW


def office_not_judging(actor: Actor) -> Q:
    """Members of the foreign affairs office, unless they still have to judge the same proposal or are barred from it."""
    if not actor.is_signed_in:
        return NO_ROW
    waiting = _own_on_the_same(actor, handed_in_at__isnull=True)
    return Q(is_office_member(actor)) & ~Q(waiting)


def fellow_reviewer(actor: Actor) -> Q:
    """Reviewers of the same proposal who have handed in their own review."""
    if not actor.is_signed_in:
        return NO_ROW
    return HANDED_IN & Q(_own_on_the_same(actor, handed_in_at__isnull=False, interest=Interest.NONE))


def office_that_sees_the_marks(actor: Actor) -> Q:
    """Members of the foreign affairs office who don't judge the proposal themselves, once it was handed in."""
    return HANDED_IN & office_not_judging(actor)


def office_for_who_has_no_account(actor: Actor) -> Q:
    """Coordinators of the foreign affairs office, for an expert without an account."""
    if not actor.is_signed_in:
        return NO_ROW
    no_account = Q(reviewer__person__isnull=True, reviewer__expert__person__isnull=True)
    return no_account & Q(reviewer__withdrawn_on__isnull=True) & Q(is_office_member(actor, Role.COORDINATOR))


class ReviewPolicy(Policy):
    model = Review
    view = any_of(own_review, office_not_judging, fellow_reviewer)
    see_marks = any_of(own_review, office_that_sees_the_marks, fellow_reviewer, office_for_who_has_no_account)
    score = any_of(own_review, office_for_who_has_no_account)


review_policy = ReviewPolicy()
