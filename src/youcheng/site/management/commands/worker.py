"""`youcheng worker`: does the long work (dossiers, imports) that pages put in the queue, and what the clock asks for.

`serve` starts one; at scale run as many as needed on other machines. The tasks live in each app's `tasks`.
"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.site import clock, serving


class Command(BaseCommand):
    help = "Do the long work that pages put in the queue, remind and send messages, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")
        parser.add_argument(
            "--parent", type=int, help=argparse.SUPPRESS
        )  # `serve`, whose end is the worker's too

    def handle(self, *args: Any, **options: Any) -> None:
        if options["parent"] is not None:
            serving.end_with(options["parent"])
        if options["once"]:
            clock.tick()
            work(once=True)
            clock.tick()  # what the work itself has queued for sending
            return
        with clock.running():
            work(once=False)


def work(*, once: bool) -> None:
    call_command("db_worker", batch=once, startup_delay=False, reload=False, verbosity=0)
