"""Fixtures every test may use: the small named world, browsers signed in as one of its people, and a query counter.

What only one app's tests need lives in that folder's own conftest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import Settings

from tests.world import NOW, World, make_world
from youcheng.accounts.models import Person
from youcheng.evidence import actions
from youcheng.foundation import audit_guard
from youcheng.foundation.actors import Actor

# A busy machine is not a wrong answer.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

ClientOf = Callable[[Person | None], Client]
SameQueries = Callable[..., None]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test begins in the default language, whatever a request of an earlier test chose."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def starter_evidence(db: None, settings: Settings, tmp_path: Path) -> None:
    """The figures that ship with the platform, loaded into a data home of the test's own."""
    settings.YOUCHENG_HOME = tmp_path
    actions.load_starter(actor=Actor.system("test"), now=NOW)


@pytest.fixture
def client_of() -> ClientOf:
    """`client_of(world.officer)` is a browser signed in as that person, `client_of(None)` a visitor's."""

    def make(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = person.language
        return client

    return make


@pytest.fixture
def assert_same_queries() -> SameQueries:
    """`assert_same_queries(make_rows, show)` calls `show` with n and with 3n rows and wants equally many queries.

    `make_rows(count)` adds that many rows to whatever is there. The first call of `show` warms caches and isn't counted.
    """

    def check(make_rows: Callable[[int], object], show: Callable[[], object], n: int = 3) -> None:
        make_rows(n)
        show()
        few = _queries_of(show)
        make_rows(2 * n)
        many = _queries_of(show)
        assert len(many) == len(few), "\n".join(
            [f"{len(few)} queries with {n} rows, {len(many)} with {3 * n}:", *many]
        )

    return check


def _queries_of(show: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        show()
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture(scope="session", autouse=True)
def _flushing_lifts_the_guard() -> Iterator[None]:
    """Tests that commit are cleaned up by emptying tables, which the append-only audit log refuses."""
    away, back = (
        (audit_guard.SQLITE_AWAY, audit_guard.SQLITE)
        if connection.vendor == "sqlite"
        else (audit_guard.POSTGRESQL_AWAY, audit_guard.POSTGRESQL)
    )
    flush = connection.ops.sql_flush

    def guarded(*args: Any, **kwargs: Any) -> list[str]:
        return [*away, *flush(*args, **kwargs), *back]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", guarded)
        yield
