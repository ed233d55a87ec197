"""`youcheng data list | load | pull | default | starter | verify | remove`: the evidence from the command line.

Parses and prints only; loading is `actions`, reading is `queries`. Exit status 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn

from youcheng.evidence import actions, publishers, queries
from youcheng.evidence.enums import Kind
from youcheng.evidence.loaders import Options
from youcheng.evidence.models import Dataset
from youcheng.foundation.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "List, load, fetch, check and remove the data sets about countries and cities."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        self._verb(verbs, "list", "list the data sets in the store")
        load = self._verb(verbs, "load", "load a publisher's file")
        load.add_argument("kind", choices=Kind.values, metavar="KIND", help=", ".join(Kind.values))
        load.add_argument("file", type=Path, metavar="FILE")
        self._about_the_file(load)
        pull = self._verb(verbs, "pull", "download a publisher's file and load it")
        pull.add_argument("kind", choices=Kind.values, metavar="KIND", help=", ".join(Kind.values))
        pull.add_argument("--url", default="", help="another address than the publisher's usual one")
        pull.add_argument("--sha256", default="", help="refuse the file unless it has this checksum")
        self._about_the_file(pull)
        default = self._verb(verbs, "default", "use a data set when nobody names another")
        default.add_argument("name", metavar="NAME")
        self._verb(verbs, "starter", "take in the figures that ship with the platform")
        self._verb(verbs, "verify", "compare every stored file with its checksum")
        remove = self._verb(verbs, "remove", "take a data set out of the store")
        remove.add_argument("name", metavar="NAME")

    def _verb(self, verbs: Any, name: str, text: str) -> CommandParser:
        """Add a verb that takes --json behind it as well as before it."""
        parser: CommandParser = verbs.add_parser(name, help=text, description=text)
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON with stable keys"
        )
        return parser

    def _about_the_file(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--name", default="", help="the name in the catalogue (made from the file's name)"
        )
        parser.add_argument("--year", type=int, help="the year, where the file prints none or holds several")
        parser.add_argument("--level", type=int, choices=(2, 4, 6), help="HS digits to keep (baci)")
        parser.add_argument("--default", action="store_true", help="use it when nobody names another")
        for word in ("version", "source", "citation", "licence", "licence-url"):
            # "--version" is Django's own, so the vintage has its own word.
            flag = "--vintage" if word == "version" else f"--{word}"
            parser.add_argument(flag, default="", dest=word.replace("-", "_"), help=f"{word} of the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        verbs: dict[str, Callable[[dict[str, Any]], None]] = {
            "list": self._list, "load": self._load, "pull": self._pull, "default": self._default,
            "starter": self._starter, "verify": self._verify, "remove": self._remove,
        }  # fmt: skip
        verbs[options["verb"]](options)

    def _list(self, options: dict[str, Any]) -> None:
        held = list(queries.datasets_visible_to(self.actor))
        lines = [
            f"{'*' if dataset.is_default else ' '} {dataset.name:<28} {dataset.kind:<9} {dataset.rows:>10,} "
            f"{dataset.year_span:<10} {dataset.licence or '–'}"
            for dataset in held
        ]
        text = "\n".join([*lines, _("* used by default")]) if held else _("No data set is loaded.")
        self.answer(options, {"datasets": [as_json(dataset) for dataset in held]}, text)

    def _load(self, options: dict[str, Any]) -> None:
        self._take_in(options["file"], options)

    def _pull(self, options: dict[str, Any]) -> None:
        from youcheng.evidence import downloads  # the one verb that needs an HTTP client

        url = options["url"] or publishers.pull_url(Kind(options["kind"]))
        if not url:
            raise CommandError(
                _("No publisher's address is known for %(kind)s. Give one with --url.")
                % {"kind": options["kind"]}
            )
        with _bar(DownloadColumn()) as (bar, task):

            def report(held: int, total: int) -> None:
                bar.update(task, completed=held, total=total or None)

            path = downloads.fetch(
                url, queries.folder() / "downloads", sha256=options["sha256"], progress=report
            )
        self._take_in(path, options)
        path.unlink(missing_ok=True)

    def _take_in(self, path: Path, options: dict[str, Any]) -> None:
        kind = Kind(options["kind"])
        given = {word: options[word] for word in ("version", "source", "citation", "licence", "licence_url")}
        request = actions.Request(
            kind, path, options["name"], Options(year=options["year"], level=options["level"]),
            publishers.words_for(kind, **given), options["default"],
        )  # fmt: skip
        outcomes = actions.load(actor=self.actor, now=self.now, request=request)
        self._answer_outcomes(options, outcomes)

    def _answer_outcomes(self, options: dict[str, Any], outcomes: list[actions.Outcome]) -> None:
        said = {
            actions.CREATED: _("created"), actions.REPLACED: _("replaced"), actions.UNCHANGED: _("unchanged"),
            actions.MENDED: _("mended: its file was lost or damaged"),
        }  # fmt: skip
        notes = list(dict.fromkeys(note for outcome in outcomes for note in outcome.notes))
        data = {
            "datasets": [as_json(outcome.dataset) | {"state": outcome.state} for outcome in outcomes],
            "notes": notes,
        }
        lines = [
            _("%(name)s: %(state)s, %(rows)s rows")
            % {
                "name": outcome.dataset.name,
                "state": said[outcome.state],
                "rows": f"{outcome.dataset.rows:,}",
            }
            for outcome in outcomes
        ]
        self.answer(options, data, "\n".join([*lines, *notes]))

    def _default(self, options: dict[str, Any]) -> None:
        dataset = actions.set_default(actor=self.actor, now=self.now, name=options["name"])
        self.answer(
            options,
            {"default": as_json(dataset)},
            _("“%(name)s” is used by default now.") % {"name": dataset.name},
        )

    def _starter(self, options: dict[str, Any]) -> None:
        with _bar(MofNCompleteColumn()) as (bar, task):

            def report(done: int, total: int, name: str) -> None:
                bar.update(task, completed=done, total=total, description=name)

            outcomes = actions.load_starter(actor=self.actor, now=self.now, progress=report)
        self._answer_outcomes(options, outcomes)

    def _verify(self, options: dict[str, Any]) -> None:
        checked = queries.verify()
        broken = [one for one in checked if not one.intact]
        data = {
            "intact": not broken,
            "datasets": [
                {"name": one.name, "file": one.file, "intact": one.intact, "problem": one.problem}
                for one in checked
            ],
        }
        whole = _("whole")
        lines = [f"{one.name}: {one.problem or whole}" for one in checked]
        self.answer(options, data, "\n".join(lines) or _("No data set is loaded."))
        if broken:
            raise CommandError(
                _("%(count)s of %(total)s data sets are not whole: %(names)s.")
                % {
                    "count": len(broken),
                    "total": len(checked),
                    "names": ", ".join(one.name for one in broken),
                }
            )

    def _remove(self, options: dict[str, Any]) -> None:
        actions.remove(actor=self.actor, now=self.now, name=options["name"])
        self.answer(options, {"removed": options["name"]}, _("“%(name)s” is removed.") % options)


def as_json(dataset: Dataset) -> dict[str, Any]:
    """Return a catalogue entry under the stable keys of `--json`."""
    return {
        "name": dataset.name, "kind": dataset.kind, "shape": dataset.shape, "title": dict(dataset.title),
        "version": dataset.version, "source": dataset.source, "citation": dataset.citation,
        "licence": dataset.licence, "licence_url": dataset.licence_url, "rows": dataset.rows,
        "columns": dataset.columns, "years": dataset.years, "economies": dataset.economies,
        "sha256": dataset.sha256, "file": dataset.file, "loaded_at": dataset.loaded_at,
        "is_starter": dataset.is_starter, "is_default": dataset.is_default,
    }  # fmt: skip


@contextlib.contextmanager
def _bar(column: Any) -> Iterator[tuple[Progress, Any]]:
    """Yield a progress bar on standard error; it shows itself on a terminal only, so that logs stay clean."""
    console = Console(file=sys.stderr)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), column, console=console, disable=not console.is_terminal,
        transient=True,
    ) as progress:  # fmt: skip
        yield progress, progress.add_task("", total=None)
