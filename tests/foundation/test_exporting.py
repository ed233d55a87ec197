"""What is exported can be imported again unchanged, and no text in it acts as a formula."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.foundation.importing.toy import ToySpec
from youcheng.accounts.enums import OrganisationKind
from youcheng.foundation import exporting
from youcheng.foundation.actors import Actor
from youcheng.foundation.enums import RowState
from youcheng.foundation.exporting import Field, csv_bytes, workbook_bytes
from youcheng.foundation.importing import mapping, planning, reading

FIELDS = [Field("name", "名称"), Field("count", "Count")]
DANGEROUS = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =HYPERLINK(1)"]


@pytest.fixture(autouse=True)
def _no_notice() -> Iterator[None]:
    """No notice but the one a test gives; the real one would ask the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "_notices", [])
        yield


class MemorySpec(ToySpec):
    """The toy import over rows in memory, for properties with many examples."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.memory = {row["key"]: row for row in rows}

    def prepare(self, rows: Any, actor: Actor) -> dict[str, dict[str, Any]]:
        return self.memory


def sheet_of(data: bytes) -> list[list[Any]]:
    return [
        [c.value for c in row] for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()
    ]


def test_formulas_are_neutralised_and_numbers_stay_numbers() -> None:
    rows = [{"name": text, "count": -5} for text in DANGEROUS]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(FIELDS, rows)))
    cells = list(book.worksheets[0].iter_rows(min_row=2))
    assert all(name.data_type == "s" and name.value.startswith("'") for name, _count in cells)
    assert all(count.data_type == "n" and count.value == -5 for _name, count in cells)
    lines = list(csv.reader(io.StringIO(csv_bytes(FIELDS, rows).decode("utf-8-sig"), newline="")))
    assert [line[0] for line in lines[1:]] == [f"'{text}" for text in DANGEROUS]
    assert {line[1] for line in lines[1:]} == {"-5"}


def test_cells_keep_their_types_and_gaps_stay_empty() -> None:
    aware = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
    values = [Decimal("1.5"), dt.date(2014, 8, 25), aware, True, None, ["a", "b"], "x\x00y"]
    with override("en"):
        found = sheet_of(workbook_bytes([Field("v", "V")], [{"v": value} for value in values]))
    # Shanghai is eight hours ahead of UTC.
    expected = [1.5, dt.datetime(2014, 8, 25), dt.datetime(2026, 3, 2, 9), "yes", None, "a; b", "xy"]  # noqa: DTZ001 - sheet cells have no zone
    assert [row[0] for row in found[1:]] == expected


def test_a_text_too_long_for_a_cell_is_refused_not_cut() -> None:
    rows = [{"name": "长" * 40_000}]
    with pytest.raises(exporting.CellTooLong):
        workbook_bytes(FIELDS, rows)
    assert "长" * 40_000 in csv_bytes(FIELDS, rows).decode("utf-8-sig")


def body(response: HttpResponseBase) -> bytes:
    with contextlib.closing(response):
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_response_names_the_file_and_streams() -> None:
    rows: Iterator[dict[str, Any]] = ({"name": f"n{n}"} for n in range(3))
    request = RequestFactory().get("/", {"format": "csv"})
    response = exporting.export_response(request, FIELDS, rows, "友城 register")
    assert response.streaming
    assert "filename*=UTF-8''%E5%8F%8B%E5%9F%8E%20register.csv" in response["Content-Disposition"]
    assert body(response).count(b"\r\n") == 4
    response = exporting.export_response(RequestFactory().get("/"), FIELDS, [], "x")
    assert response["Content-Type"] == exporting.XLSX
    assert sheet_of(body(response)) == [["名称", "Count"]]


def test_a_notice_stands_on_every_sheet_and_does_not_hinder_the_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting, "_notices", [lambda: "Training: nothing here is real"])
    spec = MemorySpec([])
    rows = [{"key": "a", "zh": "甲", "kind": "park"}]
    data = workbook_bytes(spec.columns, rows)
    assert sheet_of(data)[0][0].startswith("Training")
    for content in (data, csv_bytes(spec.columns, rows)):
        table = reading.read(content, "x", spec.accepted)
        assert (table.header_number, len(table.lines)) == (2, 1)


# What a database holds after a form: no outer space, one form of line breaks, no control characters.
TEXT = (
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n"
        ),
        max_size=40,
    )
    .map(lambda text: " ".join(text.split(" ")).strip())
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(bool)
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True),
            "zh": TEXT | st.sampled_from(DANGEROUS).map(str.strip),
            "en": st.none() | TEXT,
            "kind": st.sampled_from(OrganisationKind.values),
            "dissolved": st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
        }
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row["key"],
)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
@given(rows=ROWS)
@settings(max_examples=60, deadline=None)
def test_importing_an_export_changes_nothing(form: str, language: str, rows: list[dict[str, Any]]) -> None:
    spec = MemorySpec(rows)
    with override(language):
        make = workbook_bytes if form == "xlsx" else csv_bytes
        table = reading.read(make(spec.columns, rows), f"x.{form}", spec.accepted)
        plan = planning.plan(spec, table, mapping.guess(spec, table), Actor.system("test"))
    assert [outcome.problems for outcome in plan.outcomes] == [[]] * len(rows)
    assert plan.counts()[RowState.UNCHANGED] == len(rows)
