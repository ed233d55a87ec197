"""What the worker does by itself, without a page that asked: queue the day's sweep, send the messages that are due.

Used by the command `worker`. Every worker has a clock and any number may run: the day's sweep is handed out once, and a
message is claimed before it is sent. What is done is coordination's.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connection
from django.utils import timezone

from youcheng.coordination import tasks
from youcheng.coordination.actions import deliveries, queueing, sweep
from youcheng.foundation.actors import Actor

TICK_SECONDS = 60
ACTOR = Actor.system("worker")

log = logging.getLogger(__name__)


def tick(is_over: Callable[[], bool] = lambda: False) -> None:
    """Once: queue the sweep if its hour has come, then send message after message until none is due or it is over."""
    day = sweep.ask(now=timezone.now())
    if day is not None:
        tasks.sweep_day.enqueue(day.isoformat())
    queueing.queue_single(now=timezone.now())
    while not is_over() and deliveries.deliver_next(actor=ACTOR, now=timezone.now()):
        pass


@contextmanager
def running() -> Iterator[None]:
    """A clock that ticks in a thread of its own as long as the block runs; a message on its way is finished first."""
    over = threading.Event()
    thread = threading.Thread(target=_run, args=(over,), name="clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _run(over: threading.Event) -> None:
    while not over.is_set():
        close_old_connections()
        try:
            tick(over.is_set)
        except Exception:  # whatever went wrong this minute, the next one is tried
            log.exception("the worker's clock failed; it goes on in a minute")
        over.wait(TICK_SECONDS)
    connection.close()
