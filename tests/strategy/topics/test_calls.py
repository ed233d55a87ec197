"""Topics from the first draft to the end of the call: what may be done when, and what the history says of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from tests.strategy.topics.stage import LAST_DAY, Stage, make_topic, opened, submitted
from tests.world import NOW, World, actor_for
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import calls
from youcheng.strategy.errors import Incomplete, NotNow, ReasonMissing
from youcheng.strategy.queries.topics.calls import history_of, is_more_than_usual

AFTER = datetime(2026, 3, 21, 1, 0, tzinfo=UTC)


def test_a_topic_goes_from_draft_to_review_and_tells_its_history(stage: Stage) -> None:
    topic, world = opened(stage.world), stage.world
    submitted(stage, topic)
    officer = actor_for(world.officer)
    calls.move(actor=officer, now=AFTER, topic=topic, kind="closed")
    assert topic.state == "under_review"
    with translation.override("en"):
        told = [one.sentence for one in history_of(officer, topic)]
    assert told == [
        "Officer Ou closed the call.",
        "Officer Ou opened the call until 20 March 2026.",
        "Officer Ou wrote the topic down.",
    ]


def test_a_call_is_not_closed_while_somebody_may_still_propose(stage: Stage) -> None:
    topic, world = opened(stage.world), stage.world
    submitted(stage, topic)
    last_moment = datetime(2026, 3, 20, 15, 59, tzinfo=UTC)  # 23:59 in the office
    with pytest.raises(NotNow):
        calls.move(actor=actor_for(world.officer), now=last_moment, topic=topic, kind="closed")
    calls.move(
        actor=actor_for(world.officer), now=last_moment + timedelta(minutes=1), topic=topic, kind="closed"
    )


def test_a_call_needs_its_text_and_a_day_that_has_not_passed(world: World) -> None:
    officer = actor_for(world.officer)
    for values in ({"call_text": " "}, {"call_until": None}, {"call_until": date(2026, 3, 1)}):
        topic = make_topic(world, **values)
        with pytest.raises(Incomplete):
            calls.move(actor=officer, now=NOW, topic=topic, kind="opened")


def test_the_deadline_moves_only_with_words(world: World) -> None:
    topic, officer = opened(world), actor_for(world.officer)
    later = date(2026, 4, 10)
    with pytest.raises(ReasonMissing):
        calls.move(actor=officer, now=NOW, topic=topic, kind="prolonged", until=later)
    with pytest.raises(Incomplete):
        calls.move(actor=officer, now=NOW, topic=topic, kind="prolonged", until=date(2026, 3, 1), comment="x")
    with pytest.raises(NotNow):
        calls.edit_topic(actor=officer, now=NOW, topic=topic, version=None, call_until=later)
    calls.move(actor=officer, now=NOW, topic=topic, kind="prolonged", until=later, comment="Holidays.")
    assert (topic.call_until, topic.state) == (later, "call_open")


@pytest.mark.parametrize(
    "values",
    [
        {"title": {}},
        {"question": " "},
        {"year": 1066},
        {"zone": "moon"},
        {"budget": Decimal("0")},
        {"budget": Decimal("-5")},
        {"budget": Decimal("1.005")},
        {"budget": Decimal("NaN")},
        {"currency": ""},
        {"currency": "C1Y"},
    ],
)
def test_what_is_no_topic_is_refused(world: World, values: dict[str, object]) -> None:
    with pytest.raises(Incomplete):
        make_topic(world, **values)


def test_two_people_at_once_are_kept_apart(world: World) -> None:
    topic = make_topic(world)
    officer, director = actor_for(world.officer), actor_for(world.director)
    calls.edit_topic(actor=officer, now=NOW, topic=topic, version=1, why="Because.")
    with pytest.raises(ChangedMeanwhile):
        calls.edit_topic(actor=director, now=NOW, topic=topic, version=1, why="For another reason.")
    with pytest.raises(ChangedMeanwhile):
        calls.move(actor=director, now=NOW, topic=topic, kind="opened", version=1)


def test_what_is_over_is_changed_no_more(world: World) -> None:
    topic, officer = make_topic(world), actor_for(world.officer)
    calls.move(actor=officer, now=NOW, topic=topic, kind="cancelled", comment="No money.")
    with pytest.raises(NotNow):
        calls.edit_topic(actor=officer, now=NOW, topic=topic, version=None, why="x")
    with pytest.raises(NotNow):
        calls.move(actor=officer, now=NOW, topic=topic, kind="opened")


def test_viewers_and_other_units_write_no_topic(world: World) -> None:
    for person in (world.assistant, world.clerk, world.stranger, world.system):
        with pytest.raises(NotAllowed):
            calls.add_topic(actor=actor_for(person), now=NOW, year=2026, title={"en": "x"}, question="?")


def test_more_than_two_topics_a_year_are_said_and_not_refused(world: World) -> None:
    officer = actor_for(world.officer)
    topics = [make_topic(world) for _ in range(3)]
    assert is_more_than_usual(officer, topics[2])
    calls.move(actor=officer, now=NOW, topic=topics[0], kind="cancelled", comment="x")
    assert not is_more_than_usual(officer, topics[2])


def test_the_last_day_counts_whole(world: World) -> None:
    topic = opened(world)
    assert topic.takes_proposals_on(LAST_DAY)
    assert not topic.takes_proposals_on(LAST_DAY + timedelta(days=1))


def test_a_call_that_nobody_answered_is_not_closed(world: World) -> None:
    topic = opened(world)
    with pytest.raises(Incomplete):
        calls.move(actor=actor_for(world.officer), now=AFTER, topic=topic, kind="closed")
