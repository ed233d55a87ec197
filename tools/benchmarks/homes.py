"""Data homes for the sections: an empty migrated one, and commands run in it as a person would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from benchmarks.measuring import NotPossible


def home() -> Path:
    """The throw-away data home of this section."""
    return Path(os.environ["YOUCHENG_HOME"])


def command(*words: str | Path, environment: dict[str, str] | None = None) -> str:
    """Run `youcheng WORDS` and return what it printed; NotPossible with its own last line where it refuses."""
    finished = subprocess.run(
        [sys.executable, "-m", "youcheng", *map(str, words)],
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        lines = finished.stderr.strip().splitlines() or ["it said nothing"]
        raise NotPossible(f"youcheng {words[0]} ended with status {finished.returncode}: {lines[-1]}")
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
