"""`youcheng audit verify | prune | export FILE`: prove the log whole, shorten it with a trace, take it out.

Parses and prints only; what happens is in `foundation.audit`. Exit status 0 done, 1 refused or broken, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.commands import day
from youcheng.foundation.errors import Refused
from youcheng.foundation.exporting import csv_lines, workbook_bytes
from youcheng.foundation.exports import audit_columns, audit_rows
from youcheng.foundation.models import AuditEntry


class Command(BaseCommand):
    help = "Verify, prune or export the audit log."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        self._verb(verbs, "verify", "walk the whole chain and name the first broken entry")
        prune = self._verb(verbs, "prune", "remove old entries and leave a signed trace")
        prune.add_argument(
            "--before",
            type=day,
            metavar="DATE",
            help="remove what is older than this day (default: everything that need not be kept)",
        )
        export = self._verb(verbs, "export", "write the log to a sheet (.xlsx or .csv)")
        export.add_argument("file", type=Path, metavar="FILE")

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        {"verify": self._verify, "prune": self._prune, "export": self._export}[options["verb"]](options)

    def _verify(self, options: dict[str, Any]) -> None:
        verdict = audit.verify()
        answer = {
            "intact": verdict.intact,
            "entries": verdict.entries,
            "first": verdict.first,
            "last": verdict.last,
            "broken_at": verdict.broken_at,
            "reason": verdict.reason,
        }
        if not verdict.intact:
            if options["json"]:
                self.answer(options, answer, "")
            raise CommandError(
                _("The audit log is broken at entry #%(number)s: %(reason)s.")
                % {"number": verdict.broken_at, "reason": verdict.reason}
            )
        whole = _("The audit log is intact: %(entries)s entries, #%(first)s to #%(last)s.") % {
            "entries": f"{verdict.entries:,}", "first": verdict.first, "last": verdict.last,
        }  # fmt: skip
        self.answer(options, answer, whole if verdict.entries else _("The audit log is intact and empty."))

    def _prune(self, options: dict[str, Any]) -> None:
        given: date | None = options["before"]
        before = (
            timezone.make_aware(datetime.combine(given, time.min)) if given else audit.kept_until(self.now)
        )
        removed = audit.prune(actor=self.actor, now=self.now, before=before)
        self.answer(
            options,
            {"removed": removed, "before": before},
            _("%(count)s entries older than %(day)s were removed.")
            % {"count": f"{removed:,}", "day": timezone.localtime(before).date().isoformat()},
        )

    def _export(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        columns, rows = audit_columns(), audit_rows(AuditEntry.objects.order_by("number"))
        count = AuditEntry.objects.count()
        if path.suffix.lower() == ".csv":
            content = b"".join(csv_lines(columns, rows))
        elif path.suffix.lower() == ".xlsx":
            content = workbook_bytes(columns, rows, title=_("audit log"))
        else:
            raise Refused(_("Name a file that ends in .xlsx or .csv."))
        _write_whole(path, content)
        self.answer(
            options,
            {"file": str(path), "entries": count},
            _("%(count)s entries written to %(file)s.") % {"count": f"{count:,}", "file": path},
        )


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside and put into place, so that a full disk leaves the old file as it was. The log is nobody else's."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        raise Refused(
            _("%(file)s could not be written: %(reason)s. Nothing was changed.")
            % {"file": path, "reason": error.strerror}
        ) from error
    finally:
        draft.unlink(missing_ok=True)
