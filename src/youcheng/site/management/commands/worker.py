"""`youcheng worker`: does the long work (dossiers, imports) that pages put in the queue.

`serve` starts one; at scale run as many as needed on other machines. The tasks live in each app's `tasks`.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from youcheng.foundation.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "Do the long work that pages put in the queue, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("db_worker", batch=options["once"], startup_delay=False, reload=False, verbosity=0)
