"""A solved portfolio goes into the plan once: a goal, measures, tasks that point back, and nothing half-done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.coordination.conftest import SYSTEM
from tests.strategy.conftest import ties
from tests.world import NOW, World, actor_for
from youcheng.coordination.actions.portfolios import Charge, accept_portfolio
from youcheng.coordination.enums import PlanState
from youcheng.coordination.errors import ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Goal, Measure, Plan, Task
from youcheng.foundation import related
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network.models import Relationship
from youcheng.strategy.actions import action_kinds
from youcheng.strategy.actions import portfolios as strategy
from youcheng.strategy.enums import PortfolioState
from youcheng.strategy.errors import Accepted, WrongState
from youcheng.strategy.models import Portfolio, PortfolioItem

__all__ = ["ties"]  # a fixture of strategy's tests, used here too
DUE = date(2026, 11, 30)


@pytest.fixture
def portfolio(ties: dict[str, Relationship]) -> Portfolio:
    """Four items with three cities in two batches, three of them chosen, as solving would leave it."""
    kinds = [
        action_kinds.add_action(
            actor=SYSTEM, now=NOW, code=code, name={"en": code.title()}, exchange="visit", field=field,
            cost=Decimal(cost), staff_days=Decimal(5),
        )
        for code, field, cost in (("visit", "", 60_000), ("course", "education", 40_000))
    ]  # fmt: skip
    row = strategy.make_portfolio(
        actor=SYSTEM, now=NOW, year=2026, name="Lean", budget=Decimal(200_000), batches=["keep"]
    )
    chosen = [("chiang-mai", 0, "activate"), ("chiang-mai", 1, "activate"), ("fujisawa", 1, "strengthen")]
    for slug, kind, batch in chosen:
        _item(row, ties[slug], kinds[kind], batch, chosen=True)
    _item(row, ties["pokhara"], kinds[0], "activate", chosen=False)
    row.state, row.solved_at, row.answer = (
        PortfolioState.SOLVED,
        NOW,
        {"settings": {"currency": "CNY"}, "gap": 0},
    )
    row.save()
    return row


def _item(row: Portfolio, tie: Relationship, kind: object, batch: str, *, chosen: bool) -> None:
    PortfolioItem.objects.create(
        portfolio=row, relationship=tie, action=kind, batch=batch, zone="main_front", value=1.5,
        money=kind.cost, days=kind.staff_days, is_chosen=chosen,  # type: ignore[attr-defined]
    )  # fmt: skip


def accept(world: World, row: Portfolio, plan: Plan, **given: object) -> list[Task]:
    values = {"by": "city", "charge": Charge(world.office, DUE), **given}
    return accept_portfolio(
        actor=actor_for(world.officer),
        now=NOW,
        portfolio=row,
        plan=plan,
        **values,  # type: ignore[arg-type]
    )


def test_each_city_becomes_a_measure_and_each_action_a_task(
    portfolio: Portfolio, plan: Plan, world: World
) -> None:
    made = accept(world, portfolio, plan)
    assert len(made) == 3
    goal = Goal.objects.get(plan=plan)
    assert "Lean" in goal.name["en"]
    assert "Lean" in goal.name["zh-hans"]
    measures = Measure.objects.filter(goal=goal)
    assert [measure.tasks.count() for measure in measures] == [2, 1]
    assert all(measure.zone == "main_front" for measure in measures)
    task = Task.objects.get(portfolio_item__action__code="course", relationship__partner__slug="fujisawa")
    assert (task.budget, task.currency, task.due_on) == (Decimal(40_000), "CNY", DUE)
    assert (task.lead, task.fields, task.state) == (world.office, ["education"], "draft")
    assert [city.slug for city in task.cities.all()] == ["fujisawa"]
    assert AuditEntry.objects.filter(action="coordination.portfolio_accepted").count() == 1
    portfolio.refresh_from_db()
    assert portfolio.accepted_by == world.officer.name


def test_or_each_batch_becomes_a_measure(portfolio: Portfolio, plan: Plan, world: World) -> None:
    other = Charge(world.commerce, date(2026, 6, 30))
    accept(world, portfolio, plan, by="batch", charges={"activate": other})
    counts = {measure.lead: measure.tasks.count() for measure in Measure.objects.filter(plan=plan)}
    assert counts == {world.commerce: 2, world.office: 1}
    assert Task.objects.filter(due_on=other.due_on, lead=world.commerce).count() == 2


def test_it_happens_once(portfolio: Portfolio, plan: Plan, world: World) -> None:
    accept(world, portfolio, plan)
    with pytest.raises(Accepted):
        accept(world, portfolio, plan)
    assert Task.objects.count() == 3


def test_what_does_not_fit_is_refused_and_nothing_is_half_done(
    portfolio: Portfolio, plan: Plan, world: World
) -> None:
    with pytest.raises(ImpossibleDates):
        accept(world, portfolio, plan, charge=Charge(None, date(2027, 1, 5)))
    with pytest.raises(NotAllowed):
        accept_portfolio(
            actor=actor_for(world.assistant), now=NOW, portfolio=portfolio, plan=plan,
            by="city", charge=Charge(None, DUE),
        )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(year=2027)
    plan.refresh_from_db()
    with pytest.raises(Incomplete):
        accept(world, portfolio, plan)
    Plan.objects.filter(pk=plan.pk).update(year=2026, state=PlanState.CLOSED)
    plan.refresh_from_db()
    with pytest.raises(NotNow):
        accept(world, portfolio, plan)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    plan.refresh_from_db()
    PortfolioItem.objects.update(is_chosen=False)
    with pytest.raises(Incomplete):
        accept(world, portfolio, plan)
    Portfolio.objects.update(state=PortfolioState.CLASH)
    with pytest.raises(WrongState):
        accept(world, portfolio, plan)
    portfolio.refresh_from_db()
    assert portfolio.accepted_at is None
    assert not Goal.objects.exists()
    assert not Task.objects.exists()


def test_the_portfolio_s_page_leads_into_the_plan_and_then_to_its_tasks(
    portfolio: Portfolio, plan: Plan, world: World, client_of: ClientOf
) -> None:
    officer = actor_for(world.officer)
    url = reverse("coordination:portfolio_accept", args=[2026, portfolio.pk])
    assert [link.url for link in related.links(officer, portfolio)] == [url]
    assert related.links(actor_for(world.assistant), portfolio) == []
    client = client_of(world.officer)
    html = client.get(url).content.decode()
    assert "Actions with Chiang Mai in 2026" in html
    data = {
        "lead": str(world.office.pk),
        "due_on": "2026-11-30",
        "lead__fujisawa": str(world.commerce.pk),
        "due__fujisawa": "2026-10-01",
    }
    assert client.post(url, {**data, "due_on": "soon"}).status_code == 200
    assert client.post(url, data).status_code == 302
    assert Task.objects.get(relationship__partner__slug="fujisawa").lead == world.commerce
    assert client.get(url).status_code == 302
    (link,) = related.links(officer, Portfolio.objects.get())
    assert "tasks" in link.url
    assert "Course" in client.get(link.url).content.decode()
    task = Task.objects.filter(portfolio_item__isnull=False)[0]
    page = client.get(reverse("coordination:task", args=[task.pk])).content.decode()
    assert reverse("strategy:portfolio", args=[portfolio.pk]) in page
