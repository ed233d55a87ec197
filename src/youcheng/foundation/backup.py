"""One file with everything a deployment consists of: database, files, evidence, secret key, and a list with checksums.

Called by `youcheng backup`; `restoring` reads what is written here. What can be made again (collected static files, drawings) and
the list of first sign-ins stay out.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core import signing
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from youcheng import __version__
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = {"sqlite": "database/database.sqlite3", "postgresql": "database/database.pgdump"}
HOME = "home/"
LEFT_OUT = {"static", "made", "sign-ins.txt"}
CHUNK = 1024 * 1024


class BackupRefused(Refused):
    """The backup can't be made or read; nothing was changed."""


@dataclass
class Manifest:
    """What a backup says of itself. `files` maps each member of the archive to its SHA-256 and size in bytes."""

    made_at: str
    database: str
    migrations: list[list[str]]
    key_check: str
    format: int = FORMAT
    version: str = __version__
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        return sum(entry["size"] for entry in self.files.values())


def make(
    *, actor: Actor, now: datetime, path: Path, report: Callable[[str], None] = lambda _m: None
) -> Manifest:
    """Write a backup to `path`, whole or not at all, readable by its owner only; the log says that it was made.

    Raises `BackupRefused` when the file can't be written or PostgreSQL's own program is missing.
    """
    if not connection.introspection.table_names():
        raise BackupRefused(_("There is nothing to back up yet: run `youcheng setup` first."))
    audit.record_event(actor=actor, now=now, action="backup.made", about=path.name)
    manifest = Manifest(
        made_at=now.isoformat(),
        database=connection.vendor,
        migrations=applied_migrations(),
        key_check=key_check(settings.SECRET_KEY),
    )
    with _placed_whole(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        report(_("database"))
        with _database_copy() as copy:
            _add(archive, manifest, DATABASE[connection.vendor], copy)
        for source, name in home_files():
            report(name)
            _add(archive, manifest, HOME + name, source)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return manifest


def applied_migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def key_check(key: str) -> str:
    """A value that tells whether two deployments have the same secret key, without telling the key."""
    return signing.Signer(key=key, salt="youcheng.backup").signature("the same key")


def database_files() -> list[Path]:
    """The files of an embedded database that are there; none on a server."""
    if connection.vendor != "sqlite":
        return []
    name = str(connection.settings_dict["NAME"])
    return [path for path in (Path(name + end) for end in ("", "-wal", "-shm")) if path.exists()]


def home_files() -> Iterator[tuple[Path, str]]:
    """Every file of the data home that belongs into a backup, with its name relative to the home."""
    home, ours = Path(settings.YOUCHENG_HOME), set(database_files())
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and name.parts[0] not in LEFT_OUT and path not in ours:
            yield path, name.as_posix()


def _add(archive: zipfile.ZipFile, manifest: Manifest, name: str, source: Path) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as stream, archive.open(name, "w", force_zip64=True) as member:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                member.write(chunk)
    except FileNotFoundError:
        return  # removed since the folder was listed: it is no part of the deployment any more
    manifest.files[name] = {"sha256": digest.hexdigest(), "size": size}


@contextmanager
def _placed_whole(path: Path) -> Iterator[IO[bytes]]:
    """A stream to a draft beside `path` that takes its place only when all was written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except OSError as error:
        raise BackupRefused(
            _("The backup %(file)s could not be written: %(reason)s. What was there before is unchanged.")
            % {"file": path, "reason": error.strerror or error}
        ) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _database_copy() -> Iterator[Path]:
    """A consistent copy of the database while others go on working, in a temporary folder of the data home."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.YOUCHENG_HOME) as folder:
        copy = Path(folder) / "copy"
        if connection.vendor == "sqlite":
            _copy_sqlite(copy)
        else:
            run_postgresql("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={copy}")
        yield copy


def _copy_sqlite(copy: Path) -> None:
    """SQLite's online backup: pages that change meanwhile are copied again."""
    name = Path(str(connection.settings_dict["NAME"])).resolve()
    with (
        closing(sqlite3.connect(f"{name.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        found = target.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise BackupRefused(_("The database is damaged: %(found)s.") % {"found": found})


def run_postgresql(program: str, *arguments: str, connects: bool = True) -> None:
    """Run one of PostgreSQL's programs, on the configured database unless it only reads a file.

    Raises `BackupRefused` with the program's first complaint.
    """
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            _(
                "%(program)s is not on this machine. Install PostgreSQL's client programs, of the server's version."
            )
            % {"program": program}
        )
    given = connection.settings_dict
    target = {
        "--host": given["HOST"],
        "--port": given["PORT"],
        "--username": given["USER"],
        "--dbname": given["NAME"],
    }
    options = [f"{name}={value}" for name, value in target.items() if value and connects]
    environment = os.environ | {"PGPASSWORD": str(given["PASSWORD"] or "")}
    finished = subprocess.run(  # noqa: S603 - a fixed program with the deployment's own settings
        [found, *options, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        complaint = (finished.stderr.strip().splitlines() or [str(finished.returncode)])[0]
        raise BackupRefused(
            _("%(program)s failed: %(reason)s.") % {"program": program, "reason": complaint.rstrip(".")}
        )
