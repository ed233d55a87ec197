"""Writes small publishers' files for the loader tests: text, gzip, zip and workbooks laid out as the publishers do."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

Cells = Sequence[Sequence[object]]


def csv_file(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    """Write text as a file; a name ending in .gz is packed."""
    path = folder / name
    data = text.encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def zip_file(folder: Path, members: Mapping[str, str], name: str = "table.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return path


def workbook(folder: Path, sheets: Mapping[str, Cells], name: str = "table.xlsx") -> Path:
    path = folder / name
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path
