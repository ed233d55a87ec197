"""Every page of the topics as those walk who have a part in one, but not this: another proposer, a reviewer with a conflict,
a reviewer who has declared nothing, a member of the task force. The strangers walk in tests/doors/topics.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.strategy.topics.stage import (
    AFTER,
    Stage,
    accepted,
    granted,
    in_task_force,
    judged,
    running,
    under_review,
)  # fmt: skip
from tests.world import World, actor_for, make_person
from youcheng.accounts.models import Person
from youcheng.strategy.actions.topics import reviews
from youcheng.strategy.models import Deliverable, Instalment, Review, Topic

BODY = "Count the wagons"
"""Words of the institute's proposal that nobody else may read."""


def addresses(stage: Stage, topic: Topic) -> Iterator[tuple[str, str]]:
    """The name and the address of every page about the topic that only reads."""
    for name in (
        "topic", "topic_edit", "topic_propose", "topic_criteria", "topic_reviewer_ask", "topic_choose",
        "topic_grant", "task_force", "task_force_member_add", "deliverable_add",
    ):  # fmt: skip
        yield name, reverse(f"strategy:{name}", args=[topic.pk])
    yield "topic_sheet", reverse("strategy:topic_sheet", args=[topic.pk, "html"])
    proposal = stage.made["institute"].pk
    for name in ("topic_proposal", "topic_proposal_edit"):
        yield name, reverse(f"strategy:{name}", args=[proposal])
    for one in Review.objects.filter(proposal=proposal):
        yield f"review of {one.reviewer}", reverse("strategy:topic_review", args=[one.pk])
    for row in Deliverable.objects.all():
        for name in ("deliverable", "deliverable_edit", "deliverable_hand_in", "recommend"):
            yield f"{name} {row.title}", reverse(f"strategy:{name}", args=[row.pk])
        for advice in row.recommendations.all():
            yield "decide", reverse("strategy:recommendation_decide", args=[advice.pk])
    for part in Instalment.objects.all():
        yield f"pay {part.title}", reverse("strategy:instalment_pay", args=[topic.pk, part.pk])
    for name in ("topics", "topic_proposals", "topic_reviews", "experts", "advice"):
        yield name, reverse(f"strategy:{name}")


def opened_by(person: Person, stage: Stage, topic: Topic, client_of: ClientOf) -> tuple[set[str], set[str]]:
    """The pages that open for a person, and those of them that hold the institute's words."""
    client, open_ones, telling = client_of(person), set(), set()
    for name, url in addresses(stage, topic):
        answer = client.get(url)
        assert answer.status_code in {200, 404}, (name, answer.status_code)
        if answer.status_code == 200:
            open_ones.add(name)
            if BODY in answer.content.decode():
                telling.add(name)
    return open_ones, telling


@pytest.fixture
def judging(stage: Stage) -> Topic:
    """A topic under review: the clerk has judged, the reader is barred, the head has declared nothing."""
    topic = under_review(stage)
    judged(stage, topic, stage.world.clerk, {"institute": "7", "university": "6"})
    for person in (stage.reader, stage.world.head):
        reviews.ask_reviewer(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, person=person)
    return topic


OWN_LISTS = {"topic_proposals", "topic_reviews"}


def test_another_proposer(stage: Stage, judging: Topic, client_of: ClientOf) -> None:
    assert opened_by(stage.scholar, stage, judging, client_of) == ({"topic", *OWN_LISTS}, set())


def test_a_reviewer_who_has_declared_nothing(stage: Stage, judging: Topic, client_of: ClientOf) -> None:
    assert opened_by(stage.world.head, stage, judging, client_of) == (
        {"topic", "review of Head He", *OWN_LISTS},
        set(),
    )


def test_a_reviewer_with_a_conflict(stage: Stage, judging: Topic, client_of: ClientOf, world: World) -> None:
    row = Review.objects.get(reviewer__person=world.head, proposal=stage.made["institute"])
    reviews.declare(actor=actor_for(world.head), now=AFTER, review=row, version=None, interest="family")
    assert opened_by(world.head, stage, judging, client_of) == (
        {"topic", "review of Head He", *OWN_LISTS},
        set(),
    )


def test_a_reviewer_who_has_judged_reads_the_proposal_and_no_more(
    stage: Stage, judging: Topic, client_of: ClientOf
) -> None:
    assert opened_by(stage.world.clerk, stage, judging, client_of) == (
        {"topic", "topic_proposal", "review of Clerk Cai", *OWN_LISTS},
        {"topic_proposal"},
    )


def test_a_member_of_the_task_force_sees_the_work_and_neither_money_nor_proposals(
    stage: Stage, client_of: ClientOf
) -> None:
    topic = running(stage)
    granted(stage, topic)
    accepted(stage, topic, "Interim", ("Build cold stores.",))
    member = make_person("member", "Member Ma")
    in_task_force(stage, topic, member)
    assert opened_by(member, stage, topic, client_of) == (
        {"topic", "deliverable Final report", "deliverable Interim", "deliverable_hand_in Final report",
         "deliverable_hand_in Interim", "recommend Final report", *OWN_LISTS},
        set(),
    )  # fmt: skip
    page = client_of(member).get(reverse("strategy:topic", args=[topic.pk])).content.decode()
    for hidden in ("120,000.00", "50,000.00", "Rails and flowers", "It answers the question."):
        assert hidden not in page


def test_who_was_refused_sees_neither_money_nor_work(stage: Stage, client_of: ClientOf) -> None:
    topic = running(stage)
    granted(stage, topic)
    assert opened_by(stage.scholar, stage, topic, client_of) == ({"topic", *OWN_LISTS}, set())
    page = client_of(stage.scholar).get(reverse("strategy:topic", args=[topic.pk])).content.decode()
    for hidden in ("50,000.00", "Final report", "Rails and flowers", "Institute of the Lake"):
        assert hidden not in page


def test_who_was_chosen_sees_the_money_and_the_work(stage: Stage, client_of: ClientOf) -> None:
    topic = running(stage)
    granted(stage, topic)
    pages, telling = opened_by(stage.reader, stage, topic, client_of)
    assert pages == {"topic", "topic_proposal", "deliverable Final report", *OWN_LISTS}
    assert telling == {"topic_proposal"}
    page = client_of(stage.reader).get(reverse("strategy:topic", args=[topic.pk])).content.decode()
    assert "120,000.00" in page
    assert "Hills and flowers" not in page
