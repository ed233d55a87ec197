"""The breakdown of tasks 任务分解表 in its published form, on a sheet turned for its eight columns.

Called by the task table and its groupings. What is not on record is marked as to be supplied, never filled in, and what the
list was narrowed to stands at the head of the paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination.errors import TooLong
from youcheng.coordination.models import Task
from youcheng.coordination.sentences import standing
from youcheng.foundation.documents.model import (
    Block,
    Cell,
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
from youcheng.foundation.formatting import day, number
from youcheng.network.queries import home_city

LONGEST = 1_000
"""Tasks of one paper at most; more is a sheet's business."""
Part = tuple[str, Sequence[Task]]
"""A heading ("" for none) and the tasks below it."""


def breakdown(parts: Sequence[Part], *, said: Sequence[str], today: dt.date, language: Language) -> Document:
    """The paper in one language; the words people wrote stay in the language they wrote them in."""
    count = len({task.pk for _heading, tasks in parts for task in tasks})
    with translation.override(language):
        home = home_city()
        return Document(
            title=_title(parts),
            language=language,
            blocks=(_about(count, said, today), *_tables(parts, today)),
            issuer=str(home.office) if home and home.office else "",
            date=today,
            watermark=notice(),
            landscape=True,
        )


def require_short(count: int) -> None:
    """Refuse a paper nobody could read, before its tasks are fetched."""
    if count > LONGEST:
        raise TooLong(
            _(
                "%(count)s tasks are too many for a paper; at most %(most)s fit. Narrow the list, or take it as a sheet."
            )
            % {"count": number(count), "most": number(LONGEST)}
        )


def _title(parts: Sequence[Part]) -> str:
    """With its year where all tasks are of one."""
    years = {task.plan.year for _heading, tasks in parts for task in tasks}
    return (
        _("Breakdown of tasks %(year)s") % {"year": years.pop()}
        if len(years) == 1
        else _("Breakdown of tasks")
    )


def _about(count: int, said: Sequence[str], today: dt.date) -> Block:
    """How many tasks, as of when, and what the list was narrowed to."""
    tasks = ngettext("%(shown)s task", "%(shown)s tasks", count) % {"shown": number(count)}
    facts = {"tasks": tasks, "day": day(today), "said": _("; ").join(said)}
    if said:
        return paragraph(_("As of %(day)s: %(tasks)s. Narrowed to: %(said)s.") % facts)
    return paragraph(_("As of %(day)s: %(tasks)s.") % facts)


def _tables(parts: Sequence[Part], today: dt.date) -> Iterable[Block]:
    for heading, tasks in parts:
        if heading:
            yield Heading(1, heading)
        yield Table(_columns(), tuple(_row(place, task, today) for place, task in enumerate(tasks, start=1)))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), align="center", share=0.55),
        Column(_("Task"), share=2.2),
        Column(_("Concrete measures"), share=2.6),
        Column(_("Lead unit"), share=1.25),
        Column(_("Cooperating units"), share=1.4),
        Column(_("Responsible person"), share=0.9),
        Column(_("Deadline"), share=1.15),
        Column(_("Progress"), share=1.15),
    )


def _row(place: int, task: Task, today: dt.date) -> tuple[Cell, ...]:
    measure = task.description or (task.measure.title if task.measure else "")
    cooperating = _("; ").join(str(unit) for unit in task.cooperating.all())
    return row(
        str(place),
        task.title,
        _said(measure),
        _said(str(task.lead or "")),
        cooperating or "—",
        _said(str(task.responsible or "")),
        _said(day(task.due_on) if task.due_on else ""),
        standing(task, today),
    )


def _said(text: str) -> Run:
    """The text, or the mark of a gap."""
    return Text(text) if text.strip() else Gap()
