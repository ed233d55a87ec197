"""Finds the encoding of a delimited file: UTF-8 (with or without mark), UTF-16 with mark, or GB18030.

Called by `delimited` and by the loaders of evidence, which read files larger than memory: the bytes are looked at as a
stream. A text that would come out as garbage is refused with the line and a guess, never half-read: nearly any bytes
decode as GB18030, so a decoded text must also look like Chinese as it is written.
"""

from __future__ import annotations

import codecs
import contextlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

import charset_normalizer
from django.utils.translation import gettext as _

from youcheng.foundation.importing.errors import BadSheet

Opener = Callable[[], contextlib.AbstractContextManager[BinaryIO]]
"""Opens the file from its beginning: finding out takes up to three looks."""

PLAUSIBLE = 0.85
"""The least share of the characters beyond ASCII that must belong to GB 2312, the set of everyday Chinese."""
_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 20
"""Bytes of a line in an encoding that has to be guessed; no line of a table is longer."""


def decode(data: bytes, file: str) -> str:
    """The text of a file; `BadSheet` where it is of no encoding we can be sure of, or of two at once."""
    return data.decode(encoding_of(lambda: io.BytesIO(data), file))


def encoding_of(opener: Opener, file: str) -> str:
    """`utf-8-sig`, `utf-16` or `gb18030`, whichever reads the whole file; `BadSheet` where none does for sure."""
    with opener() as stream:
        start = stream.read(2)
    if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        fault = _first_fault(opener, "utf-16", file)
        if fault is not None:
            raise _mixed(file, fault)
        return "utf-16"
    if _first_fault(opener, "utf-8-sig", file) is None:
        return "utf-8-sig"
    with opener() as stream:
        _require_chinese(stream, file)
    return "gb18030"


def _first_fault(opener: Opener, encoding: str, file: str) -> int | None:
    """The line of the first byte that is none of this encoding, None where there is none; a NUL is no text at all."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with opener() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            if b"\0" in chunk and encoding != "utf-16":
                raise _no_text(file)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + bytes(error.object[: error.start]).count(b"\n")
            if "\0" in text:
                raise _no_text(file)
            if not chunk:
                # The decoder keeps the beginning of a byte order mark back and forgets it at the end of the file.
                return line if decoder.getstate()[0] else None
            line += text.count("\n")


def _no_text(file: str) -> BadSheet:
    return BadSheet(
        _("this is not a text file."), remedy=_("Save the sheet as XLSX or as “CSV UTF-8”."), file=file
    )


def _require_chinese(stream: BinaryIO, file: str) -> None:
    """Refuse a file unless all its lines are GB18030 and read like everyday text; say which line is odd."""
    first: bool | None = None
    beyond = ordinary = 0
    sample = b""
    for number, line in enumerate(_lines(stream, file), start=1):
        if line.isascii():
            continue
        is_utf8 = _reads_as_utf8(line)
        first = is_utf8 if first is None else first
        if is_utf8 != first:
            raise _mixed(file, number)
        try:
            text = line.decode("gb18030")
        except UnicodeDecodeError as error:
            raise _foreign(sample + line, file, number) from error
        strange = [character for character in text if character > "\x7f"]
        beyond += len(strange)
        ordinary += _in_gb2312(strange)
        sample += line if len(sample) < 100_000 else b""
    if beyond and ordinary / beyond < PLAUSIBLE:
        raise _foreign(sample, file)


def _lines(stream: BinaryIO, file: str) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise _no_text(file)
        yield line


def plausibility(text: str) -> float:
    """The share of the characters beyond ASCII that belong to GB 2312; 1 where there are none."""
    beyond = [character for character in text if character > "\x7f"]
    return _in_gb2312(beyond) / len(beyond) if beyond else 1.0


def _in_gb2312(characters: list[str]) -> int:
    return len("".join(characters).encode("gb2312", "ignore")) // 2


def _reads_as_utf8(line: bytes) -> bool:
    """Whether the line is UTF-8. A short GB18030 line can be both; then the more ordinary reading counts."""
    try:
        as_utf8 = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    try:
        as_chinese = line.decode("gb18030")
    except UnicodeDecodeError:
        return True
    return plausibility(as_utf8) >= plausibility(as_chinese) or len(line) > len(as_utf8) * 2


def _mixed(file: str, line: int) -> BadSheet:
    return BadSheet(
        _("the text is of more than one encoding; this line differs from those before it."),
        remedy=_("Open the sheet, correct the line and save it as “CSV UTF-8”."),
        file=file,
        row=line,
    )


def _foreign(sample: bytes, file: str, line: int | None = None) -> BadSheet:
    best = charset_normalizer.from_bytes(sample).best()
    guess = _(" (perhaps %(encoding)s)") % {"encoding": best.encoding} if best else ""
    return BadSheet(
        _("the text is neither UTF-8 nor GB18030%(guess)s.") % {"guess": guess},
        remedy=_("Save the sheet again as “CSV UTF-8” or as XLSX."),
        file=file,
        row=line,
    )
