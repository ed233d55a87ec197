"""`youcheng setup`: make the data home ready, step by step; nothing that is there is overwritten.

Without options the reference deployment is loaded; `--home-city` begins an empty one for any city. The steps
themselves are in `site/setting_up.py`.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.site import setting_up
from youcheng.site.setting_up import Plan, Step


class Command(BaseCommand):
    help = "Prepare the data home: database, cities, starter evidence, the register, dossiers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--home-city", type=int, metavar="GEONAMESID", help="begin an empty deployment for this city"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.carry_out(Plan(home_city=options["home_city"]), options)

    def carry_out(self, plan: Plan, options: dict[str, Any]) -> None:
        """Run the plan's steps that are not done yet, each with its progress."""
        setting_up.refuse_another(plan)
        setting_up.prepare()
        done = []
        columns = (
            TextColumn("{task.description:22}"),
            BarColumn(24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bars:
            for step in setting_up.steps(plan, actor=self.actor, now=self.now):
                if not step.is_done():
                    show(step, bars)
                    done.append(step.title)
        self.answer(options, {"done": done}, "" if done else _("Everything is in place."))


def show(step: Step, bars: Progress) -> None:
    """Run one step under a progress bar."""
    bar = bars.add_task(step.title, total=None)
    step.run(lambda done, total: bars.update(bar, completed=done, total=total))
    total = bars.tasks[bar].total or 1
    bars.update(bar, total=total, completed=total)
