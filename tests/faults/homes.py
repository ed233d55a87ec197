"""Data homes of their own for the drills, with commands run in them as separate processes that can be killed.

The drills are about what is left on the disk, so they use neither the test database nor its transactions.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Home:
    """One throw-away data home and the `youcheng` command in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings: dict[str, str] = {}  # further environment variables of this drill
        path.mkdir(exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        """The platform's own settings, not those of the tests; English messages; SQLite in this home."""
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return kept | {
            "YOUCHENG_HOME": str(self.path),
            "YOUCHENG_LANGUAGE": "en",
            "DJANGO_SETTINGS_MODULE": "youcheng.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
            **self.settings,
        }

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "youcheng", *map(str, words)],
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *words: str | Path, status: int = 0) -> str:
        """Run a command to its end and return what it printed: on standard error where it is to fail."""
        process = self.start(*words)
        out, err = process.communicate()
        assert process.returncode == status, f"{words}: status {process.returncode}\n{out}{err}"
        return err if status else out

    def answer(self, *words: str | Path) -> Any:
        return json.loads(self.run(*words, "--json"))

    def kill_after(self, seconds: float, *words: str | Path) -> bool:
        """Start a command and kill it without warning; False where it was through before."""
        process = self.start(*words)
        time.sleep(seconds)
        was_running = process.poll() is None
        if was_running:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        return was_running

    def seconds_of(self, *words: str | Path) -> float:
        begin = time.perf_counter()
        self.run(*words)
        return time.perf_counter() - begin

    def prepare(self) -> None:
        """Make the tables of an empty deployment."""
        self.run("migrate", "--verbosity", "0")
        self.run("createcachetable", "--verbosity", "0")

    def take_over(self, other: Home) -> None:
        """Become a copy of another home."""
        shutil.copytree(other.path, self.path, dirs_exist_ok=True)
        self.settings |= other.settings
