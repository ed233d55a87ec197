"""Opens a publisher's file safely: plain, gzip, zip or workbook, in the encoding it is really in.

Called by `tabular` and by the loaders that read a layout of their own. What a file is follows from its content, never
from its name. Limits on unpacked size stop a zip bomb before it fills memory or disk. What the columns mean must not live
here.
"""

from __future__ import annotations

import contextlib
import csv
import enum
import gzip
import io
import itertools
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from youcheng.evidence.loaders.errors import BadFile
from youcheng.foundation.importing import decoding
from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.importing.reading import refuse_other_kinds

MAX_UNPACKED = 16 * 1024**3
"""Bytes a packed file may grow to; BACI's largest release unpacks to about 8 GiB."""
MAX_RATIO = 200
"""Times a packed file may grow; published tables pack 5 to 30 times, a bomb a thousand times."""
_CHUNK = 1 << 20
_COMPANION = 4
"""Times smaller than the table a companion in the same archive is, such as a list of countries."""
_RATIO_FLOOR = 64 * 1024**2

BROKEN = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
"""What unpacking a damaged, cut off or locked archive raises; RuntimeError is zipfile's word for a password."""
TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})


class Packing(enum.Enum):
    """How a file holds its table."""

    TEXT = "text"
    GZIP = "gzip"
    ZIP = "zip"
    WORKBOOK = "workbook"


def packing_of(path: Path) -> Packing:
    """Tell from the first bytes what a file is; raise BadFile where it is absent, empty, or of a kind nobody reads here."""
    if not path.is_file():
        raise BadFile(_("the file cannot be read."), remedy=_("Check its path."), file=path.name)
    try:
        with path.open("rb") as stream:
            start = stream.read(_CHUNK)
    except OSError as error:
        raise BadFile(_("the file cannot be read."), remedy=_("Check its path."), file=path.name) from error
    if not start:
        raise BadFile(_("the file is empty."), remedy=_("Download or export it again."), file=path.name)
    if start.startswith(b"\x1f\x8b"):
        return Packing.GZIP
    if start.startswith(b"PK"):
        with open_zip(path) as archive:
            is_workbook = any(name.endswith("workbook.xml") for name in archive.namelist())
        return Packing.WORKBOOK if is_workbook else Packing.ZIP
    if path.suffix.lower() in {".gz", ".zip"}:
        raise damaged(path.name)
    with _as_bad_file(path.name):
        refuse_other_kinds(start, path.name)
    return Packing.TEXT


@contextlib.contextmanager
def _as_bad_file(file: str) -> Iterator[None]:
    """Say in our terms what foundation finds wrong with a file."""
    try:
        yield
    except BadSheet as bad:
        raise BadFile(bad.what, remedy=bad.remedy, file=file, row=bad.row) from bad


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
        except BROKEN as error:
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
    packing = packing_of(path)
    with contextlib.ExitStack() as stack:
        if packing is Packing.GZIP:
            limit = min(MAX_UNPACKED, max(_RATIO_FLOOR, path.stat().st_size * MAX_RATIO))
            inner = cast("BinaryIO", stack.enter_context(gzip.open(path, "rb")))
            yield io.BufferedReader(_Guarded(inner, limit, path.name), _CHUNK)
        elif packing is Packing.ZIP:
            archive = stack.enter_context(open_zip(path))
            inner = stack.enter_context(
                _open_member(archive, member or only_table(archive, path.name), path.name)
            )
            yield io.BufferedReader(_Guarded(inner, MAX_UNPACKED, path.name), _CHUNK)
        else:
            yield stack.enter_context(path.open("rb"))


def csv_rows(
    path: Path, encoding: str, separator: str = ",", *, member: str | None = None, skip: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Stream the rows of a delimited table with their numbers, counted from 1, after `skip` lines of notes.

    A byte that is no text becomes a mark that no number or code holds, so that the cell is refused by its row.
    """
    number = skip
    with (
        open_bytes(path, member) as stream,
        io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text,
    ):
        for _note in itertools.islice(text, skip):
            pass
        try:
            for number, row in enumerate(csv.reader(text, delimiter=separator, strict=True), start=skip + 1):
                yield number, row
        except csv.Error as error:
            raise BadFile(
                _("the line can't be split into cells (%(error)s).") % {"error": error},
                remedy=_("Close the quotation mark, or remove it."),
                file=path.name,
                row=number + 1,
            ) from error


def _open_member(archive: zipfile.ZipFile, member: str, file: str) -> BinaryIO:
    try:
        return cast("BinaryIO", archive.open(member))
    except (*BROKEN, KeyError) as error:
        raise damaged(file) from error


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip or workbook after checking what it would unpack to."""
    try:
        archive = zipfile.ZipFile(path)
    except (*BROKEN, ValueError) as error:
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
    """Return the one table of an archive, or the largest when its companions are plainly smaller.

    Raises BadFile where there is none, or where nobody could say which one is meant.
    """
    by_size = sorted(tables_in(archive), key=lambda name: archive.getinfo(name).file_size, reverse=True)
    if not by_size:
        raise BadFile(
            _("the archive holds no .csv table."), remedy=_("Load the archive as published."), file=file
        )
    largest, *others = by_size
    if others and archive.getinfo(others[0]).file_size * _COMPANION > archive.getinfo(largest).file_size:
        raise BadFile(
            _("the archive holds several tables: %(names)s.") % {"names": ", ".join(sorted(by_size)[:6])},
            remedy=_("Unpack it and load the one that is meant."),
            file=file,
        )
    return largest


def encoding_of(path: Path, member: str | None = None) -> str:
    """Return `utf-8-sig`, `utf-16` or `gb18030`, whichever reads the whole table.

    Raises BadFile naming the line where none does: a file of mixed encodings is never half-read.
    """
    with _as_bad_file(path.name):
        return decoding.encoding_of(lambda: open_bytes(path, member), path.name)
