"""Makes text harmless for spreadsheet programs, which take a cell that begins like a formula for one; and back.

`exporting` calls `neutralise` on every text it writes, the import machine `restore` on every text it reads, so that
what was exported can be imported again unchanged. Numbers are never touched.
"""

from __future__ import annotations

import re

# A formula may hide behind spaces. Apostrophes already there get one more, so that `restore` is the exact inverse.
_DANGEROUS = re.compile(r"'*(\s*[=+\-@＝＋－＠]|[\t\r\n])")
_MARKED = re.compile(r"'+(\s*[=+\-@＝＋－＠]|[\t\r\n])")


def neutralise(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """The text as it was before `neutralise`."""
    return text[1:] if _MARKED.match(text) else text
