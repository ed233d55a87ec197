"""`youcheng backup FILE`: everything the deployment consists of in one file, while the server goes on running.

Parses and prints only; the work is in `foundation.backup`. Exit status 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.backup import BackupRefused, make
from youcheng.foundation.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "Write database, files, evidence and secret key into one file with checksums."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="where to write, for example backup.zip")
        parser.add_argument("--replace", action="store_true", help="overwrite FILE when it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        path: Path = options["file"]
        if path.exists() and not options["replace"]:
            raise BackupRefused(
                _("%(file)s is already there. Choose another name or add --replace.") % {"file": path}
            )
        manifest = make(actor=self.actor, now=self.now, path=path)
        size = path.stat().st_size
        self.answer(
            options,
            {"file": str(path), "bytes": size, "files": len(manifest.files), "made_at": manifest.made_at},
            _(
                "%(count)s files, %(size)s MB written to %(file)s. It holds the secret key: keep it as safe as the data "
                "home itself."
            )
            % {"count": len(manifest.files), "size": f"{size / 1e6:,.1f}", "file": path},
        )
