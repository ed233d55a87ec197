"""`youcheng complementarity EXP IMP`: what two countries could sell each other, from the default or a named data set.

Forward is the first selling to the second. Reading is `facts`, the answer's keys are `answers`; this only prints.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.strategy import answers
from youcheng.strategy.facts.sources import trade_book


class Command(BaseCommand):
    help = "Say how well two countries (regions) complement each other in trade, both ways."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("exporter", metavar="EXP", help="ISO code of the first country (region)")
        parser.add_argument("importer", metavar="IMP", help="ISO code of the second")
        parser.add_argument("--dataset", metavar="NAME", help="another data set than the default")
        parser.add_argument("--year", type=int, help="another year than the newest")

    def handle(self, *args: Any, **options: Any) -> None:
        exporter, importer = answers.economy(options["exporter"]), answers.economy(options["importer"])
        book = trade_book(options["dataset"], options["year"])
        found = answers.complementarity(book, exporter, importer)
        self.answer(options, found, _text(found))


def _text(found: dict[str, Any]) -> str:
    a, b = found["exporter"]["name"], found["importer"]["name"]
    lines = [
        f"{a} → {b}: TCI {_show(found['tci']['forward'], 1)}, C {_show(found['complementarity']['forward'], 2)}",
        f"{b} → {a}: TCI {_show(found['tci']['backward'], 1)}, C {_show(found['complementarity']['backward'], 2)}",
        f"FK {_show(found['finger_kreinin'], 1)}, GL {_show(found['grubel_lloyd'], 2)}",
    ]
    lines += [
        f"  {good['code']:8} {_show(good['forward'], 1):>6} {_show(good['backward'], 1):>6}  {good['name']}"
        for good in found["goods"]
    ]
    year = found["dataset"]["year"] or _("undated")
    lines.append(f"{found['dataset']['name']} {year}")
    return "\n".join([*lines, *(f"! {note}" for note in found["caveats"])])


def _show(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
