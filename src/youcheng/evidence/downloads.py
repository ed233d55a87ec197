"""Fetches a publisher's file when somebody asks for it: resumed after a break, checked, whole or not at all.

Called by the `data pull` command. Nothing is fetched by itself, and nothing is loaded from a part of a file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from django.utils.translation import gettext as _

from youcheng.evidence import store
from youcheng.foundation.errors import Refused

Progress = Callable[[int, int], None]
"""Called with the bytes held so far and the bytes expected (0 while unknown)."""

TRIES = 4
TIMEOUT = httpx.Timeout(30.0, connect=15.0)


class NotDownloaded(Refused):
    """The file could not be fetched; what was received is kept, so that the next try goes on from there."""


@dataclass(frozen=True)
class _Part:
    """The received part of a file and the note beside it that says of which version of which address it is."""

    path: Path

    @property
    def note(self) -> Path:
        return self.path.with_suffix(".json")

    def held(self, url: str) -> tuple[int, str]:
        """Return the bytes held of this address and its version mark, or nothing when the part is of another."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            if note["url"] == url and note["mark"]:
                return self.path.stat().st_size, str(note["mark"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return 0, ""

    def begin(self, url: str, mark: str) -> None:
        self.note.write_text(json.dumps({"url": url, "mark": mark}), encoding="utf-8")

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def fetch(url: str, folder: Path, *, sha256: str = "", progress: Progress | None = None) -> Path:
    """Download `url` into `folder` and return the whole file.

    A broken transfer is resumed with a range request as long as the publisher's version (ETag or date) is the same.
    Raises NotDownloaded naming what failed: the address, the answer, a short file, or another checksum than `sha256`.
    """
    name = Path(urlsplit(url).path).name
    if urlsplit(url).scheme not in {"http", "https"} or not name:
        raise NotDownloaded(_("“%(url)s” is not the address of a file.") % {"url": url})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = _Part(folder / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part")
        _receive(url, part, progress or (lambda _held, _total: None))
        _check(part, sha256)
        whole = folder / name
        part.path.replace(whole)
        part.note.unlink(missing_ok=True)
    except OSError as error:
        raise store.refusal(error, folder) from error
    return whole


def _receive(url: str, part: _Part, progress: Progress) -> None:
    """Receive the file, going on where a try broke off; a try that moved forward does not count against the limit."""
    failures = 0
    while True:
        before, _mark = part.held(url)
        try:
            _try_once(url, part, progress)
            return
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            if status < 500:
                raise NotDownloaded(
                    _(
                        "%(url)s answered %(status)s. Correct the address with --url, or download by hand and load the file."
                    )
                    % {"url": url, "status": status}
                ) from error
            reason: Exception = error
        except (httpx.HTTPError, _CutShort) as error:
            reason = error
        failures = 0 if part.held(url)[0] > before else failures + 1
        if failures >= TRIES:
            raise NotDownloaded(
                _(
                    "%(url)s could not be fetched (%(reason)s). What was received is kept; the same command goes on from there."
                )
                % {"url": url, "reason": str(reason) or type(reason).__name__}
            ) from reason


class _CutShort(Exception):
    """Fewer bytes came than were announced."""


def _try_once(url: str, part: _Part, progress: Progress) -> None:
    held, mark = part.held(url)
    headers = {"Range": f"bytes={held}-", "If-Range": mark} if held else {}
    with (
        httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client,
        client.stream("GET", url, headers={**headers, "Accept-Encoding": "identity"}) as answer,
    ):
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.drop()
            raise _CutShort(_("the part held did not fit"))
        answer.raise_for_status()
        resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
        start = held if resumed else 0
        if not resumed:
            part.begin(url, _mark(answer))
        length = int(answer.headers.get("Content-Length", 0))
        total = start + length if length else 0
        with part.path.open("ab" if resumed else "wb") as out:
            for chunk in answer.iter_raw():
                out.write(chunk)
                progress(out.tell(), total)
            received = out.tell()
    if total and received < total:
        raise _CutShort(_("%(received)s of %(total)s bytes came") % {"received": received, "total": total})


def _mark(answer: httpx.Response) -> str:
    """Return what tells this version of the file from another: a strong ETag, else the date, else nothing."""
    tag = answer.headers.get("ETag", "")
    return str(tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", ""))


def _check(part: _Part, sha256: str) -> None:
    if sha256 and store.digest(part.path) != sha256.lower():
        part.drop()
        raise NotDownloaded(_("The file received has another checksum than asked for; it was thrown away."))
