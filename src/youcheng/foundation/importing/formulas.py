"""Finds the formulas of a workbook whose results were not saved: programs that only write leave them out.

Such a cell reads as empty, which would be taken for a missing fact. Called by `workbook` and by the loaders of evidence,
which put `neutral.UNSAVED` in its place. What is done about it must not live here.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils import coordinate_to_tuple

from youcheng.foundation.neutral import UNSAVED

_CHUNK = 1 << 20
_MARKS = (b"<f>", b"<f ", b"<f/")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Cells = frozenset[tuple[int, int]]
"""Row and column of cells, both counted from 1."""


def without_result(archive: zipfile.ZipFile) -> dict[str, Cells]:
    """The formulas without a result, by the title of their sheet; sheets without any are left out.

    Raises what a damaged archive or a broken part makes the libraries raise.
    """
    found: dict[str, Cells] = {}
    for title, part in _sheets(archive):
        with archive.open(part) as stream:
            has_formulas = _mentions_formulas(stream)
        if has_formulas:
            with archive.open(part) as stream:
                cells = frozenset(_unsaved(stream))
            if cells:
                found[title] = cells
    return found


def marked(row: tuple[Any, ...], number: int, cells: Cells) -> tuple[Any, ...]:
    """A row of values with the mark in the place of every formula without a result."""
    if not cells:
        return row
    return tuple(UNSAVED if (number, at) in cells else value for at, value in enumerate(row, start=1))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title and part of every worksheet that has a part."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    targets = {
        entry.get("Id"): str(entry.get("Target"))
        for entry in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for entry in fromstring(archive.read("xl/workbook.xml")).iter():
        target = targets.get(entry.get(_RELATION), "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if _tag(entry) == "sheet" and part in names:
            yield str(entry.get("name")), part


def _mentions_formulas(stream: IO[bytes]) -> bool:
    """Whether the part holds a formula at all: a quick look, as most sheets hold none."""
    before = b""
    while chunk := stream.read(_CHUNK):
        seen = before + chunk
        if any(mark in seen for mark in _MARKS):
            return True
        before = chunk[-2:]
    return False


def _unsaved(stream: IO[bytes]) -> Iterator[tuple[int, int]]:
    row = column = 0
    for event, element in iterparse(stream, events=("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r", row + 1)), 0
            continue
        if tag == "c":
            place = element.get("r")
            row, column = coordinate_to_tuple(place) if place else (row, column + 1)
            if _lacks_result(element):
                yield row, column
        elif tag == "row":
            element.clear()


def _lacks_result(cell: Any) -> bool:
    """Whether a cell has a formula and no value; a formula whose result is an empty text says so by its type."""
    parts = {_tag(part): part for part in cell}
    value = parts.get("v")
    return "f" in parts and cell.get("t") != "str" and (value is None or not value.text)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
