"""Supervision notices and what is late, as sheets: columns in the reader's language, dates in ISO form.

Called by the views; which rows an actor may see was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.coordination.models import Delivery, Supervision
from youcheng.coordination.queries.lateness import Late
from youcheng.foundation.exporting import Field


def supervision_columns() -> list[Field]:
    return [
        Field("number", _("Notice no.")),
        Field("unit", _("Responsible unit")),
        Field("responsible", _("Responsible person")),
        Field("matter", _("What it is about")),
        Field("task", _("Task")),
        Field("due", _("Time limit")),
        Field("contact", _("Contact")),
        Field("state", _("State")),
        Field("opened", _("Opened at")),
        Field("reply", _("Reply")),
        Field("replied", _("Replied at")),
        Field("closed", _("Closed at")),
    ]


def supervision_rows(rows: Iterable[Supervision]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "number": str(row),
            "unit": row.unit,
            "responsible": row.responsible or None,
            "matter": row.matter,
            "task": f"{row.task.code} {row.task.title}",
            "due": row.due_on,
            "contact": row.contact or None,
            "state": row.get_state_display(),
            "opened": row.opened_at,
            "reply": row.reply or None,
            "replied": row.replied_at,
            "closed": row.closed_at,
        }


def delivery_columns() -> list[Field]:
    return [
        Field("to", _("Sent to")),
        Field("unit", _("Unit")),
        Field("held", _("Notices")),
        Field("state", _("State")),
        Field("trouble", _("What went wrong")),
        Field("error", _("In the server's words")),
        Field("attempts", _("Tries")),
        Field("queued", _("Queued")),
        Field("sent", _("Sent")),
    ]


def delivery_rows(rows: Iterable[Delivery]) -> Iterator[dict[str, Any]]:
    """Messages of `deliveries_visible_to`; whom they were for, never to which address."""
    for row in rows:
        yield {
            "to": row.room or row.person,
            "unit": row.room.organisation if row.room else None,
            "held": row.held,  # type: ignore[attr-defined]
            "state": row.get_state_display(),
            "trouble": row.get_trouble_display() or None,
            "error": row.error or None,
            "attempts": row.attempts,
            "queued": row.created_at,
            "sent": row.sent_at,
        }


def late_columns() -> list[Field]:
    return [
        Field("number", _("No.")),
        Field("task", _("Task")),
        Field("unit", _("Lead unit")),
        Field("holder", _("Who has it")),
        Field("responsible", _("Responsible person")),
        Field("due", _("Deadline")),
        Field("days", _("Working days late")),
        Field("certain", _("Certain")),
        Field("state", _("State")),
        Field("new", _("New this week")),
        Field("supervision", _("Supervision notice")),
    ]


def late_rows(found: Iterable[Late]) -> Iterator[dict[str, Any]]:
    for one in found:
        task = one.task
        yield {
            "number": task.code,
            "task": task.title,
            "unit": task.lead,
            "holder": holder(one),
            "responsible": task.responsible,
            "due": task.due_on,
            "days": one.days,
            "certain": one.is_certain,
            "state": task.get_state_display(),
            "new": one.is_new,
            "supervision": one.supervision,
        }


def holder(one: Late) -> str:
    """Who has to act now: the unit, or the office where it has to decide first."""
    return _("the office") if one.is_with_office else str(one.task.lead or _("the office"))
