"""A running `youcheng serve` to measure: signed in as the demonstration's officer, with the memory of every worker.

Used by `server`; it knows processes and pages, not what the pages say.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from benchmarks.measuring import NotPossible

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
START_SECONDS = 60


class Site:
    """The server from outside: a browser's requests, and the processes behind them."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, home: Path) -> None:
        self.process = process
        self.home = home
        # Kept across pages as a browser keeps it; answers come packed, as a browser asks for them.
        self.client = httpx.Client(base_url=url, follow_redirects=True, timeout=120)

    def wait(self) -> float:
        """Seconds from now to the first page."""
        begin = time.perf_counter()
        while time.perf_counter() - begin < START_SECONDS:
            if self.process.poll() is not None:
                raise NotPossible(f"youcheng serve ended with status {self.process.returncode}")
            try:
                if self.client.get("/account/login/").status_code == 200:
                    return time.perf_counter() - begin
            except httpx.TransportError:
                time.sleep(0.05)
        raise NotPossible(f"youcheng serve did not answer within {START_SECONDS} s")

    def sign_in(self, username: str = "officer") -> None:
        passwords = dict(line.split()[:2] for line in (self.home / "sign-ins.txt").read_text().splitlines())
        page = self.client.get("/account/login/")
        found = TOKEN.search(page.text)
        if found is None:
            raise NotPossible("the sign-in page has no form")
        fields = {
            "csrfmiddlewaretoken": found[1],
            "login": username,
            "password": passwords[username],
        }
        answer = self.client.post("/account/login/", data=fields, headers={"Referer": str(page.url)})
        if "sessionid" not in self.client.cookies:
            raise NotPossible(f"signing in answered {answer.status_code}")

    def get(self, address: str) -> httpx.Response:
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise NotPossible(f"{address} answered {answer.status_code}")
        return answer

    def navigation(self) -> list[str]:
        """The addresses in the navigation of the first page."""
        found = re.search(r'id="navigation".*?</nav>', self.get("/").text, re.DOTALL)
        return list(dict.fromkeys(re.findall(r'href="(/[^"#]*)"', found[0]))) if found else ["/"]

    def peak_memory(self) -> list[float]:
        """The most each web worker has held since it started, in MiB (resident set, libraries included)."""
        found = []
        for process in psutil.Process(self.process.pid).children(recursive=True):
            words = " ".join(process.cmdline())
            if "resource_tracker" not in words and "youcheng worker" not in words:
                found.append(peak_of(process.pid))
        return found


def peak_of(pid: int) -> float:
    """Peak resident memory in MiB: the kernel's own mark where there is one, else what is held now."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        marked = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if marked:
            return int(marked[1]) / 1024
    return float(psutil.Process(pid).memory_info().rss) / 2**20


@contextmanager
def served(home: Path, workers: int = 2) -> Iterator[Site]:
    """`youcheng serve` on a free port, ended at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "youcheng", "serve", "--port", str(port), "--workers", str(workers)],
        env=os.environ | {"YOUCHENG_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Site(process, f"http://127.0.0.1:{port}", home)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
