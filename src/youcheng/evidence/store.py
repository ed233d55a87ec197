"""The Parquet files of the evidence store: written whole or not at all, named after their content.

Called by `actions` and tools/build_starter.py. A file's name carries the first digits of its checksum, so a new version
never touches the old file: a process killed at any point leaves the catalogue pointing at a complete file. Which file a
data set points at is the catalogue's business, not this module's.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused

INCOMING = ".incoming-"
_CHUNK = 1 << 20


class NotStored(Refused):
    """The figures could not be written; what was stored before is untouched."""


@dataclass(frozen=True)
class Stored:
    """One written file: its name inside the store, its SHA-256, its rows and its size in bytes."""

    file: str
    sha256: str
    rows: int
    size: int


def write(folder: Path, name: str, table: pa.Table) -> Stored:
    """Write a table as `NAME-<digest>.parquet`: temporary file, fsync, checksum, rename.

    Raises NotStored on a full or unwritable disk, with the temporary file removed.
    """

    def fill(out: IO[bytes]) -> None:
        pq.write_table(table, out, compression="zstd", compression_level=12)

    return _place(folder, name, fill, table.num_rows)


def adopt(folder: Path, name: str, source: Path) -> Stored:
    """Take in a Parquet file as it is, in the same all-or-nothing way as `write`."""

    def fill(out: IO[bytes]) -> None:
        with source.open("rb") as stream:
            shutil.copyfileobj(stream, out, _CHUNK)

    return _place(folder, name, fill, pq.read_metadata(source).num_rows)


def take(folder: Path, name: str, incoming: Path) -> Stored:
    """Give a Parquet file that a loader left in the folder its name, without copying it."""
    try:
        with incoming.open("rb") as stream:
            os.fsync(stream.fileno())
        sha = digest(incoming)
        rows = pq.read_metadata(incoming).num_rows
        final = incoming.replace(folder / f"{name}-{sha[:12]}.parquet")
        _sync_folder(folder)
    except OSError as error:
        raise refusal(error, folder) from error
    return Stored(final.name, sha, rows, final.stat().st_size)


def _place(folder: Path, name: str, fill: Callable[[IO[bytes]], None], rows: int) -> Stored:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=INCOMING, suffix=".parquet", dir=folder)
        path = Path(temporary)
        try:
            with os.fdopen(descriptor, "wb") as out:
                fill(out)
                out.flush()
                os.fsync(out.fileno())
            sha = digest(path)
            final = folder / f"{name}-{sha[:12]}.parquet"
            path.replace(final)
            _sync_folder(folder)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refusal(error, folder) from error
    return Stored(final.name, sha, rows, final.stat().st_size)


def refusal(error: OSError, folder: Path) -> NotStored:
    """Turn a failed write into one sentence that says what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NotStored(
            _("The disk is full at %(folder)s; nothing was changed. Free some space and try again.")
            % {"folder": folder}
        )
    return NotStored(
        _("%(folder)s cannot be written: %(reason)s. Nothing was changed.")
        % {"folder": folder, "reason": error.strerror or error}
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal, read in pieces."""
    sha = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Let one loader at a time change the store; the lock goes with the process that holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / ".lock").open("w")
    except OSError as error:
        raise refusal(error, folder) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def sweep(folder: Path, keep: set[str]) -> list[str]:
    """Remove temporary files and files no data set points at; call it under `lock`. Returns the names removed."""
    stray = [
        path
        for path in sorted(folder.glob("*.parquet")) + sorted(folder.glob(f"{INCOMING}*"))
        if path.name not in keep
    ]
    for path in stray:
        path.unlink(missing_ok=True)
    return [path.name for path in stray]


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
