"""Choosing: all cities of the world ranked as candidates, and a year's portfolio solved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks import homes
from benchmarks.generated import SEED
from benchmarks.measuring import Measured, milliseconds, seconds

CITIES, ACTIONS = 60, 12


def candidates() -> Iterator[Measured]:
    """From the figures to the order, and the page; then what a slider costs."""
    homes.migrate()
    now = homes.begin()
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from youcheng.foundation.actors import Actor
    from youcheng.site import setting_up
    from youcheng.strategy.queries.candidates import Filters, field

    setting_up.prepare()
    for step in setting_up.steps(setting_up.Plan(training_size=30), actor=Actor.system("bench"), now=now):
        if step.title != "dossiers":
            step.run(lambda done, total: None)
    today = timezone.localdate()
    first = seconds(lambda: field(Filters(), None, today).ranks)
    found = field(Filters(), None, today)
    count = len(found.inside)
    yield Measured(f"{count:,} cities ranked, the first time", first, "s")
    random = np.random.default_rng(SEED)

    def slide() -> object:
        held = field(Filters(), random.uniform(0, 10, len(found.weights)).tolist(), today)
        return held.ranks, held.by_topsis, held.by_promethee

    yield Measured("other weights: value, TOPSIS and PROMETHEE II of all", milliseconds(slide) / 1000, "s", 1)
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(username="officer"))
    address = reverse("strategy:candidates")
    taken = milliseconds(lambda: client.get(address), 3) / 1000
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    yield Measured("the page", taken, "s", 1)
    yield Measured("  and weighs, unpacked", len(answer.content) / 1000, "kB", 300)


def portfolio() -> Iterator[Measured]:
    """Budgets from tight to wide, with every kind of limit: the choice, what each limit costs, what was left out."""
    from youcheng.engines.portfolio import Clash, Effort, Item, Limits, Quota, choose
    from youcheng.engines.portfolio.program import program_of
    from youcheng.engines.portfolio.solving import best

    random = np.random.default_rng(SEED)
    zones = ("main", "second", "other")
    items = [
        Item(
            key=f"{city}/{action}",
            city=f"city {city}",
            action=f"action {action}",
            zone=zones[city % 3],
            value=round(float(random.gamma(2, 3)), 1),
            money=float(random.integers(2, 60)),
            days=float(random.integers(1, 40)),
            abroad=action < 3,
        )
        for city in range(CITIES)
        for action in range(ACTIONS)
    ]
    for money, days in ((300, 250), (1200, 900), (4000, 3000)):
        limits = Limits(
            money=money,
            days=days,
            abroad=12,
            most_a_city=4,
            quotas=(Quota("main", least_share=0.5), Quota("other", most_share=0.2)),
            exclusive=(frozenset({"action 0", "action 1"}),),
        )
        found = []
        program = program_of(items, limits)
        alone = seconds(lambda asked=program: best(asked, Effort().seconds, Effort().gap))
        taken = seconds(lambda asked=limits, answers=found: answers.append(choose(items, asked)))
        what = f"{CITIES} cities × {ACTIONS} actions, money {money:,}, {days:,} days"
        yield Measured(f"portfolio, {what}: the choice", alone, "s", 10)
        yield Measured("  with what each limit costs and the ten closest left out", taken, "s", 10)
        answer = found[0]
        assert not isinstance(answer, Clash)
        yield Measured(
            f"  not proved of its value, {len(answer.chosen)} chosen", 100 * answer.gap, "%", 0.0001
        )
