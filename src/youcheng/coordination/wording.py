"""What a notice says, in the reader's language, from the facts kept in it.

Called by the page of notices and by the messages that leave the house. Nothing is looked up here: the move a notice is
about comes with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination.enums import NoticeKind, RuleKind, StepKind
from youcheng.coordination.models import Notice, TaskMove
from youcheng.coordination.sentences import sentence
from youcheng.foundation.formatting import day, moment, number
from youcheng.foundation.translated import Translated

Moves = Mapping[int, TaskMove]

TONES = {
    NoticeKind.DUE_SOON.value: "attention", NoticeKind.DUE_TODAY.value: "attention", NoticeKind.LATE.value: "critical",
    NoticeKind.ESCALATED.value: "critical", NoticeKind.PROPOSED.value: "critical", NoticeKind.WEEKLY.value: "critical",
    NoticeKind.SUPERVISED.value: "attention",
}  # fmt: skip
"""The tone of a notice's badge; the others are information."""


def rule_words(kind: str, days: int) -> str:
    """A rule of supervision as one phrase."""
    patterns = {
        RuleKind.BEFORE.value: ngettext(
            "%(days)s working day before the deadline: remind",
            "%(days)s working days before the deadline: remind",
            days,
        ),
        RuleKind.ON_DAY.value: _("on the deadline, or the last working day before it: remind"),
        RuleKind.LATE.value: ngettext(
            "%(days)s working day after the deadline: say that it is late",
            "%(days)s working days after the deadline: say that it is late",
            days,
        ),
        RuleKind.TO_UNIT.value: ngettext(
            "%(days)s working day after the deadline: tell the unit's leaders",
            "%(days)s working days after the deadline: tell the unit's leaders",
            days,
        ),
        RuleKind.TO_OFFICE.value: ngettext(
            "%(days)s working day after the deadline: tell the office's leaders and propose supervision",
            "%(days)s working days after the deadline: tell the office's leaders and propose supervision",
            days,
        ),
    }
    return patterns[kind] % {"days": number(days)}


def moves_of(notices: Iterable[Notice]) -> dict[int, TaskMove]:
    """The moves that some notices are about, by key. One query."""
    keys = {notice.facts["move"] for notice in notices if "move" in notice.facts}
    return TaskMove.objects.select_related("unit", "to_unit").in_bulk(keys)


def words(notice: Notice, moves: Moves) -> str:
    """The notice as one sentence."""
    make = _SENTENCES.get(notice.kind)
    if make is None:
        return str(notice.facts.get("title") or notice.get_kind_display())
    said = make(notice.facts, _due(notice), moves)
    if notice.facts.get("certain") is False:
        said += _(" (Provisional: not every holiday on the way is known yet.)")
    return said


def _due(notice: Notice) -> str:
    due: dt.date | None = notice.due_on
    return day(due)


def _named(facts: Mapping[str, Any]) -> str:
    """The task and, where it is known, the unit that has it."""
    unit = str(Translated(facts.get("unit") or {}))
    if unit:
        return _("“%(title)s” (%(unit)s)") % {"title": facts["title"], "unit": unit}
    return _("“%(title)s”") % {"title": facts["title"]}


def _moved(facts: Mapping[str, Any], _day: str, moves: Moves) -> str:
    move = moves.get(facts.get("move", 0))
    what = sentence(move) if move is not None else NoticeKind.TASK_MOVED.label
    return _("%(task)s: %(what)s") % {"task": _named({"title": facts.get("title", "")}), "what": what}


def _due_soon(facts: Mapping[str, Any], due: str, _moves: Moves) -> str:
    pattern = ngettext(
        "%(task)s is due on %(due)s: %(days)s working day is left.",
        "%(task)s is due on %(due)s: %(days)s working days are left.",
        facts["days"],
    )
    return pattern % {"task": _named(facts), "due": due, "days": number(facts["days"])}


def _due_today(facts: Mapping[str, Any], due: str, _moves: Moves) -> str:
    return _("%(task)s is due on %(due)s. This is the last reminder before it.") % {
        "task": _named(facts), "due": due,
    }  # fmt: skip


def _late(facts: Mapping[str, Any], due: str, _moves: Moves) -> str:
    pattern = ngettext(
        "%(task)s was due on %(due)s and is %(days)s working day late.",
        "%(task)s was due on %(due)s and is %(days)s working days late.",
        facts["days"],
    )
    return pattern % {"task": _named(facts), "due": due, "days": number(facts["days"])}


def _escalated(facts: Mapping[str, Any], due: str, moves: Moves) -> str:
    return _late(facts, due, moves) + _(" Please see to it.")


def _proposed(facts: Mapping[str, Any], due: str, moves: Moves) -> str:
    return _late(facts, due, moves) + _(" It may be put under supervision.")


def _supervised(facts: Mapping[str, Any], _day: str, _moves: Moves) -> str:
    patterns = {
        StepKind.OPENED.value: _("%(task)s was put under supervision: notice No. %(number)s of %(year)s."),
        StepKind.CHANGED.value: _("Supervision notice No. %(number)s of %(year)s on %(task)s was changed."),
        StepKind.ANSWERED.value: _("Supervision notice No. %(number)s of %(year)s on %(task)s was answered."),
        StepKind.ASKED_AGAIN.value: _(
            "The answer to supervision notice No. %(number)s of %(year)s on %(task)s is not enough yet."
        ),
        StepKind.CLOSED.value: _("Supervision notice No. %(number)s of %(year)s on %(task)s is closed."),
        StepKind.WITHDRAWN.value: _(
            "Supervision notice No. %(number)s of %(year)s on %(task)s was withdrawn."
        ),
    }
    return patterns[facts["step"]] % {"task": _named(facts), "number": facts["number"], "year": facts["year"]}


def _meeting(facts: Mapping[str, Any], _day: str, _moves: Moves) -> str:
    held_at = dt.datetime.fromisoformat(facts["held_at"])
    return _("“%(title)s” meets on %(when)s.") % {"title": facts["title"], "when": moment(held_at)}


def _weekly(facts: Mapping[str, Any], _day: str, _moves: Moves) -> str:
    pattern = ngettext(
        "The week's list: %(tasks)s task is late, with %(units)s unit.",
        "The week's list: %(tasks)s tasks are late, with %(units)s units.",
        facts["tasks"],
    )
    return pattern % {"tasks": number(facts["tasks"]), "units": number(facts["units"])}


_SENTENCES: dict[str, Callable[[Mapping[str, Any], str, Moves], str]] = {
    NoticeKind.TASK_MOVED.value: _moved,
    NoticeKind.DUE_SOON.value: _due_soon,
    NoticeKind.DUE_TODAY.value: _due_today,
    NoticeKind.LATE.value: _late,
    NoticeKind.ESCALATED.value: _escalated,
    NoticeKind.PROPOSED.value: _proposed,
    NoticeKind.SUPERVISED.value: _supervised,
    NoticeKind.WEEKLY.value: _weekly,
    NoticeKind.MEETING.value: _meeting,
}
