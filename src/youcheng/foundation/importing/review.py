"""A run's preview as the page and the error sheet show it: counts by state, lines with old and new, reasons.

Called by `views.imports`. Nothing is compared here; that was `planning`'s work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.enums import RowState
from youcheng.foundation.exporting import Field, Writable
from youcheng.foundation.importing.spec import ImportSpec
from youcheng.foundation.models import ImportRow, ImportRun

TONES = {
    RowState.CREATED: "good",
    RowState.CHANGED: "info",
    RowState.UNCHANGED: "open",
    RowState.REFUSED: "critical",
}


@dataclass(frozen=True)
class State:
    """One state with its number of rows, for the chips above the table."""

    value: str
    label: str
    tone: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Difference:
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownLine:
    """One line of the preview. `problems` are sentences with the column they are about."""

    number: int
    label: str
    state: str
    tone: str
    differences: list[Difference]
    problems: list[str]


def states(run: ImportRun, current: str) -> list[State]:
    return [
        State(s.value, str(s.label), TONES[s], run.count(s), s.value == current)
        for s in RowState
        if run.count(s)
    ]


def line(spec: ImportSpec[Any], row: ImportRow) -> ShownLine:
    titles = {column.key: column.title for column in spec.columns}
    state = RowState(row.state)
    return ShownLine(
        row.number,
        row.label,
        str(state.label),
        TONES[state],
        [Difference(titles.get(d["column"], d["column"]), d["old"], d["new"]) for d in row.differences],
        reasons(spec, row),
    )


def reasons(spec: ImportSpec[Any], row: ImportRow) -> list[str]:
    """Why a row is refused, each reason with its column."""
    titles = {column.key: column.title for column in spec.columns}
    return [placed(titles.get(problem["column"], ""), problem["text"]) for problem in row.problems]


def placed(column: str, text: str) -> str:
    """A reason with the column it is about, where it is about one."""
    return _("%(column)s: %(text)s") % {"column": column, "text": text} if column else text


def error_sheet(spec: ImportSpec[Any], run: ImportRun) -> tuple[Sequence[Writable], Iterator[dict[str, Any]]]:
    """The columns and refused rows of a run: the mapped columns as they came, the row's number and the reasons.

    The two further columns have headers that no import takes, so that the corrected sheet can be imported as it is.
    """
    mapped = [Field(column.key, column.title) for column in spec.columns if column.key in run.mapping]
    extra = [Field("#row", _("Row in the first sheet")), Field("#reasons", _("Reasons for refusal"))]
    rows = run.rows.filter(state=RowState.REFUSED)
    return [*mapped, *extra], (
        {**row.cells, "#row": row.number, "#reasons": "\n".join(reasons(spec, row))}
        for row in rows.iterator(chunk_size=1000)
    )
