"""Tells from an archive's directory what it would unpack to, before anything is unpacked.

Called by every reader of Office files; what to say to the person is the reader's affair.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

_RATIO_FLOOR = 20 * 1024**2
"""Unpacked bytes below which the ratio says nothing: small files of repeated text pack very well."""


class Damaged(Exception):
    """The bytes are no archive, or one whose directory can't be read."""


@dataclass(frozen=True)
class Contents:
    """The names in an archive and the bytes they unpack to; `ratio` is unpacked over packed size."""

    names: frozenset[str]
    unpacked: int
    ratio: float

    def is_too_large(self, unpacked_bytes: int, ratio: int) -> bool:
        """Whether it was made to fill the memory, or is simply beyond the limits."""
        return self.unpacked > unpacked_bytes or (self.unpacked > _RATIO_FLOOR and self.ratio > ratio)


def contents(data: bytes) -> Contents:
    """What an archive holds, from its directory alone. Raises Damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Damaged from error
    unpacked = sum(entry.file_size for entry in entries)
    return Contents(frozenset(entry.filename for entry in entries), unpacked, unpacked / max(len(data), 1))
