"""`youcheng risk ISO3`: a country's risk in four dimensions with 5–95 % intervals; no figures means not scored.

Reading and scoring is `facts`, the answer's keys are `answers`; this only prints.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.importing.values import listed
from youcheng.strategy import answers
from youcheng.strategy.drafting.names import dimension_name, indicator_label
from youcheng.strategy.facts.sources import risk_book


class Command(BaseCommand):
    help = "Say how risky a country (region) is in four dimensions, and how sure that is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("country", metavar="ISO3", help="ISO code of the country (region)")

    def handle(self, *args: Any, **options: Any) -> None:
        code = answers.economy(options["country"])
        found = answers.risk(risk_book(), code, self.today)
        self.answer(options, found, _text(found))


def _text(found: dict[str, Any]) -> str:
    lines = [f"{found['economy']['name']} ({found['as_of']})"]
    for code, each in found["dimensions"].items():
        score = f"{each['median']:.0f} ({each['p05']:.0f}–{each['p95']:.0f})" if each["scored"] else "–"
        lacking = listed(indicator_label(name) for name in each["missing"])
        missing = _("  ! missing: %(indicators)s") % {"indicators": lacking} if lacking else ""
        lines.append(f"  {score:12} {dimension_name(code)}{missing}")
    lines += [f"! {line['source']} ({line['grade']})" for line in found["red_lines"]]
    return "\n".join([*lines, *(f"! {note}" for note in found["caveats"])])
