"""Backup and restore through the command line, in data homes of their own: whole, checked, all or nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from tests.world import NOW
from youcheng.foundation.actors import Actor
from youcheng.foundation.backup import BackupRefused, _placed_whole
from youcheng.foundation.restoring import _swapped, restore

SOURCE = Path(__file__).parents[2] / "src"
NEW_PERSON = "from youcheng.accounts.models import Person; Person.objects.create(username='{0}', name='{0}')"
WHO = "from youcheng.accounts.models import Person; print(*Person.objects.values_list('username', flat=True))"


@dataclass
class Deployment:
    """A data home with its own process environment."""

    home: Path
    database_url: str = ""

    def run(self, *words: str, status: int = 0) -> str:
        """Run `youcheng …`; returns what it printed, on standard error where it was refused."""
        ours = ("YOUCHENG", "DJANGO_SETTINGS_MODULE")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        environment |= {"YOUCHENG_HOME": str(self.home), "PYTHONPATH": str(SOURCE)}
        environment["DATABASE_URL"] = self.database_url
        finished = subprocess.run(
            [sys.executable, "-m", "youcheng", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == status, finished.stderr
        return (finished.stderr if status else finished.stdout).strip()

    def fill(self, person: str) -> None:
        self.run("migrate", "--verbosity=0")
        self.run("shell", "--no-imports", "--command", NEW_PERSON.format(person))
        for name in ("files/imports/a.csv", "evidence/wgi/part.parquet", "network.toml", "made/drawing"):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name} of {person}")

    def people(self) -> str:
        return self.run("shell", "--no-imports", "--command", WHO)

    def state(self) -> dict[str, bytes]:
        """Every file that is backed up, but for the database, whose bytes change with each connection."""
        names = [
            path for path in sorted(self.home.rglob("*")) if path.is_file() and path.parent.name != "made"
        ]
        return {str(p.relative_to(self.home)): p.read_bytes() for p in names if "sqlite3" not in p.name}


@pytest.fixture(scope="module")
def deployments(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[list[Deployment]]:
    """Two empty deployments on the kind of database the tests run on."""
    homes = [tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")]
    if connection.vendor == "sqlite":
        yield [Deployment(home) for home in homes]
        return
    given = settings.DATABASES["default"]
    server = f"{given['USER']}@{given['HOST']}:{given['PORT']}"
    names = [f"backup_{uuid.uuid4().hex}" for _home in homes]
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as admin:
        for name in names:
            admin.execute(f'CREATE DATABASE "{name}"')
        yield [
            Deployment(home, f"postgresql://{server}/{name}") for home, name in zip(homes, names, strict=True)
        ]
        for name in names:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def open_elsewhere(deployment: Deployment) -> Iterator[None]:
    """Another process reads the embedded database all the while."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(deployment.home / "youcheng.sqlite3")) as other:
            other.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield
    elif shutil.which("pg_dump") is None or shutil.which("pg_restore") is None:
        pytest.skip("PostgreSQL's client programs are not on the path")
    else:
        yield


@pytest.fixture(scope="module")
def archive(deployments: list[Deployment], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the first deployment, taken while another process has its database open."""
    one, _two = deployments
    path = tmp_path_factory.mktemp("backups") / "backup.zip"
    assert "setup" in one.run("backup", str(path), status=1), "there is nothing in it yet"
    one.fill("wang")
    with open_elsewhere(one):
        answer = json.loads(one.run("backup", str(path), "--json"))
    assert answer["files"] == 5  # the database, the key and three files; a drawing is made again
    return path


@pytest.mark.slow
def test_a_backup_moves_to_an_empty_home_and_replaces_only_when_asked(
    deployments: list[Deployment], archive: Path
) -> None:
    one, two = deployments
    two.run("restore", str(archive))
    assert (two.people(), two.state()) == ("wang", one.state())
    assert (two.home / "secret_key").stat().st_mode & 0o077 == 0
    verified = json.loads(two.run("audit", "verify", "--json"))
    assert (verified["intact"], verified["entries"]) == (True, 2)  # made, restored

    two.run("shell", "--no-imports", "--command", NEW_PERSON.format("li"))
    (two.home / "files" / "extra.txt").write_text("goes")
    before = two.state()
    assert "--replace" in two.run("restore", str(archive), status=1)
    assert (two.people(), two.state()) == ("li wang", before)
    two.run("restore", str(archive), "--replace")
    assert (two.people(), two.state()) == ("wang", one.state())
    assert [path.name for path in two.home.iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
def test_a_backup_is_the_owners_alone_and_overwrites_nothing(
    deployments: list[Deployment], archive: Path
) -> None:
    one, _two = deployments
    assert archive.stat().st_mode & 0o077 == 0
    assert "--replace" in one.run("backup", str(archive), status=1)
    assert one.run("backup", str(archive.parent / "missing" / "b.zip"), status=1)
    assert [path.name for path in one.home.iterdir() if path.name.startswith(".")] == []


def rewrite(archive: Path, change: str) -> Path:
    """A copy of the backup that is broken in one way."""
    broken = archive.with_name(f"{change}.zip")
    if change == "absent":
        return broken
    if change == "cut":
        broken.write_bytes(archive.read_bytes()[:-200])
        return broken
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = damaged_manifest(content, change)
            elif change == "changed" and name.endswith("a.csv"):
                content = b"X" + content[1:]
            elif change == "missing" and name.endswith("a.csv"):
                continue
            new.writestr(name, content)
    return broken


def damaged_manifest(content: bytes, change: str) -> bytes:
    manifest = json.loads(content)
    entry = manifest["files"]["home/files/imports/a.csv"]
    if change == "newer":
        manifest["migrations"].append(["accounts", "0099_later"])
    elif change == "outside":
        manifest["files"]["home/../../escape"] = entry
    elif change == "another-key":
        manifest["key_check"] = "x"
    elif change == "another-database":
        manifest["database"] = "oracle"
    elif change == "nonsense":
        return b"[]"
    return json.dumps(manifest).encode()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "cut",
        "absent",
        "changed",
        "missing",
        "newer",
        "outside",
        "another-key",
        "another-database",
        "nonsense",
    ],
)
def test_a_bad_backup_changes_nothing(archive: Path, tmp_path: Path, settings: Settings, change: str) -> None:
    settings.YOUCHENG_HOME = tmp_path / "home"
    (tmp_path / "home" / "files").mkdir(parents=True)
    (tmp_path / "home" / "files" / "mine.txt").write_text("stays")
    bad = rewrite(archive, change)
    with pytest.raises(BackupRefused):
        restore(actor=Actor.system("test"), now=NOW, path=bad, replace=True)
    left = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ["home/files/mine.txt"]


def test_a_failed_swap_is_undone(tmp_path: Path) -> None:
    home, staging = tmp_path / "home", tmp_path / "staging"
    (home / "files").mkdir(parents=True)
    (home / "files" / "old.txt").write_text("old")
    staging.mkdir()
    (staging / "files").mkdir()
    (staging / "network.toml").write_text("new")
    arriving = {home / "files": staging / "files", home / "network.toml": staging / "network.toml"}

    def fail() -> None:
        with _swapped(home, {home / "files"}, arriving):
            assert not (home / "files" / "old.txt").exists()
            raise OSError("the database refused")

    with pytest.raises(OSError, match="refused"):
        fail()
    assert [path.relative_to(home).as_posix() for path in home.rglob("*")] == ["files", "files/old.txt"]
    assert (staging / "network.toml").exists()


def test_a_full_disk_leaves_the_old_backup(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_text("old")

    def fill() -> None:
        with _placed_whole(path) as stream:
            stream.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(BackupRefused, match="No space left"):
        fill()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("backup.zip", "old")]
