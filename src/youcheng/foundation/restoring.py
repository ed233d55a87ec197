"""Puts a backup in place: everything is checked and unpacked beside the data home first, then swapped in one go.

Called by `youcheng restore`. If anything fails, the deployment stands as it did before.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.backup import (
    CHUNK,
    DATABASE,
    FORMAT,
    HOME,
    LEFT_OUT,
    MANIFEST,
    BackupRefused,
    Manifest,
    database_files,
    key_check,
    run_postgresql,
)

KEY_FILE = "secret_key"


def restore(*, actor: Actor, now: datetime, path: Path, replace: bool) -> Manifest:
    """Put the backup in `path` in place of what the data home and the database hold.

    Raises `BackupRefused`, with nothing changed, for a file that is no backup or damaged, one made by a newer version or
    for another kind of database, and for a deployment that is not empty unless `replace` is given.
    """
    home = Path(settings.YOUCHENG_HOME)
    if not replace and not _is_empty(home):
        raise BackupRefused(
            _(
                "%(home)s already holds a deployment. Stop the server and add --replace to put the backup in its place."
            )
            % {"home": home}
        )
    with _opened(path) as archive:
        manifest = _manifest_of(archive)
        _refuse_misfit(manifest)
        try:
            with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as staging:
                _unpack(archive, manifest, Path(staging))
                key = _key_after(Path(staging), manifest)
                _put_in_place(home, Path(staging), manifest)
        except OSError as error:
            raise BackupRefused(
                _("The backup could not be restored: %(reason)s. Nothing was changed.")
                % {"reason": error.strerror or error}
            ) from error
    # From here on this process belongs to the restored deployment and signs with its key.
    settings.SECRET_KEY = key
    if not _pending_migrations():
        audit.record_event(actor=actor, now=now, action="backup.restored", about=path.name)
    return manifest


def _is_empty(home: Path) -> bool:
    """Whether there is nothing to lose: no table in the database and no file but those made by starting a command."""
    made_at_start = {KEY_FILE, *LEFT_OUT, *(path.name for path in database_files())}
    others = [
        path for path in home.iterdir() if path.name not in made_at_start and not path.name.startswith(".")
    ]
    return not others and not connection.introspection.table_names()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupRefused(
            _("%(file)s cannot be read as a backup: %(reason)s. Nothing was changed.")
            % {"file": path, "reason": error}
        ) from error


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    try:
        content: dict[str, Any] = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**content)
        names = {name: dict(entry) for name, entry in manifest.files.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupRefused(
            _("This is no backup of Youcheng: its list of contents cannot be read.")
        ) from error
    for name in names:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or "\\" in name or parts[0] not in {"home", "database"}:
            raise BackupRefused(
                _("This backup names a file outside the data home: %(name)s.") % {"name": name}
            )
    return manifest


def _refuse_misfit(manifest: Manifest) -> None:
    """Refuse what this installation can't read: a newer format, newer tables, another kind of database."""
    known = {
        list(key)[0] + "." + list(key)[1]
        for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if f"{app}.{name}" not in known]
    if manifest.format > FORMAT or unknown:
        raise BackupRefused(
            _("This backup was made by a newer version (%(version)s). Install that version first.")
            % {"version": manifest.version}
        )
    if manifest.database != connection.vendor:
        raise BackupRefused(
            _("This backup is of a %(theirs)s database, but %(ours)s is configured: see DATABASE_URL.")
            % {"theirs": manifest.database, "ours": connection.vendor}
        )


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, staging: Path) -> None:
    """Unpack every listed file and compare it with its checksum; nothing that isn't listed is read."""
    for name, entry in manifest.files.items():
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        try:
            with archive.open(name) as member, target.open("wb") as stream:
                while size <= entry["size"] and (chunk := member.read(CHUNK)):
                    digest.update(chunk)
                    size += len(chunk)
                    stream.write(chunk)
        except (KeyError, zipfile.BadZipFile) as error:
            raise _damaged(name) from error
        if (size, digest.hexdigest()) != (entry["size"], entry["sha256"]):
            raise _damaged(name)
    key = staging / HOME / KEY_FILE
    if key.exists():
        key.chmod(0o600)


def _damaged(name: str) -> BackupRefused:
    return BackupRefused(_("The backup is damaged at %(name)s. Nothing was changed.") % {"name": name})


def _key_after(staging: Path, manifest: Manifest) -> str:
    """The secret key in force after the restore; it must be the one the backup was made with."""
    stored = staging / HOME / KEY_FILE
    given = os.environ.get("YOUCHENG_SECRET_KEY", "")
    key = given or (stored.read_text().strip() if stored.exists() else settings.SECRET_KEY)
    if key_check(key) != manifest.key_check:
        raise BackupRefused(
            _(
                "The secret key is not the one this backup was made with. Set YOUCHENG_SECRET_KEY to that key first."
            )
        )
    return key


def _put_in_place(home: Path, staging: Path, manifest: Manifest) -> None:
    """Swap the staged files in, then load the database of a server; a failure swaps everything back."""
    connection.close()
    arriving = (
        {home / path.name: path for path in sorted((staging / HOME).iterdir())}
        if (staging / HOME).exists()
        else {}
    )
    staged_database = staging / DATABASE[manifest.database]
    if manifest.database == "sqlite":
        arriving[Path(str(connection.settings_dict["NAME"]))] = staged_database
    leaving = [path for path in home.iterdir() if not path.name.startswith(".") and path.name not in LEFT_OUT]
    with _swapped(home, {*leaving, *database_files()}, arriving):
        if manifest.database == "postgresql":
            _load_on_server(staged_database)


def _load_on_server(dump: Path) -> None:
    """Empty the schema and fill it again in one transaction, so that nothing of the former deployment stays."""
    empty, fill = dump.with_name("empty.sql"), dump.with_name("fill.sql")
    empty.write_text("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    run_postgresql("pg_restore", "--no-owner", "--no-acl", f"--file={fill}", str(dump), connects=False)
    run_postgresql(
        "psql",
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--file={empty}",
        f"--file={fill}",
    )


@contextmanager
def _swapped(home: Path, leaving: set[Path], arriving: dict[Path, Path]) -> Iterator[None]:
    """Move files out and others in; when the block or a move fails, undo every move."""
    aside = Path(tempfile.mkdtemp(prefix=".replaced-", dir=home))
    moves: list[tuple[Path, Path]] = []
    try:
        for path in sorted(leaving):
            _move(path, aside / path.name, moves)
        for target, source in arriving.items():
            _move(source, target, moves)
        yield
    except BaseException:
        for source, target in reversed(moves):
            os.replace(target, source)
        with suppress(OSError):
            aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _move(source: Path, target: Path, moves: list[tuple[Path, Path]]) -> None:
    os.replace(source, target)
    moves.append((source, target))


def _pending_migrations() -> bool:
    loader = MigrationLoader(connection)
    return bool(set(loader.disk_migrations) - set(loader.applied_migrations))
