"""Reviewing: criteria, who is asked, declared interests, marks, and the choice with its reasons.

Called by the pages of topics and reviews, and when a call is closed. An interest bars from scoring; membership in the
organisation that proposes is found by the platform and can't be declared away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Membership, Person
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version
from youcheng.strategy.actions.topics.history import held
from youcheng.strategy.enums import Interest, ProposalState, TopicState
from youcheng.strategy.errors import Incomplete, NotNow
from youcheng.strategy.models import Expert, Review, Reviewer, Score, Topic, TopicCriterion
from youcheng.strategy.policies import review_policy
from youcheng.strategy.topics import preferences

HIGHEST = Decimal(10)
STEP = Decimal("0.1")


@transaction.atomic
def lay_down_criteria(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    version: int | None,
    criteria: Sequence[tuple[dict[str, str], Decimal]],
) -> None:
    """Say by what the proposals are judged: names by language, and weights. Not once a mark was given."""
    row = held(actor, topic, "direct", version)
    if Score.objects.filter(criterion__topic=row).exists():
        raise NotNow(_("Marks have been given by these criteria already, so they stay."))
    if not criteria:
        raise Incomplete(_("Give at least one criterion."))
    for name, weight in criteria:
        if not any(name.values()):
            raise Incomplete(_("A criterion needs a name."))
        if not weight.is_finite() or not 0 < weight < 1000:
            raise Incomplete(_("A weight lies above 0 and below 1,000."))
    row.criteria.all().delete()
    write_criteria(row, criteria)
    said = [f"{name.get('zh-hans') or name.get('en')}: {weight}" for name, weight in criteria]
    audit.record(
        actor=actor, now=now, action="strategy.criteria_laid_down", row=row, after={"criteria": said}
    )


def write_criteria(topic: Topic, criteria: Sequence[tuple[dict[str, str], Decimal]]) -> None:
    """The rows of a topic's criteria in their order."""
    TopicCriterion.objects.bulk_create(
        TopicCriterion(topic=topic, name=name, weight=weight, order=at)
        for at, (name, weight) in enumerate(criteria, start=1)
    )


@transaction.atomic
def ask_reviewer(
    *, actor: Actor, now: datetime, topic: Topic, person: Person | None = None, expert: Expert | None = None
) -> Reviewer:
    """Ask a person or an expert of the pool to review every proposal of the topic."""
    row = held(actor, topic, "direct")
    if row.state not in {TopicState.CALL_OPEN, TopicState.UNDER_REVIEW}:
        raise NotNow(_("Reviewers are asked while the call is open or under review."))
    if (person is None) == (expert is None):
        raise Incomplete(_("Choose a person or an expert, one of the two."))
    if expert is not None and expert.person_id:
        person, expert = expert.person, None  # one reviewer a person, whichever way they were chosen
    reviewer, is_new = Reviewer.objects.get_or_create(
        topic=row, person=person, expert=expert, defaults={"asked_at": now}
    )
    if not is_new and reviewer.withdrawn_on is None:
        raise NotNow(_("%s has been asked already.") % reviewer)
    Reviewer.objects.filter(pk=reviewer.pk).update(withdrawn_on=None)
    if row.state == TopicState.UNDER_REVIEW:
        complete(row, now)
    audit.record(
        actor=actor, now=now, action="strategy.reviewer_asked", row=row, after={"reviewer": str(reviewer)}
    )
    return reviewer


@transaction.atomic
def release_reviewer(*, actor: Actor, now: datetime, reviewer: Reviewer) -> None:
    """Let a reviewer go. What they handed in stays and counts; what is open is given up."""
    row = held(actor, reviewer.topic, "direct")
    one = Reviewer.objects.select_for_update(of=("self",)).get(pk=reviewer.pk)
    if one.withdrawn_on is not None:
        return
    one.withdrawn_on = timezone.localdate(now)
    one.save(update_fields=["withdrawn_on"])
    audit.record(
        actor=actor, now=now, action="strategy.reviewer_released", row=row, after={"reviewer": str(one)}
    )


def complete(topic: Topic, now: datetime) -> None:
    """Give every reviewer a review of every proposal handed in, barred at once where they belong to who proposes."""
    proposals = list(topic.proposals.filter(state=ProposalState.SUBMITTED).select_related("organisation"))
    for reviewer in topic.reviewers.filter(withdrawn_on__isnull=True).select_related("expert"):
        known = set(reviewer.reviews.values_list("proposal_id", flat=True))
        own = _own_organisations(reviewer, now)
        Review.objects.bulk_create(
            Review(
                reviewer=reviewer,
                proposal=one,
                **(_found(now) if _family_of(one.organisation) & own else {}),
            )
            for one in proposals
            if one.pk not in known
        )


def _found(now: datetime) -> dict[str, object]:
    return {"interest": Interest.OWN_ORGANISATION, "is_found": True, "declared_at": now}


def _family_of(organisation: object) -> set[int]:
    """The organisation with what it is part of."""
    found: set[int] = set()
    while organisation is not None and organisation.pk not in found:  # type: ignore[attr-defined]
        found.add(organisation.pk)  # type: ignore[attr-defined]
        organisation = organisation.parent  # type: ignore[attr-defined]
    return found


def _own_organisations(reviewer: Reviewer, now: datetime) -> set[int]:
    """Where a reviewer belongs today, by membership or by the expert pool."""
    today = timezone.localdate(now)
    own: set[int] = set()
    if reviewer.account is not None:
        rows = Membership.objects.filter(person_id=reviewer.account, since__lte=today)
        own = set(rows.exclude(until__lt=today).values_list("organisation_id", flat=True))
        pool = Expert.objects.filter(person_id=reviewer.account, organisation__isnull=False)
        own |= set(pool.values_list("organisation_id", flat=True))
    if reviewer.expert and reviewer.expert.organisation_id:
        own.add(reviewer.expert.organisation_id)
    return own


@transaction.atomic
def declare(
    *, actor: Actor, now: datetime, review: Review, version: int | None, interest: str, text: str = ""
) -> None:
    """Say what ties the reviewer to the proposal. Anything but none bars them, and marks already begun are dropped."""
    row = _held(actor, review, version)
    if row.is_found:
        raise NotNow(_("The platform found that this is your own organisation; it can't be declared away."))
    if interest not in Interest.values or interest == Interest.UNDECLARED:
        raise Incomplete(_("Say whether you have an interest in this proposal."))
    if interest == Interest.OTHER and not text.strip():
        raise Incomplete(_("Say in words which interest it is."))
    before = {"interest": row.interest}
    row.interest, row.interest_text, row.declared_at = interest, text.strip(), now
    row.version += 1
    row.save(update_fields=["interest", "interest_text", "declared_at", "version"])
    if row.is_barred:
        row.scores.all().delete()
    audit.record(
        actor=actor, now=now, action="strategy.interest_declared", row=row, before=before,
        after={"interest": interest},
    )  # fmt: skip
    review.refresh_from_db()


@transaction.atomic
def score(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    version: int | None,
    marks: Mapping[int, tuple[Decimal | None, str]],
    comment: str = "",
    hand_in: bool = False,
) -> None:
    """Keep marks (points or None, and a comment) by criterion; `hand_in` closes the review for good."""
    row = _held(actor, review, version)
    if row.interest != Interest.NONE:
        raise NotNow(
            _("Declare first that you have no interest in this proposal.")
            if not row.is_barred
            else _("A declared interest bars you from scoring this proposal.")
        )
    check_marks({one.pk: one for one in row.reviewer.topic.criteria.all()}, marks, hand_in=hand_in)
    row.scores.all().delete()
    Score.objects.bulk_create(
        Score(review=row, criterion_id=key, points=points, comment=words.strip())
        for key, (points, words) in marks.items()
        if points is not None
    )
    row.comment, row.version = comment.strip(), row.version + 1
    row.handed_in_at = now if hand_in else None
    row.save(update_fields=["comment", "version", "handed_in_at"])
    audit.record(actor=actor, now=now, action="strategy.review_kept", row=row, after={"handed_in": hand_in})
    review.refresh_from_db()


def check_marks(
    criteria: Mapping[int, TopicCriterion], marks: Mapping[int, tuple[Decimal | None, str]], *, hand_in: bool
) -> None:
    """Refuse marks for other criteria, outside 0 to 10 or finer than tenths; handed in, none may be missing."""
    for key, (points, _words) in marks.items():
        if key not in criteria:
            raise Incomplete(_("This criterion does not belong to the topic."))
        if points is not None and not _fits(points):
            raise Incomplete(
                _("“%(criterion)s”: marks go from 0 to 10 in tenths.") % {"criterion": criteria[key]}
            )
    missing = [str(one) for key, one in criteria.items() if marks.get(key, (None, ""))[0] is None]
    if hand_in and missing:
        raise Incomplete(_("Before it can be handed in, give a mark for: %s.") % _(", ").join(missing))


def _fits(points: Decimal) -> bool:
    return points.is_finite() and 0 <= points <= HIGHEST and points == points.quantize(STEP)


def _held(actor: Actor, review: Review, version: int | None) -> Review:
    """The review, locked, for whoever writes it, while the topic is under review and it was not handed in."""
    review_policy.require(actor, "score", review)
    row = (
        Review.objects.select_for_update(of=("self",))
        .select_related("reviewer__topic", "reviewer__expert", "proposal")
        .get(pk=review.pk)
    )
    require_version(row, version)
    if row.reviewer.topic.state != TopicState.UNDER_REVIEW:
        raise NotNow(_("The topic is not under review."))
    if row.handed_in_at is not None:
        raise NotNow(_("This review was handed in; it stays as it is."))
    if row.proposal.state != ProposalState.SUBMITTED:
        raise NotNow(_("The proposal was taken back."))
    return row


def fill_criteria(topic: Topic) -> None:
    """The usual criteria, for a topic that has none of its own."""
    if not topic.criteria.exists():
        write_criteria(topic, preferences.first_criteria())
