"""Doors of the research topics: calls, proposals, reviews, money, people and advice.

Behind them is a topic of the office with a proposal by an institute. The stranger's park may not propose at all; another
proposer, a reviewer with a conflict and a task force's member walk in tests/strategy/topics/test_doors.py.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from tests.doors.door import HIDDEN, OPEN, Door, Kind
from tests.strategy.topics.stage import (
    SECRET,
    Stage,
    accepted,
    expected,
    granted,
    in_task_force,
    judged,
    make_stage,
    make_topic,
    opened,
    running,
    submitted,
    under_review,
    written,
)
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Organisation, Person
from youcheng.coordination.actions import add_measure, create_plan
from youcheng.coordination.actions.advice import link_advice
from youcheng.foundation.actors import Actor
from youcheng.strategy.actions.topics import advice, experts, proposals
from youcheng.strategy.actions.topics.money import Line
from youcheng.strategy.models import (
    Deliverable,
    Expert,
    Instalment,
    Recommendation,
    Review,
    TaskForceMember,
    Topic,
    TopicProposal,
)

SYSTEM = Actor.system("tests")
FAR = date(2199, 1, 1)
NOTHING = {"data": lambda _world: {}}


def _stage(world: World) -> Stage:
    """The stage, once a world; `world.researcher` and `world.scholar` may then walk as well."""
    if Organisation.objects.filter(key="institute").exists():
        named = {name: Person.objects.get(username=name) for name in ("researcher", "reader", "scholar")}
        units = {key: Organisation.objects.get(key=key) for key in ("institute", "university")}
        return Stage(world=world, **units, **named)
    stage = make_stage(world)
    for name in ("researcher", "reader", "scholar"):
        setattr(world, name, getattr(stage, name))
    return stage


def _open(world: World) -> Topic:
    """A topic whose call is open for good."""
    _stage(world)
    return Topic.objects.first() or opened(world, call_until=FAR)


def _topic(world: World) -> int:
    return _open(world).pk


def _listed(world: World) -> tuple[()]:
    _open(world)
    return ()


def _draft_topic(world: World) -> int:
    _stage(world)
    return (Topic.objects.first() or make_topic(world, call_until=FAR)).pk


def _draft(world: World) -> int:
    """The institute's draft."""
    stage = _stage(world)
    return (TopicProposal.objects.first() or written(stage, _open(world), title=SECRET)).pk


def _proposal(world: World) -> int:
    """The institute's proposal, handed in; the last day is over."""
    stage = _stage(world)
    if row := TopicProposal.objects.first():
        return row.pk
    row = submitted(stage, _open(world), title=SECRET)
    Topic.objects.update(call_until=date(2026, 3, 3), state="under_review")
    return row.pk


def _file(world: World) -> tuple[int, int]:
    row = TopicProposal.objects.get(pk=_draft(world))
    file = row.files.first() or proposals.add_file(
        actor=SYSTEM, now=NOW, proposal=row, title="Plan", file=ContentFile(b"%PDF-1.7", name="plan.pdf")
    )
    return row.pk, file.pk


def _judged(world: World) -> Topic:
    """A topic under review for ever: the clerk reviews, and has handed in the institute's review alone."""
    stage = _stage(world)
    if topic := Topic.objects.first():
        return topic
    topic = under_review(stage)
    TopicProposal.objects.filter(pk=stage.made["institute"].pk).update(title=SECRET)
    judged(stage, topic, world.clerk, {"institute": "7"})
    return topic


def _review(world: World) -> int:
    """The clerk's review, handed in."""
    _judged(world)
    return Review.objects.get(handed_in_at__isnull=False).pk


def _open_review(world: World) -> int:
    """The clerk's other review, not declared yet."""
    _judged(world)
    return Review.objects.get(interest="").pk


def _reviewed(world: World) -> tuple[()]:
    _judged(world)
    return ()


def _reviewer(world: World) -> tuple[int, int]:
    topic = _judged(world)
    return topic.pk, topic.reviewers.get().pk


def _work(world: World) -> Topic:
    """A topic with money, task force (the clerk is in it), an accepted deliverable, and one that waits for its answer."""
    stage = _stage(world)
    if topic := Topic.objects.first():
        return topic
    topic = running(stage)
    TopicProposal.objects.filter(pk=stage.made["institute"].pk).update(title=SECRET)
    report = accepted(stage, topic, SECRET, (SECRET,))
    granted(
        stage,
        topic,
        Line("Signing", date(2026, 3, 10), Decimal("20000.00")),
        Line(SECRET, date(2026, 9, 30), Decimal("100000.00"), report),
    )
    in_task_force(stage, topic, world.clerk)
    waiting = expected(stage, topic, "Interim")
    advice.recommend(actor=SYSTEM, now=NOW, deliverable=waiting, text=SECRET)
    advice.hand_in(
        actor=actor_for(stage.researcher), now=NOW, deliverable=waiting, file=ContentFile(b"x", name="x.txt")
    )
    return topic


def _at_work(world: World) -> int:
    return _work(world).pk


def _worked(world: World) -> tuple[()]:
    _work(world)
    return ()


def _instalment(world: World) -> tuple[int, int]:
    topic = _work(world)
    return topic.pk, Instalment.objects.get(title=SECRET).pk


def _member(world: World) -> tuple[int, int]:
    topic = _work(world)
    return topic.pk, TaskForceMember.objects.get().pk


def _deliverable(world: World) -> int:
    """The accepted one."""
    _work(world)
    return Deliverable.objects.get(state="accepted").pk


def _waiting(world: World) -> int:
    """The one that was handed in and waits for its answer."""
    _work(world)
    return Deliverable.objects.get(title="Interim").pk


def _advice(world: World) -> int:
    """A recommendation of the accepted deliverable."""
    _work(world)
    return Recommendation.objects.get(deliverable__state="accepted").pk


def _open_advice(world: World) -> int:
    """A recommendation of the one that waits."""
    _work(world)
    return Recommendation.objects.get(deliverable__title="Interim").pk


def _linked(world: World) -> tuple[int, int]:
    """A measure of the plan that follows the recommendation."""
    recommendation = Recommendation.objects.get(pk=_advice(world))
    if not recommendation.measures.exists():
        advice.decide_advice(
            actor=SYSTEM, now=NOW, recommendation=recommendation, version=None, state="adopted"
        )
        plan = create_plan(actor=SYSTEM, now=NOW, year=2026)
        measure = add_measure(actor=SYSTEM, now=NOW, plan=plan, title="Cold stores")
        link_advice(actor=SYSTEM, now=NOW, measure=measure, recommendation=recommendation)
    return recommendation.pk, recommendation.measures.get().pk


def _expert(world: World) -> int:
    _stage(world)
    row = Expert.objects.first() or experts.add_expert(
        actor=SYSTEM, now=NOW, name=SECRET, contact="13900001111"
    )
    return row.pk


def _pooled(world: World) -> tuple[()]:
    _expert(world)
    return ()


DOORS = {
    "strategy:topics": [
        Door(Kind.LIST, args=_listed, secret=SECRET),
        Door(Kind.SEARCH, args=_listed, query="?q=Cold", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?format=xlsx", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?format=csv", secret=SECRET),
        Door(Kind.LIST, args=_listed, officer="researcher", office=HIDDEN),
    ],
    "strategy:topic_add": Door(Kind.PAGE, officer="officer"),
    "strategy:topic": [
        Door(Kind.DETAIL, args=_topic, secret=SECRET),
        Door(Kind.DETAIL, args=_topic, secret=SECRET, officer="scholar"),
        Door(Kind.DETAIL, args=_draft_topic, officer="scholar", office=HIDDEN),
        Door(Kind.DETAIL, args=_topic, officer="clerk", office=HIDDEN),
    ],
    "strategy:topic_edit": [
        Door(Kind.DETAIL, args=_topic, secret=SECRET),
        Door(Kind.DETAIL, args=_topic, officer="assistant", office=HIDDEN),
    ],
    "strategy:topic_move": [
        Door(Kind.DETAIL, args=lambda w: (_draft_topic(w), "opened"), secret=SECRET),
        Door(Kind.CHANGE, args=lambda w: (_draft_topic(w), "opened"), **NOTHING),
        Door(Kind.DETAIL, args=lambda w: (_draft_topic(w), "opened"), officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=lambda w: (_draft_topic(w), "reopened"), office=HIDDEN),
    ],
    "strategy:topic_propose": [
        Door(Kind.DETAIL, args=_topic, secret=SECRET),
        Door(Kind.DETAIL, args=_topic, secret=SECRET, officer="scholar"),
        Door(Kind.DETAIL, args=_topic, officer="reader", office=HIDDEN),
        Door(Kind.DETAIL, args=_topic, officer="assistant", office=HIDDEN),
    ],
    "strategy:topic_proposals": [
        Door(Kind.LIST, args=_listed, secret=SECRET, stranger=OPEN, officer="scholar"),
        Door(
            Kind.LIST, args=lambda w: (_draft(w), ())[1], secret=SECRET, stranger=OPEN, officer="researcher"
        ),
    ],
    "strategy:topic_proposal": [
        Door(Kind.DETAIL, args=_draft, secret=SECRET, officer="researcher"),
        Door(Kind.DETAIL, args=_draft, officer="scholar", office=HIDDEN),
        Door(Kind.DETAIL, args=_draft, officer="director", office=HIDDEN),
        Door(Kind.DETAIL, args=_proposal, secret=SECRET),
        Door(Kind.DETAIL, args=_proposal, officer="scholar", office=HIDDEN),
    ],
    "strategy:topic_proposal_edit": [
        Door(Kind.DETAIL, args=_draft, secret=SECRET, officer="researcher"),
        Door(Kind.DETAIL, args=_draft, officer="reader", office=HIDDEN),
        Door(Kind.DETAIL, args=_proposal, office=HIDDEN),
    ],
    "strategy:topic_proposal_submit": [
        Door(Kind.CHANGE, args=_draft, officer="researcher", **NOTHING),
        Door(Kind.CHANGE, args=_draft, officer="scholar", office=HIDDEN, **NOTHING),
    ],
    "strategy:topic_proposal_take_back": [
        Door(Kind.CHANGE, args=_proposal, officer="researcher", **NOTHING),
        Door(Kind.CHANGE, args=_proposal, office=HIDDEN, **NOTHING),
    ],
    "strategy:topic_proposal_discard": Door(Kind.CHANGE, args=_draft, officer="researcher", **NOTHING),
    "strategy:topic_proposal_file_add": [
        Door(Kind.CHANGE, args=_draft, officer="researcher", **NOTHING),
        Door(Kind.CHANGE, args=_draft, office=HIDDEN, **NOTHING),
    ],
    "strategy:topic_proposal_file": [
        Door(Kind.DOWNLOAD, args=_file, officer="researcher"),
        Door(Kind.DOWNLOAD, args=_file, officer="scholar", office=HIDDEN),
        Door(Kind.DOWNLOAD, args=_file, office=HIDDEN),
    ],
    "strategy:topic_proposal_file_remove": [
        Door(Kind.CHANGE, args=_file, officer="researcher", **NOTHING),
        Door(Kind.CHANGE, args=_file, office=HIDDEN, **NOTHING),
    ],
    "strategy:topic_criteria": [
        Door(Kind.DETAIL, args=_topic, secret=SECRET),
        Door(Kind.DETAIL, args=_topic, officer="assistant", office=HIDDEN),
    ],
    "strategy:topic_reviewer_ask": [
        Door(Kind.DETAIL, args=_topic, secret=SECRET),
        Door(Kind.DETAIL, args=_topic, officer="researcher", office=HIDDEN),
    ],
    "strategy:topic_reviewer_release": [
        Door(Kind.CHANGE, args=_reviewer, **NOTHING),
        Door(Kind.CHANGE, args=_reviewer, officer="clerk", office=HIDDEN, **NOTHING),
    ],
    "strategy:topic_choose": [
        Door(Kind.DETAIL, args=lambda w: _judged(w).pk, secret=SECRET),
        Door(Kind.DETAIL, args=lambda w: _judged(w).pk, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=lambda w: _judged(w).pk, officer="clerk", office=HIDDEN),
    ],
    "strategy:topic_reviews": Door(Kind.LIST, args=_reviewed, secret=SECRET, stranger=OPEN, officer="clerk"),
    "strategy:topic_review": [
        Door(Kind.DETAIL, args=_review, secret=SECRET),
        Door(Kind.DETAIL, args=_review, secret=SECRET, officer="clerk"),
        Door(Kind.DETAIL, args=_review, officer="researcher", office=HIDDEN),
        Door(Kind.DETAIL, args=_review, officer="head", office=HIDDEN),
        Door(Kind.DETAIL, args=_open_review, officer="clerk"),
        Door(Kind.DETAIL, args=_open_review, office=HIDDEN),
    ],
    "strategy:topic_review_declare": [
        Door(
            Kind.CHANGE,
            args=_open_review,
            data=lambda _w: {"interest": "none", "version": 1},
            officer="clerk",
        ),
        Door(Kind.CHANGE, args=_open_review, data=lambda _w: {"interest": "none"}, office=HIDDEN),
    ],
    "strategy:experts": [
        Door(Kind.LIST, args=_pooled, secret=SECRET),
        Door(Kind.SEARCH, args=_pooled, query="?q=Cold", secret=SECRET),
        Door(Kind.EXPORT, args=_pooled, query="?format=xlsx", secret=SECRET),
        Door(Kind.LIST, args=_pooled, officer="researcher", office=HIDDEN),
    ],
    "strategy:expert_add": [Door(Kind.PAGE), Door(Kind.PAGE, officer="assistant", office=HIDDEN)],
    "strategy:expert": [
        Door(Kind.DETAIL, args=_expert, secret=SECRET),
        Door(Kind.DETAIL, args=_expert, officer="scholar", office=HIDDEN),
    ],
    "strategy:expert_edit": [
        Door(Kind.DETAIL, args=_expert, secret=SECRET),
        Door(Kind.DETAIL, args=_expert, officer="assistant", office=HIDDEN),
    ],
    "strategy:expert_remove": [
        Door(Kind.CHANGE, args=_expert, **NOTHING),
        Door(Kind.CHANGE, args=_expert, officer="assistant", office=HIDDEN, **NOTHING),
    ],
    "strategy:topic_grant": [
        Door(Kind.DETAIL, args=_at_work, secret=SECRET),
        Door(Kind.DETAIL, args=_at_work, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=_at_work, officer="researcher", office=HIDDEN),
    ],
    "strategy:instalment_pay": [
        Door(Kind.DETAIL, args=_instalment, secret=SECRET),
        Door(Kind.DETAIL, args=_instalment, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=_instalment, officer="researcher", office=HIDDEN),
    ],
    "strategy:instalment_take_back": [
        Door(Kind.DETAIL, args=_instalment, secret=SECRET, officer="director"),
        Door(Kind.DETAIL, args=_instalment, office=HIDDEN),
    ],
    "strategy:task_force": [
        Door(Kind.DETAIL, args=_at_work, secret=SECRET),
        Door(Kind.DETAIL, args=_at_work, officer="clerk", office=HIDDEN),
    ],
    "strategy:task_force_member_add": [
        Door(Kind.DETAIL, args=_at_work, secret=SECRET),
        Door(Kind.DETAIL, args=_at_work, officer="clerk", office=HIDDEN),
    ],
    "strategy:task_force_member_end": [
        Door(Kind.CHANGE, args=_member, **NOTHING),
        Door(Kind.CHANGE, args=_member, officer="clerk", office=HIDDEN, **NOTHING),
    ],
    "strategy:deliverable_add": [
        Door(Kind.DETAIL, args=_at_work, secret=SECRET),
        Door(Kind.DETAIL, args=_at_work, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=_at_work, officer="clerk", office=HIDDEN),
    ],
    "strategy:deliverable": [
        Door(Kind.DETAIL, args=_deliverable, secret=SECRET),
        Door(Kind.DETAIL, args=_deliverable, secret=SECRET, officer="researcher"),
        Door(Kind.DETAIL, args=_deliverable, officer="scholar", office=HIDDEN),
        Door(Kind.DETAIL, args=_deliverable, officer="head", office=HIDDEN),
    ],
    "strategy:deliverable_edit": [
        Door(Kind.DETAIL, args=_waiting, secret=SECRET),
        Door(Kind.DETAIL, args=_waiting, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=_waiting, officer="researcher", office=HIDDEN),
    ],
    "strategy:deliverable_hand_in": [
        Door(Kind.DETAIL, args=_waiting, secret=SECRET, officer="researcher"),
        Door(Kind.DETAIL, args=_waiting, officer="reader", office=HIDDEN),
        Door(Kind.DETAIL, args=_waiting, officer="scholar", office=HIDDEN),
    ],
    "strategy:deliverable_answer": [
        Door(Kind.CHANGE, args=_waiting, **NOTHING),
        Door(Kind.CHANGE, args=_waiting, officer="researcher", office=HIDDEN, **NOTHING),
        Door(Kind.CHANGE, args=_waiting, officer="assistant", office=HIDDEN, **NOTHING),
    ],
    "strategy:deliverable_file": [
        Door(Kind.DOWNLOAD, args=lambda w: (_waiting(w), 1)),
        Door(Kind.DOWNLOAD, args=lambda w: (_waiting(w), 1), officer="reader"),
        Door(Kind.DOWNLOAD, args=lambda w: (_waiting(w), 1), officer="scholar", office=HIDDEN),
    ],
    "strategy:recommend": [
        Door(Kind.DETAIL, args=_waiting, secret=SECRET, officer="researcher"),
        Door(Kind.DETAIL, args=_deliverable, officer="researcher", office=HIDDEN),
        Door(Kind.DETAIL, args=_deliverable),
        Door(Kind.DETAIL, args=_waiting, officer="scholar", office=HIDDEN),
    ],
    "strategy:recommendation_edit": [
        Door(Kind.DETAIL, args=_open_advice, secret=SECRET, officer="researcher"),
        Door(Kind.DETAIL, args=_open_advice, officer="reader", office=HIDDEN),
    ],
    "strategy:recommendation_remove": [
        Door(Kind.CHANGE, args=_open_advice, officer="researcher", **NOTHING),
        Door(Kind.CHANGE, args=_open_advice, officer="scholar", office=HIDDEN, **NOTHING),
    ],
    "strategy:recommendation_decide": [
        Door(Kind.DETAIL, args=_advice, secret=SECRET),
        Door(Kind.DETAIL, args=_advice, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=_advice, officer="researcher", office=HIDDEN),
    ],
    "strategy:advice": [
        Door(Kind.LIST, args=_worked, secret=SECRET),
        Door(Kind.EXPORT, args=_worked, query="?format=csv", secret=SECRET),
        Door(Kind.LIST, args=_worked, officer="researcher", office=HIDDEN),
        Door(Kind.LIST, args=_worked, officer="clerk", office=HIDDEN),
    ],
    "strategy:topic_sheet": [
        Door(Kind.DOWNLOAD, args=lambda w: (_at_work(w), "html"), secret=SECRET),
        Door(Kind.DOWNLOAD, args=lambda w: (_at_work(w), "docx"), secret=SECRET),
        Door(Kind.DOWNLOAD, args=lambda w: (_at_work(w), "pdf")),
        Door(Kind.DOWNLOAD, args=lambda w: (_at_work(w), "html"), officer="researcher", office=HIDDEN),
        Door(Kind.DOWNLOAD, args=lambda w: (_at_work(w), "html"), officer="clerk", office=HIDDEN),
    ],
    "coordination:advice_measures": [
        Door(Kind.DETAIL, args=_advice, secret=SECRET),
        Door(Kind.DETAIL, args=_advice, officer="assistant", office=HIDDEN),
        Door(Kind.DETAIL, args=_advice, officer="researcher", office=HIDDEN),
    ],
    "coordination:advice_measure_remove": [
        Door(Kind.CHANGE, args=_linked, **NOTHING),
        Door(Kind.CHANGE, args=_linked, officer="clerk", office=HIDDEN, **NOTHING),
    ],
}
