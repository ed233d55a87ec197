"""`youcheng network count`: the register from the command line.

Parses and prints only; counting is `queries`, importing `imports`. Exit status 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from django.core.management.base import CommandParser

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.network import queries


def day(text: str) -> dt.date:
    """A calendar day for argparse: what is none is wrong usage."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2022-12-31") from None


class Command(BaseCommand):
    help = "Count the ties of the register on a day."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        count = self._verb(verbs, "count", "count the ties, certain and possible, on a day")
        count.add_argument("--as-of", type=day, metavar="DATE", help="the day (default: today)")

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        as_of = options["as_of"] or self.now.date()
        count = queries.count(as_of)
        lines = [f"As of {as_of}"]
        for name, label in (
            ("sister", "sister cities"),
            ("exchange", "friendly exchange cities"),
            ("letter_of_intent", "letters of intent"),
        ):
            pair = getattr(count, name)
            more = f" (up to {pair.possible})" if pair.possible > pair.certain else ""
            lines.append(f"{label:26}{pair.certain:>5}{more}")
        self.answer(options, count.as_dict(), "\n".join(lines))
