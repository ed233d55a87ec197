"""Walks every door, and makes sure that there is an entry for every route of the URLconf."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

import tests.doors
from tests.conftest import ClientOf
from tests.doors.door import OPEN, Door, Kind, LibraryRoutes, outcome_of, text_of
from tests.world import World


def route_names(patterns: Any = None, namespace: str = "", prefix: str = "") -> Iterator[str]:
    """The name of every route with its namespace; a route without a name answers with its pattern."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from route_names(pattern.url_patterns, inner, route)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else f"without a name: /{route}"


def _modules() -> list[Any]:
    names = [info.name for info in pkgutil.iter_modules(tests.doors.__path__)]
    wanted = [name for name in names if name != "door" and not name.startswith("test_")]
    return [importlib.import_module(f"tests.doors.{name}") for name in wanted]


def doors() -> list[tuple[str, Door]]:
    found: list[tuple[str, Door]] = []
    for module in _modules():
        for name, entry in getattr(module, "DOORS", {}).items():
            found += [(name, door) for door in (entry if isinstance(entry, list) else [entry])]
    return found


def library_routes() -> set[str]:
    groups: list[LibraryRoutes] = [g for module in _modules() for g in getattr(module, "LIBRARY_ROUTES", [])]
    return {name for group in groups for name in group.names}


def test_every_route_has_a_door_and_every_door_a_route() -> None:
    routes = set(route_names())
    listed = {name for name, _door in doors()} | library_routes()
    assert routes - listed == set(), "add these routes to tests/doors/<app>.py"
    assert listed - routes == set(), "these entries lead nowhere"


def test_lists_and_exports_say_what_must_not_be_seen() -> None:
    """A list that opens for the stranger proves nothing unless a text is looked for in it."""
    harmless = {Kind.PAGE, Kind.CHANGE}
    open_bare = [
        name
        for name, door in doors()
        if door.kind not in harmless and not door.secret and OPEN in {door.stranger, door.administrator}
    ]
    assert open_bare == []


@pytest.mark.parametrize(("name", "door"), doors(), ids=[f"{n}-{d.kind}" for n, d in doors()])
def test_door(name: str, door: Door, world: World, client_of: ClientOf) -> None:
    args = door.args(world)
    for walker, person, expected in door.walkers(world):
        response = door.send(client_of(person), name, world, args)
        assert outcome_of(response) == expected, f"{walker} at {name}"
        answered = text_of(response)  # read to its end, so that a streamed file is closed
        if door.secret and expected == "open":
            assert (door.secret in answered) == (walker == "office"), f"{walker} at {name}"
