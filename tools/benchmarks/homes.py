"""Data homes for the sections: an empty migrated one, and commands run in it as a person would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from benchmarks.measuring import NotPossible

TOOLS = Path(__file__).resolve().parents[1]


def home() -> Path:
    """The throw-away data home of this section."""
    return Path(os.environ["YOUCHENG_HOME"])


def command(*words: str | Path) -> str:
    """Run `youcheng WORDS` and return what it printed; NotPossible with its own last line where it refuses."""
    return _run(["youcheng", *map(str, words)], home())


def peak(*words: str | Path) -> float:
    """Run `youcheng WORDS` and return the most memory it took, MiB; NotPossible where it refuses."""
    command = [sys.executable, "-m", "youcheng", *map(str, words)]
    # Not `subprocess.run`: the system tells the memory of this one child only to who waits for it.
    with subprocess.Popen(command, cwd=TOOLS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise NotPossible(f"youcheng {words[0]} ended with status {child.returncode}")
    return used.ru_maxrss / 1024


def script(module: str, *words: str, under: str) -> str:
    """Run one of these modules in a data home of its own, a folder of this section's; return what it printed last."""
    return _run([module, *words], home() / under).splitlines()[-1]


def _run(words: list[str], data: Path) -> str:
    finished = subprocess.run(
        [sys.executable, "-m", *words],
        env=os.environ | {"YOUCHENG_HOME": str(data)},
        cwd=TOOLS,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        lines = finished.stderr.strip().splitlines() or ["it said nothing"]
        raise NotPossible(f"{' '.join(words[:2])} ended with status {finished.returncode}: {lines[-1]}")
    return finished.stdout


def migrate() -> None:
    """Make an empty deployment with its tables in this data home."""
    command("migrate", "--verbosity", "0")
    command("createcachetable", "--verbosity", "0")


def begin() -> datetime:
    """Start Django in this process; the moment actions are told it is."""
    import django
    from django.utils import timezone

    django.setup()
    return timezone.now()
