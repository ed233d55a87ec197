"""Makes the sheets that the import tests read: workbooks and delimited files, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, title: str = "Sheet1", **others: Rows) -> bytes:
    """An XLSX with one sheet, and more by keyword."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for name, lines in others.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def delimited(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode(encoding)


def far_down(rows: Rows, width: int = 1) -> bytes:
    """A workbook of a few kilobytes with one cell in its last possible row, and so an extent of a million rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.active.cell(1_048_576, width, "far")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb(megabytes: int) -> bytes:
    """A workbook-like archive whose one sheet unpacks to so many megabytes of spaces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * 1024**2)
    return stream.getvalue()


def entity_bomb() -> bytes:
    """A workbook whose sheet defines entities that grow on reading."""
    good = workbook([["City"], ["Chiang Mai"]])
    stream = io.BytesIO()
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = (
                    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                    '<row r="1"><c r="A1" t="str"><v>&e9;</v></c></row></sheetData></worksheet>'
                ).encode()
            new.writestr(name, content)
    return stream.getvalue()
