"""`make bench`: its table says what was measured, the aim and the machine, and a section that can't run says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tools" / "bench.py"), *words],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_one_section_prints_its_table_and_the_machine() -> None:
    done = run("--only", "engines")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "cores" in lines[0]
    assert "GiB" in lines[0]
    assert any(line.split()[:2] == ["what", "measured"] for line in lines)
    assert any("226 × 5,000" in line and line.split()[-1] == "s" for line in lines)


def test_an_unknown_section_is_wrong_usage() -> None:
    assert run("--only", "nothing").returncode == 2
