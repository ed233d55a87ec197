"""Reviews an actor may see: their own, how far the others are, and how the proposals stand by the marks handed in.

Called by the pages of topics and reviews. Nothing is written here; means and spreads come from `topics.ranking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet

from youcheng.accounts.models import Person
from youcheng.accounts.queries import people_visible_to
from youcheng.foundation.actors import Actor
from youcheng.strategy.enums import Interest, ProposalState, TopicState
from youcheng.strategy.models import Expert, Review, Reviewer, Topic, TopicCriterion, TopicProposal
from youcheng.strategy.policies import review_policy
from youcheng.strategy.policies.topics.belonging import reviewing
from youcheng.strategy.topics.ranking import Ranked, mark_of, ranking

FREE = (Interest.UNDECLARED.value, Interest.NONE.value)
"""What does not bar a reviewer."""


@dataclass(frozen=True)
class Marked:
    """One review as its readers see it; `mark` is None until it was handed in."""

    review: Review
    mark: float | None


@dataclass(frozen=True)
class Place:
    """One proposal in the order of the marks, with the reviews behind it."""

    proposal: TopicProposal
    ranked: Ranked
    reviews: list[Marked]


@dataclass(frozen=True)
class Standing:
    """How far the reviewing of a topic is. `places` is None while the actor still has to judge, or is barred."""

    reviewers: Sequence[Reviewer]
    places: list[Place] | None
    outstanding: int


@dataclass(frozen=True)
class Line:
    """One criterion of a review with the mark given, if any."""

    criterion: TopicCriterion
    points: Decimal | None
    comment: str


def own_reviews(actor: Actor) -> QuerySet[Review]:
    """What the actor was asked to review, newest topic first; the proposals are named, not opened."""
    if not actor.is_signed_in:
        return Review.objects.none()
    rows = Review.objects.filter(reviewing(actor)).select_related(
        "proposal__organisation", "proposal__topic", "reviewer"
    )
    return rows.exclude(proposal__topic__state=TopicState.CANCELLED).order_by("-proposal__topic__year", "pk")


def open_reviews(actor: Actor) -> int:
    """How many reviews wait for the actor."""
    rows = own_reviews(actor).filter(
        handed_in_at__isnull=True, interest__in=FREE,
        proposal__topic__state=TopicState.UNDER_REVIEW, proposal__state=ProposalState.SUBMITTED,
    )  # fmt: skip
    return rows.order_by().count()


def is_reviewer(actor: Actor) -> bool:
    """Whether the actor was ever asked to review, so that the page of reviews is theirs."""
    return actor.is_signed_in and Reviewer.objects.filter(reviewing(actor, "")).exists()


def writable_reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews the actor writes: their own, and for coordinators those of experts without an account."""
    rows = Review.objects.select_related(
        "proposal__organisation", "proposal__topic", "reviewer__person", "reviewer__expert"
    )
    return review_policy.filter(rows, actor, "score")


def readable_reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews whose marks the actor may read."""
    rows = Review.objects.select_related(
        "proposal__organisation", "proposal__topic", "reviewer__person", "reviewer__expert"
    )
    return review_policy.annotate(review_policy.filter(rows, actor, "see_marks"), actor, "score")


def lines_of(review: Review) -> list[Line]:
    """Every criterion of the topic with what this review gave it."""
    given = {one.criterion_id: one for one in review.scores.all()}
    lines = []
    for criterion in review.proposal.topic.criteria.all():
        score = given.get(criterion.pk)
        lines.append(Line(criterion, score.points if score else None, score.comment if score else ""))
    return lines


def standing_of(actor: Actor, topic: Topic) -> Standing:
    """Reviewers with how much they have done, and the ranking where the actor may see all of it. Constant queries."""
    handed = Q(reviews__handed_in_at__isnull=False)
    barred = Q(reviews__interest__in=[one for one in Interest.values if one not in FREE])
    reviewers = list(
        topic.reviewers.select_related("person", "expert")
        .prefetch_related(Prefetch("reviews", Review.objects.select_related("proposal")))
        .annotate(
            asked=Count("reviews", filter=~barred, distinct=True),
            done=Count("reviews", filter=handed, distinct=True),
            conflicts=Count("reviews", filter=barred, distinct=True),
        )
    )
    reviews = Review.objects.filter(proposal__topic=topic).exclude(proposal__state=ProposalState.WITHDRAWN)
    waiting = reviews.filter(
        reviewer__withdrawn_on__isnull=True, handed_in_at__isnull=True,
        interest__in=FREE,
    )  # fmt: skip
    return Standing(reviewers, _places(actor, topic, reviews), waiting.count())


def _places(actor: Actor, topic: Topic, reviews: QuerySet[Review]) -> list[Place] | None:
    handed_in = reviews.filter(handed_in_at__isnull=False)
    seen = list(
        review_policy.filter(handed_in, actor, "see_marks")
        .select_related("reviewer__person", "reviewer__expert")
        .prefetch_related("scores__criterion")
    )
    if len(seen) < handed_in.order_by().count():
        return None
    decided = (ProposalState.SUBMITTED, ProposalState.CHOSEN, ProposalState.REFUSED)
    proposals = {
        one.pk: one for one in topic.proposals.filter(state__in=decided).select_related("organisation")
    }
    marks: dict[int, list[list[tuple[Decimal, Decimal]]]] = {key: [] for key in proposals}
    shown: dict[int, list[Marked]] = {key: [] for key in proposals}
    for one in seen:
        given = [(score.criterion.weight, score.points) for score in one.scores.all()]
        if one.proposal_id in proposals and given:
            marks[one.proposal_id].append(given)
            shown[one.proposal_id].append(Marked(one, mark_of(given)))
    return [Place(proposals[one.key], one, shown[one.key]) for one in ranking(marks)]


def people_to_ask(actor: Actor) -> QuerySet[Person]:
    """People with an account who could review: those the actor may see, who may sign in and are no administrators."""
    return people_visible_to(actor).filter(is_active=True, duty="").order_by("name", "pk")


def experts_to_ask() -> QuerySet[Expert]:
    """Experts of the pool who may be asked."""
    return Expert.objects.filter(is_active=True).select_related("organisation")
