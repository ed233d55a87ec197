"""Run a command against a PostgreSQL server of its own: `python tools/postgres.py COMMAND …`.

Finds the server programs (installs them with apt-get where they are missing and we are root), makes a cluster in a
temporary folder on a free loopback port, sets DATABASE_URL, runs the command, and removes everything again.
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    programs = find_programs()
    if programs is None:
        print(
            "No PostgreSQL server programs (initdb, pg_ctl); install the postgresql package.", file=sys.stderr
        )
        return 1
    folder = Path(tempfile.mkdtemp(prefix="youcheng-pg-"))
    port = free_port()
    try:
        start(programs, folder, port)
        environment = os.environ | {"DATABASE_URL": f"postgresql://youcheng@127.0.0.1:{port}/postgres"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        as_server([str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first."""
    for attempt in range(2):
        found = shutil.which("initdb") or next(
            iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)), None
        )
        if found:
            return Path(found).resolve().parent
        if attempt == 0 and shutil.which("apt-get") and os.geteuid() == 0:
            print("Installing postgresql …", flush=True)
            subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
            subprocess.run(
                ["apt-get", "install", "-y", "-qq", "postgresql"], check=False, stdout=subprocess.DEVNULL
            )
    return None


def start(programs: Path, folder: Path, port: int) -> None:
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")  # the server refuses to run as root
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = str(folder / "data")
    as_server(
        [str(programs / "initdb"), "-D", data, "-U", "youcheng", "--auth=trust", "-E", "UTF8", "--locale=C"]
    )
    # Durability is of no use to a test cluster.
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    as_server([str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"])


def as_server(command: list[str]) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    finished = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if finished.returncode:
        sys.exit(finished.stdout + finished.stderr)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
