"""How large a document may be. Read by the readers; the sizes of files follow the settings for uploads and imports.

The defaults hold a year's bulletins in one file and stop what is made to fill the memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """The largest document that is read. Sizes in bytes; `ratio` is unpacked over packed size."""

    file_bytes: int = 20 * 1024**2
    unpacked_bytes: int = 100 * 1024**2
    ratio: int = 200
    pages: int = 1_000
    page_characters: int = 100_000
    characters: int = 5_000_000


def current() -> Limits:
    """The limits of this deployment."""
    return Limits(
        file_bytes=settings.YOUCHENG_UPLOAD_BYTES, unpacked_bytes=settings.YOUCHENG_IMPORT_UNPACKED_BYTES
    )
