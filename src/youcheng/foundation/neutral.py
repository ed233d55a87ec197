"""Makes text harmless for spreadsheet programs, which take a cell that begins like a formula for one; and back.

`exporting` calls `neutralise` on every text it writes, the import machine `restore` on every text it reads, so that
what was exported can be imported again unchanged. Numbers are never touched.
"""

from __future__ import annotations

import re

UNSAVED = "#UNSAVED!"
"""What we read where a workbook holds a formula without its result."""
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", UNSAVED)
GAP = "待补"
"""What people write for a missing fact; a cell that holds only this is empty."""

# A formula may hide behind spaces; a text that is one of the reserved words would be read back as something else.
# Apostrophes already there get one more, so that `restore` is the exact inverse.
_SPECIAL = (
    rf"(\s*[=+\-@＝＋－＠]|[\t\r\n]|\s*(?:{'|'.join(re.escape(word) for word in (*ERRORS, GAP))})\s*\Z)"
)
_DANGEROUS = re.compile(rf"'*{_SPECIAL}", re.IGNORECASE)
_MARKED = re.compile(rf"'+{_SPECIAL}", re.IGNORECASE)


def neutralise(text: str) -> str:
    """The text with an apostrophe before it where a sheet would take it for something else."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """The text as it was before `neutralise`."""
    return text[1:] if _MARKED.match(text) else text
