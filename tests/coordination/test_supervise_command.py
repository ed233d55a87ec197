"""`youcheng supervise`: the sweep of a day and sending, by hand, with stable keys."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.coordination.conftest import SYSTEM, MakeTask
from tests.world import NOW, World
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.models import Notice


@pytest.fixture(autouse=True)
def _late(world: World, make_task: MakeTask) -> None:
    lay_down_rules(actor=SYSTEM, now=NOW)
    world.clerk.email = "clerk@example.org"
    world.clerk.save()
    make_task(lead=world.commerce, due_on=date(2026, 2, 26))


def answer(*words: str) -> Any:
    out = io.StringIO()
    call_command("supervise", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_day_is_swept_and_sweeping_again_makes_nothing() -> None:
    first = answer("sweep", "--on", "2026-03-02")
    told = {"late": 2, "weekly": 2}
    assert first == {"day": "2026-03-02", "tasks": 1, "notices": told, "made": 4, "deliveries": 1}
    again = answer("sweep", "--on", "2026-03-02")
    assert (again["made"], again["notices"], again["deliveries"]) == (0, {}, 0)
    assert Notice.objects.filter(kind="late").count() == 2


def test_what_is_queued_is_sent() -> None:
    assert answer("sweep", "--on", "2026-03-02")["deliveries"] == 1
    assert answer("deliver") == {"states": {"sent": 1}}
    assert answer("deliver") == {"states": {}}
    assert len(mail.outbox) == 1


def test_it_says_in_words_what_it_did() -> None:
    out = io.StringIO()
    call_command("supervise", "sweep", "--on", "2026-03-02", stdout=out)
    assert "逾期: 2" in out.getvalue()


def test_a_day_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(CommandError):
        call_command("supervise", "sweep", "--on", "tomorrow")
