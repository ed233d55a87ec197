"""Opens a publisher's file safely: plain, gzip, zip or workbook, in the encoding it is really in.

Called by `tabular` and by the loaders that read a layout of their own. Limits on unpacked size stop a zip bomb before it
fills memory or disk. What the columns mean must not live here.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from youcheng.evidence.loaders.errors import BadFile

MAX_UNPACKED = 16 * 1024**3
"""Bytes a packed file may grow to; BACI's largest release unpacks to about 8 GiB."""
MAX_RATIO = 200
"""Times a packed file may grow; published tables pack 5 to 30 times, a bomb a thousand times."""
_CHUNK = 1 << 20
_RATIO_FLOOR = 64 * 1024**2

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})


class _Guarded(io.RawIOBase):
    """A readable stream that stops with `BadFile` once more than `limit` bytes have come out of it."""

    def __init__(self, inner: BinaryIO, limit: int, file: str) -> None:
        self._inner, self._left, self._file = inner, limit, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            data = self._inner.read(len(view))
        except (OSError, EOFError, zipfile.BadZipFile, RuntimeError) as error:
            raise damaged(self._file) from error
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._file)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def damaged(file: str) -> BadFile:
    """Say that a packed file or workbook breaks off or is not what its name says."""
    return BadFile(
        _("the file is damaged or is not of the type its name says."),
        remedy=_("Download it again and compare its size with the publisher's."),
        file=file,
    )


def too_large(file: str) -> BadFile:
    """Say that a packed file grows beyond the limits of this module."""
    return BadFile(
        _("the packed file grows beyond %(ratio)s times its size or %(size)s GiB.")
        % {"ratio": MAX_RATIO, "size": MAX_UNPACKED // 1024**3},
        remedy=_("Unpack it yourself, check it, and load the table inside."),
        file=file,
    )


@contextlib.contextmanager
def open_bytes(path: Path, member: str | None = None) -> Iterator[BinaryIO]:
    """Yield the bytes of a table: of the file itself, of a .gz, or of `member` of a .zip (its only table if None)."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadFile(_("the file cannot be read."), remedy=_("Check its path."), file=path.name) from error
    if size == 0:
        raise BadFile(_("the file is empty."), remedy=_("Download or export it again."), file=path.name)
    with contextlib.ExitStack() as stack:
        suffix = path.suffix.lower()
        if suffix == ".gz":
            limit = min(MAX_UNPACKED, max(_RATIO_FLOOR, size * MAX_RATIO))
            inner = cast("BinaryIO", stack.enter_context(gzip.open(path, "rb")))
            yield io.BufferedReader(_Guarded(inner, limit, path.name), _CHUNK)
        elif suffix == ".zip":
            archive = stack.enter_context(open_zip(path))
            inner = stack.enter_context(
                _open_member(archive, member or only_table(archive, path.name), path.name)
            )
            yield io.BufferedReader(_Guarded(inner, MAX_UNPACKED, path.name), _CHUNK)
        else:
            yield stack.enter_context(path.open("rb"))


def csv_rows(path: Path, encoding: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Stream the rows of a delimited table with their numbers, counted from 1.

    A byte that is no text becomes a mark that no number or code holds, so that the cell is refused by its row.
    """
    with (
        open_bytes(path) as stream,
        io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text,
    ):
        try:
            yield from enumerate(csv.reader(text, delimiter=separator), start=1)
        except csv.Error as error:
            raise damaged(path.name) from error


def _open_member(archive: zipfile.ZipFile, member: str, file: str) -> BinaryIO:
    try:
        return cast("BinaryIO", archive.open(member))
    except (RuntimeError, NotImplementedError, KeyError, zipfile.BadZipFile) as error:
        # RuntimeError is zipfile's word for a password.
        raise damaged(file) from error


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip or workbook after checking what it would unpack to."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise damaged(path.name) from error
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_FLOOR and unpacked > path.stat().st_size * MAX_RATIO):
        archive.close()
        raise too_large(path.name)
    return archive


def tables_in(archive: zipfile.ZipFile) -> list[str]:
    """Name the delimited tables in an archive, without the World Bank's metadata companions."""
    return [
        entry.filename
        for entry in archive.infolist()
        if Path(entry.filename).suffix.lower() in TABLE_SUFFIXES
        and not Path(entry.filename).name.startswith(("Metadata_", ".", "__"))
    ]


def only_table(archive: zipfile.ZipFile, file: str) -> str:
    """Return the one table of an archive, or the largest when its companions are plainly smaller."""
    names = tables_in(archive)
    if not names:
        raise BadFile(
            _("the archive holds no .csv table."), remedy=_("Load the archive as published."), file=file
        )
    return max(names, key=lambda name: archive.getinfo(name).file_size)


def encoding_of(opener: Callable[[], contextlib.AbstractContextManager[BinaryIO]], file: str) -> str:
    """Return `utf-8-sig` or `gb18030`, whichever reads the whole stream.

    Raises BadFile naming the line where both fail: a file of mixed encodings is never half-read.
    """
    bad_line = 0
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        line = 1
        with opener() as stream:
            try:
                while chunk := stream.read(_CHUNK):
                    if b"\0" in chunk:
                        raise damaged(file)
                    decoder.decode(chunk)
                    line += chunk.count(b"\n")
                decoder.decode(b"", final=True)
                return encoding
            except UnicodeDecodeError as error:
                rest = bytes(error.object[: error.start])
                bad_line = max(bad_line, line + rest.count(b"\n"))
    raise BadFile(
        _("the text is neither UTF-8 nor GB18030 throughout."),
        remedy=_("Save the sheet again as “CSV UTF-8”."),
        file=file,
        row=bad_line,
    )
