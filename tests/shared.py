"""Finds the folder of reference figures that tests compare with, and skips with the reason where it is absent.

The folder lies beside the repository, or where $YOUCHENG_SHARED says. The project builds, runs and passes its
tests without it; its figures never enter the product.
"""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared_root() -> Path | None:
    """Return the folder, or None where there is none."""
    root = Path(os.environ.get("YOUCHENG_SHARED", _BESIDE))
    return root if root.is_dir() else None


def shared_file(name: str) -> Path:
    """Return the path of a reference file such as `data/indicators/wgi_2013_2023.csv`, or skip the test."""
    root = shared_root()
    if root is None:
        pytest.skip("the shared reference folder is absent: set YOUCHENG_SHARED to run this comparison")
    path = root / name
    if not path.is_file():
        pytest.skip(f"the shared reference folder lacks {name}")
    return path
