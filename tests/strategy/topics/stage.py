"""The topics' part of the small named world: an institute and a university with their people, and a topic with its call.

Used by tests of the topics and by their doors. Every name is made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.world import NOW, World, actor_for, make_member, make_organisation
from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Organisation, Person
from youcheng.foundation.actors import Actor
from youcheng.strategy.actions.topics import (
    advice,
    calls,
    choosing,
    money,
    proposals,
    reviews,
    task_forces,
)
from youcheng.strategy.models import (
    Deliverable,
    Grant,
    Review,
    TaskForce,
    TaskForceMember,
    Topic,
    TopicProposal,
)

SYSTEM = Actor.system("tests")
LAST_DAY = date(2026, 3, 20)
DAY_AFTER = date(2026, 3, 21)
AFTER = datetime(2026, 3, 21, 1, 0, tzinfo=UTC)
SECRET = "Cold-chains-to-Vientiane"


@dataclass
class Stage:
    """The world with who proposes: the institute's researcher writes, the university's scholar proposes as well."""

    world: World
    institute: Organisation
    university: Organisation
    researcher: Person
    reader: Person
    scholar: Person
    made: dict[str, Any] = field(default_factory=dict)


def make_stage(world: World) -> Stage:
    institute = make_organisation("institute", OrganisationKind.INSTITUTE, "研究院", "Institute of the Lake")
    university = make_organisation(
        "university", OrganisationKind.UNIVERSITY, "大学", "University of the Hill"
    )
    return Stage(
        world=world,
        institute=institute,
        university=university,
        researcher=make_member("researcher", "Researcher Ren", institute, Role.CONTRIBUTOR),
        reader=make_member("reader", "Reader Rao", institute, Role.VIEWER),
        scholar=make_member("scholar", "Scholar Shi", university, Role.STEWARD),
    )


def make_topic(world: World, **values: Any) -> Topic:
    """A topic being prepared."""
    given: dict[str, Any] = {
        "year": 2026,
        "title": {"en": SECRET, "zh-hans": SECRET},
        "question": "Which cold chains carry flowers by rail?",
        "call_text": "Institutes are invited.",
        "call_until": LAST_DAY,
        "budget": Decimal("200000.00"),
        "currency": "CNY",
    }
    return calls.add_topic(actor=actor_for(world.officer), now=NOW, **(given | values))


def opened(world: World, **values: Any) -> Topic:
    """A topic whose call is open."""
    topic = make_topic(world, **values)
    calls.move(actor=actor_for(world.officer), now=NOW, topic=topic, kind="opened")
    return topic


WHOLE: dict[str, Any] = {
    "title": "Rails and flowers",
    "people": "Two people",
    "plan": "Count the wagons",
    "deliverables": "A report",
    "budget": Decimal("120000.00"),
    "currency": "CNY",
}


def written(stage: Stage, topic: Topic, person: Person | None = None, **values: Any) -> TopicProposal:
    """A draft by the institute, or by the university where its scholar writes."""
    who = person or stage.researcher
    organisation = stage.university if who == stage.scholar else stage.institute
    return proposals.write_proposal(
        actor=actor_for(who), now=NOW, topic=topic, organisation=organisation, **(WHOLE | values)
    )


def submitted(stage: Stage, topic: Topic, person: Person | None = None, **values: Any) -> TopicProposal:
    """A proposal that was handed in."""
    row = written(stage, topic, person, **values)
    proposals.submit_proposal(actor=actor_for(person or stage.researcher), now=NOW, proposal=row)
    return row


def under_review(stage: Stage) -> Topic:
    """A topic whose call is closed: the institute's proposal and the university's stand to be judged."""
    topic = opened(stage.world)
    stage.made["institute"] = submitted(stage, topic)
    stage.made["university"] = submitted(stage, topic, stage.scholar, title="Hills and flowers")
    calls.move(actor=actor_for(stage.world.officer, DAY_AFTER), now=AFTER, topic=topic, kind="closed")
    return topic


def judged(
    stage: Stage, topic: Topic, person: Person, points: dict[str, str], *, hand_in: bool = True
) -> dict[str, Review]:
    """`person` is asked, declares no interest and gives every criterion of a proposal the same points."""
    reviews.ask_reviewer(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, person=person)
    found = {}
    for key, given in points.items():
        one = Review.objects.get(reviewer__person=person, proposal=stage.made[key])
        actor = actor_for(person, DAY_AFTER)
        reviews.declare(actor=actor, now=AFTER, review=one, version=None, interest="none")
        marks = {criterion.pk: (Decimal(given), "") for criterion in topic.criteria.all()}
        reviews.score(actor=actor, now=AFTER, review=one, version=None, marks=marks, hand_in=hand_in)
        found[key] = one
    return found


def chosen(stage: Stage) -> Topic:
    """A topic for which the institute's proposal is chosen."""
    topic = under_review(stage)
    choosing.choose(
        actor=actor_for(stage.world.officer), now=AFTER, topic=topic, version=None,
        proposal=stage.made["institute"], reason="It answers the question.",
        refusals={stage.made["university"].pk: "Too broad."},
    )  # fmt: skip
    return topic


def running(stage: Stage) -> Topic:
    """A topic of which the work is under way: the institute's proposal is chosen."""
    topic = chosen(stage)
    calls.move(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, kind="started")
    return topic


def expected(stage: Stage, topic: Topic, title: str = "Final report") -> Deliverable:
    return advice.expect(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, title=title)


def accepted(
    stage: Stage, topic: Topic, title: str = "Final report", texts: tuple[str, ...] = ()
) -> Deliverable:
    """A deliverable handed in by the researcher with recommendations, and accepted."""
    row, researcher = expected(stage, topic, title), actor_for(stage.researcher, DAY_AFTER)
    for text in texts:
        advice.recommend(actor=researcher, now=AFTER, deliverable=row, text=text)
    advice.hand_in(actor=researcher, now=AFTER, deliverable=row, text="The report.")
    advice.decide_deliverable(
        actor=actor_for(stage.world.officer),
        now=AFTER,
        deliverable=row,
        version=None,
        accept=True,
        comments="",
    )
    return row


def in_task_force(stage: Stage, topic: Topic, person: Person, role: str = "member") -> TaskForceMember:
    """`person` in the topic's task force, sent by nobody in particular."""
    officer = actor_for(stage.world.officer)
    if not TaskForce.objects.filter(topic=topic).exists():
        task_forces.set_up(
            actor=officer, now=AFTER, topic=topic, version=None, name="Force", purpose="", ends_on=None,
            begins_on=date(2026, 3, 1),
        )  # fmt: skip
    return task_forces.add_member(
        actor=officer, now=AFTER, topic=topic, person=person, role=role, since=date(2026, 3, 1)
    )


def granted(stage: Stage, topic: Topic, *lines: money.Line, amount: str = "120000.00") -> Grant:
    """The grant of a topic; without `lines` an advance of 50,000 and the rest for the final report."""
    given = lines or (
        money.Line("Signing", date(2026, 3, 10), Decimal("50000.00")),
        money.Line("Final report", date(2026, 9, 30), Decimal("70000.00"), expected(stage, topic)),
    )
    return money.lay_down_grant(
        actor=actor_for(stage.world.officer), now=AFTER, topic=topic, version=None, budget_line="2050299",
        amount=Decimal(amount), starts_on=date(2026, 3, 1), lines=given,
    )  # fmt: skip
