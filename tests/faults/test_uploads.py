"""Hostile and broken sheets through the upload page: one clear sentence, nothing on record, no file left behind."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tests.conftest import ClientOf
from tests.foundation.importing.sheets import bomb, entity_bomb, workbook
from tests.world import World
from youcheng.foundation.models import ImportRun
from youcheng.network.models import HomeCity, Relationship

ADDRESS = "/import/ties/"


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def wide(columns: int) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append([f"column {number}" for number in range(columns)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def nested() -> bytes:
    """A bomb of many small members rather than one large one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(400):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 1_000_000)
    return out.getvalue()


GOOD = workbook([["城市", "国家", "事件", "日期"], ["清迈", "泰国", "letter_of_intent_signed", "2024-05-06"]])
FILES = {
    "zip bomb": ("sheet.xlsx", bomb(400)),
    "bomb of many members": ("sheet.xlsx", nested()),
    "entity bomb": ("sheet.xlsx", entity_bomb()),
    "300 columns": ("sheet.xlsx", wide(300)),
    "half a workbook": ("sheet.xlsx", cut(GOOD)),
    "a picture": ("sheet.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    "mixed encodings": (
        "sheet.csv",
        "城市,国家\n清迈,".encode() + "泰国\n".encode("gb18030") + b"\xff\xfe\x00",
    ),
    "nothing": ("sheet.csv", b""),
    "wrong headers": ("sheet.csv", b"\x00\x01\x02"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_bad_file_is_refused_and_leaves_nothing(
    home: HomeCity, world: World, client_of: ClientOf, settings: Settings, tmp_path: Path, kind: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    name, data = FILES[kind]
    answer = client_of(world.officer).post(ADDRESS, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert ImportRun.objects.count() == Relationship.objects.count() == 0
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    home: HomeCity, world: World, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.YOUCHENG_UPLOAD_BYTES = 1024**2
    answer = client_of(world.officer).post(
        ADDRESS, {"file": SimpleUploadedFile("sheet.csv", bytes(2 * 1024**2))}
    )
    assert answer.context["form"].errors["file"]
    assert ImportRun.objects.count() == 0
