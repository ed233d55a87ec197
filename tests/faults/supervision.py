"""A data home with many late tasks of one unit, and what its notices and messages are, read behind the platform's back."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys

from tests.faults.homes import Home

TASKS = 2000
DAY = "2026-03-02"
FILL = f"""
import datetime as dt
import django
django.setup()
from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.coordination.actions import add_measure, create_plan
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.models import Task
from youcheng.foundation.actors import Actor

actor, now = Actor.system("tests"), dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
Organisation.objects.create(key="office", kind="office", name={{"en": "Office"}})
unit = Organisation.objects.create(key="unit", kind="department", name={{"en": "Unit"}})
person = Person.objects.create(username="clerk", name="Clerk", email="clerk@example.org", language="en")
Membership.objects.create(person=person, organisation=unit, role=20, since=dt.date(2020, 1, 1))
plan = create_plan(actor=actor, now=now, year=2026)
measure = add_measure(actor=actor, now=now, plan=plan, title="Platform")
Task.objects.bulk_create(
    Task(plan=plan, number=n, key=str(n), title=f"Task {{n}}", state="assigned", measure=measure, lead=unit,
         due_on=dt.date(2026, 2, 1), created_at=now, moved_at=now)
    for n in range(1, {TASKS} + 1)
)
lay_down_rules(actor=actor, now=now)
"""


def make_late_tasks(home: Home) -> None:
    """The tasks, a clerk with an e-mail address who is told of them, the rules; the mail server is a dead address."""
    with_mail(home, 1)
    subprocess.run([sys.executable, "-c", FILL], env=home.environment, check=True)


def with_mail(home: Home, port: int) -> None:
    """Let the home send to a mail server on this machine."""
    home.settings |= {
        "YOUCHENG_EMAIL_HOST": "127.0.0.1", "YOUCHENG_EMAIL_PORT": str(port), "YOUCHENG_SWEEP_HOUR": "0",
    }  # fmt: skip


def told(home: Home) -> dict[str, int]:
    """How many notices there are of each kind."""
    return _counted(home, "SELECT kind, count(*) FROM coordination_notice GROUP BY kind")


def mailed(home: Home) -> dict[str, int]:
    """How many messages there are in each state."""
    return _counted(home, "SELECT state, count(*) FROM coordination_delivery GROUP BY state")


def _counted(home: Home, query: str) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(home.path / "youcheng.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(connection.execute(query).fetchall())
