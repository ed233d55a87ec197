"""`youcheng complementarity EXP IMP`: what two countries could sell each other, from the default or a named data set.

Forward is the first selling to the second. Reading is `facts`, the answer's keys are `answers`; this only prints.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.engines.conventions import OTHERS, chosen
from youcheng.evidence.queries import LEVELS
from youcheng.foundation.commands import Command as BaseCommand
from youcheng.strategy import answers
from youcheng.strategy.facts.levels import basis
from youcheng.strategy.facts.sources import trade_book
from youcheng.strategy.facts.trade import TradeBook


class Command(BaseCommand):
    help = "Say how well two countries (regions) complement each other in trade, both ways."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("exporter", metavar="EXP", help="ISO code of the first country (region)")
        parser.add_argument("importer", metavar="IMP", help="ISO code of the second")
        parser.add_argument("--dataset", metavar="NAME", help="another data set than the default")
        parser.add_argument("--year", type=int, help="another year than the newest")
        parser.add_argument(
            "--level",
            choices=[*dict.fromkeys(name for levels in LEVELS.values() for name in levels)],
            help="the level of classes, as far as the table allows (default: as loaded)",
        )
        parser.add_argument(
            "--convention",
            action="append",
            choices=list(OTHERS),
            default=[],
            help="a convention other than the default; may be given more than once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        exporter, importer = answers.economy(options["exporter"]), answers.economy(options["importer"])
        level = options["level"]
        if level is None:
            book = trade_book(options["dataset"], options["year"])
        else:
            sheet = basis(options["dataset"], options["year"], level).sheet
            book = TradeBook((sheet,), sheet)
        found = answers.complementarity(book, exporter, importer, chosen(options["convention"]), level or "")
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
    how = [
        found["dataset"]["name"],
        str(year),
        *([found["level"]] if found["level"] else []),
        *found["conventions"],
    ]
    lines.append(" · ".join(how))
    return "\n".join([*lines, *(f"! {note}" for note in found["caveats"])])


def _show(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
