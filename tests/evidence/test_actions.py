"""Loading, replacing, choosing and removing data sets: all or nothing, and only by those who may."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.evidence.files import csv_file
from tests.world import NOW, World, actor_for
from youcheng.evidence import actions, queries, store
from youcheng.evidence.actions import Request
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.loaders import BadFile, Options
from youcheng.evidence.models import Dataset
from youcheng.foundation.actors import Actor
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed

SYSTEM = Actor.system("test")
TABLE = "reporter,product,exports,imports\nTHA,01,5,1\nLAO,01,3,2\n"


@pytest.fixture(autouse=True)
def _home(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path / "home"


def request(folder: Path, text: str = TABLE, **more: object) -> Request:
    return replace(
        Request(Kind.TRADE, csv_file(folder, text, "sales.csv"), options=Options(year=2022)), **more
    )  # type: ignore[arg-type]


def load(asked: Request, actor: Actor = SYSTEM) -> actions.Outcome:
    return actions.load(actor=actor, now=NOW, request=asked)[0]


def files() -> set[str]:
    return {path.name for path in queries.folder().glob("*.parquet")}


def test_a_file_is_stored_and_described(tmp_path: Path) -> None:
    outcome = load(request(tmp_path))
    dataset = outcome.dataset
    assert outcome.state == actions.CREATED
    assert (dataset.name, dataset.shape, dataset.rows, dataset.economies) == ("trade-sales", "goods", 2, 2)
    assert (dataset.years, dataset.year_span, dataset.is_default) == ([2022], "2022", True)
    assert dataset.columns == ["iso3", "year", "product", "exports", "imports"]
    assert files() == {dataset.file}
    assert AuditEntry.objects.get().action == "dataset.loaded"


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    load(request(tmp_path))
    before = Dataset.objects.values().get()
    assert load(request(tmp_path)).state == actions.UNCHANGED
    assert Dataset.objects.values().get() == before
    assert AuditEntry.objects.count() == 1


def test_another_content_under_the_same_name_replaces_it(tmp_path: Path) -> None:
    first = load(request(tmp_path)).dataset
    outcome = load(request(tmp_path, TABLE + "VNM,01,9,9\n"))
    assert (outcome.state, outcome.dataset.pk, outcome.dataset.rows) == (actions.REPLACED, first.pk, 3)
    assert files() == {outcome.dataset.file}


def test_a_newer_vintage_under_another_name_keeps_both_and_the_default(tmp_path: Path) -> None:
    load(request(tmp_path, name="old"))
    load(request(tmp_path, TABLE + "VNM,01,9,9\n", name="new"))
    assert queries.default(Shape.GOODS).name == "old"
    actions.set_default(actor=SYSTEM, now=NOW, name="new")
    assert queries.default(Shape.GOODS).name == "new"
    actions.remove(actor=SYSTEM, now=NOW, name="new")
    assert queries.default(Shape.GOODS).name == "old"
    assert len(files()) == 1


def test_a_bad_file_leaves_everything_as_it_was(tmp_path: Path) -> None:
    held = load(request(tmp_path)).dataset
    with pytest.raises(BadFile):
        load(request(tmp_path, TABLE + "VNM,01,-9,9\n"))
    assert files() == {held.file}
    assert queries.trade_matrix().table.countries == ("LAO", "THA")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = load(request(tmp_path)).dataset

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.pq, "write_table", full)
    with pytest.raises(store.NotStored):
        load(request(tmp_path, TABLE + "VNM,01,9,9\n"))
    assert files() == {held.file}
    assert Dataset.objects.get().sha256 == held.sha256


def test_a_failure_in_the_database_lets_go_of_the_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = load(request(tmp_path)).dataset

    def fail(**_kwargs: object) -> None:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr(actions.audit, "record", fail)
    with pytest.raises(RuntimeError, match="log"):
        load(request(tmp_path, TABLE + "VNM,01,9,9\n"))
    assert files() == {held.file}
    assert Dataset.objects.get().rows == 2


def test_what_a_killed_load_left_is_swept_by_the_next(tmp_path: Path) -> None:
    folder = queries.folder()
    folder.mkdir(parents=True)
    (folder / f"{store.INCOMING}killed.parquet").write_bytes(b"half a file")
    (folder / "trade-sales-0123456789ab.parquet").write_bytes(b"whole, but no row names it")
    held = load(request(tmp_path)).dataset
    assert files() == {held.file}


@pytest.mark.slow
def test_a_load_killed_in_the_middle_of_writing_leaves_no_lock(tmp_path: Path) -> None:
    """The process dies while it holds the lock and a half-written file; the next one goes on."""
    folder = queries.folder()
    code = (
        "import sys, time; sys.path.insert(0, 'src')\n"
        "from pathlib import Path\nfrom youcheng.evidence import store\n"
        f"folder = Path({str(folder)!r})\n"
        "with store.lock(folder):\n"
        "    (folder / '.incoming-x.parquet').write_bytes(b'half')\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"held"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    started = time.monotonic()
    held = load(request(tmp_path)).dataset
    assert time.monotonic() - started < 30
    assert [path.name for path in folder.glob("*.parquet")] == [held.file]
    assert not list(folder.glob(".incoming-*"))


def test_a_name_must_be_a_slug_and_of_one_content(tmp_path: Path) -> None:
    with pytest.raises(actions.NotLoaded):
        load(request(tmp_path, name="No Slug"))
    load(request(tmp_path, name="figures"))
    industry = Request(
        Kind.INDUSTRY,
        csv_file(tmp_path, "reporter,industry,exports\nTHA,A01,5\n"),
        "figures",
        Options(year=2022),
    )
    with pytest.raises(actions.NotLoaded):
        load(industry)


def test_only_stewards_of_the_office_and_the_command_line_load(world: World, tmp_path: Path) -> None:
    for person in (world.officer, world.stranger, world.system, world.security):
        with pytest.raises(NotAllowed):
            load(request(tmp_path), actor_for(person))
    load(request(tmp_path), actor_for(world.director))
    for person in (world.officer, world.head):
        with pytest.raises(NotAllowed):
            actions.remove(actor=actor_for(person), now=NOW, name="trade-sales")
        with pytest.raises(NotAllowed):
            actions.set_default(actor=actor_for(person), now=NOW, name="trade-sales")
    actions.remove(actor=actor_for(world.director), now=NOW, name="trade-sales")
    assert not files()


def test_the_starter_set_is_taken_in_once(tmp_path: Path) -> None:
    first = actions.load_starter(actor=SYSTEM, now=NOW)
    assert {outcome.state for outcome in first} == {actions.CREATED}
    assert {outcome.state for outcome in actions.load_starter(actor=SYSTEM, now=NOW)} == {actions.UNCHANGED}
    assert all(dataset.citation and dataset.licence and dataset.version for dataset in Dataset.objects.all())
    assert queries.default(Shape.INDICATORS).name == "wdi"
    missing = queries.folder() / Dataset.objects.get(name="lpi").file
    missing.unlink()
    states = {each.dataset.name: each.state for each in actions.load_starter(actor=SYSTEM, now=NOW)}
    assert missing.is_file()
    assert (states["lpi"], states["wdi"]) == (actions.MENDED, actions.UNCHANGED)


def test_the_same_file_again_mends_what_was_damaged(tmp_path: Path) -> None:
    stored = queries.folder() / load(request(tmp_path)).dataset.file
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1] + b"?")
    assert not queries.verify()[0].intact
    assert load(request(tmp_path)).state == actions.MENDED
    assert stored.read_bytes() == whole
