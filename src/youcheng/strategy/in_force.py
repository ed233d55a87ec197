"""Which risk framework is in force: the one a steward chose, else the data home's file, else the one that ships.

Called wherever risk is scored. One query; a text is parsed once a process, because it never changes under its checksum.
"""

from __future__ import annotations

from functools import lru_cache

from youcheng.strategy.framework import risk_framework
from youcheng.strategy.framework_files import Origin, RiskFramework, read_framework
from youcheng.strategy.models import FrameworkFile


def framework_in_force() -> RiskFramework:
    """The framework in force. Raises BadFile where it is a file of the data home and wrong."""
    chosen = FrameworkFile.objects.filter(is_in_force=True).values_list("text", "source_name").first()
    return parsed(*chosen) if chosen else risk_framework()


@lru_cache(maxsize=16)
def parsed(text: str, name: str) -> RiskFramework:
    """The framework of a text that was checked when it was loaded."""
    return read_framework(text.encode(), name, Origin.OFFICE)
