"""The papers of supervision: one notice 督办单 in the standard's form, and the weekly list of what is late.

Called by the downloads. What nobody wrote down is marked as to be supplied, never filled in; no seal and no red head.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination.exports.supervision import holder
from youcheng.coordination.models import Supervision
from youcheng.coordination.queries.lateness import Late, Unit
from youcheng.coordination.queries.supervision import Line
from youcheng.foundation.documents.model import (
    Block,
    Column,
    Document,
    Gap,
    Heading,
    Language,
    Run,
    Table,
    Text,
    paragraph,
    row,
)
from youcheng.foundation.exporting import notice
from youcheng.foundation.formatting import day, moment, number
from youcheng.network.queries import home_city


def supervision_notice(supervision: Supervision, timeline: Sequence[Line], language: Language) -> Document:
    """A supervision notice in one language; the words people wrote stay in the language they wrote them in.

    `timeline` must have been made in the same language.
    """
    with translation.override(language):
        return Document(
            title=_("Supervision notice"),
            language=language,
            number=str(supervision),
            addressee=str(supervision.unit),
            blocks=(
                *_matter(supervision),
                *_whom(supervision),
                *_timeline(timeline),
                *_reply(supervision),
            ),
            issuer=_office(),
            date=timezone.localdate(supervision.opened_at),
            watermark=notice(),
        )


def _office() -> str:
    home = home_city()
    return str(home.office) if home and home.office else ""


def _matter(supervision: Supervision) -> list[Block]:
    task = supervision.task
    about = _("Task %(code)s, due on %(due)s: %(title)s") % {
        "code": task.code, "title": task.title, "due": day(task.due_on),
    }  # fmt: skip
    return [
        Heading(1, _("What it is about")),
        *(paragraph(line.strip()) for line in supervision.matter.splitlines() if line.strip()),
        paragraph(about),
    ]


def _whom(supervision: Supervision) -> list[Block]:
    office = _office()
    closed = moment(supervision.closed_at) if supervision.closed_at else _("not closed")
    lines = (
        (_("Supervising unit"), _said(office, _("supervising unit"))),
        (_("Responsible unit"), Text(str(supervision.unit))),
        (_("Responsible person"), _said(supervision.responsible, _("responsible person"))),
        (_("Time limit"), Text(day(supervision.due_on))),
        (_("Contact"), _said(supervision.contact, _("contact"))),
        (_("State"), Text(supervision.get_state_display())),
        (_("Closed at"), Text(closed)),
    )
    columns = (Column(_("Item"), share=1), Column(_("Content"), share=3))
    rows = tuple(row(name, said) for name, said in lines)
    return [Heading(1, _("Responsibility and time limit")), Table(columns, rows)]


def _timeline(timeline: Sequence[Line]) -> list[Block]:
    columns = (
        Column(_("Time"), share=1.4),
        Column(_("What happened"), share=2.4),
        Column(_("Explanation"), share=2.2),
    )
    rows = tuple(row(moment(line.at), line.what, line.words or "—") for line in timeline)
    return [Heading(1, _("Timeline")), Table(columns, rows)]


def _reply(supervision: Supervision) -> list[Block]:
    heading = Heading(1, _("Reply of the responsible unit"))
    if not supervision.reply:
        return [heading, paragraph(Gap(_("reply")))]
    by = _("%(who)s, %(when)s") % {"who": supervision.replied_by, "when": moment(supervision.replied_at)}
    lines = [paragraph(line.strip()) for line in supervision.reply.splitlines() if line.strip()]
    return [heading, *lines, paragraph(by)]


def late_list(units: Sequence[Unit], found: Sequence[Late], on: dt.date, language: Language) -> Document:
    """The list of what is late on a day and who has it, in one language."""
    with translation.override(language):
        count = ngettext(
            "As of %(day)s, %(count)s task is late.", "As of %(day)s, %(count)s tasks are late.", len(found)
        ) % {"day": day(on), "count": number(len(found))}
        return Document(
            title=_("What is late and who has it"),
            language=language,
            blocks=(paragraph(count), *(_by_unit(units) + _tasks(found) if found else [])),
            issuer=_office(),
            date=on,
            watermark=notice(),
        )


def _by_unit(units: Sequence[Unit]) -> list[Block]:
    columns = (
        Column(_("Lead unit"), share=3),
        Column(_("Tasks"), align="right", share=1),
        Column(_("Oldest deadline"), share=2),
    )
    rows = tuple(row(str(one.unit), number(one.tasks), day(one.oldest)) for one in units)
    return [Heading(1, _("By unit")), Table(columns, rows)]


def _tasks(found: Sequence[Late]) -> list[Block]:
    columns = (
        Column(_("No."), share=1.2), Column(_("Task"), share=3), Column(_("Who has it"), share=2),
        Column(_("Deadline"), share=1.8), Column(_("Working days late"), align="right", share=1),
        Column(_("Supervision notice"), share=1.8),
    )  # fmt: skip
    rows = tuple(
        row(
            one.task.code, one.task.title, _with_person(one), day(one.task.due_on), _days(one),
            str(one.supervision or "—"),
        )
        for one in found
    )  # fmt: skip
    note = "" if all(one.is_certain for one in found) else _("* not every holiday on the way is known yet")
    return [Heading(1, _("Tasks")), Table(columns, rows, note=note)]


def _with_person(one: Late) -> str:
    person = "" if one.is_with_office else str(one.task.responsible or "")
    return _("%(unit)s, %(person)s") % {"unit": holder(one), "person": person} if person else holder(one)


def _days(one: Late) -> str:
    return number(one.days) if one.is_certain else f"{number(one.days)}*"


def _said(text: str, what: str) -> Run:
    """The text, or the mark of a gap."""
    return Text(text) if text.strip() else Gap(what)
