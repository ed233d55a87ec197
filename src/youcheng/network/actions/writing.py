"""What the register's actions share: reading dates, checking codes and versions, saving a change with its audit entry.

Called by the modules beside it alone; no action of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from youcheng.engines.errors import BadSpan
from youcheng.engines.timespans import Span
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.network import written
from youcheng.network.errors import ImpossibleDate, NotSetUp, UnknownCode
from youcheng.network.models import HomeCity, Relationship

When = str | dt.date | Span
M = TypeVar("M", bound=models.Model)

EARLIEST = dt.date(1800, 1, 1)
"""No tie between two cities is older; a date before it is a slip of the pen (0206, 1086)."""


def read_span(when: When, now: dt.datetime, *, future: bool = False) -> Span:
    """The span a person wrote. Refuses what can't be read, what is too old and, unless `future`, what is yet to come."""
    try:
        span = (
            when
            if isinstance(when, Span)
            else Span.on(when)
            if isinstance(when, dt.date)
            else written.read(when)
        )
    except BadSpan as error:
        raise ImpossibleDate(
            _(
                "“%s” is not a date. Write 1981-11-05, 2014-04, 2008, “before 2011”, “by 2019-09” or "
                "“between 2011 and 2014-04”."
            )
            % when
        ) from error
    first = span.latest if span.earliest is None else span.earliest
    if first < EARLIEST or span.latest.year > 2200:
        raise ImpossibleDate(_("The date %s can't be right.") % span)
    if not future and first > now.date() + dt.timedelta(days=1):
        raise ImpossibleDate(_("The date %s lies in the future; only what has happened is recorded.") % span)
    return span


def require_code(value: str, allowed: Iterable[str], what: str) -> None:
    """Refuse a code that is none of `allowed`."""
    choices = list(allowed)
    if value not in choices:
        raise UnknownCode(
            _("“%(value)s” is no %(what)s. Known are: %(choices)s.")
            % {"value": value, "what": what, "choices": ", ".join(c for c in choices if c)}
        )


def require_version(row: Any, version: int | None, field: str = "version") -> None:
    """Refuse when somebody else saved the row after this version; None skips the check (imports, commands)."""
    if version is not None and getattr(row, field) != version:
        raise ChangedMeanwhile(
            _("Somebody else changed “%s” in the meantime. What you typed is kept: compare, then save again.")
            % row
        )


def required_home() -> HomeCity:
    """The home city's row; refuses before it was set up."""
    home = HomeCity.objects.select_related("city").filter(pk=1).first()
    if home is None:
        raise NotSetUp(
            _("The home city is not chosen yet. Run “youcheng setup --home-city GEONAMESID” first.")
        )
    return home


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


def touch(relationship: Relationship) -> None:
    """Let the tie's revision grow: calendars and stale dossiers see by it that something changed."""
    Relationship.objects.filter(pk=relationship.pk).update(revision=F("revision") + 1)
    relationship.revision += 1
