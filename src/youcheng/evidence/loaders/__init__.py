"""Loaders of publishers' files: one module a kind, each `load(path, options) -> Loaded` or `BadFile`.

Called by `actions` and by tools/build_starter.py. A loader reads one file and writes nothing: storing is the store's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from youcheng.evidence.enums import Kind
from youcheng.evidence.loaders import baci, flows, groups, icio, industry, lpi, trade, twins, wdi, wgi
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options

Loader = Callable[[Path, Options], Loaded]

LOADERS: Mapping[Kind, Loader] = {
    Kind.WGI: wgi.load,
    Kind.WDI: wdi.load,
    Kind.LPI: lpi.load,
    Kind.TRADE: trade.load,
    Kind.BACI: baci.load,
    Kind.INDUSTRY: industry.load,
    Kind.FLOWS: flows.load,
    Kind.ICIO: icio.load,
    Kind.TWINS: twins.load,
    Kind.GROUPS: groups.load,
}

__all__ = ["LOADERS", "BadFile", "Loaded", "Loader", "Options"]
