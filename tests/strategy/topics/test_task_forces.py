"""The task force: who may be in it, one head at a time, what its members see, and who leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.strategy.topics.stage import (
    AFTER,
    DAY_AFTER,
    SECRET,
    Stage,
    accepted,
    chosen,
    in_task_force,
    opened,
    running,
    submitted,
    written,
)  # fmt: skip
from tests.world import NOW, actor_for
from youcheng.accounts.actions import organisations
from youcheng.accounts.models import Membership, Organisation
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import experts, succession, task_forces
from youcheng.strategy.errors import Incomplete, NotNow
from youcheng.strategy.models import TaskForce, TopicMove
from youcheng.strategy.policies import deliverable_policy
from youcheng.strategy.queries.topics.advice import deliverables_visible_to
from youcheng.strategy.queries.topics.calls import topics_visible_to
from youcheng.strategy.queries.topics.work import task_force_of

SYSTEM = Actor.system("tests")
SINCE = date(2026, 3, 1)


def join(stage: Stage, topic: object, **given: object) -> object:
    values = {"role": "member", "since": SINCE} | given
    return task_forces.add_member(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, **values)  # type: ignore[arg-type]


def test_a_member_sees_the_topic_and_its_work_while_they_are_one(stage: Stage) -> None:
    topic = running(stage)
    report = accepted(stage, topic)
    member = in_task_force(stage, topic, stage.world.clerk)
    clerk = actor_for(stage.world.clerk, DAY_AFTER)
    assert [str(one) for one in topics_visible_to(clerk)] == [SECRET]
    assert [one.pk for one in deliverables_visible_to(clerk)] == [report.pk]
    assert deliverable_policy.allows(clerk, "hand_in", report)
    task_forces.end_membership(actor=actor_for(stage.world.officer), now=AFTER, member=member)
    tomorrow = actor_for(stage.world.clerk, DAY_AFTER + timedelta(days=1))
    assert not topics_visible_to(tomorrow).exists()
    assert not deliverables_visible_to(tomorrow).exists()


def test_an_expert_with_an_account_is_a_member_like_any(stage: Stage) -> None:
    topic, officer = running(stage), actor_for(stage.world.officer)
    in_task_force(stage, topic, stage.world.clerk)
    expert = experts.add_expert(actor=officer, now=AFTER, name="Head He", person_id=stage.world.head.pk)
    join(stage, topic, expert=expert)
    assert topics_visible_to(actor_for(stage.world.head, DAY_AFTER)).exists()


def test_there_is_one_head_and_nobody_is_in_twice(stage: Stage) -> None:
    topic = chosen(stage)
    first = in_task_force(stage, topic, stage.researcher, role="head")
    with pytest.raises(NotNow):
        join(stage, topic, person=stage.world.clerk, role="head")
    with pytest.raises(NotNow):
        join(stage, topic, person=stage.researcher)
    task_forces.end_membership(actor=actor_for(stage.world.officer), now=AFTER, member=first)
    join(stage, topic, person=stage.world.clerk, role="head")
    found = task_force_of(actor_for(stage.world.assistant), topic, DAY_AFTER)
    assert found is not None
    assert ([str(one) for one in found.members], [str(one) for one in found.former]) == (
        ["Clerk Cai"], ["Researcher Ren"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "given", [{"role": "king"}, {"since": date(2026, 2, 1)}, {"person": None}, {"since": date(2027, 1, 1)}]
)
def test_what_is_no_membership_is_refused(stage: Stage, given: dict[str, object]) -> None:
    topic = chosen(stage)
    task_forces.set_up(
        actor=actor_for(stage.world.officer), now=AFTER, topic=topic, version=None, name="Force", purpose="",
        begins_on=SINCE, ends_on=date(2026, 12, 31),
    )  # fmt: skip
    with pytest.raises(Incomplete):
        join(stage, topic, **({"person": stage.world.clerk} | given))


def test_a_task_force_is_set_up_by_coordinators_and_corrected_by_one_at_a_time(stage: Stage) -> None:
    topic = chosen(stage)
    given = {"now": AFTER, "topic": topic, "purpose": "", "begins_on": SINCE, "ends_on": None}
    with pytest.raises(NotAllowed):
        task_forces.set_up(actor=actor_for(stage.world.assistant), version=None, name="x", **given)  # type: ignore[arg-type]
    officer = actor_for(stage.world.officer)
    for bad in ({"name": " "}, {"ends_on": date(2026, 2, 1)}):
        with pytest.raises(Incomplete):
            task_forces.set_up(actor=officer, version=None, **({"name": "x"} | given | bad))  # type: ignore[arg-type]
    task_forces.set_up(actor=officer, version=None, name="x", **given)  # type: ignore[arg-type]
    task_forces.set_up(actor=officer, version=1, name="y", **given)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        task_forces.set_up(actor=officer, version=1, name="z", **given)  # type: ignore[arg-type]
    assert TaskForce.objects.get().name == "y"


def test_who_leaves_the_organisation_leaves_the_task_force_and_a_head_is_missed(stage: Stage) -> None:
    topic = running(stage)
    member = in_task_force(stage, topic, stage.researcher, role="head")
    member.organisation = stage.institute
    member.save()
    membership = Membership.objects.get(person=stage.researcher)
    membership.until = date(2026, 3, 20)
    membership.save()
    succession.follow_leaving(SYSTEM, AFTER, stage.researcher)
    member.refresh_from_db()
    assert member.until == DAY_AFTER
    assert TopicMove.objects.filter(topic=topic, kind="left").exists()
    found = task_force_of(actor_for(stage.world.officer), topic, DAY_AFTER)
    assert found is not None
    assert not found.has_head


def test_a_person_who_may_not_sign_in_reviews_no_more(stage: Stage) -> None:
    from tests.strategy.topics.stage import judged, under_review

    topic = under_review(stage)
    judged(stage, topic, stage.world.clerk, {"institute": "7"}, hand_in=False)
    stage.world.clerk.is_active = False
    stage.world.clerk.save()
    succession.follow_leaving(SYSTEM, AFTER, stage.world.clerk)
    assert topic.reviewers.get().withdrawn_on == DAY_AFTER


def test_what_a_dissolved_organisation_proposed_passes_to_its_successor(stage: Stage) -> None:
    topic = chosen(stage)
    draft = written(stage, opened(stage.world), title="A draft")
    security = actor_for(stage.world.security)
    organisations.dissolve_organisation(
        actor=security, now=NOW, organisation=stage.institute, on=date(2026, 3, 2), successor=stage.university,
    )  # fmt: skip
    topic.refresh_from_db()
    draft.refresh_from_db()
    assert topic.chosen is not None
    assert (topic.chosen.organisation, draft.organisation) == (stage.university, stage.university)
    assert topics_visible_to(actor_for(stage.scholar)).filter(pk=topic.pk).exists()
    assert TopicMove.objects.filter(topic=topic, kind="passed_on").exists()


def test_a_dissolution_set_ahead_is_caught_up_with(stage: Stage) -> None:
    row = submitted(stage, opened(stage.world))
    Organisation.objects.filter(pk=stage.institute.pk).update(
        dissolved_on=date(2026, 3, 15), successor=stage.university
    )
    assert succession.catch_up(actor=SYSTEM, now=NOW) == 0
    assert succession.catch_up(actor=SYSTEM, now=AFTER) == 1
    row.refresh_from_db()
    assert row.organisation == stage.university
