"""`youcheng restore FILE [--replace]`: put a backup in place, all of it or nothing. Stop the server first.

Parses and prints only; the work is in `foundation.restoring`. Exit status 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.restoring import restore


class Command(BaseCommand):
    help = "Put a backup in place of what the data home and the database hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="replace the deployment that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        manifest = restore(actor=self.actor, now=self.now, path=options["file"], replace=options["replace"])
        self.answer(
            options,
            {"made_at": manifest.made_at, "version": manifest.version, "files": len(manifest.files)},
            _(
                "The backup of %(made)s is in place (%(count)s files). Run `youcheng setup` before you serve it: it brings "
                "an older backup up to date."
            )
            % {"made": manifest.made_at, "count": len(manifest.files)},
        )
