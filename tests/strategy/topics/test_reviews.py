"""Reviewing: interests bar, marks are hidden until one's own are in, and the choice gives everybody a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.strategy.topics.stage import AFTER, DAY_AFTER, Stage, chosen, judged, under_review
from tests.world import World, actor_for, make_person
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import calls, choosing, experts, reviews
from youcheng.strategy.errors import Incomplete, NotNow, ReasonMissing
from youcheng.strategy.models import Expert, Review, Reviewer, Topic
from youcheng.strategy.queries.topics.proposals import proposals_visible_to
from youcheng.strategy.queries.topics.reviews import (
    open_reviews,
    own_reviews,
    readable_reviews,
    standing_of,
)


def asked(stage: Stage, topic: Topic, **who: object) -> Reviewer:
    return reviews.ask_reviewer(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, **who)  # type: ignore[arg-type]


def review_of(person: object, proposal: object) -> Review:
    return Review.objects.get(reviewer__person=person, proposal=proposal)


def test_a_member_of_who_proposes_is_barred_without_being_asked(stage: Stage) -> None:
    topic = under_review(stage)
    asked(stage, topic, person=stage.reader)
    own = review_of(stage.reader, stage.made["institute"])
    other = review_of(stage.reader, stage.made["university"])
    assert (own.interest, own.is_found, other.interest) == ("own_organisation", True, "")
    with pytest.raises(NotNow):
        reviews.declare(actor=actor_for(stage.reader), now=AFTER, review=own, version=None, interest="none")


def test_a_member_of_a_part_of_who_proposes_is_barred_as_well(stage: Stage) -> None:
    stage.institute.parent = stage.world.commerce
    stage.institute.save()
    topic = under_review(stage)
    asked(stage, topic, person=stage.world.clerk)
    assert review_of(stage.world.clerk, stage.made["institute"]).is_found


def test_an_expert_of_the_same_organisation_is_barred_without_an_account(stage: Stage) -> None:
    topic, officer = under_review(stage), actor_for(stage.world.officer)
    expert = experts.add_expert(
        actor=officer, now=AFTER, name="Expert Er", organisation_id=stage.university.pk
    )
    asked(stage, topic, expert=expert)
    barred = {one.proposal.organisation.key: one.is_barred for one in Review.objects.all()}
    assert barred == {"institute": False, "university": True}


def test_a_declared_interest_bars_and_drops_what_was_marked(stage: Stage) -> None:
    topic = under_review(stage)
    found = judged(stage, topic, stage.world.clerk, {"institute": "7"}, hand_in=False)
    row, clerk = found["institute"], actor_for(stage.world.clerk)
    with pytest.raises(Incomplete):
        reviews.declare(actor=clerk, now=AFTER, review=row, version=None, interest="other")
    reviews.declare(actor=clerk, now=AFTER, review=row, version=None, interest="other", text="A debt.")
    assert not row.scores.exists()
    with pytest.raises(NotNow):
        reviews.score(actor=clerk, now=AFTER, review=row, version=None, marks={})


def test_nothing_is_read_or_scored_before_the_declaration(stage: Stage) -> None:
    topic, clerk = under_review(stage), actor_for(stage.world.clerk, DAY_AFTER)
    asked(stage, topic, person=stage.world.clerk)
    row = review_of(stage.world.clerk, stage.made["institute"])
    assert not proposals_visible_to(clerk).exists()
    with pytest.raises(NotNow):
        reviews.score(actor=clerk, now=AFTER, review=row, version=None, marks={})
    reviews.declare(actor=clerk, now=AFTER, review=row, version=None, interest="none")
    assert [one.pk for one in proposals_visible_to(clerk)] == [stage.made["institute"].pk]
    reviews.declare(actor=clerk, now=AFTER, review=row, version=None, interest="funded")
    assert not proposals_visible_to(clerk).exists()


@pytest.mark.parametrize("points", ["-0.1", "10.1", "11", "7.55", "NaN"])
def test_marks_go_from_nought_to_ten_in_tenths(stage: Stage, points: str) -> None:
    topic = under_review(stage)
    with pytest.raises(Incomplete):
        judged(stage, topic, stage.world.clerk, {"institute": points})


def test_a_review_is_handed_in_whole_and_once(stage: Stage) -> None:
    topic, clerk = under_review(stage), actor_for(stage.world.clerk)
    row = judged(stage, topic, stage.world.clerk, {"institute": "7"}, hand_in=False)["institute"]
    criteria = list(topic.criteria.all())
    some: dict[int, tuple[Decimal | None, str]] = {criteria[0].pk: (Decimal(7), "")}
    with pytest.raises(Incomplete):
        reviews.score(actor=clerk, now=AFTER, review=row, version=None, marks=some, hand_in=True)
    with pytest.raises(ChangedMeanwhile):
        reviews.score(actor=clerk, now=AFTER, review=row, version=1, marks=some)
    whole = {one.pk: (Decimal("6.5"), "so") for one in criteria}
    reviews.score(actor=clerk, now=AFTER, review=row, version=row.version, marks=whole, hand_in=True)
    with pytest.raises(NotNow):
        reviews.score(actor=clerk, now=AFTER, review=row, version=None, marks=some)


def test_marks_stay_hidden_until_ones_own_are_in(stage: Stage) -> None:
    topic, world = under_review(stage), stage.world
    first = judged(stage, topic, world.clerk, {"institute": "7"})["institute"]
    second = judged(stage, topic, world.head, {"institute": "8"}, hand_in=False)["institute"]
    asked(stage, topic, person=world.assistant)  # a member of the office who judges as well

    def reads(person: object) -> set[int]:
        return set(readable_reviews(actor_for(person)).values_list("pk", flat=True))  # type: ignore[arg-type]

    assert first.pk not in reads(world.head)
    assert reads(world.clerk) & {first.pk, second.pk} == {first.pk}
    assert first.pk in reads(world.officer)
    assert second.pk not in reads(world.officer), "not handed in yet"
    assert first.pk not in reads(world.assistant)
    assert standing_of(actor_for(world.assistant), topic).places is None
    assert not {first.pk, second.pk} & (
        reads(world.stranger) | reads(stage.researcher) | reads(stage.scholar)
    )
    marks = {one.pk: (Decimal(8), "") for one in topic.criteria.all()}
    reviews.score(
        actor=actor_for(world.head), now=AFTER, review=second, version=None, marks=marks, hand_in=True
    )
    assert {first.pk, second.pk} <= reads(world.head)
    assert {first.pk, second.pk} <= reads(world.officer)


def test_the_ranking_counts_what_was_handed_in(stage: Stage) -> None:
    topic, world = under_review(stage), stage.world
    judged(stage, topic, world.clerk, {"institute": "7", "university": "5"})
    judged(stage, topic, world.head, {"institute": "9"})
    standing = standing_of(actor_for(world.officer), topic)
    assert standing.places is not None
    assert [
        (one.proposal.organisation.key, one.ranked.mean, one.ranked.reviews) for one in standing.places
    ] == [
        ("institute", 8.0, 2),
        ("university", 5.0, 1),
    ]
    assert standing.outstanding == 1


def test_the_office_types_in_for_an_expert_without_an_account_only(stage: Stage) -> None:
    topic, officer = under_review(stage), actor_for(stage.world.officer)
    expert = experts.add_expert(actor=officer, now=AFTER, name="Expert Er")
    asked(stage, topic, expert=expert)
    row = Review.objects.filter(reviewer__expert=expert).first()
    assert row is not None
    with pytest.raises(NotAllowed):
        reviews.declare(
            actor=actor_for(stage.world.assistant), now=AFTER, review=row, version=None, interest="none"
        )
    reviews.declare(actor=officer, now=AFTER, review=row, version=None, interest="none")
    asked(stage, topic, person=stage.world.clerk)
    with pytest.raises(NotAllowed):
        reviews.declare(
            actor=officer, now=AFTER, version=None, interest="none",
            review=review_of(stage.world.clerk, stage.made["institute"]),
        )  # fmt: skip


def test_nobody_is_asked_twice_by_either_way(stage: Stage) -> None:
    topic, officer = under_review(stage), actor_for(stage.world.officer)
    expert = experts.add_expert(actor=officer, now=AFTER, name="Clerk Cai", person_id=stage.world.clerk.pk)
    asked(stage, topic, expert=expert)
    with pytest.raises(NotNow):
        asked(stage, topic, person=stage.world.clerk)
    with pytest.raises(Incomplete):
        asked(stage, topic)


def test_who_is_released_reads_and_writes_no_more(stage: Stage) -> None:
    topic, clerk = under_review(stage), actor_for(stage.world.clerk, DAY_AFTER)
    row = judged(stage, topic, stage.world.clerk, {"institute": "7"}, hand_in=False)["institute"]
    reviews.release_reviewer(actor=actor_for(stage.world.officer), now=AFTER, reviewer=row.reviewer)
    assert not own_reviews(clerk).exists()
    assert not proposals_visible_to(clerk).exists()
    with pytest.raises(NotAllowed):
        reviews.score(actor=clerk, now=AFTER, review=row, version=None, marks={})


def test_criteria_stay_once_a_mark_was_given(stage: Stage) -> None:
    topic, officer = under_review(stage), actor_for(stage.world.officer)
    own = [({"en": "Use"}, Decimal(3)), ({"en": "Cost"}, Decimal(1))]
    reviews.lay_down_criteria(actor=officer, now=AFTER, topic=topic, version=None, criteria=own)
    for bad in ([], [({}, Decimal(1))], [({"en": "x"}, Decimal(0))], [({"en": "x"}, Decimal("Infinity"))]):
        with pytest.raises(Incomplete):
            reviews.lay_down_criteria(actor=officer, now=AFTER, topic=topic, version=None, criteria=bad)
    judged(stage, topic, stage.world.clerk, {"institute": "7"}, hand_in=False)
    with pytest.raises(NotNow):
        reviews.lay_down_criteria(actor=officer, now=AFTER, topic=topic, version=None, criteria=own)


def test_a_choice_needs_a_reason_for_each_and_is_made_once(stage: Stage) -> None:
    topic, officer = under_review(stage), actor_for(stage.world.officer)
    best, other = stage.made["institute"], stage.made["university"]
    given = {"actor": officer, "now": AFTER, "topic": topic, "version": topic.version, "proposal": best}
    for reason, refusals in (("", {other.pk: "x"}), ("x", {}), ("x", {other.pk: " "})):
        with pytest.raises(ReasonMissing):
            choosing.choose(**given, reason=reason, refusals=refusals)  # type: ignore[arg-type]
    choosing.choose(**given, reason="Best.", refusals={other.pk: "Too broad."})  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        choosing.choose(**given, reason="Best.", refusals={other.pk: "Too broad."})  # type: ignore[arg-type]
    best.refresh_from_db()
    other.refresh_from_db()
    assert (topic.state, topic.chosen, best.state, other.state) == ("chosen", best, "chosen", "refused")
    assert other.decision_reason == "Too broad."


def test_each_organisation_reads_its_own_reason_only(stage: Stage, client_of: ClientOf) -> None:
    topic = chosen(stage)
    for person, theirs, not_theirs in (
        (stage.scholar, "Too broad.", "It answers the question."),
        (stage.researcher, "It answers the question.", "Too broad."),
    ):
        page = client_of(person).get(reverse("strategy:topic", args=[topic.pk])).content.decode()
        assert theirs in page
        assert not_theirs not in page


def test_a_choice_is_taken_back_with_words(stage: Stage) -> None:
    topic, officer = chosen(stage), actor_for(stage.world.officer)
    with pytest.raises(ReasonMissing):
        calls.move(actor=officer, now=AFTER, topic=topic, kind="reconsidered")
    calls.move(actor=officer, now=AFTER, topic=topic, kind="reconsidered", comment="They withdrew.")
    assert (topic.state, topic.chosen) == ("under_review", None)
    assert set(topic.proposals.values_list("state", flat=True)) == {"submitted"}


def test_a_reviewer_declares_scores_and_hands_in(stage: Stage, client_of: ClientOf) -> None:
    topic, client = under_review(stage), client_of(stage.world.clerk)
    asked(stage, topic, person=stage.world.clerk)
    row = review_of(stage.world.clerk, stage.made["institute"])
    assert open_reviews(actor_for(stage.world.clerk)) == 2
    url = reverse("strategy:topic_review", args=[row.pk])
    assert "Count the wagons" not in client.get(url).content.decode()
    client.post(reverse("strategy:topic_review_declare", args=[row.pk]), {"interest": "none", "version": 1})
    sent = {f"points_{one.pk}": "7.5" for one in topic.criteria.all()}
    missing = dict(list(sent.items())[1:])
    answer = client.post(url, missing | {"then": "hand_in", "version": 2})
    assert answer.status_code == 200, "an incomplete review stays on the page"
    client.post(url, sent | {"then": "hand_in", "version": 2, "comment": "Good."})
    row.refresh_from_db()
    assert row.handed_in_at
    assert "7.5" in client.get(url).content.decode()


def test_the_pages_of_reviews_ask_equally_often(
    stage: Stage, client_of: ClientOf, assert_same_queries: object, world: World
) -> None:
    topic = under_review(stage)
    people = iter(range(1000))

    def more(count: int) -> None:
        for _ in range(count):
            judged(stage, topic, make_person(f"p{next(people)}", "P"), {"institute": "7", "university": "5"})

    for person, url in (
        (world.officer, reverse("strategy:topic", args=[topic.pk])),
        (world.officer, reverse("strategy:topic_choose", args=[topic.pk])),
    ):
        client = client_of(person)
        assert_same_queries(more, lambda client=client, url=url: client.get(url))  # type: ignore[operator]


def test_who_has_a_part_in_a_topic_keeps_the_name_alone(stage: Stage) -> None:
    topic, officer = under_review(stage), actor_for(stage.world.officer)
    idle = experts.add_expert(actor=officer, now=AFTER, name="Idle", contact="1")
    busy = experts.add_expert(actor=officer, now=AFTER, name="Busy", contact="2", note="n")
    asked(stage, topic, expert=busy)
    assert experts.remove_expert(actor=officer, now=AFTER, expert=idle)
    assert not experts.remove_expert(actor=officer, now=AFTER, expert=busy)
    assert list(Expert.objects.values_list("name", "contact", "note", "is_active")) == [
        ("Busy", "", "", False)
    ]
