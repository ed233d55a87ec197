"""The base of every `youcheng` command: `--json` answers with stable keys, refusals (`Refused`) as one line with status 1.

Commands live in each app's `management/commands`; what they do lives in that app's actions and queries.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused


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

    def answer(self, options: dict[str, Any], data: Any, text: str) -> None:
        """Print `data` as JSON when asked for, else `text`."""
        if options["json"]:
            self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(text)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Turn a refusal into one line on standard error and exit status 1."""
        try:
            return super().execute(*args, **options)
        except Refused as refused:
            raise CommandError(" ".join(str(refused).split())) from refused
