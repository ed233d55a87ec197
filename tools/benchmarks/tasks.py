"""The pages of a large year's tasks, as a coordinator of the office opens them one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import homes
from benchmarks.measuring import Measured, milliseconds
from benchmarks.supervision import TASKS, make_tasks

PAGES = {
    "table, first page": "tasks/",
    "table, narrowed by a word": "tasks/?q=Task+1",
    "table, sorted by due day, page 200": "tasks/?sort=due_on&page=200",
    "units and how far they are": "tasks/by/unit/",
    "board": "tasks/board/",
    "Gantt chart": "tasks/gantt/",
    "month": "tasks/month/",
}
MILLISECONDS = 500


def lists() -> Iterator[Measured]:
    now = homes.begin()
    from youcheng.site import setting_up

    setting_up.prepare()
    make_tasks(now)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from youcheng.accounts.models import Person

    client = Client(headers={"host": "localhost"})
    client.force_login(Person.objects.get(memberships__organisation__key="office", username="person-600"))
    root = reverse("coordination:tasks").removesuffix("tasks/")
    for what, address in PAGES.items():
        taken = milliseconds(lambda a=root + address: client.get(a), 3)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(root + address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        yield Measured(f"{what}, {TASKS:,} tasks", taken, "ms", MILLISECONDS)
        yield Measured("  and asks", len(captured), "queries")
        yield Measured("  and weighs, unpacked", len(answer.content) / 1000, "kB", 300)
