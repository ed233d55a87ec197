"""`youcheng dossier CITY -o FILE`: a partner's dossier as DOCX, PDF, HTML or JSON; `youcheng dossier --build` drafts.

The suffix of FILE says the format; another one is wrong usage (exit status 2). Drafting is `actions`, files are `exports`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, cast

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.documents.model import LANGUAGES, DocumentError, Language
from youcheng.foundation.errors import Refused
from youcheng.network.queries import relationship_named
from youcheng.strategy import actions
from youcheng.strategy.exports import dossiers as exports
from youcheng.strategy.queries import dossier_named, dossiers_visible_to


class Command(BaseCommand):
    help = "Write a partner's dossier to a file, or draft dossiers anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "city", metavar="CITY", nargs="?", help="the partner's address, such as chiang-mai"
        )
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="a file ending in .docx, .pdf, .html or .json"
        )
        parser.add_argument(
            "--year", type=int, help="the dossier's year (the newest, or this year where none is drafted)"
        )
        parser.add_argument("--language", choices=LANGUAGES, default="zh-hans")
        parser.add_argument("--build", action="store_true", help="draft anew from the figures there are now")

    def handle(self, *args: Any, **options: Any) -> None:
        city, output = options["city"], options["output"]
        kind = output.suffix.lower().removeprefix(".") if output else ""
        if output is not None and kind not in exports.TYPES:
            raise CommandError(
                _("%(file)s: the suffix must be one of %(known)s.")
                % {"file": output, "known": ", ".join(f".{each}" for each in exports.TYPES)},
                returncode=2,
            )
        if city is None and (output is not None or not options["build"]):
            raise CommandError(_("Name a city, or give --build to draft all."), returncode=2)
        if city is not None and output is None and not options["build"]:
            raise CommandError(_("Say where to: -o FILE."), returncode=2)
        if city is None:
            self._build_all(options)
        else:
            self._one(city, output, kind, options)

    def _one(self, city: str, output: Path | None, kind: str, options: dict[str, Any]) -> None:
        year = options["year"] or self.today.year
        tie = relationship_named(self.actor, city)
        drafted = dossiers_visible_to(self.actor).filter(relationship=tie, current__isnull=False)
        if options["build"] or not (drafted.filter(year=year) if options["year"] else drafted).exists():
            actions.build(actor=self.actor, now=self.now, relationship=tie, year=year)
        dossier = dossier_named(self.actor, city, options["year"])
        answer = {
            "city": city,
            "year": dossier.year,
            "version": dossier.current.number if dossier.current else None,
        }
        if output is not None:
            try:
                content = exports.file_of(dossier, kind, cast(Language, options["language"]))
            except DocumentError as error:
                raise Refused(str(error)) from error
            write_whole(output, content)
            answer |= {"file": str(output), "bytes": len(content)}
        self.answer(options, answer, str(output or f"{city} {dossier.year} #{answer['version']}"))

    def _build_all(self, options: dict[str, Any]) -> None:
        year = options["year"] or self.today.year
        report = actions.build_all(actor=self.actor, now=self.now, year=year)
        data = {"built": report.built, "locked": report.locked, "failed": report.failed, "year": year}
        self.answer(options, data, actions.said(report))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what was there stays until the new one is complete. Raises Refused."""
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Refused(
            _("%(file)s can't be written: %(reason)s. Nothing was changed.")
            % {"file": path, "reason": error.strerror or error}
        ) from error
