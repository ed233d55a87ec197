"""Make `.venv` and install a pinned set into it: `python tools/install.py runtime|dev|scale|peers`.

Called by the Makefile with whatever Python there is (standard library only). A stamp beside the environment
says when the set was installed, so that a second `make` does nothing. The peers that `make bench` compares with
have `.venv-peers` to themselves: their pins are not ours.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
OLDEST = (3, 11)


def main(wanted: str) -> int:
    if sys.version_info < OLDEST:
        print(
            f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}.",
            file=sys.stderr,
        )
        print("Name another one: make PYTHON=python3.12 …", file=sys.stderr)
        return 1
    environment = ENVIRONMENT.with_name(".venv-peers") if wanted == "peers" else ENVIRONMENT
    bin_directory = environment / "bin"
    if not (bin_directory / "python").exists():
        print(f"Making {environment.name} …", flush=True)
        venv.create(environment, with_pip=True)
    python = str(bin_directory / "python")
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    print(f"Installing the pinned {wanted} set (about a minute the first time) …", flush=True)
    requirements = ["--require-hashes", "--requirement", str(ROOT / "requirements" / f"{wanted}.txt")]
    # The scale set goes beside another, at its versions. Spark comes as source: the build tool is the pinned one.
    run([*pip, *(["--no-build-isolation"] if wanted == "scale" else []), *requirements])
    if wanted in {"runtime", "dev"}:
        put_in_place(python, pip)
    (environment / f"{wanted}.done").touch()
    if wanted == "dev":
        (environment / "runtime.done").touch()  # the dev set contains the runtime set
    return 0


def put_in_place(python: str, pip: list[str]) -> None:
    """Install the project itself, editable, beside the packages it needs."""
    # Without isolation and dependencies: the build tool and all else are in the pinned set.
    run([*pip, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)])
    run([python, str(ROOT / "tools" / "messages.py"), "compile"])
    # pip compiles what it copies, not a package in place; where Python is told to write no caches it would be
    # compiled again at every start.
    run([python, "-m", "compileall", "-q", str(ROOT / "src")])


def run(command: list[str]) -> None:
    """Run one step; a failure ends the whole with the step's own message."""
    finished = subprocess.run(command, check=False)
    if finished.returncode:
        sys.exit(
            f"Installing stopped at: {' '.join(command[3:6])} …; run the same command again once this is mended."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
