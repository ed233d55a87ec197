"""A topic's history as sentences in the reader's language, and why a move can't be made.

Called by the topic's page and its actions. What a sentence is made of stands in the move; nothing is looked up here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.formatting import day
from youcheng.foundation.translated import Translated
from youcheng.strategy.enums import AdviceState, TopicMoveKind
from youcheng.strategy.models import Topic, TopicMove


def sentence(move: TopicMove) -> str:
    """What happened, in one sentence without the time and without the comment."""
    facts = {
        "who": move.person_name or _("the platform"),
        "until": _day(move.facts.get("until")),
        "was": _day(move.facts.get("was")),
        "what": _named(move.facts.get("what", "")),
        "unit": _named(move.facts.get("unit", "")),
        "advice": AdviceState(move.facts["advice"]).label if "advice" in move.facts else "",
        "heir": _named(move.facts.get("heir", "")),
    }
    return _pattern(move.kind) % facts


def not_now(topic: Topic, kind: str) -> str:
    """Why a move can't be made any more, or not yet."""
    return _("“%(topic)s” stands at “%(state)s”, so it can't be done: %(move)s.") % {
        "topic": topic,
        "state": topic.get_state_display(),
        "move": TopicMoveKind(kind).label,
    }


def _pattern(kind: str) -> str:
    patterns: dict[str, str] = {
        TopicMoveKind.CREATED: _("%(who)s wrote the topic down."),
        TopicMoveKind.EDITED: _("%(who)s changed what the topic says."),
        TopicMoveKind.OPENED: _("%(who)s opened the call until %(until)s."),
        TopicMoveKind.PROLONGED: _("%(who)s moved the last day for proposals from %(was)s to %(until)s."),
        TopicMoveKind.CLOSED: _("%(who)s closed the call."),
        TopicMoveKind.CHOSEN: _("%(who)s chose “%(what)s” by %(unit)s."),
        TopicMoveKind.RECONSIDERED: _("%(who)s took the choice back."),
        TopicMoveKind.STARTED: _("%(who)s let the work begin."),
        TopicMoveKind.FINISHED: _("%(who)s marked the topic as finished."),
        TopicMoveKind.CANCELLED: _("%(who)s cancelled the topic."),
        TopicMoveKind.REOPENED: _("%(who)s reopened the topic."),
        TopicMoveKind.FUNDED: _("%(who)s laid down a grant of %(what)s."),
        TopicMoveKind.PAID: _("%(who)s entered the payment of %(what)s."),
        TopicMoveKind.UNPAID: _("%(who)s took the payment of %(what)s back."),
        TopicMoveKind.ACCEPTED: _("%(who)s accepted “%(what)s”."),
        TopicMoveKind.RETURNED: _("%(who)s returned “%(what)s” with comments."),
        TopicMoveKind.ADVISED: _("%(who)s decided on recommendation %(what)s: %(advice)s."),
        TopicMoveKind.LEFT: _("%(what)s left; somebody else is to be named."),
        TopicMoveKind.PASSED_ON: _("%(unit)s was dissolved; its part passed to %(heir)s."),
    }
    return patterns[kind]


def _day(value: Any) -> str:
    return day(dt.date.fromisoformat(value)) if value else _("no date")


def _named(value: Any) -> str:
    return str(Translated(value)) if isinstance(value, dict) else str(value)
