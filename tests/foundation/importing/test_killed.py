"""A process that is killed while an import writes leaves nothing half-done, and a full disk leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from tests.foundation.importing import sheets
from tests.foundation.importing.test_run import GOOD
from tests.foundation.importing.toy import ToySpec
from tests.world import NOW, World, actor_for
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import run as imports
from youcheng.foundation.models import ImportRun

ROOT = Path(__file__).resolve().parents[3]
KILLED_AT = 150
SCRIPT = f"""
    import os, signal, sys
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from django.utils import timezone
    from tests.foundation.importing import sheets
    from tests.foundation.importing.toy import ToySpec
    from youcheng.foundation.actors import Actor
    from youcheng.foundation.importing import run

    class Killed(ToySpec):
        def apply(self, *args, report, **kwargs):
            def at(done):
                if done == {KILLED_AT} and "kill" in sys.argv:
                    os.kill(os.getpid(), signal.SIGKILL)
            super().apply(*args, report=at, **kwargs)

    rows = [["key", "中文名"], *([f"unit-{{n}}", f"单位{{n}}"] for n in range(300))]
    run.import_now(
        actor=Actor.system("test"), now=timezone.now(), spec=Killed(), name="x.csv", data=sheets.delimited(rows)
    )
"""


def child(home: Path, *words: str) -> int:
    """Run the import in a process of its own; returns its exit status, negative for a signal."""
    environment = os.environ | {
        "YOUCHENG_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "youcheng.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
    }
    code = textwrap.dedent(SCRIPT)
    return subprocess.run([sys.executable, "-c", code, *words], env=environment, check=False).returncode


def count(home: Path) -> int:
    with sqlite3.connect(home / "db.sqlite3") as database:
        found: int = database.execute("SELECT count(*) FROM accounts_organisation").fetchone()[0]
    database.close()
    return found


@pytest.mark.slow
def test_a_killed_import_leaves_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    assert child(tmp_path, "kill") == -signal.SIGKILL
    assert count(tmp_path) == 0
    assert child(tmp_path) == 0
    assert count(tmp_path) == 300


def test_a_full_disk_refuses_the_upload_in_words(
    world: World, toy: ToySpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(Refused, match="could not be kept"):
        imports.upload(
            actor=actor_for(world.officer), now=NOW, spec=toy, name="x.xlsx", data=sheets.workbook(GOOD)
        )
    assert not ImportRun.objects.exists()


def test_an_interruption_removes_the_file_again(
    world: World, toy: ToySpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: Any, **_kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(toy, "prepare", interrupted)
    with pytest.raises(KeyboardInterrupt):
        imports.upload(
            actor=actor_for(world.officer), now=NOW, spec=toy, name="x.xlsx", data=sheets.workbook(GOOD)
        )
    assert not ImportRun.objects.exists()
