"""`youcheng permissions`: print who may do what; `--write` and `--check` keep docs/permissions.md current.

Used by whoever changes a policy and by the checks; the page itself is made by `foundation.permissions`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.permissions import document

PAGE = Path("docs/permissions.md")


class Command(BaseCommand):
    help = "Print the table of who may do what, made from the policies."

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--write", action="store_true", help=f"write {PAGE} in the source folder")
        way.add_argument("--check", action="store_true", help=f"refuse when {PAGE} is not current")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        page = document()
        if options["check"]:
            if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
                raise CommandError(
                    _("%(page)s is not current: run `youcheng permissions --write`.") % {"page": PAGE}
                )
        elif options["write"]:
            PAGE.write_text(page, encoding="utf-8")
        else:
            self.answer(options, {"markdown": page}, page)
