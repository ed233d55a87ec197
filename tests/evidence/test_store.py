"""The Parquet store: whole files under names made of their content, or nothing at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from youcheng.evidence import store

TABLE = pa.table({"iso3": ["LAO", "THA"], "value": [1.0, None]})


def test_a_file_is_named_after_its_content(tmp_path: Path) -> None:
    first = store.write(tmp_path, "figures", TABLE)
    again = store.write(tmp_path, "figures", TABLE)
    other = store.write(tmp_path, "figures", TABLE.slice(0, 1))
    assert first == again
    assert first.file != other.file
    assert first.sha256 == store.digest(tmp_path / first.file)
    assert pq.read_table(tmp_path / first.file).equals(TABLE)


def test_adopting_keeps_the_bytes(tmp_path: Path) -> None:
    source = tmp_path / "given.parquet"
    pq.write_table(TABLE, source)
    taken = store.adopt(tmp_path / "store", "given", source)
    assert taken.sha256 == store.digest(source)
    assert taken.rows == 2


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "cannot be written")]
)
def test_a_full_disk_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    old = store.write(tmp_path, "figures", TABLE)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, "No space left on device")

    monkeypatch.setattr(store.pq, "write_table", refuse)
    with pytest.raises(store.NotStored, match=said):
        store.write(tmp_path, "figures", TABLE.slice(0, 1))
    assert [path.name for path in tmp_path.iterdir()] == [old.file]


def test_sweeping_keeps_what_the_catalogue_names(tmp_path: Path) -> None:
    kept = store.write(tmp_path, "kept", TABLE)
    stray = store.write(tmp_path, "stray", TABLE.slice(1))
    (tmp_path / f"{store.INCOMING}left.parquet").write_bytes(b"half")
    (tmp_path / "notes.txt").write_text("a person's own file")
    assert set(store.sweep(tmp_path, {kept.file})) == {stray.file, f"{store.INCOMING}left.parquet"}
    assert {path.name for path in tmp_path.iterdir()} == {kept.file, "notes.txt"}
