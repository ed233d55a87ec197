"""`youcheng serve` ends whole: however it is told to, no process stays behind and nothing had to be killed.

A signal from a terminal reaches every process of the foreground group at once, so the server runs in a group of its own.
"""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.browser.server import free_port, wait_for
from tests.faults.homes import Home

GRACE_SECONDS = 60  # for a slow machine; the server itself allows a worker 10
PROCESSES = 3  # two web workers and the one for long work, besides the server

# The first thing a session's leader opens becomes its terminal; without one this opens nothing.
LEADS = """
import os, signal, subprocess, sys
if os.isatty(0):
    os.close(os.open(os.ttyname(0), os.O_RDWR))
"""
AS_LEADER = f"{LEADS}\nos.execv(sys.executable, [sys.executable, '-m', 'youcheng', *sys.argv[1:]])"
# As `make` does: it hears the hang-up, says nothing, and waits for what it runs.
BELOW_A_LEADER = f"""{LEADS}
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(subprocess.call([sys.executable, '-m', 'youcheng', *sys.argv[1:]]))
"""
AS_NOHUP = f"import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n{AS_LEADER}"


class Serving:
    """A running server: its process, those below it, and what they have said."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path, health: str) -> None:
        self.process = process
        self.health = health
        self.said = said
        self.below = psutil.Process(process.pid).children(recursive=True)

    def signal_group(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)

    def left(self) -> list[psutil.Process]:
        """The processes still there once the server is gone and they have had time to follow."""
        self.process.wait(GRACE_SECONDS)
        return psutil.wait_procs(self.below, GRACE_SECONDS)[1]


@contextmanager
def serving(
    home: Home, said: Path, *, start: str = AS_LEADER, terminal: int | None = None
) -> Iterator[Serving]:
    """The server in a session and group of its own, on a terminal where one is given."""
    port = free_port()
    health = f"http://127.0.0.1:{port}/health"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", start, "serve", "--port", str(port), "--workers", "2"],
            env=home.environment,
            stdin=subprocess.DEVNULL if terminal is None else terminal,
            stdout=output if terminal is None else terminal,
            stderr=output if terminal is None else terminal,
            start_new_session=True,
        )
    below: list[psutil.Process] = []
    try:
        wait_for(health, process)
        server = Serving(process, said, health)
        below = server.below
        yield server
    finally:
        for left in (process, *below):
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                left.kill()
        process.wait()


ENDINGS: dict[str, Callable[[Serving], object]] = {
    "Ctrl-C in the terminal": lambda server: server.signal_group(signal.SIGINT),
    "Ctrl-C again and again": lambda server: [server.signal_group(signal.SIGINT) for _time in range(5)],
    "the group is terminated": lambda server: server.signal_group(signal.SIGTERM),
    "the group is hung up": lambda server: server.signal_group(signal.SIGHUP),
    "the server alone is interrupted": lambda server: server.process.send_signal(signal.SIGINT),
    "the server alone is terminated": lambda server: server.process.terminate(),
}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_process_ends_and_none_is_killed(ending: str, bare_home: Home, tmp_path: Path) -> None:
    with serving(bare_home, tmp_path / "said") as server:
        assert len(server.below) == PROCESSES
        ENDINGS[ending](server)
        assert server.left() == []
    said = server.said.read_text(encoding="utf-8")
    assert server.process.returncode == 0, said
    assert "Killing" not in said
    assert said.rstrip().endswith("youcheng: stopped")


@pytest.mark.slow
@pytest.mark.parametrize("start", [AS_LEADER, BELOW_A_LEADER], ids=["as leader", "below a leader"])
def test_a_closed_terminal_ends_it(start: str, bare_home: Home, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with serving(bare_home, tmp_path / "said", start=start, terminal=theirs) as server:
        os.close(theirs)
        os.close(ours)
        assert server.left() == []
    assert server.process.returncode == 0


@pytest.mark.slow
def test_under_nohup_it_goes_on(bare_home: Home, tmp_path: Path) -> None:
    with serving(bare_home, tmp_path / "said", start=AS_NOHUP) as server:
        server.signal_group(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(2)
        wait_for(server.health, server.process)
        server.process.terminate()
        assert server.left() == []


@pytest.mark.slow
def test_nothing_outlives_a_server_killed_outright(bare_home: Home, tmp_path: Path) -> None:
    with serving(bare_home, tmp_path / "said") as server:
        server.process.kill()
        assert server.left() == []
