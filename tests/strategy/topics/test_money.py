"""The money of a topic: instalments that add up, what is payable when, and what is paid stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.strategy.topics.stage import (
    AFTER,
    DAY_AFTER,
    Stage,
    accepted,
    chosen,
    expected,
    granted,
    running,
)  # fmt: skip
from tests.world import actor_for
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import calls, money
from youcheng.strategy.actions.topics.money import Line
from youcheng.strategy.errors import Incomplete, NotNow, ReasonMissing
from youcheng.strategy.models import Grant, Instalment, Topic
from youcheng.strategy.queries.topics.work import money_of

D = Decimal
SIGNING = Line("Signing", date(2026, 3, 10), D("120000.00"))
LATER = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


def pay(stage: Stage, row: Instalment, **given: object) -> None:
    values: dict[str, object] = {"version": None, "paid_on": DAY_AFTER, "voucher": "2026-0001"} | given
    money.pay(actor=actor_for(stage.world.officer), now=AFTER, instalment=row, **values)  # type: ignore[arg-type]


def sums(stage: Stage, topic: Topic) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    found = money_of(actor_for(stage.world.assistant), topic, DAY_AFTER)
    assert found is not None
    return found.planned, found.payable, found.paid, found.left


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (replace(SIGNING, amount=D("119999.99")),),
        (SIGNING, replace(SIGNING, amount=D("0.01"))),
        (replace(SIGNING, title=" "),),
        (replace(SIGNING, due_on=date(2026, 2, 28)),),
        (replace(SIGNING, amount=D("120000.001")),),
        (replace(SIGNING, amount=D("-1")), replace(SIGNING, amount=D("120001"))),
    ],
)
def test_instalments_that_make_no_grant_are_refused(stage: Stage, lines: tuple[Line, ...]) -> None:
    topic = chosen(stage)
    with pytest.raises(Incomplete):
        money.lay_down_grant(
            actor=actor_for(stage.world.officer), now=AFTER, topic=topic, version=None, budget_line="x",
            amount=D("120000.00"), starts_on=date(2026, 3, 1), lines=lines,
        )  # fmt: skip
    assert not Grant.objects.exists()


def test_a_grant_stays_within_the_budget_and_the_budget_above_it(stage: Stage) -> None:
    topic, officer = chosen(stage), actor_for(stage.world.officer)
    with pytest.raises(Incomplete):
        granted(stage, topic, replace(SIGNING, amount=D("200000.01")), amount="200000.01")
    granted(stage, topic, SIGNING)
    for changes in ({"budget": D("119999.99")}, {"budget": None, "currency": ""}, {"currency": "EUR"}):
        with pytest.raises(NotNow):
            calls.edit_topic(actor=officer, now=AFTER, topic=topic, version=None, **changes)


def test_nobody_grants_before_a_choice_or_without_being_asked(stage: Stage) -> None:
    topic = chosen(stage)
    for person in (stage.world.assistant, stage.researcher, stage.world.stranger):
        with pytest.raises(NotAllowed):
            money.lay_down_grant(
                actor=actor_for(person), now=AFTER, topic=topic, version=None, budget_line="x",
                amount=D("120000.00"), starts_on=date(2026, 3, 1), lines=[SIGNING],
            )  # fmt: skip
    calls.move(actor=actor_for(stage.world.officer), now=AFTER, topic=topic, kind="reconsidered", comment="x")
    with pytest.raises(NotNow):
        granted(stage, topic, SIGNING)


def test_an_instalment_is_payable_once_its_deliverable_is_accepted(stage: Stage) -> None:
    topic = running(stage)
    report = expected(stage, topic)
    grant = granted(
        stage, topic, Line("Signing", date(2026, 3, 10), D("50000.00")),
        Line("Report", date(2026, 9, 30), D("40000.00"), report), Line("Use", date(2026, 12, 1), D("30000.00")),
    )  # fmt: skip
    assert sums(stage, topic) == (D("70000.00"), D("50000.00"), 0, D("120000.00"))
    signing, final, use = grant.instalments.all()
    for row in (final, use):
        with pytest.raises(NotNow):
            pay(stage, row)
    pay(stage, signing)
    assert sums(stage, topic) == (D("70000.00"), 0, D("50000.00"), D("70000.00"))
    with pytest.raises(NotNow):
        pay(stage, signing)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"voucher": " "}, Incomplete),
        ({"paid_on": date(2026, 3, 22)}, Incomplete),
        ({"paid_on": date(2026, 2, 1)}, Incomplete),
        ({"version": 7}, ChangedMeanwhile),
    ],
)
def test_a_payment_has_its_voucher_and_a_day_that_can_be(
    stage: Stage, given: dict[str, object], refusal: type[Exception]
) -> None:
    grant = granted(stage, chosen(stage), SIGNING)
    with pytest.raises(refusal):
        pay(stage, grant.instalments.get(), **given)


def test_what_is_paid_stays_when_the_rest_is_laid_down_anew(stage: Stage) -> None:
    topic, officer = chosen(stage), actor_for(stage.world.officer)
    grant = granted(stage, topic)
    first, second = grant.instalments.all()
    pay(stage, first)
    kept = Line(first.title, first.due_on, first.amount, key=first.pk)
    rest = Line("Two reports", date(2026, 10, 1), D("70000.00"), key=second.pk)

    def again(*lines: Line, version: int | None = grant.version) -> Grant:
        return money.lay_down_grant(
            actor=officer, now=AFTER, topic=topic, version=version, budget_line="x", amount=D("120000.00"),
            starts_on=date(2026, 3, 1), lines=lines,
        )  # fmt: skip

    for lines in ((replace(kept, amount=D("60000.00")), replace(rest, amount=D("60000.00"))), (SIGNING,)):
        with pytest.raises(NotNow):
            again(*lines)
    with pytest.raises(ChangedMeanwhile):
        again(kept, rest, version=9)
    again(kept, rest)
    assert list(grant.instalments.values_list("title", "paid_on")) == [
        ("Signing", DAY_AFTER), ("Two reports", None),
    ]  # fmt: skip


def test_a_payment_is_taken_back_by_a_steward_with_a_reason(stage: Stage) -> None:
    row = granted(stage, chosen(stage), SIGNING).instalments.get()
    pay(stage, row)
    given = {"now": AFTER, "instalment": row, "version": None}
    with pytest.raises(NotAllowed):
        money.take_payment_back(actor=actor_for(stage.world.officer), reason="x", **given)  # type: ignore[arg-type]
    director = actor_for(stage.world.director)
    with pytest.raises(ReasonMissing):
        money.take_payment_back(actor=director, reason=" ", **given)  # type: ignore[arg-type]
    money.take_payment_back(actor=director, reason="Wrong account.", **given)  # type: ignore[arg-type]
    assert (row.paid_on, row.voucher) == (None, "")


def test_a_choice_with_money_is_not_taken_back(stage: Stage) -> None:
    topic = chosen(stage)
    granted(stage, topic, SIGNING)
    with pytest.raises(NotNow):
        calls.move(
            actor=actor_for(stage.world.officer), now=AFTER, topic=topic, kind="reconsidered", comment="x"
        )


def test_the_money_is_seen_by_the_office_and_who_gets_it_alone(stage: Stage) -> None:
    topic = running(stage)
    granted(stage, topic)
    for person, sees in (
        (stage.world.assistant, True), (stage.reader, True), (stage.scholar, False),
        (stage.world.stranger, False), (stage.world.system, False),
    ):  # fmt: skip
        assert (money_of(actor_for(person), topic, DAY_AFTER) is not None) is sees, person


def test_a_strategist_lays_the_grant_down_and_pays(stage: Stage, client_of: ClientOf) -> None:
    topic, client = running(stage), client_of(stage.world.officer)
    report = accepted(stage, topic)
    url = reverse("strategy:topic_grant", args=[topic.pk])
    sent = {
        "budget_line": "2050299", "amount": "100000", "starts_on": "2026-03-01",
        "title_0": "Report", "due_on_0": "2026-09-30", "amount_0": "60000", "deliverable_0": report.pk,
        "title_1": "Use", "due_on_1": "2026-12-01", "amount_1": "30000",
    }  # fmt: skip
    assert "90,000.00" in client.post(url, sent).content.decode(), "the sum is not the grant"
    assert not Grant.objects.exists()
    client.post(url, sent | {"amount_1": "40000"})
    row = Instalment.objects.get(title="Report")
    paid = {"paid_on": "2026-03-21", "voucher": "0001", "version": row.version}
    client.post(reverse("strategy:instalment_pay", args=[topic.pk, row.pk]), paid)
    row.refresh_from_db()
    assert row.voucher == "0001"
    assert "0001" in client.get(reverse("strategy:topic", args=[topic.pk])).content.decode()
