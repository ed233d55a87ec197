"""The same questions on DuckDB and in ClickHouse's SQL, run by ClickHouse's own engine inside this process.

Needs the package chdb-core, half a gigabyte that no requirement file asks for; skipped where it is absent. A ClickHouse
server is reached over a network, which this does not show.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import ibis.backends.sql.compilers as compilers
import pyarrow as pa
import pytest
from pytest_django import Settings

from tests.evidence.backends.questions import QUESTIONS, assert_same, forget, load_all
from youcheng.evidence.queries import backend

chdb = pytest.importorskip("chdb", reason="ClickHouse's engine is not installed: pip install chdb-core")


@pytest.fixture(autouse=True)
def _loaded(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path
    load_all(tmp_path)


@pytest.mark.parametrize("question", QUESTIONS)
def test_clickhouse_answers_as_duckdb_does(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = QUESTIONS[question]
    forget()
    expected = ask()
    forget()
    files: dict[str, Path] = {}
    table = backend.table

    def named(file: str) -> Any:
        held = table(file)
        files[held.get_name()] = backend.folder() / file
        return held

    monkeypatch.setattr(backend, "table", named)
    monkeypatch.setattr(backend, "fetch", lambda expression: _run(expression, files))
    assert_same(ask(), expected)


def _run(expression: Any, files: dict[str, Path]) -> pa.Table:
    compiler = compilers.clickhouse.compiler
    text = compiler.to_sqlglot(expression.unbind()).sql(dialect=compiler.dialect)
    for name, path in files.items():
        text = text.replace(f'"{name}"', f"file('{path}', Parquet)")
    answer = chdb.query(f"{text} SETTINGS output_format_arrow_string_as_string=1", "Arrow").bytes()
    found = pa.ipc.open_file(io.BytesIO(answer)).read_all()
    return found.cast(expression.as_table().schema().to_pyarrow())
