"""Finds the encoding of a delimited file: UTF-8 (with or without mark), UTF-16 with mark, or GB18030.

Called by `delimited`. A text that would come out as garbage is refused with the line and a guess, never half-read:
nearly any bytes decode as GB18030, so a decoded text must also look like Chinese as it is written.
"""

from __future__ import annotations

import codecs

import charset_normalizer
from django.utils.translation import gettext as _

from youcheng.foundation.importing.errors import BadSheet

PLAUSIBLE = 0.85
"""The least share of the characters beyond ASCII that must belong to GB 2312, the set of everyday Chinese."""


def decode(data: bytes, file: str) -> str:
    """The text of a file; `BadSheet` where it is of no encoding we can be sure of, or of two at once."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strictly(data, "utf-16", file)
        if "\0" in text:
            raise _no_text(file)
        return text
    if b"\0" in data:
        raise _no_text(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _chinese(data, file)


def _no_text(file: str) -> BadSheet:
    return BadSheet(
        _("this is not a text file."), remedy=_("Save the sheet as XLSX or as “CSV UTF-8”."), file=file
    )


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _mixed(file, data[: error.start].count(b"\n") + 1) from error


def _chinese(data: bytes, file: str) -> str:
    """Decode as GB18030 where that gives everyday text; otherwise say which line is odd."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _mixed(file, _odd_line(data) or data[: error.start].count(b"\n") + 1) from error
    odd = _odd_line(data)
    if odd is not None:
        raise _mixed(file, odd)
    if plausibility(text) < PLAUSIBLE:
        raise _foreign(data, file)
    return text


def plausibility(text: str) -> float:
    """The share of the characters beyond ASCII that belong to GB 2312; 1 where there are none."""
    beyond = [character for character in text if character > "\x7f"]
    if not beyond:
        return 1.0
    return len("".join(beyond).encode("gb2312", "ignore")) / 2 / len(beyond)


def _odd_line(data: bytes) -> int | None:
    """The first line written in another encoding than the lines before it, None when all agree or can't be told."""
    first: bool | None = None
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        is_utf8 = _reads_as_utf8(line)
        if first is None:
            first = is_utf8
        elif is_utf8 != first:
            return number
    return None


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


def _foreign(data: bytes, file: str) -> BadSheet:
    best = charset_normalizer.from_bytes(data[:100_000]).best()
    guess = _(" (perhaps %(encoding)s)") % {"encoding": best.encoding} if best else ""
    return BadSheet(
        _("the text is neither UTF-8 nor GB18030%(guess)s.") % {"guess": guess},
        remedy=_("Save the sheet again as “CSV UTF-8” or as XLSX."),
        file=file,
    )
