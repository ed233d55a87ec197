"""`youcheng plan read FILE` says what a published work plan promises; `plan import FILE --year Y` proposes its measures.

Parses and prints only; reading is `reading.documents`, what is kept is `actions.bulletins`. Exit status 0 done, 1 refused,
2 wrong usage.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.urls import reverse

from youcheng.coordination.actions import bulletins
from youcheng.coordination.reading import answers, documents
from youcheng.coordination.reading.documents import ReadDocument
from youcheng.engines.bulletin import Reason
from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.errors import Refused


class Command(BaseCommand):
    help = "Read a published plan: its text in reading order, its outline and its measures."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        read = self._verb(verbs, "read", "print what a plan in text, PDF or DOCX says; nothing is stored")
        read.add_argument("file", type=Path, metavar="FILE")
        take_in = self._verb(
            verbs, "import", "keep a published plan and propose its measures; nothing is imposed"
        )
        take_in.add_argument("file", type=Path, metavar="FILE")
        take_in.add_argument("--year", type=int, required=True, metavar="Y", help="the year whose plan it is")
        take_in.add_argument("--title", default="", help="what it is called (default: the file's name)")

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        path: Path = options["file"]
        if options["verb"] == "import":
            self._import(path, options)
            return
        document = documents.read(content(path), path.name, progress=self._progress)
        for sentence in answers.unread_said(document):
            self.stderr.write(sentence)
        self.answer(options, answers.as_values(document), _shown(document))

    def _import(self, path: Path, options: dict[str, Any]) -> None:
        row = bulletins.add_bulletin(
            actor=self.actor,
            now=self.now,
            data=content(path),
            file_name=path.name,
            year=options["year"],
            title=options["title"],
        )
        found = bulletins.read_bulletin(actor=self.actor, now=self.now, bulletin=row, progress=self._progress)
        address = reverse("coordination:bulletin", args=[row.pk])
        if row.note:
            self.stderr.write(row.note)
        data = {
            "bulletin": row.pk,
            "year": row.year,
            "proposals": found,
            "removed": len(row.removed),
            "page": address,
        }
        self.answer(
            options, data, f"{found} measures are proposed for {row.year}; decide about each at {address}"
        )

    def _progress(self, done: int, total: int) -> None:
        """Every fiftieth page of a long document, on standard error."""
        if total >= 200 and done % 100 == 0:
            self.stderr.write(f"{done * 100 // total} %")


def content(path: Path) -> bytes:
    """The bytes of a file named on the command line. Raises Refused."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error


def _shown(document: ReadDocument) -> str:
    """Outline, measures and what was removed, for a person."""
    reading = document.reading
    lines = [
        f"{'  ' * max(0, heading.level - 1)}{heading.number} {heading.title}" for heading in reading.outline
    ]
    lines.append("")
    for number, measure in enumerate(reading.measures, start=1):
        place = f"p. {measure.page}, col. {measure.column}, l. {measure.line}"
        lines.append(f"{number:>3}. {measure.quote}  ({place})")
    gone = [one for one in reading.removed if one.reason is not Reason.BLANK]
    lines += ["", *(f"- {one.text.strip()}: {answers.reason_said(one.reason)}" for one in gone)]
    return "\n".join(lines)
