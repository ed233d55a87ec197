"""Compare the evidence's answers on Spark, with two workers on this machine, and on DuckDB. Called by `make test-spark`.

Installs the packages for a cluster the first time. Without Java it says so and is content: nothing else needs Java.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    java = shutil.which("java")
    if java is None:
        print("Spark was not tested: it needs Java 17 or newer, and there is none on the path.")
        return 0
    stamp = Path(sys.prefix) / "scale.done"
    wanted = ROOT / "requirements" / "scale.txt"
    if not stamp.exists() or stamp.stat().st_mtime < wanted.stat().st_mtime:
        subprocess.run([sys.executable, str(ROOT / "tools" / "install.py"), "scale"], check=True)
    tests = [sys.executable, "-m", "pytest", "tests/evidence/backends"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
