"""Compares every line of a table with the present state: created, changed, unchanged or refused, and why.

Called by `run` for the preview and again inside the commit's transaction. Nothing is written here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.enums import RowState
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import mapping as mappings
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.reading import text
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Values
from youcheng.foundation.importing.table import Line, Table
from youcheng.foundation.importing.values import as_read, original


@dataclass
class Outcome:
    """What will happen to one line of the sheet. `cells` are its texts, by column key, for the error sheet."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    key: str = ""
    label: str = ""
    state: RowState = RowState.REFUSED
    change: Change | None = None

    def replaced(self) -> list[tuple[str, str, str]]:
        """Column, old and new value of every cell that would be written, and the columns of the problems."""
        if self.change is None:
            return [(problem.column, "", "") for problem in self.problems]
        present = self.change.present or {}
        return [(key, repr(present.get(key)), repr(self.values[key])) for key in self.change.columns]

    def differences(self, spec: ImportSpec[Any]) -> list[dict[str, str]]:
        """Old and new text of every column that would change, for people."""
        if self.change is None:
            return []
        present = self.change.present or {}
        return [
            {
                "column": key,
                "old": text(spec.column(key).write(present.get(key))),
                "new": text(spec.column(key).write(self.values[key])),
            }
            for key in self.change.columns
        ]


@dataclass(frozen=True)
class Plan:
    """The outcome of every line, and the context in which the changes can be applied."""

    outcomes: list[Outcome]
    context: Any

    @property
    def changes(self) -> list[Change]:
        return [outcome.change for outcome in self.outcomes if outcome.change is not None]

    def counts(self) -> dict[str, int]:
        """Number of lines by state; every state is present."""
        counts = {state.value: 0 for state in RowState}
        for outcome in self.outcomes:
            counts[outcome.state.value] += 1
        return counts

    def fingerprint(self) -> str:
        """A hash of what would be written and what it would replace: two equal ones mean the same import.

        Made of values and not of their texts, so that it is the same in every language.
        """
        told = [
            [outcome.number, outcome.key, outcome.state, outcome.replaced()]
            for outcome in self.outcomes
            if outcome.state != RowState.UNCHANGED
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def plan(spec: ImportSpec[Any], table: Table, mapping: mappings.Mapping, actor: Actor) -> Plan:
    """What importing this table would do now. `BadSheet` where a required column is missing."""
    mappings.require(spec, mapping, table)
    at = mappings.positions(mapping, table)
    columns = [column for column in spec.columns if column.key in at]
    outcomes = [_read(columns, at, line) for line in table.lines]
    readable = [outcome for outcome in outcomes if not outcome.problems]
    context = spec.prepare([outcome.values for outcome in readable], actor)
    seen: dict[str, int] = {}
    for outcome in readable:
        _decide(spec, context, outcome, seen)
    for outcome in outcomes:
        if outcome.problems and not outcome.label:
            outcome.label = next((cell for cell in outcome.cells.values() if cell), "")
    return Plan(outcomes, context)


def _read(columns: Sequence[Column], at: Mapping[str, int], line: Line) -> Outcome:
    """Parse one line; every cell that can't be read becomes a problem of its column."""
    cells: dict[str, str] = {}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in columns:
        cell = line.cell(at[column.key])
        cells[column.key] = original(cell)
        try:
            values[column.key] = column.read(cell)
        except BadValue as bad:
            problems.append(Problem(str(bad), column.key))
    return Outcome(line.number, cells, values, problems)


def _decide(spec: ImportSpec[Any], context: Any, outcome: Outcome, seen: dict[str, int]) -> None:
    """Give a readable line its state, comparing it with the present row of the same key."""
    try:
        outcome.label = spec.label(context, outcome.values)
        outcome.key = spec.key_of(context, outcome.values)
    except Refused as refused:
        outcome.problems.append(Problem(str(refused)))
        return
    present = spec.present(context, outcome.key)
    outcome.problems.extend(_twice(outcome, seen))
    try:
        outcome.problems.extend(spec.check(context, outcome.values, present))
    except Refused as refused:
        outcome.problems.append(Problem(str(refused)))
    if outcome.problems:
        return
    outcome.state, columns = _difference(outcome.values, present)
    if outcome.state != RowState.UNCHANGED:
        outcome.change = Change(outcome.number, outcome.key, outcome.values, present, columns)


def _twice(outcome: Outcome, seen: dict[str, int]) -> list[Problem]:
    first = seen.setdefault(outcome.key, outcome.number)
    if first == outcome.number:
        return []
    return [Problem(_("The same thing already stands in row %(row)s.") % {"row": first})]


def _difference(values: Values, present: Values | None) -> tuple[RowState, tuple[str, ...]]:
    if present is None:
        return RowState.CREATED, tuple(key for key, value in values.items() if value is not None)
    changed = tuple(key for key, value in values.items() if not _same(value, present.get(key)))
    return (RowState.CHANGED if changed else RowState.UNCHANGED), changed


def _same(value: Any, present: Any) -> bool:
    """Equal, or both empty, or texts that read the same: line breaks and composed accents have several spellings."""
    if isinstance(value, str) and isinstance(present, str):
        return as_read(value) == as_read(present)
    if value in (None, "", ()) and present in (None, "", (), []):
        return True
    return bool(value == present)
