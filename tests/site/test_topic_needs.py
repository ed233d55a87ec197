"""What the research topics put on today's page, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.conftest import ClientOf
from tests.strategy.topics.stage import (
    DAY_AFTER,
    Stage,
    accepted,
    expected,
    granted,
    in_task_force,
    judged,
    make_stage,
    opened,
    running,
    submitted,
    under_review,
)  # fmt: skip
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Person
from youcheng.site.queries.topic_needs import topic_needs
from youcheng.strategy.actions.topics import advice
from youcheng.strategy.models import Deliverable


@pytest.fixture
def stage(world: World) -> Stage:
    return make_stage(world)


def needs(person: Person) -> list[str]:
    with translation.override("en"):
        return [one.text for one in topic_needs(actor_for(person, DAY_AFTER), DAY_AFTER)]


def test_a_call_whose_last_day_is_over_waits_for_who_closes_it(stage: Stage) -> None:
    submitted(stage, opened(stage.world))
    assert needs(stage.world.officer) == ["The last day of 1 call is over: close it"]
    assert needs(stage.world.assistant) == needs(stage.scholar) == []


def test_a_review_waits_for_its_reviewer(stage: Stage) -> None:
    judged(stage, under_review(stage), stage.world.clerk, {"institute": "7"})
    assert needs(stage.world.clerk) == ["1 proposal waits for your review"]


def test_work_waits_for_the_office(stage: Stage) -> None:
    topic = running(stage)
    granted(stage, topic)
    row = expected(stage, topic, "Interim")
    advice.hand_in(actor=actor_for(stage.researcher), now=NOW, deliverable=row, text="x")
    in_task_force(stage, topic, stage.world.clerk)
    assert needs(stage.world.officer) == [
        "1 deliverable of a research topic waits for your answer",
        "1 instalment is payable",
        "1 task force has no head",
    ]


def test_advice_that_waited_too_long_stands_on_the_page_of_today(stage: Stage, client_of: ClientOf) -> None:
    accepted(stage, running(stage), texts=("One.", "Two."))
    waiting = "2 recommendations of research topics wait for a decision"
    Deliverable.objects.update(accepted_at=timezone.now() - timedelta(days=29))
    assert waiting not in client_of(stage.world.officer).get("/").content.decode()
    Deliverable.objects.update(accepted_at=timezone.now() - timedelta(days=31))
    assert waiting in client_of(stage.world.officer).get("/").content.decode()
    assert waiting not in client_of(stage.world.assistant).get("/").content.decode()
