"""Runs one task in a process of its own: `python SCRIPT TASK INPUT.npz OUTPUT.npz` prints its time and peak memory as JSON.

Shared by `ours.py` and `theirs.py`, which run in different environments; knows NumPy and the standard library alone.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

Arrays = Mapping[str, Any]
Work = Callable[[], Arrays]
Tasks = Mapping[str, Callable[[Arrays], Work]]
"""Task → a function that takes the input and returns the work to be measured; what it imports and prepares is not."""

ENOUGH_SECONDS, TIMES = 2.0, 5


def run(tasks: Tasks) -> None:
    """Measure the task named on the command line. A quick one is repeated and its best time counts."""
    task, source, target = sys.argv[1:]
    warnings.simplefilter("ignore")
    with np.load(source, allow_pickle=False) as held:
        work = tasks[task](dict(held))
    before = _forget_peak()
    taken: list[tuple[float, float]] = []
    while len(taken) < TIMES and sum(seconds for seconds, _ in taken) < ENOUGH_SECONDS:
        answer: Arrays = {}  # the last answer is let go before the next is made
        wall, processor = time.perf_counter(), time.process_time()
        answer = work()
        taken.append((time.perf_counter() - wall, time.process_time() - processor))
    peak = _mebibytes("VmHWM")
    np.savez(target, **answer)
    seconds, processor = min(taken)
    print(json.dumps({"seconds": seconds, "processor": processor, "peak": peak, "before": before}))


def _forget_peak() -> float:
    """Begin to count the peak anew; what imports and the input hold now stays part of it."""
    Path("/proc/self/clear_refs").write_text("5")
    return _mebibytes("VmRSS")


def _mebibytes(field: str) -> float:
    found = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024
