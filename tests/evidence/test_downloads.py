"""Downloads from a server on this machine: resumed, checked, whole or not at all."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from youcheng.evidence import downloads, store

CONTENT = bytes(range(256)) * 2000


@dataclass
class Publisher:
    """A small web server whose moods the tests set: where it breaks off, what it answers, what it was asked."""

    url: str = ""
    content: bytes = CONTENT
    tag: str = '"v1"'
    status: int = 0
    break_after: list[int] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    state = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            state.ranges.append(asked)
            if state.status:
                self.send_response(state.status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = 0
            if asked and self.headers.get("If-Range") == state.tag:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            body = state.content[start:]
            self.send_response(206 if start else 200)
            self.send_header("ETag", state.tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if state.break_after:
                body = body[: state.break_after.pop(0)]
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/files/wgidataset.xlsx"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_comes_whole_under_its_own_name(publisher: Publisher, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = downloads.fetch(publisher.url, tmp_path, progress=lambda held, total: seen.append((held, total)))
    assert path.name == "wgidataset.xlsx"
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [entry.name for entry in tmp_path.iterdir()] == ["wgidataset.xlsx"]


def test_a_broken_transfer_goes_on_where_it_stopped(publisher: Publisher, tmp_path: Path) -> None:
    publisher.break_after = [100_000, 150_000]
    path = downloads.fetch(publisher.url, tmp_path)
    assert path.read_bytes() == CONTENT
    assert publisher.ranges[0] == ""
    assert all(asked.startswith("bytes=") for asked in publisher.ranges[1:])


def test_a_later_command_goes_on_with_what_is_held(publisher: Publisher, tmp_path: Path) -> None:
    publisher.break_after = [200_000, 0, 0, 0, 0]
    with pytest.raises(downloads.NotDownloaded, match="is kept"):
        downloads.fetch(publisher.url, tmp_path)
    assert not (tmp_path / "wgidataset.xlsx").exists()
    publisher.break_after = []
    assert downloads.fetch(publisher.url, tmp_path).read_bytes() == CONTENT
    assert publisher.ranges[-1] == "bytes=200000-"


def test_a_newer_version_at_the_publisher_starts_again(publisher: Publisher, tmp_path: Path) -> None:
    publisher.break_after = [200_000, 0, 0, 0, 0]
    with pytest.raises(downloads.NotDownloaded):
        downloads.fetch(publisher.url, tmp_path)
    publisher.break_after, publisher.tag, publisher.content = [], '"v2"', CONTENT[::-1]
    assert downloads.fetch(publisher.url, tmp_path).read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize(("status", "said"), [(404, "answered 404"), (503, "could not be fetched")])
def test_a_refusal_is_said(publisher: Publisher, tmp_path: Path, status: int, said: str) -> None:
    publisher.status = status
    with pytest.raises(downloads.NotDownloaded, match=said):
        downloads.fetch(publisher.url, tmp_path)


def test_another_checksum_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(downloads.NotDownloaded, match="checksum"):
        downloads.fetch(publisher.url, tmp_path, sha256="0" * 64)
    assert not list(tmp_path.iterdir())
    whole = hashlib.sha256(CONTENT).hexdigest()
    assert downloads.fetch(publisher.url, tmp_path, sha256=whole.upper()).is_file()


def test_nobody_answers_or_it_is_no_address(tmp_path: Path) -> None:
    with pytest.raises(downloads.NotDownloaded, match="could not be fetched"):
        downloads.fetch("http://127.0.0.1:9/file.csv", tmp_path)
    for url in ("ftp://host/file.csv", "https://host/", "file"):
        with pytest.raises(downloads.NotDownloaded, match="not the address"):
            downloads.fetch(url, tmp_path)


def test_a_full_disk_is_said(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: object, _url: str, _mark: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(downloads._Part, "begin", full)
    with pytest.raises(store.NotStored, match="disk is full"):
        downloads.fetch(publisher.url, tmp_path)
