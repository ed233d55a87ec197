"""The worker's clock: the day's sweep queued once at its hour, what is due sent, and nothing broken off at the end."""

from __future__ import annotations

import threading
import time
from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from tests.coordination.conftest import SYSTEM, MakeTask, make_task, measure, plan
from tests.world import NOW, World
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.models import Delivery, Notice, Sweep
from youcheng.site import clock

__all__ = ["make_task", "measure", "plan"]


@pytest.fixture
def late(world: World, make_task: MakeTask) -> None:
    lay_down_rules(actor=SYSTEM, now=NOW)
    world.clerk.email = "clerk@example.org"
    world.clerk.save()
    make_task(lead=world.commerce, due_on=date(2020, 6, 30))


def test_a_tick_sweeps_the_day_once_and_sends(late: None, settings: Settings) -> None:
    settings.YOUCHENG_SWEEP_HOUR = 0
    clock.tick()  # the tests' queue runs at once what is put into it
    assert Sweep.objects.get().day == timezone.localdate()
    made = Notice.objects.count()
    clock.tick()
    clock.tick()
    assert (Sweep.objects.count(), Notice.objects.count()) == (1, made)
    assert len(mail.outbox) == 1


def test_before_its_hour_nothing_is_swept(late: None, settings: Settings) -> None:
    settings.YOUCHENG_SWEEP_HOUR = 24  # no hour of any day
    clock.tick()
    assert not Sweep.objects.exists()


def test_what_is_over_sends_no_more(late: None, settings: Settings) -> None:
    settings.YOUCHENG_SWEEP_HOUR = 0
    clock.tick(lambda: True)
    assert Delivery.objects.get().state == "queued"


def test_a_worker_for_once_ticks_too(late: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.YOUCHENG_SWEEP_HOUR = 0
    monkeypatch.setattr("youcheng.site.management.commands.worker.work", lambda *, once: None)
    call_command("worker", "--once")
    assert len(mail.outbox) == 1


def test_the_clock_goes_on_after_an_error_and_finishes_what_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(clock.log, "exception", lambda _message: None)
    ticks: list[str] = []
    sending, may_finish = threading.Event(), threading.Event()

    def tick(_is_over: object) -> None:
        ticks.append("begun")
        if len(ticks) == 1:
            raise RuntimeError("the database is away")
        sending.set()
        may_finish.wait(5)
        ticks.append("done")

    monkeypatch.setattr(clock, "tick", tick)
    threading.Timer(0.2, may_finish.set).start()
    with clock.running():
        assert sending.wait(5)
        begun = time.monotonic()
    assert ticks[-1] == "done"
    assert time.monotonic() >= begun
