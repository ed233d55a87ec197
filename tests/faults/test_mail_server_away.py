"""A mail server that is down or falls silent, and a worker killed while it sends: nothing is lost, nothing sent twice."""

from __future__ import annotations

import contextlib
import sqlite3
import time

import pytest

from tests.coordination.loopback import mail_server
from tests.faults.homes import Home
from tests.faults.supervision import DAY, TASKS, mailed, make_late_tasks, with_mail

PATIENCE_SECONDS = 60


def make_due(home: Home, **columns: str) -> None:
    """Bring the day forward on which what waits is tried again, or let an attempt be an hour old."""
    with contextlib.closing(sqlite3.connect(home.path / "youcheng.sqlite3")) as connection:
        for name, value in columns.items():
            connection.execute(f"UPDATE coordination_delivery SET {name} = ?", (value,))
        connection.commit()


@pytest.mark.slow
def test_a_server_that_is_down_is_tried_until_it_is_back(bare_home: Home) -> None:
    make_late_tasks(bare_home)
    bare_home.run("supervise", "sweep", "--on", DAY)
    assert bare_home.answer("supervise", "deliver") == {"states": {"queued": 1}}
    assert bare_home.answer("supervise", "deliver") == {"states": {}}  # it is not tried again at once
    with mail_server() as server:
        with_mail(bare_home, server.port)
        make_due(bare_home, next_at="2026-01-01 00:00:00")
        assert bare_home.answer("supervise", "deliver") == {"states": {"sent": 1}}
        assert f"Task {TASKS}" in server.taken[0].get_content()
        assert bare_home.answer("supervise", "deliver") == {"states": {}}
        assert len(server.taken) == 1


@pytest.mark.slow
def test_a_worker_killed_between_sending_and_recording_never_sends_again(bare_home: Home) -> None:
    make_late_tasks(bare_home)
    bare_home.run("supervise", "sweep", "--on", DAY)
    with mail_server("silent") as server:
        with_mail(bare_home, server.port)
        worker = bare_home.start("worker")
        assert server.arrived.wait(PATIENCE_SECONDS)  # the message is there, its answer is not
        worker.kill()
        worker.communicate()
        assert mailed(bare_home) == {"sending": 1}
        server.manner = "take"
        assert bare_home.answer("supervise", "deliver") == {"states": {}}
        make_due(bare_home, attempted_at="2026-01-01 00:00:00")
        assert bare_home.answer("supervise", "deliver") == {"states": {}}
        assert mailed(bare_home) == {"uncertain": 1}
        assert len(server.taken) == 1
    assert bare_home.answer("audit", "verify")["intact"]


@pytest.mark.slow
def test_a_worker_told_to_end_finishes_the_message_it_is_sending(bare_home: Home) -> None:
    make_late_tasks(bare_home)
    bare_home.run("supervise", "sweep", "--on", DAY)
    with mail_server("slow") as server:
        with_mail(bare_home, server.port)
        worker = bare_home.start("worker")
        assert server.arrived.wait(PATIENCE_SECONDS)
        worker.terminate()
        began = time.monotonic()
        worker.communicate(timeout=PATIENCE_SECONDS)
        assert time.monotonic() - began < PATIENCE_SECONDS
        assert mailed(bare_home) == {"sent": 1}
        assert len(server.taken) == 1


@pytest.mark.slow
def test_the_worker_sweeps_and_sends_by_itself(bare_home: Home) -> None:
    make_late_tasks(bare_home)
    with mail_server() as server:
        with_mail(bare_home, server.port)
        bare_home.run("worker", "--once")
        assert mailed(bare_home) == {"sent": 1}
        bare_home.run("worker", "--once")
        assert len(server.taken) == 1
