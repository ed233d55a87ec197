"""What other capabilities do when a unit is dissolved or a person leaves one: tasks pass on, nothing is orphaned.

A lower app can't import a higher one, so the higher app says here, when it starts, what it does; the actions of accounts
call it inside their own transaction, so that both happen or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from youcheng.accounts.models import Organisation, Person
from youcheng.foundation.actors import Actor

AfterDissolving = Callable[[Actor, datetime, Organisation], None]
AfterLeaving = Callable[[Actor, datetime, Person], None]
_AFTER_DISSOLVING: list[AfterDissolving] = []
_AFTER_LEAVING: list[AfterLeaving] = []


def after_dissolving(follow: AfterDissolving) -> None:
    """Called once by an app when it starts."""
    _AFTER_DISSOLVING.append(follow)


def after_leaving(follow: AfterLeaving) -> None:
    """Called once by an app when it starts. A person leaves by the end of a membership or by being blocked."""
    _AFTER_LEAVING.append(follow)


def of_dissolving(actor: Actor, now: datetime, organisation: Organisation) -> None:
    """Let every capability follow a dissolution."""
    for follow in _AFTER_DISSOLVING:
        follow(actor, now, organisation)


def of_leaving(actor: Actor, now: datetime, person: Person) -> None:
    """Let every capability follow a person's leaving."""
    for follow in _AFTER_LEAVING:
        follow(actor, now, person)
