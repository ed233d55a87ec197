"""Needs and offers of units, matched all at once: each answer with its reason, agreed by both, made a task of both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions import matches, needs
from youcheng.coordination.enums import ListingState, MatchState, TaskState
from youcheng.coordination.errors import AlreadyDecided, Incomplete
from youcheng.coordination.match_words import _WORDS, said
from youcheng.coordination.models import Match, MatchRun, Need, Notice, Offer, Plan
from youcheng.coordination.queries.needs import matches_visible_to, names_for, needs_visible_to
from youcheng.engines.matching import REASONS
from youcheng.foundation.policies import NotAllowed

UNTIL = date(2026, 9, 30)


def need(owner: Organisation, title: str = "Interpreters", **values: Any) -> Need:
    values = {"kind": "people", "quantity": Decimal(4), "unit": "people", "until_day": UNTIL} | values
    return needs.list_one(actor=SYSTEM, now=NOW, model=Need, owner=owner, title=title, **values)


def offer(owner: Organisation, title: str = "Students", **values: Any) -> Offer:
    values = {"kind": "people", "quantity": Decimal(10), "unit": "people", "until_day": UNTIL} | values
    return needs.list_one(actor=SYSTEM, now=NOW, model=Offer, owner=owner, title=title, **values)


def work_out() -> MatchRun:
    run = matches.begin_run(actor=SYSTEM, now=NOW)
    matches.work_out(actor=SYSTEM, now=NOW, run=run)
    return run


def test_a_unit_writes_its_own_needs_and_sees_nobody_else_s(world: World) -> None:
    clerk = actor_for(world.clerk)
    own = needs.list_one(actor=clerk, now=NOW, model=Need, owner=world.commerce, title="A hall", kind="venue")
    need(world.park)
    assert list(needs_visible_to(clerk)) == [own]
    with pytest.raises(NotAllowed):
        needs.list_one(actor=clerk, now=NOW, model=Need, owner=world.park, title="x", kind="venue")


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": Decimal(0)},
        {"unit": " "},
        {"kind": "gold"},
        {"fields": ["cooking"]},
        {"from_day": date(2027, 1, 1)},
        {"priority": 9},
    ],
)
def test_what_means_nothing_is_refused(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(Incomplete if "from_day" not in wrong else Exception):
        need(world.park, **wrong)
    assert not Need.objects.exists()


def test_one_offer_serves_several_needs_and_each_answer_says_why(world: World) -> None:
    first, second = need(world.commerce, fields=["youth"]), need(world.office, "Guides", quantity=Decimal(5))
    need(world.commerce, "A hall", kind="venue", quantity=None, unit="")
    students = offer(world.park, fields=["youth"])
    run = work_out()
    found = {row.need: row for row in Match.objects.all()}
    assert set(found) == {first, second}
    assert {row.offer for row in found.values()} == {students}
    assert found[first].quantity == 4
    codes = {reason["code"] for reason in found[first].reasons}
    assert "shared_fields" in codes
    assert [row["title"] for row in run.refusals] == ["A hall"]
    assert "没有单位提供此类资源：场地" in said(run.refusals[0]["reasons"][0], {})
    assert run.summary["proved"] is True
    told = set(Notice.objects.filter(kind="match").values_list("person__username", flat=True))
    assert {"stranger", "clerk", "head"} <= told


def test_both_agree_and_it_becomes_a_task_of_both(world: World, plan: Plan) -> None:
    one = need(world.commerce)
    offer(world.park, quantity=Decimal(4))
    work_out()
    match = Match.objects.get()
    matches.agree(actor=actor_for(world.clerk), now=NOW, match=match)
    assert (match.state, match.task) == (MatchState.PROPOSED, None)
    matches.agree(actor=actor_for(world.stranger), now=NOW, match=match)
    assert match.state == MatchState.ACCEPTED
    task = match.task
    assert task is not None
    assert (task.lead, list(task.cooperating.all()), task.state) == (
        world.commerce,
        [world.park],
        TaskState.ASSIGNED,
    )
    one.refresh_from_db()
    assert one.state == ListingState.MET
    with pytest.raises(AlreadyDecided):
        matches.decline(actor=actor_for(world.clerk), now=NOW, match=match, reason="No.")


def test_a_refusal_with_its_reason_binds_the_next_run(world: World) -> None:
    need(world.commerce)
    offer(world.park)
    work_out()
    match = Match.objects.get()
    with pytest.raises(Incomplete):
        matches.decline(actor=actor_for(world.stranger), now=NOW, match=match, reason="")
    matches.decline(actor=actor_for(world.stranger), now=NOW, match=match, reason="Exams.")
    assert match.declined_by == world.park
    run = work_out()
    assert not Match.objects.filter(state=MatchState.PROPOSED).exists()
    assert "Exams." in said(run.refusals[0]["reasons"][0], {})


def test_a_new_run_takes_half_an_agreement_along(world: World) -> None:
    need(world.commerce)
    offer(world.park)
    work_out()
    matches.agree(actor=actor_for(world.clerk), now=NOW, match=Match.objects.get())
    work_out()
    again = Match.objects.get(state=MatchState.PROPOSED)
    assert again.need_agreed_at is not None
    assert Match.objects.filter(state=MatchState.LAPSED).count() == 1


def test_units_learn_reasons_but_not_others_business(world: World) -> None:
    high = need(world.office, "Secret guests", priority=3, quantity=Decimal(10))
    low = need(world.commerce, is_divisible=False)
    offer(world.park)
    run = work_out()
    refused = next(row for row in run.refusals if row["pk"] == low.pk)
    for_unit = " ".join(said(reason, names_for(actor_for(world.clerk))) for reason in refused["reasons"])
    for_office = " ".join(said(reason, names_for(actor_for(world.officer))) for reason in refused["reasons"])
    assert high.title in for_office
    assert high.title not in for_unit
    assert not matches_visible_to(actor_for(world.clerk)).exists()


def test_every_reason_of_the_engine_has_words() -> None:
    assert set(_WORDS) == {code.value for code in REASONS}


def test_withdrawing_lets_proposals_lapse(world: World) -> None:
    one = need(world.commerce)
    offer(world.park)
    work_out()
    needs.withdraw_listing(actor=actor_for(world.clerk), now=NOW, row=one)
    assert Match.objects.get().state == MatchState.LAPSED
    assert matches_visible_to(actor_for(world.officer)).exclude(state=MatchState.LAPSED).count() == 0


def test_a_clerk_and_an_officer_do_it_on_the_pages(
    world: World, plan: Plan, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    clerk, officer = client_of(world.clerk), client_of(world.officer)
    add = reverse("coordination:listing_add", args=["needs"])
    form = {
        "owner": world.commerce.pk, "title": "Interpreters", "kind": "people", "quantity": "4", "unit": "people",
        "until_day": "2026-09-30", "priority": "1", "is_divisible": "on",
    }  # fmt: skip
    assert clerk.post(add, form).status_code == 302
    offer(world.park)
    officer.post(reverse("coordination:match_run"), {"slack": "0.1"})
    page = clerk.get(reverse("coordination:matches")).content.decode()
    assert "Interpreters ← Students" in page
    match = Match.objects.get()
    clerk.post(reverse("coordination:match_agree", args=[match.pk]))
    client_of(world.stranger).post(
        reverse("coordination:match_decline", args=[match.pk]), {"reason": "Exams in that week."}
    )
    match.refresh_from_db()
    assert match.state == MatchState.DECLINED
    row = Need.objects.get()
    edit = reverse("coordination:listing_edit", args=["needs", row.pk])
    assert clerk.post(edit, {**form, "title": "More", "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.title == "More"
    sheet = clerk.get(reverse("coordination:listings", args=["needs"]), {"format": "csv"})
    assert "More" in b"".join(sheet.streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("side", ["needs", "offers"])
def test_the_lists_ask_equally_often(
    side: str, world: World, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    def make(count: int) -> None:
        for _number in range(count):
            (need if side == "needs" else offer)(world.commerce)

    client = client_of(world.officer)
    assert_same_queries(make, lambda: client.get(reverse("coordination:listings", args=[side])))
