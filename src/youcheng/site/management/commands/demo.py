"""`youcheng demo --training --size N`: a fictional deployment of any size, for learning, pictures and load.

It lives in a data home of its own and is watermarked everywhere. Without `--training` the reference deployment is
loaded, as `setup` does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.site.management.commands.setup import Command as SetupCommand
from youcheng.site.setting_up import Plan


class Command(SetupCommand):
    help = "Load a demonstration: the reference deployment, or a fictional one for training."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--training", action="store_true", help="a fictional city, watermarked, in its own data home"
        )
        parser.add_argument("--size", type=size, default=60, metavar="N", help="how many relationships (60)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same city (1)")
        parser.add_argument(
            "--home", type=Path, help="data home of the training deployment (<data home>-training)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["training"]:
            self.carry_out(Plan(), options)
            return
        home = (options["home"] or Path(f"{settings.YOUCHENG_HOME}-training")).resolve()
        if home != Path(settings.YOUCHENG_HOME):
            # Settings were read for the other data home, so the command starts again in the right one, which is
            # named so that it is not looked for beside itself.
            os.environ["YOUCHENG_HOME"] = str(home)
            os.execv(sys.executable, [sys.executable, "-m", "youcheng", *sys.argv[1:], "--home", str(home)])  # noqa: S606 - ourselves
        self.carry_out(Plan(training_size=options["size"], training_seed=options["seed"]), options)
        self.stderr.write(
            _("Serve it with: %(command)s") % {"command": f"YOUCHENG_HOME={home} youcheng serve"}
        )


def size(text: str) -> int:
    """A number of relationships; argparse turns the ValueError into wrong usage."""
    number = int(text)
    if not 1 <= number <= 20_000:
        raise ValueError(text)
    return number
