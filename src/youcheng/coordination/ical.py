"""Deadlines as entries of a calendar: the same UID always means the same task.

Called by the calendar feed. SEQUENCE is the task's version, which grows with every move and change, so a calendar program
takes a moved deadline over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from youcheng.coordination.models import Task
from youcheng.coordination.sentences import standing
from youcheng.foundation import ical

BEFORE = timedelta(days=-3)
"""How long before its day a calendar program reminds of a deadline; supervision has rules of its own."""


def calendar(
    tasks: Iterable[Task], *, address: Callable[[Task], str], host: str, stamp: datetime, today: date
) -> bytes:
    """The deadlines of these tasks as RFC 5545 text; `address` gives each task's page."""
    entries = (_entry(task, address(task), today) for task in tasks)
    return ical.calendar(_("Deadlines of our tasks"), entries, kind="Deadlines", host=host, stamp=stamp)


def _entry(task: Task, url: str, today: date) -> ical.Entry:
    assert task.due_on is not None
    facts = (
        (_("Progress"), standing(task, today)),
        (_("Lead unit"), task.lead),
        (_("Cooperating units"), _("; ").join(str(unit) for unit in task.cooperating.all())),
        (_("Responsible person"), task.responsible),
        (_("Proof required"), task.proof_required),
    )
    return ical.Entry(
        uid=f"task-{task.key}",
        sequence=task.version,
        on=task.due_on,
        summary=_("Due: %(code)s %(title)s") % {"code": task.code, "title": task.title},
        about=[_("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in facts if value],
        url=url,
        categories=[str(task.get_state_display())],
        alarm=BEFORE,
    )
