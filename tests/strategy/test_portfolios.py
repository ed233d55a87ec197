"""The year's portfolio from the catalogue to an answer: what is chosen, what binds, what clashes, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.conftest import ClientOf, SameQueries
from tests.strategy.conftest import SYSTEM, YEAR
from tests.world import NOW, World, actor_for
from youcheng.foundation.errors import ChangedMeanwhile, Refused
from youcheng.foundation.importing import run as imports
from youcheng.foundation.importing.spec import spec_named
from youcheng.foundation.policies import NotAllowed
from youcheng.network import preferences
from youcheng.network.models import HomeCity, Relationship
from youcheng.strategy import portfolio_words
from youcheng.strategy.actions import action_kinds, batches
from youcheng.strategy.actions import portfolios as actions
from youcheng.strategy.actions.solving_portfolios import solve_portfolio
from youcheng.strategy.enums import PortfolioState
from youcheng.strategy.errors import Accepted, CannotSolve, WrongState
from youcheng.strategy.judgements import BadFile
from youcheng.strategy.models import ActionKind, Portfolio, PortfolioItem
from youcheng.strategy.portfolio_settings import portfolio_settings
from youcheng.strategy.queries import portfolios as queries

ALL = ["strengthen", "activate", "open_up", "keep", "unknown"]


def price(code: str, cost: int, days: int) -> ActionKind:
    row = ActionKind.objects.get(code=code)
    action_kinds.edit_action(
        actor=SYSTEM, now=NOW, row=row, version=None, cost=Decimal(cost), staff_days=Decimal(days)
    )
    return row


def make(**limits: object) -> Portfolio:
    given = {"year": YEAR, "name": "First", "batches": ALL, **limits}
    return actions.make_portfolio(actor=SYSTEM, now=NOW, **given)


def solve(row: Portfolio) -> Portfolio:
    return solve_portfolio(actor=SYSTEM, now=NOW, portfolio=row)


@pytest.fixture
def catalogue(ties: dict[str, Relationship], starter_evidence: None) -> None:
    """The ties sorted, the catalogue laid down, three actions with a cost."""
    batches.sort_ties(actor=SYSTEM, now=NOW, year=YEAR)
    action_kinds.lay_down_actions(actor=SYSTEM, now=NOW)
    price("working-visit", 60_000, 20)
    price("training", 40_000, 15)
    price("digital-exchange", 2_000, 3)


def test_the_first_catalogue_invents_no_cost(db: None) -> None:
    assert action_kinds.lay_down_actions(actor=SYSTEM, now=NOW) == 12
    assert not any(row.is_priced for row in ActionKind.objects.all())
    assert action_kinds.lay_down_actions(actor=SYSTEM, now=NOW) == 0


def test_only_a_fictional_city_gets_invented_costs_and_they_say_so(ties: dict[str, Relationship]) -> None:
    HomeCity.objects.update(training_seed=1)
    action_kinds.lay_down_actions(actor=SYSTEM, now=NOW)
    rows = list(ActionKind.objects.all())
    assert all(row.is_priced and "fictional" in row.source and row.grade == "C" for row in rows)


def test_an_effect_is_what_is_left_of_the_vitality_at_the_year_s_end() -> None:
    """q · 2^(−½ / h) · potential / 100: a half-life of half a year leaves half of a letter's worth."""
    kinds, settings = preferences.vitality_kinds(), portfolio_settings()
    assert settings.effect(kinds["letter"], 50, "keep") == pytest.approx(0.2 * 0.5 * 0.5)
    assert settings.effect(kinds["project"], 100, "keep") == pytest.approx(2 * 2 ** (-0.5 / 3))


def test_without_any_cost_nothing_is_chosen_and_the_way_out_is_said(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    batches.sort_ties(actor=SYSTEM, now=NOW, year=YEAR)
    action_kinds.lay_down_actions(actor=SYSTEM, now=NOW)
    with override("en"), pytest.raises(CannotSolve, match="Enter the costs"):
        solve(make(budget=Decimal(1000)))


def test_ties_that_are_not_sorted_are_sorted_first(ties: dict[str, Relationship]) -> None:
    with override("en"), pytest.raises(CannotSolve, match="sort them first"):
        solve(make())


def test_a_portfolio_keeps_to_its_limits_and_says_what_was_left_out(catalogue: None) -> None:
    row = solve(make(budget=Decimal(100_000), staff_days=Decimal(60), abroad=1))
    assert row.state == PortfolioState.SOLVED
    chosen = PortfolioItem.objects.filter(portfolio=row, is_chosen=True)
    assert sum(item.money for item in chosen) <= 100_000
    assert sum(item.is_abroad for item in chosen) <= 1
    assert row.answer["value"] == pytest.approx(sum(item.value for item in chosen))
    assert row.answer["gap"] <= 1e-6
    left = PortfolioItem.objects.filter(portfolio=row, is_chosen=False)
    assert all(item.loss is None or item.loss >= 0 for item in left)
    assert "pokhara" in row.answer["no_potential"]
    assert "festival" in row.answer["no_cost"]
    assert not PortfolioItem.objects.filter(action__code="festival").exists()


def test_what_more_money_buys_is_in_the_answer(catalogue: None, world: World) -> None:
    row = solve(make(budget=Decimal(50_000)))
    curve = row.answer["curves"]["money"]
    values = [point["value"] for point in curve["points"]]
    assert values == sorted(values)
    with override("en"):
        lines = portfolio_words.more_said(row, queries.names_for(actor_for(world.officer), "CNY"))
    assert lines
    assert "10,000 CNY more" in lines[0]


def test_limits_that_clash_are_named_in_words(catalogue: None, world: World) -> None:
    row = make(budget=Decimal(10_000))
    tie = Relationship.objects.get(partner__slug="chiang-mai")
    visit = ActionKind.objects.get(code="working-visit")
    actions.set_wish(actor=SYSTEM, now=NOW, portfolio=row, relationship=tie, action=visit, wish="required")
    row = solve(row)
    assert row.state == PortfolioState.CLASH
    with override("en"):
        lines = portfolio_words.clash_said(row, queries.names_for(actor_for(world.officer), "CNY"))
    assert lines == ["budget of 10,000 CNY", "“Chiang Mai · Working visit” must be in it"]


def test_a_city_can_be_required_or_forbidden_whole(catalogue: None) -> None:
    row = make(budget=Decimal(2_000))
    ties = {tie.partner.slug: tie for tie in Relationship.objects.select_related("partner")}
    for slug, wish in (("fujisawa", "required"), ("chiang-mai", "forbidden")):
        actions.set_wish(
            actor=SYSTEM, now=NOW, portfolio=row, relationship=ties[slug], action=None, wish=wish
        )
    row = solve(row)
    chosen = PortfolioItem.objects.filter(portfolio=row, is_chosen=True)
    assert [item.relationship.partner.slug for item in chosen] == ["fujisawa"]


def test_a_wish_about_what_has_no_cost_is_refused_in_words(catalogue: None) -> None:
    row = make(budget=Decimal(2_000))
    tie = Relationship.objects.get(partner__slug="chiang-mai")
    festival = ActionKind.objects.get(code="festival")
    actions.set_wish(actor=SYSTEM, now=NOW, portfolio=row, relationship=tie, action=festival, wish="required")
    with override("en"), pytest.raises(CannotSolve, match="Chiang Mai · Culture festival"):
        solve(row)


def test_another_limit_takes_the_answer_away(catalogue: None) -> None:
    row = solve(make(budget=Decimal(50_000)))
    actions.edit_portfolio(actor=SYSTEM, now=NOW, portfolio=row, version=row.version, name="Renamed")
    assert row.is_solved
    actions.edit_portfolio(actor=SYSTEM, now=NOW, portfolio=row, version=row.version, budget=Decimal(60_000))
    assert (row.state, row.answer, row.items.count()) == (PortfolioState.DRAFT, {}, 0)


def test_a_portfolio_that_changes_while_it_is_solved_is_solved_again(catalogue: None) -> None:
    row = make(budget=Decimal(50_000))

    def meanwhile(_done: int, _total: int, _what: str) -> None:
        if row.budget == 50_000:
            actions.edit_portfolio(actor=SYSTEM, now=NOW, portfolio=row, version=None, budget=Decimal(1))

    with pytest.raises(ChangedMeanwhile):
        solve_portfolio(actor=SYSTEM, now=NOW, portfolio=row, progress=meanwhile)
    row.refresh_from_db()
    assert row.state == PortfolioState.DRAFT


def test_an_accepted_portfolio_is_not_changed_any_more(catalogue: None, world: World) -> None:
    row = make(budget=Decimal(50_000))
    officer = actor_for(world.officer)
    with pytest.raises(WrongState):
        actions.mark_accepted(actor=officer, now=NOW, portfolio=row)
    solve(row)
    with pytest.raises(NotAllowed):
        actions.mark_accepted(actor=actor_for(world.assistant), now=NOW, portfolio=row)
    actions.mark_accepted(actor=officer, now=NOW, portfolio=row)
    for change in (
        lambda: actions.edit_portfolio(actor=officer, now=NOW, portfolio=row, version=None, budget=None),
        lambda: actions.remove_portfolio(actor=officer, now=NOW, portfolio=row),
        lambda: actions.mark_accepted(actor=officer, now=NOW, portfolio=row),
        lambda: solve(row),
    ):
        with pytest.raises(Accepted):
            change()
    copy = actions.copy_portfolio(
        actor=officer, now=NOW, portfolio=row, name="Again", budget=Decimal(1), staff_days=None
    )
    assert copy.accepted_at is None


@pytest.mark.parametrize(
    "limits",
    [
        {"budget": Decimal(-1)},
        {"budget": Decimal("NaN")},
        {"staff_days": Decimal(-5)},
        {"name": " "},
        {"batches": []},
        {"batches": ["best"]},
        {"quotas": {"moon": {"least": 1}}},
        {"quotas": {"main_front": {"least_share": 1.5}}},
        {"quotas": {"main_front": {"most": -1}}},
    ],
)
def test_numbers_that_mean_nothing_are_refused(db: None, limits: dict[str, object]) -> None:
    with pytest.raises(CannotSolve):
        make(**limits)


def test_weights_that_are_all_zero_are_refused_in_words(
    catalogue: None, settings: object, tmp_path: Path
) -> None:
    shipped = Path(actions.__file__).parent.parent / "data" / "portfolio.toml"
    text = shipped.read_text(encoding="utf-8")
    for code in ALL:
        text = text.replace(f"{code} = 1", f"{code} = 0")
    settings.YOUCHENG_HOME = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "strategy").mkdir()
    (tmp_path / "strategy" / "portfolio.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CannotSolve, match="worth 0"):
        solve(make(budget=Decimal(50_000)))
    (tmp_path / "strategy" / "portfolio.toml").write_text(
        text.replace("keep = 0", "keep = -1"), encoding="utf-8"
    )
    with pytest.raises(BadFile):
        portfolio_settings()


def test_a_catalogue_with_one_action_twice_is_refused(catalogue: None, world: World) -> None:
    spec = spec_named("actions")
    assert spec is not None
    sheet = "代码,费用,人日\nfestival,30000,10\nreception,8000,4\nfestival,40000,12\n"
    made = imports.upload(
        actor=actor_for(world.officer), now=NOW, spec=spec, name="a.csv", data=sheet.encode()
    )
    with pytest.raises(Refused):
        imports.commit(actor=actor_for(world.officer), now=NOW, run=made)
    assert ActionKind.objects.get(code="festival").cost is None
    good = "代码,费用,人日\nfestival,30000,10\nreception,8000,4\n"
    made = imports.upload(
        actor=actor_for(world.officer), now=NOW, spec=spec, name="a.csv", data=good.encode()
    )
    imports.commit(actor=actor_for(world.officer), now=NOW, run=made)
    assert ActionKind.objects.get(code="festival").cost == 30_000


def test_a_strategist_works_with_three_budgets_side_by_side(
    catalogue: None, client_of: ClientOf, world: World
) -> None:
    year = timezone.localdate().year
    batches.sort_ties(actor=SYSTEM, now=timezone.now(), year=year)
    client = client_of(world.officer)
    limits = {
        "year": year,
        "name": "Lean",
        "budget": "50000",
        "batches": ALL,
        "main_front__least_share": "50",
    }
    assert client.post(reverse("strategy:portfolio_add"), limits).status_code == 302
    first = Portfolio.objects.get()
    assert first.quotas == {"main_front": {"least_share": 0.5}}
    for name, budget in (("Middle", "100000"), ("Full", "200000")):
        client.post(reverse("strategy:portfolio_copy", args=[first.pk]), {"name": name, "budget": budget})
    for row in Portfolio.objects.all():
        solve(row)
        html = client.get(reverse("strategy:portfolio", args=[row.pk])).content.decode()
        assert "What binds" in html
        assert "<svg" in html
    keys = "&".join(f"id={row.pk}" for row in Portfolio.objects.order_by("pk"))
    html = client.get(f"{reverse('strategy:portfolio_compare')}?{keys}").content.decode()
    assert all(name in html for name in ("Lean", "Middle", "Full"))
    bad = client.post(reverse("strategy:portfolio_add"), {**limits, "budget": "-3"})
    assert bad.status_code == 200
    assert client.post(reverse("strategy:portfolio_add"), {**limits, "budget": "much"}).status_code == 200
    assert Portfolio.objects.count() == 3


def test_the_paper_says_what_is_proposed(catalogue: None, client_of: ClientOf, world: World) -> None:
    row = solve(make(budget=Decimal(100_000), staff_days=Decimal(60)))
    client = client_of(world.officer)
    answer = client.get(reverse("strategy:portfolio_file", args=[row.pk, "docx"]), {"language": "en"})
    text = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    assert "Chiang Mai" in text
    assert "What was left out" in text
    assert client.get(reverse("strategy:portfolio_file", args=[row.pk, "txt"])).status_code == 404


def test_the_pages_cost_the_same_for_any_number_of_items(
    catalogue: None, client_of: ClientOf, world: World, assert_same_queries: SameQueries
) -> None:
    row = solve(make(budget=Decimal(500_000)))
    client = client_of(world.officer)
    tie = Relationship.objects.get(partner__slug="pokhara")

    def more(count: int) -> None:
        for _ in range(count):
            number = ActionKind.objects.count()
            kind = action_kinds.add_action(
                actor=SYSTEM, now=NOW, code=f"more-{number}", name={"en": "More"}, exchange="visit"
            )
            PortfolioItem.objects.create(
                portfolio=row, relationship=tie, action=kind, batch="keep", value=1,
                money=Decimal(1), days=Decimal(1), is_chosen=bool(number % 2),
            )  # fmt: skip
            make(name=f"P{number}")

    show: Callable[[], object] = lambda: [  # noqa: E731 - three pages in one go
        client.get(reverse("strategy:portfolio", args=[row.pk])),
        client.get(reverse("strategy:portfolios")),
        client.get(reverse("strategy:actions")),
        client.get(f"{reverse('strategy:portfolio_compare')}?id={row.pk}"),
    ]
    assert_same_queries(more, show)


@pytest.mark.parametrize(
    ("loss", "said"), [(0.0, "0.00"), (1e-12, "0.00"), (0.0004, "< 0.001"), (0.006, "0.006"), (1.5, "1.50")]
)
def test_a_small_loss_is_not_told_as_none(loss: float, said: str) -> None:
    assert portfolio_words.loss_said(loss, exact=True) == said
