"""Words of the evidence catalogue: the kinds of file that can be loaded and the shapes they are stored in.

Used by the loaders, the catalogue rows and the command line. Nothing here reads a file.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of publisher's file, as typed after `youcheng data load`."""

    WGI = "wgi"
    WDI = "wdi"
    LPI = "lpi"
    TRADE = "trade"
    BACI = "baci"
    INDUSTRY = "industry"
    ICIO = "icio"
    TWINS = "twins"
    GROUPS = "groups"


class Shape(StrEnum):
    """The columns a stored table has; several kinds share one shape, and each shape has its own default data set."""

    GOVERNANCE = "governance"
    INDICATORS = "indicators"
    LOGISTICS = "logistics"
    GOODS = "goods"
    INDUSTRIES = "industries"
    FLOWS = "flows"
    PAIRS = "pairs"
    MEMBERSHIPS = "memberships"
