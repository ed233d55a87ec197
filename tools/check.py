"""Every check but the tests: format, lint, types, contracts, migrations, messages. Called by `make check`.

All of them run even when one fails, so that one run shows everything there is to mend.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports"],
    "migrations": ["youcheng", "makemigrations", "--check", "--dry-run"],
    "messages": ["python", "tools/messages.py", "check"],
    "system": ["youcheng", "check", "--fail-level", "WARNING"],
    "permissions": ["youcheng", "permissions", "--check"],
}


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"YOUCHENG_HOME": home}
        failed = [name for name, command in CHECKS.items() if not passes(name, command, environment)]
    if failed:
        print(f"check: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    finished = subprocess.run(
        [str(BIN / command[0]), *command[1:]], env=environment, capture_output=True, text=True, check=False
    )
    print(f"{name:12} {'ok' if finished.returncode == 0 else 'FAILED'}", flush=True)
    if finished.returncode:
        print(finished.stdout + finished.stderr, flush=True)
    return finished.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
