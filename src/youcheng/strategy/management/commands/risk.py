"""`youcheng risk ISO3`: a country's risk in four dimensions with 5–95 % intervals; no figures means not scored.

`youcheng risk frameworks list | load FILE | choose NAME | compare NAME NAME` looks after the frameworks, `youcheng risk check`
compares the figures with the vintage before. Reading and scoring is `facts`, the answers' keys are `answers` and
`framework_answers`; this only parses and prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.importing.values import listed
from youcheng.strategy import answers, framework_answers
from youcheng.strategy.actions import frameworks as actions
from youcheng.strategy.actions.vintages import take_stock
from youcheng.strategy.drafting.names import dimension_name, indicator_label
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.framework_files import LARGEST
from youcheng.strategy.queries import frameworks as queries

NEEDED = {"list": 0, "load": 1, "choose": 1, "compare": 2}


class Command(BaseCommand):
    help = "Say how risky a country (region) is in four dimensions, and how sure that is; look after the frameworks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "country", metavar="ISO3", help="ISO code of the country (region); or “frameworks”, or “check”"
        )
        parser.add_argument(
            "rest", nargs="*", metavar="…", help="frameworks: list, load FILE, choose NAME, compare NAME NAME"
        )
        parser.add_argument(
            "--framework", metavar="NAME", help="score under this framework instead of that in force"
        )
        parser.add_argument(
            "--data", action="append", default=[], metavar="NAME",
            help="read this data set, such as an earlier vintage, instead of its kind's default; may be repeated",
        )  # fmt: skip
        parser.add_argument("--note", default="", help="what a framework that is loaded is for")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if options["country"] == "frameworks":
            self._frameworks(options)
        elif options["country"] == "check" and not options["rest"]:
            self._check(options)
        elif options["rest"]:
            raise CommandError(_("Give one country (region), not several."))
        else:
            code = answers.economy(options["country"])
            found = answers.risk(self._book(options), code, self.today)
            self.answer(options, found, _text(found))

    def _book(self, options: dict[str, Any]) -> RiskBook:
        name = options["framework"]
        framework = queries.choice_of(self.actor, name).framework if name else None
        return risk_book(framework, options["data"])

    def _frameworks(self, options: dict[str, Any]) -> None:
        verb, *names = options["rest"] or ["list"]
        if verb not in NEEDED or len(names) != NEEDED[verb]:
            raise CommandError(_("Say one of: frameworks list, load FILE, choose NAME, compare NAME NAME."))
        answer = {
            "list": self._list,
            "load": self._load,
            "choose": self._choose,
            "compare": self._compare,
        }[verb]
        answer(options, names)

    def _list(self, options: dict[str, Any], _names: Sequence[str]) -> None:
        found = framework_answers.known(queries.choices(self.actor))
        lines = [
            f"{'*' if each['in_force'] else ' '} {each['name']}  {each['origin']}  {each['sha256'][:12]}  {each['problem']}"
            for each in found
        ]
        self.answer(options, found, "\n".join(line.rstrip() for line in lines))

    def _load(self, options: dict[str, Any], names: Sequence[str]) -> None:
        path = Path(names[0])
        try:
            with path.open("rb") as stream:
                raw = stream.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": error.strerror or error}
            ) from error
        row = actions.load_framework(
            actor=self.actor, now=self.now, raw=raw, file_name=path.name, note=options["note"]
        )
        text = _("%(name)s is kept. It is not in force before it is chosen.") % {"name": row}
        self.answer(options, {"name": str(row), "sha256": row.sha256, "in_force": False}, text)

    def _choose(self, options: dict[str, Any], names: Sequence[str]) -> None:
        choice = queries.choice_of(self.actor, names[0])
        if not choice.can_be_chosen:
            raise CommandError(
                _("The data home's own file stands before the one that ships: take it away first.")
            )
        actions.choose_framework(actor=self.actor, now=self.now, framework=choice.row)
        text = _("In force now. Dossiers made under another framework are shown as changed.")
        self.answer(options, {"name": choice.title, "in_force": True}, text)

    def _compare(self, options: dict[str, Any], names: Sequence[str]) -> None:
        first, second = (queries.choice_of(self.actor, name) for name in names)
        ours, theirs = (risk_book(each.framework, options["data"]) for each in (first, second))
        found = framework_answers.compared(first.title, second.title, queries.side_by_side(ours, theirs))
        self.answer(options, found, framework_answers.said(found))

    def _check(self, options: dict[str, Any]) -> None:
        alerts = take_stock(self.actor, self.now)
        found = [framework_answers.alert(each) for each in alerts]
        lines = [
            f"! {each['iso3']} {dimension_name(each['dimension'])}: {each['before'][1]:.0f} → {each['after'][1]:.0f}"
            for each in found
        ]
        self.answer(options, found, "\n".join(lines) or _("No partner left its band."))


def _text(found: dict[str, Any]) -> str:
    lines = [f"{found['economy']['name']} ({found['as_of']})"]
    for code, each in found["dimensions"].items():
        score = f"{each['median']:.0f} ({each['p05']:.0f}–{each['p95']:.0f})" if each["scored"] else "–"
        rank = ""
        if each["scored"]:
            about = {"low": each["rank"][0], "high": each["rank"][1], "all": each["ranked"]}
            rank = "  " + _("rank %(low)s–%(high)s of %(all)s") % about
        lacking = listed(indicator_label(name) for name in each["missing"])
        missing = _("  ! missing: %(indicators)s") % {"indicators": lacking} if lacking else ""
        lines.append(f"  {score:12} {dimension_name(code)}{rank}{missing}")
    lines += [f"! {line['source']} ({line['grade']})" for line in found["red_lines"]]
    return "\n".join([*lines, *(f"! {note}" for note in found["caveats"])])
