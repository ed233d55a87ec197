"""`youcheng network count | import | match-pairs`: the register and the world's ties from the command line.

Parses and prints only; counting is `queries`, importing `imports`, matching `actions`. Exit status 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.commands import day
from youcheng.foundation.enums import RowState
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import mapping, reading, run
from youcheng.foundation.importing.spec import ImportSpec
from youcheng.network import actions, queries
from youcheng.network.enums import Sureness
from youcheng.network.imports import EXCHANGES, SEEKERS, TIES
from youcheng.network.queries.world import work_out

SPECS: dict[str, ImportSpec[Any]] = {spec.name: spec for spec in (TIES, EXCHANGES, SEEKERS)}


class Command(BaseCommand):
    help = (
        "Count the ties of the register on a day, import a sheet of ties, exchanges or cities looking for partners, or "
        "match the places of a loaded list of the world's pairs."
    )

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

        match = self._verb(
            verbs, "match-pairs", "say which place each end of a list of pairs means, and measure its network"
        )
        match.add_argument("--dataset", metavar="NAME", help="the list (default: the one used by default)")

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        verbs = {"import": self._import, "count": self._count, "match-pairs": self._match_pairs}
        verbs[options["verb"]](options)

    def _count(self, options: dict[str, Any]) -> None:
        as_of = options["as_of"] or self.today
        count = queries.count(as_of)
        lines = [_("As of %(day)s") % {"day": as_of}]
        for name, label in (
            ("sister", _("sister cities")),
            ("exchange", _("friendly exchange cities")),
            ("letter_of_intent", _("letters of intent")),
        ):
            pair = getattr(count, name)
            more = _(" (up to %(count)s)") % {"count": pair.possible} if pair.possible > pair.certain else ""
            lines.append(f"{pair.certain:>5}  {label}{more}")
        self.answer(options, count.as_dict(), "\n".join(lines))

    def _match_pairs(self, options: dict[str, Any]) -> None:
        def say(_done: int, _total: int, text: str) -> None:
            if text and not options["json"]:
                self.stderr.write(text)

        found = actions.match_pairs(actor=self.actor, now=self.now, dataset=options["dataset"], progress=say)
        say(0, 0, _("Comparing the network with chance"))
        actions.store_figures(matching=found.matching, figures=work_out(found.matching))
        data = {
            "dataset": found.matching.dataset,
            "links": found.links,
            "ends": found.by_sureness,
            "share": found.share,
        }
        lines = [
            _("%(name)s: %(share)s of %(ends)s ends matched")
            % {
                "name": found.matching.dataset,
                "share": f"{found.share:.1%}",
                "ends": f"{sum(found.by_sureness.values()):,}",
            },
            *(f"{number:>8,}  {Sureness(code).label}" for code, number in found.by_sureness.items()),
        ]
        self.answer(options, data, "\n".join(lines))

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        data = read_within_limit(path)
        spec = SPECS[options["kind"]] if options["kind"] else told_by_header(data, path.name)
        work: dict[str, Any] = {
            "actor": self.actor,
            "now": self.now,
            "spec": spec,
            "name": path.name,
            "data": data,
        }
        done = run.import_now(**work, dry_run=True)
        stopped = bool(done.refused) and not options["leave_out_refused"]
        if not options["dry_run"] and not stopped:
            done = run.import_now(**work, leave_out_refused=options["leave_out_refused"])
        said = {"kind": spec.name, "counts": done.counts, "refused": done.refused}
        self.answer(options, said, "\n".join([*refusals(done), counts(done)]))
        if stopped and not options["dry_run"]:
            raise Refused(
                ngettext(
                    "%(count)s row can't be imported, so nothing was.",
                    "%(count)s rows can't be imported, so nothing was.",
                    len(done.refused),
                )
                % {"count": len(done.refused)}
            )


def read_within_limit(path: Path) -> bytes:
    """The bytes of a file, at most one more than may be uploaded: a larger file is refused by the reader of sheets."""
    try:
        with path.open("rb") as stream:
            return stream.read(settings.YOUCHENG_UPLOAD_BYTES + 1)
    except OSError as error:
        raise Refused(
            _("%(file)s can't be read: %(reason)s.") % {"file": path, "reason": error.strerror}
        ) from error


def refusals(done: run.Result) -> list[str]:
    """One line a refused row: where it is, what it is called, why."""
    return [
        _("row %(row)s %(label)s: %(reasons)s")
        % {"row": row["row"], "label": row["label"], "reasons": " ".join(row["reasons"])}
        for row in done.refused
    ]


def counts(done: run.Result) -> str:
    return ", ".join(f"{RowState(state).label} {number}" for state, number in done.counts.items())


def told_by_header(data: bytes, name: str) -> ImportSpec[Any]:
    """The kind of sheet whose columns the header names most of."""
    fits = {
        key: len(mapping.guess(spec, reading.read(data, name, spec.accepted))) for key, spec in SPECS.items()
    }
    return SPECS[max(fits, key=lambda key: fits[key])]
