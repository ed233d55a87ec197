"""A real deployment for the journeys: set up in a throw-away data home and served by the platform's own command.

Used by the fixtures of tests/browser and by tools/screenshots.py; nothing here knows a page.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """Where it listens, and the passwords of the demonstration's people by their sign-in name."""

    url: str
    passwords: Mapping[str, str]
    home: Path


@contextmanager
def running(home: Path, *setup: str) -> Iterator[Server]:
    """A deployment made by `youcheng SETUP …` (default: setup) in this data home, served until the block ends."""
    environment = environment_of(home)
    command(home, *(setup or ("setup",)))
    port = free_port()
    arguments = ["serve", "--port", str(port), "--workers", "1", "--no-worker"]
    process = subprocess.Popen(
        [sys.executable, "-m", "youcheng", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/health", process)
        yield Server(url, passwords(home), home)
    finally:
        process.terminate()
        process.wait(20)


def command(home: Path, *arguments: str) -> str:
    """Run one `youcheng` command in this data home and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "youcheng", *arguments],
        env=environment_of(home),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def environment_of(home: Path) -> dict[str, str]:
    """The environment of the server: its own data home, the platform's own settings, nothing of the test run's."""
    ours = {
        "YOUCHENG_HOME": str(home),
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "youcheng.config.settings",
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("YOUCHENG_", "DJANGO_", "DATABASE_"))
    }
    return {**kept, **ours}


def passwords(home: Path) -> dict[str, str]:
    """The demonstration's sign-ins, as `setup` left them in the data home."""
    rows = (line.split() for line in (home / "sign-ins.txt").read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; say so when it ended or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {START_SECONDS} s")
