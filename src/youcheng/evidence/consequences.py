"""What other capabilities do when the figures change: a new vintage is compared with the one before.

A lower app can't import a higher one, so the higher app says here, when it starts, what it does. It is called before the
change, to look at what there is, and after it. A failure there is logged and never undoes a load.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from youcheng.foundation.actors import Actor

log = logging.getLogger(__name__)

Watch = Callable[[Actor, datetime], object]
_WATCHING: list[Watch] = []


def watch(look: Watch) -> None:
    """Called once by an app when it starts: `look` is called before and after the figures change."""
    _WATCHING.append(look)


@contextlib.contextmanager
def watched(actor: Actor, now: datetime) -> Iterator[None]:
    """Let every capability look at the figures before and after what is done inside."""
    _look(actor, now)
    yield
    _look(actor, now)


def _look(actor: Actor, now: datetime) -> None:
    for look in _WATCHING:
        try:
            look(actor, now)
        except Exception:  # whatever goes wrong in a higher capability, the figures are loaded
            log.exception("looking at the changed figures failed")
