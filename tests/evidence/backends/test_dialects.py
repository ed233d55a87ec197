"""Every expression that reads the evidence can be written in the SQL of the clusters it may run on.

This holds that no expression uses what a cluster lacks. That the answers agree is tested beside it on Spark and on
ClickHouse's engine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis.backends.sql.compilers as compilers
import pytest
import sqlglot
from pytest_django import Settings
from sqlglot import exp

from tests.evidence.backends.questions import QUESTIONS, forget, load_all
from youcheng.evidence.queries import backend

DIALECTS = ("clickhouse", "trino")


@pytest.fixture
def expressions(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What all questions together ask the backend."""
    settings.YOUCHENG_HOME = tmp_path
    load_all(tmp_path)
    asked: list[Any] = []
    fetch = backend.fetch

    def remember(expression: Any) -> Any:
        asked.append(expression)
        return fetch(expression)

    monkeypatch.setattr(backend, "fetch", remember)
    for ask in QUESTIONS.values():
        forget()
        ask()
    return asked


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_expression_compiles(dialect: str, expressions: list[Any]) -> None:
    assert len(expressions) >= len(QUESTIONS)
    compiler = getattr(compilers, dialect).compiler
    for expression in expressions:
        text = compiler.to_sqlglot(expression.unbind()).sql(dialect=compiler.dialect)
        written = sqlglot.parse_one(text, dialect=dialect)
        tables = {table.name for table in written.find_all(exp.Table)} - {
            part.alias for part in written.find_all(exp.CTE)
        }
        assert len(tables) == 1  # each question reads one stored file and nothing else
