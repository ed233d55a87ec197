"""The base of every `youcheng` command: `--json` answers with stable keys, refusals (`Refused`) as one line with status 1.

Commands live in each app's `management/commands`; what they do lives in that app's actions and queries.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused


def day(text: str) -> date:
    """A calendar day for argparse: what is none is wrong usage."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(text)s” is not a date such as 2022-12-31") % {"text": text}) from None


class Command(BaseCommand):
    """Subclasses implement `handle`, say what they have to say through `answer`; a `Refused` becomes the answer no."""

    requires_system_checks: Any = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", help="answer as JSON with stable keys")
        return parser

    @property
    def actor(self) -> Actor:
        """Whoever can run commands holds the data home, so commands act as the system and are logged as such."""
        return Actor.system(f"command {type(self).__module__.rsplit('.', 1)[-1]}")

    @property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def today(self) -> date:
        """The day it is here: a day begins in the office's time zone, not in the world's."""
        return timezone.localdate(self.now)

    def answer(self, options: dict[str, Any], data: Any, text: str) -> None:
        """Print `data` as JSON when asked for, else `text`."""
        if options["json"]:
            self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(text)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Turn a refusal into one line on standard error and its exit status, 1 unless it says another."""
        try:
            return super().execute(*args, **options)
        except (Refused, CommandError) as refused:
            self._refuse(str(refused), refused)
        except DatabaseError as error:
            trouble = database_trouble(str(error))
            if trouble is None:
                raise
            self._refuse(trouble, error)

    def _refuse(self, said: str, error: Exception) -> NoReturn:
        line = " ".join(said.split())
        status = getattr(error, "returncode", 1)
        if self._called_from_command_line:  # type: ignore[attr-defined]  # set by Django's runner
            sys.stderr.write(f"youcheng: {line}\n")
            sys.exit(status)
        raise CommandError(line, returncode=status) from error


def database_trouble(said: str) -> str | None:
    """What a person can put right about the database, in one line; None for our own mistakes.

    `said` is the driver's message, of SQLite or PostgreSQL.
    """
    said = said.lower()
    if "disk is full" in said or "no space left" in said:
        return _("The disk is full; nothing was changed. Free some space and try again.")
    if "no such table" in said or "no such column" in said or "does not exist" in said:
        return _(
            "This data home has not been set up, or was made by another version. Run `youcheng setup` first."
        )
    if "readonly database" in said or "unable to open database" in said:
        return _(
            "The database in the data home can't be written. Check who owns the files; nothing was changed."
        )
    if "database is locked" in said or "connection refused" in said:
        return _("The database can't be reached now; nothing was changed. Try again in a minute.")
    return None
