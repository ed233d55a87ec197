"""`youcheng supervise sweep | deliver`: the day's reminders and escalations, and sending what is queued, by hand.

Parses and prints only; the work is `actions.sweep` and `actions.deliveries`. The worker does both by itself.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination.actions.deliveries import deliver_next
from youcheng.coordination.actions.queueing import queue_single
from youcheng.coordination.actions.sweep import sweep
from youcheng.coordination.enums import DeliveryState, NoticeKind
from youcheng.foundation.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "Remind and escalate what is due and late; send the messages that are queued."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        swept = self._verb(
            verbs, "sweep", "make the notices of a day; what was told before is not told again"
        )
        swept.add_argument(
            "--on", type=dt.date.fromisoformat, metavar="DAY", help="the day, such as 2026-10-08 (today)"
        )
        self._verb(verbs, "deliver", "send the messages that are due now")

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if options["verb"] == "sweep":
            self._sweep(options)
        else:
            self._deliver(options)

    def _sweep(self, options: dict[str, Any]) -> None:
        day = options["on"] or timezone.localdate(self.now)
        swept = sweep(actor=self.actor, now=self.now, day=day)
        data = {
            "day": day,
            "tasks": swept.tasks,
            "notices": {kind.value: swept.notices.get(kind.value, 0) for kind in NoticeKind if kind.value in swept.notices},
            "made": sum(swept.notices.values()),
            "deliveries": swept.deliveries,
        }  # fmt: skip
        lines = [
            _("%(day)s: %(tasks)s tasks looked at, %(made)s notices made, %(queued)s messages queued.")
            % {"day": day, "tasks": swept.tasks, "made": data["made"], "queued": swept.deliveries}
        ]
        lines += [f"  {NoticeKind(kind).label}: {count}" for kind, count in sorted(swept.notices.items())]
        self.answer(options, data, "\n".join(lines))

    def _deliver(self, options: dict[str, Any]) -> None:
        queue_single(now=self.now)
        states: Counter[str] = Counter()
        while (delivery := deliver_next(actor=self.actor, now=self.now)) is not None:
            states[delivery.state] += 1
        lines = [f"{DeliveryState(state).label}: {count}" for state, count in sorted(states.items())]
        self.answer(options, {"states": dict(states)}, "\n".join(lines) or _("Nothing is to be sent now."))
