"""A formula without its result is not an empty cell: the row is refused and says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.foundation.importing import sheets
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.formulas import without_result
from youcheng.foundation.importing.limits import Limits
from youcheng.foundation.importing.reading import read
from youcheng.foundation.importing.spec import Column
from youcheng.foundation.importing.values import text, whole
from youcheng.foundation.neutral import UNSAVED

NAMES = {"city": ("City",), "people": ("People",)}


def with_cell(cell: str) -> bytes:
    """A sheet whose cell B2 is this XML."""
    good = sheets.workbook([["City", "People"], ["Chiang Mai", 12345]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<c r="B2" t="n"><v>12345</v></c>', cell.encode())
            new.writestr(name, content)
    return stream.getvalue()


def found(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return without_result(archive)


@pytest.mark.parametrize(
    "cell", ['<c r="B2"><f>1+1</f><v></v></c>', '<c r="B2"><f>1+1</f></c>', "<c><f>1+1</f><v/></c>"]
)
def test_a_formula_without_its_result_is_found(cell: str) -> None:
    assert found(with_cell(cell)) == {"Sheet1": frozenset({(2, 2)})}
    table = read(with_cell(cell), "x", NAMES, Limits())
    assert table.lines[0].cells == ("Chiang Mai", UNSAVED)


@pytest.mark.parametrize(
    ("cell", "value"),
    [('<c r="B2"><f>1+1</f><v>2</v></c>', 2), ('<c r="B2" t="str"><f>""</f><v></v></c>', None), ('<c r="B2"/>', None)],
)  # fmt: skip
def test_a_result_counts_even_when_it_is_an_empty_text(cell: str, value: int | None) -> None:
    assert found(with_cell(cell)) == {}
    assert read(with_cell(cell), "x", NAMES, Limits()).lines[0].cell(1) == value


def test_the_other_sheets_are_looked_at_too() -> None:
    data = sheets.workbook([["City"], ["Chiang Mai"]], Second=[["City", "People"], ["Yangon", "=A1"]])
    assert found(data) == {"Second": frozenset({(2, 2)})}


@pytest.mark.parametrize("kind", [whole(), text()])
def test_the_cell_is_refused_whatever_its_column(kind: object) -> None:
    column = Column("people", "人数", "People", kind)  # type: ignore[arg-type]
    with pytest.raises(BadValue, match="not saved"):
        column.read(UNSAVED)
