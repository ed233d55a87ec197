"""Compile requirements/*.in into hashed requirement files that name no package index. Called by `make pins`.

The compiler is installed for the occasion: it is no part of the project.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = (
    "--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links"
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "uv"]
        subprocess.run(pip, check=True)
        for name in ("runtime", "dev", "scale", "peers"):
            source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
            command = [
                f"{folder}/bin/uv",
                "pip",
                "compile",
                "--quiet",
                *OPTIONS.split(),
                source,
                "-o",
                target,
            ]
            subprocess.run(command, check=True, cwd=REQUIREMENTS.parent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
