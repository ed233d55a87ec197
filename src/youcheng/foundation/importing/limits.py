"""How large a sheet may be. Read by `reading`; an office changes the numbers by settings (docs/reference).

The defaults hold every sheet an office keeps by hand many times over and stop a file made to fill the memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """The largest sheet that is read. Sizes in bytes; `ratio` is unpacked over packed size."""

    file_bytes: int = 20 * 1024**2
    unpacked_bytes: int = 100 * 1024**2
    ratio: int = 200
    rows: int = 20_000
    columns: int = 100
    cell_characters: int = 32_767  # what a spreadsheet cell can hold


def current() -> Limits:
    """The limits of this deployment."""
    return Limits(
        file_bytes=settings.YOUCHENG_UPLOAD_BYTES,
        unpacked_bytes=settings.YOUCHENG_IMPORT_UNPACKED_BYTES,
        rows=settings.YOUCHENG_IMPORT_ROWS,
        columns=settings.YOUCHENG_IMPORT_COLUMNS,
    )
