"""The database's full-text index beside `SearchEntry.tokens`: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Put in place by migration 0004 and kept up to date by the database itself; `search` asks it through `matching`. Both
sides hold our own tokens as they are, so that both databases find the same.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from youcheng.foundation.search_text import Term

SQLITE = [
    # The ascii tokenizer splits at spaces alone and leaves every other script untouched.
    """CREATE VIRTUAL TABLE foundation_search_fts USING fts5(
        tokens, content='foundation_searchentry', content_rowid='id', tokenize='ascii', prefix='1 2')""",
    """CREATE TRIGGER search_added AFTER INSERT ON foundation_searchentry BEGIN
        INSERT INTO foundation_search_fts(rowid, tokens) VALUES (new.id, new.tokens); END""",
    """CREATE TRIGGER search_removed AFTER DELETE ON foundation_searchentry BEGIN
        INSERT INTO foundation_search_fts(foundation_search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens); END""",
    """CREATE TRIGGER search_changed AFTER UPDATE OF tokens ON foundation_searchentry BEGIN
        INSERT INTO foundation_search_fts(foundation_search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO foundation_search_fts(rowid, tokens) VALUES (new.id, new.tokens); END""",
]
POSTGRESQL = [
    # Written as a vector directly: PostgreSQL's own parser would cut Chinese by the server's locale.
    """CREATE OR REPLACE FUNCTION youcheng_tokens(tokens text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
       SELECT coalesce(string_agg(quote_literal(token) || ':' || least(place, 16383), ' '), '')::tsvector
       FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS t(token, place) WHERE token <> '' $$""",
    """ALTER TABLE foundation_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (youcheng_tokens(tokens)) STORED""",
    "CREATE INDEX foundation_search_fts ON foundation_searchentry USING gin (vector)",
]


def install(connection: Any) -> None:
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def remove(connection: Any) -> None:
    if connection.vendor == "sqlite":
        names = ("search_added", "search_removed", "search_changed")
        _run(
            connection,
            [
                *(f"DROP TRIGGER IF EXISTS {name}" for name in names),
                "DROP TABLE IF EXISTS foundation_search_fts",
            ],
        )
    else:
        _run(connection, ["ALTER TABLE foundation_searchentry DROP COLUMN IF EXISTS vector"])
        _run(connection, ["DROP FUNCTION IF EXISTS youcheng_tokens(text)"])


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def matching(terms: list[Term]) -> RawSQL:
    """A sub-select of the keys of the entries in which every term is found."""
    if connection.vendor == "sqlite":
        return RawSQL(
            "SELECT rowid FROM foundation_search_fts WHERE foundation_search_fts MATCH %s", [_fts5(terms)]
        )
    return RawSQL("SELECT id FROM foundation_searchentry WHERE vector @@ %s::tsquery", [_tsquery(terms)])


def _fts5(terms: list[Term]) -> str:
    """FTS5's query language; tokens hold letters, digits and marks only, so quoting them is enough."""
    return " AND ".join(f'"{" ".join(term.tokens)}"' + (" *" if term.is_prefix else "") for term in terms)


def _tsquery(terms: list[Term]) -> str:
    """PostgreSQL's query language."""
    return " & ".join(_phrase(term) for term in terms)


def _phrase(term: Term) -> str:
    if term.is_prefix:
        return f"'{term.tokens[0]}':*"
    return "(" + " <-> ".join(f"'{token}'" for token in term.tokens) + ")"
