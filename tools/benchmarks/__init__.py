"""What `make bench` measures: one module a part of the platform, each section a function that yields its measures.

`tools/bench.py` runs them, each in a fresh process and data home; nothing here prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from benchmarks import (
    bulletins,
    dossiers,
    engines,
    evidence,
    matching,
    peers,
    register,
    server,
    strategy,
    supervision,
    tasks,
)
from benchmarks.measuring import Measured

SECTIONS: dict[str, Callable[[], Iterable[Measured]]] = {
    "engines": engines.methods,
    "trade-peers": peers.trade,
    "network-peers": peers.network,
    "ranking-peers": peers.ranking,
    "matching": matching.all_at_once,
    "files": evidence.files,
    "release": evidence.release,
    "gazetteer": register.gazetteer,
    "register": register.lists,
    "import": register.importing,
    "dossiers": dossiers.deployment,
    "bulletins": bulletins.reading,
    "candidates": strategy.candidates,
    "portfolio": strategy.portfolio,
    "tasks": tasks.lists,
    "supervision": supervision.sweeping,
    "server": server.pages,
}
