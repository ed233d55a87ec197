"""`youcheng network count | import`: the register from the command line.

Parses and prints only; counting is `queries`, importing `imports`. Exit status 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import mapping, reading, run
from youcheng.foundation.importing.spec import ImportSpec
from youcheng.network import queries
from youcheng.network.imports import EXCHANGES, SEEKERS, TIES

SPECS: dict[str, ImportSpec[Any]] = {spec.name: spec for spec in (TIES, EXCHANGES, SEEKERS)}


def day(text: str) -> dt.date:
    """A calendar day for argparse: what is none is wrong usage."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2022-12-31") from None


class Command(BaseCommand):
    help = "Count the ties of the register on a day, or import a sheet of ties, exchanges or cities looking for partners."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        count = self._verb(verbs, "count", "count the ties, certain and possible, on a day")
        count.add_argument("--as-of", type=day, metavar="DATE", help="the day (default: today)")
        bring = self._verb(
            verbs, "import", "import a sheet of ties, exchanges or cities looking for partners (XLSX or CSV)"
        )
        bring.add_argument("file", type=Path, metavar="FILE")
        bring.add_argument("--kind", choices=sorted(SPECS), help="what it holds (told by its header)")
        bring.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        bring.add_argument(
            "--leave-out-refused", action="store_true", help="import the good rows without the refused ones"
        )

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if options["verb"] == "import":
            self._import(options)
        else:
            self._count(options)

    def _count(self, options: dict[str, Any]) -> None:
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

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(f"{path}: {error.strerror}") from error
        spec = SPECS[options["kind"]] if options["kind"] else told_by_header(data, path.name)
        work: dict[str, Any] = {
            "actor": self.actor,
            "now": self.now,
            "spec": spec,
            "name": path.name,
            "data": data,
        }
        tried = run.import_now(**work, dry_run=True)
        if tried.refused and not options["leave_out_refused"] or options["dry_run"]:
            for row in tried.refused:
                self.stderr.write(f"row {row['row']} {row['label']}: {' '.join(row['reasons'])}")
            if tried.refused and not options["dry_run"]:
                raise Refused(f"{len(tried.refused)} rows can't be imported, so nothing was.")
            done = tried
        else:
            done = run.import_now(**work, leave_out_refused=options["leave_out_refused"])
        text = ", ".join(f"{number} {state}" for state, number in done.counts.items())
        self.answer(options, {"kind": spec.name, "counts": done.counts, "refused": done.refused}, text)


def told_by_header(data: bytes, name: str) -> ImportSpec[Any]:
    """The kind of sheet whose columns the header names most of."""
    fits = {
        key: len(mapping.guess(spec, reading.read(data, name, spec.accepted))) for key, spec in SPECS.items()
    }
    return SPECS[max(fits, key=lambda key: fits[key])]
