"""How fast the platform is on this machine: `make bench`, or `python tools/bench.py --only NAME` for one section.

Prints what was measured beside the aim the project sets itself; a report, never a pass or fail. Each section runs in a
process of its own with a throw-away data home, so that one can't warm another's caches; what it measures is in
`benchmarks/`. A section that can't run here says why.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import traceback
import unicodedata
from pathlib import Path

import psutil
from benchmarks import SECTIONS
from benchmarks.measuring import Measured, NotPossible

ROOT = Path(__file__).resolve().parent.parent
HEADER = ("what", "measured", "aim", "")


def main() -> int:
    parser = argparse.ArgumentParser(description="Print how fast the platform is on this machine.")
    parser.add_argument("--only", choices=sorted(SECTIONS), action="append", help="run this section only")
    parser.add_argument("--measure", choices=sorted(SECTIONS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return measure(options.measure)
    print(machine(), flush=True)
    for name in options.only or SECTIONS:
        show(name, run(name))
    return 0


def machine() -> str:
    """The machine in one line: cores this process may use, memory, Python."""
    memory = psutil.virtual_memory().total / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    busy = f"; busy with other work (load {load:.1f}), so times are too long" if load > 1 else ""
    return (
        f"{cores} cores, {memory:.0f} GiB memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}{busy}"
    )


def run(name: str) -> list[Measured] | str:
    """Run a section in its own process and data home; its measures, or why there are none."""
    with tempfile.TemporaryDirectory(prefix="youcheng-bench-") as home:
        environment = os.environ | {
            "YOUCHENG_HOME": home,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "youcheng.config.settings",
        }
        finished = subprocess.run(
            [sys.executable, __file__, "--measure", name],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if finished.returncode:
        lines = finished.stderr.strip().splitlines() or [f"ended with status {finished.returncode}"]
        return lines[-1]
    return [Measured(**fields) for fields in json.loads(finished.stdout.splitlines()[-1])]


def measure(name: str) -> int:
    """Inside the section's process: measure and answer as one line of JSON; the reason on standard error if it can't."""
    try:
        measured = [one.as_fields() for one in SECTIONS[name]()]
    except NotPossible as reason:
        print(f"not measured: {reason}", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - one section's fault must not end the report
        traceback.print_exc()
        print(f"failed: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(measured))
    return 0


def show(name: str, answer: list[Measured] | str) -> None:
    print(f"\n{name}", flush=True)
    if isinstance(answer, str):
        print(f"  {answer}", flush=True)
        return
    rows = [(one.what, one.shown, one.aim_shown, one.verdict) for one in answer]
    widths = [max(width(row[column]) for row in (*rows, HEADER)) for column in range(len(HEADER))]
    for row in (HEADER, *rows):
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)]
        print(f"  {'  '.join(cells)}".rstrip(), flush=True)


def width(text: str) -> int:
    """Columns a text takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


if __name__ == "__main__":
    sys.exit(main())
