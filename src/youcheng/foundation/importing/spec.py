"""What an app declares so that its rows can come in and go out as a sheet: columns, external key, present state, writing.

Apps subclass `ImportSpec` in their `imports.py` and make one instance; `run` and the pages know specs by name only.
The same columns serve the export, so that an exported file is an importable one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.table import Cell
from youcheng.foundation.importing.values import Kind, plain
from youcheng.foundation.neutral import ERRORS, GAP, UNSAVED

Values = Mapping[str, Any]
"""Parsed cells by column key. A column the sheet lacks is absent; an empty cell is None."""
Context = TypeVar("Context")
Report = Callable[[int], None]


@dataclass(frozen=True)
class Column:
    """One column of a sheet. Headers are data that files carry, so both languages stand here and not in a catalogue."""

    key: str
    zh: str
    en: str
    kind: Kind
    required: bool = False
    aliases: tuple[str, ...] = ()
    help_zh: str = ""
    help_en: str = ""

    @property
    def title(self) -> str:
        """The header in the active language."""
        return self.zh if (get_language() or "").startswith("zh") else self.en

    @property
    def help(self) -> str:
        return self.help_zh if (get_language() or "").startswith("zh") else self.help_en

    @property
    def form(self) -> str:
        """How a cell is written, in the active language."""
        return self.kind.form()

    @property
    def names(self) -> tuple[str, ...]:
        """Every header under which the column is recognised."""
        return (self.key, self.zh, self.en, *self.aliases)

    def read(self, cell: Cell) -> Any:
        """The value of a cell, None where it is empty or says 待补. `BadValue` where it can't be read."""
        written = cell.strip() if isinstance(cell, str) else plain(cell)
        if written == UNSAVED:
            raise BadValue(
                _(
                    "The formula's result was not saved; open the workbook in a spreadsheet program and save it."
                )
            )
        if written.upper() in ERRORS:
            raise BadValue(_("The cell holds the error %(error)s of a formula.") % {"error": written})
        if written in {"", GAP}:
            if self.required:
                raise BadValue(_("This must be filled in."))
            return None
        return self.kind.parse(cell)

    def write(self, value: Any) -> Cell:
        return None if value is None else self.kind.write(value)


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: a sentence, and the key of the column it is about ("" for the row as a whole)."""

    text: str
    column: str = ""


@dataclass(frozen=True)
class Change:
    """A row to be written. `present` is the state it replaces, None for a new row; `number` is the sheet's row."""

    number: int
    key: str
    values: Values
    present: Values | None
    columns: tuple[str, ...] = field(default=())
    """Keys of the columns that differ from `present`; all given ones for a new row."""

    @property
    def is_new(self) -> bool:
        return self.present is None


class ImportSpec(ABC, Generic[Context]):
    """One kind of sheet. Values are compared column by column with the present state; only differences are written."""

    name: str
    """Stable name, part of the address: /import/<name>/."""
    columns: tuple[Column, ...]

    @property
    @abstractmethod
    def title(self) -> str:
        """What the sheet holds, in the active language."""

    @property
    @abstractmethod
    def purpose(self) -> str:
        """One line about when to use it and what counts as the same row."""

    @abstractmethod
    def allowed(self, actor: Actor) -> bool:
        """Whether the actor may import such sheets at all; rights on single rows are the actions' business."""

    @abstractmethod
    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        """Look up everything the rows refer to, in a number of queries that does not depend on their number."""

    @abstractmethod
    def key_of(self, context: Context, values: Values) -> str:
        """The external key by which a row is the same row next time."""

    @abstractmethod
    def present(self, context: Context, key: str) -> Values | None:
        """The row with this key as it stands now, in the terms of the columns; None where there is none."""

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        """What is wrong with a row whose cells could all be read. Override where rows refer to other things."""
        return ()

    @abstractmethod
    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        """Write the changes through the app's actions, inside the caller's transaction.

        Calls `report(done)` now and then. Raises `Refused` that names the row (`naming_row`); all is undone.
        """

    @abstractmethod
    def rows(self, actor: Actor) -> Iterable[Values]:
        """Every row the actor may see, as the export writes it and `present` would answer it."""

    def result_url(self) -> str:
        """Where to see what came in; "" where no page shows it."""
        return ""

    def label(self, context: Context, values: Values) -> str:
        """How a row is named in the preview: the first filled column unless an app knows better."""
        return next((plain(c.write(values[c.key])) for c in self.columns if values.get(c.key)), "")

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    @property
    def accepted(self) -> dict[str, tuple[str, ...]]:
        """Column key → the headers under which it is recognised."""
        return {column.key: column.names for column in self.columns}


@contextmanager
def naming_row(change: Change) -> Iterator[None]:
    """Say of what an action refuses in this block which row of the sheet it was about."""
    try:
        yield
    except Refused as refused:
        raise Refused(_("Row %(row)s: %(text)s") % {"row": change.number, "text": refused}) from refused


_REGISTRY: dict[str, ImportSpec[Any]] = {}


def register(spec: ImportSpec[Any]) -> None:
    """Make a spec known under its name. Called once, at the end of an app's `imports.py`."""
    if spec.name in _REGISTRY:
        raise RuntimeError(f"an import called {spec.name!r} is already registered")
    _REGISTRY[spec.name] = spec


def forget(name: str) -> None:
    """Take a spec out again; for tests that register one of their own."""
    del _REGISTRY[name]


def spec_named(name: str) -> ImportSpec[Any] | None:
    return _REGISTRY.get(name)


def may_import(actor: Actor) -> bool:
    """Whoever may import at least one kind of sheet."""
    return any(spec.allowed(actor) for spec in _REGISTRY.values())


def specs_for(actor: Actor) -> list[ImportSpec[Any]]:
    """The imports this actor may run, by title."""
    return sorted((spec for spec in _REGISTRY.values() if spec.allowed(actor)), key=lambda spec: spec.title)
