"""What a loader is asked and what it answers.

Shared by the loaders, the store's caller (`actions`) and the starter builder. No reading and no writing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from youcheng.evidence.enums import Shape


@dataclass(frozen=True)
class Options:
    """What the person adds to the file: the year where the file prints none, and the product level in digits (2, 4, 6).

    `scratch` is a directory for a loader that spills to disk; `memory_mb` bounds what such a loader may hold.
    """

    year: int | None = None
    level: int | None = None
    scratch: Path | None = None
    memory_mb: int = 256


@dataclass(frozen=True)
class Loaded:
    """Validated tables, one a shape, the main one first, and what the person should know about them.

    A table too large for memory is in `files` instead: a Parquet file in the scratch folder, which whoever asked for it
    takes or removes.
    """

    tables: Mapping[Shape, pa.Table] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    files: Mapping[Shape, Path] = field(default_factory=dict)
