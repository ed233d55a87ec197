"""Saving a change of a row: two editors kept apart by a version, what differs written, and the audit entry beside it.

Called by the apps' actions inside their transactions; what may be changed and by whom is theirs to decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile

M = TypeVar("M", bound=models.Model)


def require_version(row: Any, version: int | None, field: str = "version") -> None:
    """Refuse when somebody else saved the row after this version; None skips the check (imports, commands)."""
    if version is not None and getattr(row, field) != version:
        raise ChangedMeanwhile(
            _("Somebody else changed “%s” in the meantime. What you typed is kept: compare, then save again.")
            % row
        )


def snapshot(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The named columns of a row, as the audit log keeps them."""
    return {name: getattr(row, name) for name in names}


def save_changes(
    *, actor: Actor, now: dt.datetime, action: str, row: M, changes: dict[str, Any], counter: str = "version"
) -> bool:
    """Write what differs and record it; False when nothing does. The counter column grows by one."""
    before, after = audit.changed_fields(snapshot(row, changes), changes)
    if not after:
        return False
    for name, value in after.items():
        setattr(row, name, value)
    setattr(row, counter, getattr(row, counter) + 1)
    row.save(update_fields=[*after, counter])
    audit.record(actor=actor, now=now, action=action, row=row, before=before, after=after)
    return True


def remove_row(
    *, actor: Actor, now: dt.datetime, action: str, row: models.Model, names: Iterable[str], reason: str
) -> None:
    """Delete a row that was entered by mistake; the audit log keeps what it said, with the reason."""
    said = snapshot(row, names)
    audit.record(actor=actor, now=now, action=action, row=row, before=said, after={"reason": reason})
    row.delete()
