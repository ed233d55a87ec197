"""The minutes 纪要 of a coordination meeting: who met, what was said on each matter, what was decided and by whom to be done.

Called by the meeting's download. What nobody wrote down is marked as to be supplied, never filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from youcheng.coordination.models import AgendaItem, Decision, Meeting
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
from youcheng.foundation.formatting import day, moment
from youcheng.network.queries import home_city


def minutes(
    meeting: Meeting, agenda: Sequence[AgendaItem], decisions: Sequence[Decision], language: Language
) -> Document:
    """The minutes in one language; the words people wrote stay in the language they wrote them in."""
    with translation.override(language):
        home = home_city()
        return Document(
            title=_("Minutes of the %(title)s") % {"title": meeting.title},
            language=language,
            blocks=(*_who_met(meeting), *_matters(meeting, agenda), *_decided(decisions)),
            issuer=str(home.office) if home and home.office else "",
            date=timezone.localdate(meeting.held_at),
            watermark=notice(),
        )


def _who_met(meeting: Meeting) -> list[Block]:
    units = _("; ").join(str(unit) for unit in meeting.units.all())
    lines = (
        (_("Time"), moment(meeting.held_at)),
        (_("Place"), meeting.place),
        (_("Chair"), meeting.chair),
        (_("Units taking part"), units),
        (_("Present"), " ".join(meeting.present.split())),
    )
    return [paragraph(_("%(name)s: ") % {"name": name}, _said(text, name)) for name, text in lines]


def _matters(meeting: Meeting, agenda: Sequence[AgendaItem]) -> list[Block]:
    blocks: list[Block] = [Heading(1, _("What was discussed"))]
    if meeting.minutes:
        blocks += _paragraphs(meeting.minutes)
    for item in agenda:
        blocks.append(Heading(2, item.title))
        blocks += _paragraphs(item.said) if item.said else [paragraph(Gap(_("what was said")))]
    if not agenda and not meeting.minutes:
        blocks.append(paragraph(Gap(_("what was discussed"))))
    return blocks


def _decided(decisions: Sequence[Decision]) -> list[Block]:
    heading = Heading(1, _("What was decided"))
    if not decisions:
        return [heading, paragraph(_("Nothing was decided that needs a task."))]
    columns = (
        Column(_("No."), align="center", share=0.6),
        Column(_("Decision"), share=4),
        Column(_("Lead unit"), share=1.6),
        Column(_("Deadline"), share=1.6),
    )
    rows = tuple(
        row(
            str(number),
            decision.text,
            _said(str(decision.lead or ""), ""),
            _said(day(decision.due_on) if decision.due_on else "", ""),
        )
        for number, decision in enumerate(decisions, start=1)
    )
    return [heading, Table(columns, rows)]


def _paragraphs(text: str) -> list[Block]:
    return [paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _said(text: str, what: str) -> Run:
    """The text, or the mark of a gap."""
    return Text(text) if text.strip() else Gap(what)
