"""`youcheng serve`: the web server and one worker for the long work; Ctrl-C ends both cleanly.

Started by `make run` after `setup`. Nothing here touches data.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.log import LogLevels

from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.errors import Refused
from youcheng.site import serving, sign_ins

ADDRESS = "127.0.0.1"


class Command(BaseCommand):
    help = "Serve the pages on this machine, with a worker beside."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--address", default=ADDRESS, help="listen elsewhere only behind a proxy with HTTPS"
        )
        parser.add_argument(
            "--workers", type=int, default=min(2, os.cpu_count() or 1), help="web workers (2, on one core 1)"
        )
        parser.add_argument(
            "--no-worker", action="store_true", help="long work is done by a `youcheng worker` elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken(options["address"], options["port"])
        self.stdout.write(self.banner(options["address"], options["port"]))
        self.stdout.flush()
        # Several workers share the cores: threads of linear algebra in each would only wait for one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        server = web_server(options["address"], options["port"], options["workers"])
        worker = None if options["no_worker"] else start_worker()
        try:
            server.serve(target_loader=serving.load_application, wrap_loader=False)
        except RuntimeError as error:  # granian reports a taken port this way
            raise Refused(
                _("Port %(port)s can't be used (%(reason)s); choose another one: --port N.")
                % {"port": options["port"], "reason": error}
            ) from error
        finally:
            if worker is not None:
                stop(worker)
        self.say_stopped()

    def say_stopped(self) -> None:
        """To a terminal that may be closed by now: what can't be said there is not worth an error."""
        try:
            self.stdout.write("youcheng: stopped")
            self.stdout.flush()
        except OSError:
            # Python flushes once more as it ends; let that go nowhere too.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def banner(self, address: str, port: int) -> str:
        lines = ["", f"  Youcheng 友城   http://{address}:{port}/", ""]
        lines += [f"  {line}" for line in sign_ins.lines()]
        return "\n".join([*lines, "", "  " + _("Ctrl-C ends it."), ""])


def port_number(text: str) -> int:
    """A TCP port; argparse turns the ValueError into wrong usage."""
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def refuse_taken(address: str, port: int) -> None:
    """Raise `Refused` where the port can't be listened on, before anything is started."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise Refused(
                _(
                    "%(address)s:%(port)s can't be used: %(reason)s. Choose another port: PORT=8001 make run, or --port 8001."
                )
                % {"address": address, "port": port, "reason": error.strerror}
            ) from error


def web_server(address: str, port: int, workers: int) -> serving.WebServer:
    """Threads per worker stay few: SQLite writes queue anyway, and memory is counted a worker."""
    return serving.WebServer(
        settings.WSGI_APPLICATION,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        log_level=LogLevels.warning,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=1,  # after the grace `serving` gives them
    )


def start_worker() -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the server, which then ends the worker in order.
    return subprocess.Popen(  # noqa: S603 - this Python and a command of ours, nobody's input
        [sys.executable, "-m", "youcheng", "worker", "--parent", str(os.getpid())], start_new_session=True
    )


def stop(worker: subprocess.Popen[bytes]) -> None:
    """Ask the worker to end after its present task; end it after the grace time."""
    worker.terminate()
    try:
        worker.wait(serving.GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
