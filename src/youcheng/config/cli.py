"""The `youcheng` command: Django's command runner with our settings and one promise about exit statuses.

0 done, 1 refused with one clear line on standard error, 2 wrong usage. The commands themselves live in each app's
`management/commands`.
"""

from __future__ import annotations

import os
import sys

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand


class CommandLine(ManagementUtility):
    """Django's runner; an unknown command is wrong usage, hence status 2."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """Our commands with what they do; Django's own come after `youcheng help --commands`."""
        if commands_only:
            return super().main_help_text(commands_only)
        ours = [name for name, app in get_commands().items() if str(app).startswith("youcheng.")]
        width = max(map(len, ours))
        lines = [f"  {name:<{width}}  {self.fetch_command(name).help}" for name in sorted(ours)]
        return "\n".join(
            ["usage: youcheng COMMAND [options]", "", *lines, "", "youcheng COMMAND --help says more."]
        )

    def fetch_command(self, subcommand: str) -> BaseCommand:
        try:
            return super().fetch_command(subcommand)
        except SystemExit:
            sys.exit(2)


def main() -> None:
    """Run `youcheng COMMAND …` and exit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youcheng.config.settings")
    try:
        CommandLine(["youcheng", *sys.argv[1:]]).execute()
    except KeyboardInterrupt:
        sys.stderr.write("youcheng: stopped\n")
        sys.exit(130)
