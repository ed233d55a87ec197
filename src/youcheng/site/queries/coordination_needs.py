"""What coordination needs from somebody: tasks that wait for a unit's answer, late ones, and what waits for the office.

Called by today's page. Whose a task is, and who directs it, is decided by coordination; this only says it in a line each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import ngettext

from youcheng.coordination.enums import TaskState
from youcheng.coordination.policies import may_direct
from youcheng.coordination.queries.mine import directed_counts, waiting_counts
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import number
from youcheng.site.queries.needs import Need

Say = Callable[[int], str]


def coordination_needs(actor: Actor, day: dt.date) -> list[Need]:
    """One line for each thing that waits, the most pressing first. The number of queries is constant."""
    waiting = waiting_counts(actor, day)
    mine = reverse("coordination:mine")
    found = [
        _need(waiting["late"], _late, "critical", mine),
        _need(waiting["asked"], _asked, "attention", mine),
    ]
    if may_direct(actor):
        tasks = reverse("coordination:tasks")
        directed = directed_counts(actor)
        found += [
            _need(directed[state], say, "attention", f"{tasks}?state={state}")
            for state, say in (
                (TaskState.SUBMITTED.value, _submitted),
                (TaskState.RETURNED.value, _returned),
                (TaskState.DATE_PROPOSED.value, _another_date),
            )
        ]
    return [need for need in found if need is not None]


def _need(count: int, say: Say, tone: str, url: str) -> Need | None:
    return Need(say(count) % {"count": number(count)}, "", tone, url) if count else None


def _late(count: int) -> str:
    return ngettext("%(count)s task of your unit is late", "%(count)s tasks of your unit are late", count)


def _asked(count: int) -> str:
    return ngettext(
        "%(count)s task waits for your unit's answer", "%(count)s tasks wait for your unit's answer", count
    )


def _submitted(count: int) -> str:
    return ngettext(
        "%(count)s task was submitted with proof", "%(count)s tasks were submitted with proof", count
    )


def _returned(count: int) -> str:
    return ngettext(
        "%(count)s task was returned and needs another unit",
        "%(count)s tasks were returned and need another unit",
        count,
    )


def _another_date(count: int) -> str:
    return ngettext(
        "For %(count)s task another date is proposed", "For %(count)s tasks another date is proposed", count
    )
