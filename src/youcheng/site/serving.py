"""How the processes of `youcheng serve` end: together, at once, and never without the one that started them.

Used by the commands `serve` and `worker`; on which port and with how many workers is said there.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from granian.server import MPServer

GRACE_SECONDS = 10
"""What a process may take to finish what it is doing."""
PARENT_WATCH_SECONDS = 1


class WebServer(MPServer):
    """The web server, ended by any signal to end and by the end of its terminal; a second signal does no harm.

    By itself it takes a hang-up for a wish to renew its workers, two signals at a time may stop it for ever, and on a
    busy machine it takes workers that have ended for workers that refuse to. Started by `nohup` it outlives its terminal.
    """

    def startup(self, *arguments: Any) -> None:
        if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
            self.on_startup(lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        elif _is_in_front():
            ended = self.signal_handler_interrupt
            self.on_startup(threading.Thread(target=_at_hang_up, args=(ended,), daemon=True).start)
        super().startup(*arguments)  # type: ignore[no-untyped-call]  # the library's own

    def signal_handler_interrupt(self, *_signal_and_frame: Any) -> None:
        if not self.interrupt_signal:
            super().signal_handler_interrupt()  # type: ignore[no-untyped-call]  # the library's own

    def signal_handler_reload(self, *_signal_and_frame: Any) -> None:
        self.signal_handler_interrupt()

    def _stop_workers(self) -> None:
        for worker in self.wrks:
            worker.terminate()
        last = time.monotonic() + GRACE_SECONDS
        while any(worker.is_alive() for worker in self.wrks) and time.monotonic() < last:
            time.sleep(0.02)
        super()._stop_workers()  # type: ignore[no-untyped-call]  # the library's own: kills what is left


def load_application() -> Callable[..., Any]:
    """In a fresh web worker: hear signals from the server alone, then load what it is to serve.

    Ctrl-C goes to every process of the terminal's group. A worker that hears it there and then once more from its
    server may never end, so it leaves the group. Until it has handlers of its own, a signal ends it.
    """
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:
        end_with(server.pid)
    application: Callable[..., Any] = import_string(settings.WSGI_APPLICATION)
    # What is loaded by now stays; looking through it for garbage again and again makes long lists slow.
    gc.collect()
    gc.freeze()
    return application


def end_with(parent: int) -> None:
    """End this process when the one that started it is gone: a process killed outright can't end its children."""
    threading.Thread(target=_watch, args=(parent,), name="end-with-parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _is_in_front() -> bool:
    """Whether this is what the terminal on standard input is running now."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # no terminal
        return False


def _at_hang_up(end: Callable[[], Any]) -> None:
    """A closed terminal signals the session's leader only; `make`, where it is that, keeps the signal to itself."""
    terminal = select.poll()
    terminal.register(0, 0)  # hang-ups and errors are always told
    terminal.poll()
    end()
