"""Writes the rows of a sheet of tasks through the actions: the words first, then what needs all rows to be there.

Called by the spec beside it, inside the import's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from youcheng.coordination import actions
from youcheng.coordination.enums import TaskState
from youcheng.coordination.imports.lookup import Lookup, laid_over, year_of
from youcheng.foundation.actors import Actor
from youcheng.foundation.importing.spec import Change, naming_row

PLAIN = ("title", "description", "starts_on", "due_on", "proof_required", "budget_line", "budget", "currency")
"""Columns that are named as the task's own."""
EMPTY: dict[str, Any] = {"starts_on": None, "due_on": None, "budget": None}


@contextmanager
def named(change: Change) -> Iterator[None]:
    """A refusal of what is done inside names the row."""
    with naming_row(change):
        yield


def write(context: Lookup, change: Change, actor: Actor, now: datetime) -> None:
    """Write the task of a row down, or change what it says."""
    values, merged = change.values, laid_over(change.values, change.present)
    given = {
        name: values[name] if values[name] is not None else EMPTY.get(name, "")
        for name in PLAIN
        if name in values
    }
    if "fields" in values:
        given["fields"] = list(values["fields"] or ())
    for column, name in (
        ("measure", "measure_id"),
        ("tie", "relationship_id"),
        ("lead", "lead_id"),
        ("responsible", "responsible_id"),
    ):
        if column in values:
            row = context.meant(merged, column)
            given[name] = row.pk if row else None
    for column in ("cooperating", "cities"):
        if column in values:
            given[column] = context.meant(values, column)
    given = {name: value for name, value in given.items() if change.is_new or _changes(name, change)}
    if change.is_new:
        plan = context.plans[year_of(values)]
        task = actions.write_task(actor=actor, now=now, plan=plan, key=change.key, **given)
        context.tasks[change.key] = task
    elif given:
        actions.edit_task(actor=actor, now=now, task=context.tasks[change.key], version=None, **given)


def _changes(name: str, change: Change) -> bool:
    """Whether a value of the task belongs to a column that differs."""
    column = {"relationship_id": "tie"}.get(name, name.removesuffix("_id"))
    return column in change.columns


def finish(context: Lookup, change: Change, actor: Actor, now: datetime) -> None:
    """What needs every row to be written: what a task waits for, and that it is assigned."""
    task, values = context.tasks[change.key], change.values
    task.refresh_from_db()
    if "waits_for" in change.columns:
        others = context.others_of(values["waits_for"] or ())
        actions.edit_task(actor=actor, now=now, task=task, version=None, waits_for=others)
    if values.get("state") == TaskState.ASSIGNED and task.state == TaskState.DRAFT:
        actions.assign(actor=actor, now=now, task=task)
