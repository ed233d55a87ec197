"""Doors of coordination: what a unit does is seen by the office and the units concerned, nobody else.

The thing behind them is a task led by the commerce department; the stranger's park has no part in it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from tests.doors.door import HIDDEN, OPEN, REFUSED, Door, Kind
from tests.world import NOW, World, actor_for
from youcheng.coordination import actions
from youcheng.coordination.actions import meetings
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.models import (
    Bulletin,
    Decision,
    Match,
    MatchRun,
    Meeting,
    Need,
    Offer,
    Plan,
    Proposal,
    Task,
)
from youcheng.foundation.actors import Actor

SYSTEM = Actor.system("tests")
SECRET = "Window-in-Chiang-Mai"
MEETING = "First-joint-meeting"
BULLETIN = "Bulletin-of-June"
NEED = "Hall-for-guests"


def _plan(_world: World) -> Plan:
    return Plan.objects.filter(year=2026).first() or actions.create_plan(actor=SYSTEM, now=NOW, year=2026)


def _row(world: World) -> Task:
    """A task of the commerce department, handed in with one proof."""
    plan = _plan(world)
    if task := Task.objects.first():
        return task
    measure = actions.add_measure(actor=SYSTEM, now=NOW, plan=plan, title="Platform")
    task = actions.write_task(
        actor=SYSTEM, now=NOW, plan=plan, title=SECRET, measure_id=measure.pk, lead_id=world.commerce.pk,
        due_on=date(2026, 6, 30),
    )  # fmt: skip
    actions.assign(actor=SYSTEM, now=NOW, task=task)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)
    proof = Evidence(title="Minutes", text="Opened.")
    actions.submit(actor=actor_for(world.clerk), now=NOW, task=task, proofs=[proof])
    return task


def _task(world: World) -> int:
    return _row(world).pk


def _listed(world: World) -> tuple[()]:
    _row(world)
    return ()


def _grouped(world: World, by: str) -> str:
    _row(world)
    return by


def _meeting_row(world: World) -> Meeting:
    """A meeting with the commerce department alone, one matter, one decision."""
    if row := Meeting.objects.first():
        return row
    at = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
    row = meetings.call_meeting(
        actor=SYSTEM, now=NOW, plan=_plan(world), title=MEETING, held_at=at, units=[world.commerce]
    )
    meetings.add_item(actor=SYSTEM, now=NOW, meeting=row, title="Hall")
    meetings.decide(actor=SYSTEM, now=NOW, meeting=row, text="Open it")
    return row


def _meeting(world: World) -> int:
    return _meeting_row(world).pk


def _item(world: World) -> tuple[int, int]:
    row = _meeting_row(world)
    return row.pk, row.agenda.get().pk


def _decision(world: World) -> tuple[int, int]:
    row = _meeting_row(world)
    return row.pk, Decision.objects.get().pk


def _met(world: World) -> tuple[()]:
    _meeting_row(world)
    return ()


def _bulletin_row(world: World) -> Bulletin:
    """A published plan with one proposal, not read from a file."""
    if row := Bulletin.objects.first():
        return row
    row = Bulletin.objects.create(
        title=BULLETIN,
        year=2026,
        file="none.txt",
        file_name="none.txt",
        sha256="0",
        state="read",
        created_at=NOW,
    )
    Proposal.objects.create(bulletin=row, order=1, title="Platform", quotation="Build a platform", page=1)
    return row


def _bulletin(world: World) -> int:
    return _bulletin_row(world).pk


def _stored(world: World) -> int:
    """The bulletin with a file behind it."""
    row = _bulletin_row(world)
    if row.file.name == "none.txt":
        row.file.save("plan.txt", ContentFile(b"plan"))
    return row.pk


def _proposal(world: World) -> tuple[int, int]:
    row = _bulletin_row(world)
    return row.pk, row.proposals.get().pk


def _published(world: World) -> tuple[()]:
    _bulletin_row(world)
    return ()


def _need(world: World) -> Need:
    return Need.objects.first() or Need.objects.create(
        owner=world.commerce, title=NEED, kind="venue", key="n", created_at=NOW
    )


def _needed(world: World) -> tuple[str]:
    _need(world)
    return ("needs",)


def _listing(world: World) -> tuple[str, int]:
    return "needs", _need(world).pk


def _match(world: World) -> int:
    """The need matched with an offer of the office."""
    if row := Match.objects.first():
        return row.pk
    offer = Offer.objects.create(owner=world.office, title="Hall", kind="venue", key="o", created_at=NOW)
    run = MatchRun.objects.create(
        created_at=NOW, state="done", summary={"needs": 1, "proposed": 1, "value": 1.0, "proved": True}
    )
    return Match.objects.create(run=run, need=_need(world), offer=offer, value=1).pk


def _matched(world: World) -> tuple[()]:
    _match(world)
    return ()


DOORS = {
    "coordination:listings": [
        Door(Kind.LIST, args=_needed, secret=NEED, stranger=OPEN),
        Door(Kind.EXPORT, args=_needed, query="?format=csv", secret=NEED, stranger=OPEN),
    ],
    "coordination:listing_add": Door(Kind.PAGE, args=lambda _w: "needs", stranger=OPEN),
    "coordination:listing_edit": Door(Kind.DETAIL, args=_listing, secret=NEED),
    "coordination:listing_withdraw": Door(Kind.CHANGE, args=_listing, data=lambda _w: {}),
    "coordination:matches": Door(Kind.LIST, args=_matched, secret=NEED, stranger=OPEN),
    "coordination:match_run": Door(Kind.CHANGE, data=lambda _w: {"slack": "0.1"}),
    "coordination:match_agree": Door(Kind.CHANGE, args=_match, data=lambda _w: {}),
    "coordination:match_decline": Door(Kind.DETAIL, args=_match, secret=NEED),
    "coordination:bulletins": Door(Kind.LIST, args=_published, secret=BULLETIN),
    "coordination:bulletin_add": Door(Kind.DETAIL),
    "coordination:bulletin": Door(Kind.DETAIL, args=_bulletin, secret=BULLETIN),
    "coordination:bulletin_source": Door(Kind.DOWNLOAD, args=_stored),
    "coordination:proposals": Door(Kind.CHANGE, args=_bulletin, data=lambda _w: {"do": "accept"}),
    "coordination:proposal_edit": [
        Door(Kind.DETAIL, args=_proposal),
        Door(Kind.DETAIL, args=_proposal, officer="assistant", office=HIDDEN),
    ],
    "coordination:proposal_split": Door(Kind.DETAIL, args=_proposal),
    "coordination:proposal_decide": [
        Door(Kind.CHANGE, args=lambda w: (*_proposal(w), "reject"), data=lambda _w: {}),
        Door(
            Kind.CHANGE,
            args=lambda w: (*_proposal(w), "reject"),
            data=lambda _w: {},
            officer="head",
            office=HIDDEN,
        ),
    ],
    "coordination:mine": Door(Kind.LIST, args=_listed, secret=SECRET, stranger=OPEN, officer="clerk"),
    "coordination:meetings": Door(Kind.LIST, args=_met, secret=MEETING, stranger=OPEN),
    "coordination:meeting": [
        Door(Kind.DETAIL, args=_meeting, secret=MEETING),
        Door(Kind.DETAIL, args=_meeting, secret=MEETING, officer="clerk"),
    ],
    "coordination:minutes": Door(
        Kind.DOWNLOAD, args=lambda w: (_meeting(w), "docx"), query="?language=en", secret=MEETING
    ),
    "coordination:meeting_add": Door(Kind.DETAIL, args=lambda w: _plan(w).year),
    "coordination:meeting_edit": [
        Door(Kind.DETAIL, args=_meeting, secret=MEETING),
        Door(Kind.DETAIL, args=_meeting, officer="clerk", office=HIDDEN),
    ],
    "coordination:meeting_state": Door(Kind.CHANGE, args=lambda w: (_meeting(w), "held"), data=lambda _w: {}),
    "coordination:gather": Door(Kind.CHANGE, args=_meeting, data=lambda _w: {"title": "Own"}),
    "coordination:matter": Door(Kind.DETAIL, args=_item),
    "coordination:matter_remove": Door(Kind.CHANGE, args=_item, data=lambda _w: {}),
    "coordination:decide": Door(Kind.DETAIL, args=_meeting),
    "coordination:decision": Door(Kind.DETAIL, args=_decision),
    "coordination:decisions_to_tasks": Door(Kind.CHANGE, args=_meeting, data=lambda _w: {}),
    "coordination:tasks": [
        Door(Kind.LIST, args=_listed, secret=SECRET, stranger=OPEN),
        Door(Kind.SEARCH, args=_listed, query="?q=Window", secret=SECRET, stranger=OPEN),
        Door(Kind.EXPORT, args=_listed, query="?format=xlsx", secret=SECRET, stranger=OPEN),
        Door(Kind.EXPORT, args=_listed, query="?format=csv", secret=SECRET, stranger=OPEN),
        Door(Kind.REPORT, args=_listed, query="?format=docx", secret=SECRET, stranger=OPEN),
    ],
    "coordination:task_groups": [
        Door(Kind.LIST, args=lambda w: _grouped(w, "unit"), secret="lead=commerce", stranger=OPEN),
        Door(
            Kind.REPORT,
            args=lambda w: _grouped(w, "measure"),
            query="?format=docx",
            secret=SECRET,
            stranger=OPEN,
        ),
        Door(
            Kind.EXPORT,
            args=lambda w: _grouped(w, "measure"),
            query="?format=csv",
            secret="Platform",
            stranger=OPEN,
        ),
    ],
    "coordination:board": Door(Kind.LIST, args=_listed, secret=SECRET, stranger=OPEN),
    "coordination:gantt": Door(Kind.CHART_DATA, args=_listed, secret=SECRET, stranger=OPEN),
    "coordination:month": Door(
        Kind.CALENDAR, args=_listed, query="?month=2026-06", secret=SECRET, stranger=OPEN
    ),
    "coordination:drop": Door(Kind.CHANGE, args=_task, data=lambda _w: {"to": "over"}),
    "coordination:dates": Door(
        Kind.CHANGE,
        args=_task,
        data=lambda _w: {"due_on": "2026-07-01"},
        office=HIDDEN,  # handed in: dates stand
    ),
    "coordination:take_back_move": Door(
        Kind.CHANGE, args=lambda w: (_task(w), _row(w).moves.last().pk), data=lambda _w: {}
    ),
    "coordination:task": Door(Kind.DETAIL, args=_task, secret=SECRET),
    "coordination:task_edit": Door(Kind.DETAIL, args=_task, secret=SECRET),
    "coordination:task_move": [
        Door(Kind.DETAIL, args=lambda w: (_task(w), "sent_back")),
        Door(Kind.CHANGE, args=lambda w: (_task(w), "closed"), data=lambda _w: {}),
        Door(
            Kind.CHANGE,
            args=lambda w: (_task(w), "closed"),
            data=lambda _w: {},
            officer="assistant",
            office=HIDDEN,
        ),
    ],
    "coordination:task_delegate": Door(
        Kind.DETAIL, args=_task, officer="head", office=HIDDEN
    ),  # handed in: no more
    "coordination:task_take_back": Door(Kind.CHANGE, args=_task, data=lambda _w: {}, officer="head"),
    "coordination:delegation": Door(
        Kind.PAGE,
        args=lambda _w: "no-such-secret",
        anonymous=HIDDEN,
        office=HIDDEN,  # what opens is tested with its action
    ),
    "coordination:proof": Door(
        Kind.DOWNLOAD,
        args=lambda w: (_task(w), _row(w).proofs.get().pk),
        office=HIDDEN,  # words, no file
    ),
    "coordination:task_add": [
        Door(Kind.DETAIL, args=lambda w: _plan(w).year),
        Door(Kind.DETAIL, args=lambda w: _plan(w).year, officer="assistant", office=REFUSED),
    ],
}
