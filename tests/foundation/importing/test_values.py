"""Cells are read as people write them, and every kind reads what it writes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from youcheng.accounts.enums import OrganisationKind
from youcheng.foundation.importing import values
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.spec import Column
from youcheng.foundation.neutral import neutralise, restore

DAY = dt.date(2014, 8, 25)


@pytest.mark.parametrize(
    "cell",
    [
        "2014-08-25", "2014/8/25", "2014.8.25", "2014年8月25日", "２０１４－０８－２５", "20140825", " 2014-08-25 ",
        "2014-08-25 00:00:00", dt.datetime(2014, 8, 25), DAY, 41876, 20140825,  # noqa: DTZ001 - a sheet's days have no zone
    ],
)  # fmt: skip
def test_days(cell: Any) -> None:
    assert values.day().parse(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        "25/08/2014",
        "8/25/14",
        "2014",
        "2014-13-01",
        "2014-02-30",
        "about 2014",
        2014,
        1.5,
        "0999-01-01",
        True,
    ],
)
def test_days_that_are_none(cell: Any) -> None:
    with pytest.raises(BadValue):
        values.day().parse(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,234.5", "1234.5"), ("１，２３４", "1234"), ("1 234 567", "1234567"), ("-3", "-3"), (0.1, "0.1"), (7, "7"), ("+4", "4")],
)  # fmt: skip
def test_numbers(cell: Any, number: str) -> None:
    assert values.decimal().parse(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell", ["1.234,5", "约500", "12%", "1,23", "", "--1", "1e5", True, DAY, float("nan"), float("inf")]
)
def test_numbers_that_are_none(cell: Any) -> None:
    with pytest.raises(BadValue):
        values.decimal().parse(cell)


def test_bounds_and_whole_numbers() -> None:
    assert values.whole().parse("1,000") == 1000
    for cell in ("-1", "1.5", "3000000000"):
        with pytest.raises(BadValue):
            values.whole().parse(cell)


def test_choices_accept_codes_and_labels_and_name_what_is_possible() -> None:
    kind = values.choice(OrganisationKind)
    assert (
        kind.parse("office") == kind.parse("Foreign Affairs Office") == kind.parse("ＯＦＦＩＣＥ") == "office"
    )
    with pytest.raises(BadValue, match="foreign affairs office"):
        kind.parse("museum")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_reads_what_it_writes(language: str) -> None:
    with override(language):
        choice = values.choice(OrganisationKind)
        assert [choice.parse(choice.write(k.value)) for k in OrganisationKind] == OrganisationKind.values
        flag = values.flag()
        assert [flag.parse(flag.write(v)) for v in (True, False)] == [True, False]
        several = values.several(choice)
        assert several.parse(several.write(("park", "media"))) == ("park", "media")


def test_an_empty_cell_and_a_marked_gap_are_missing_and_an_error_cell_is_refused() -> None:
    column = Column("n", "人数", "People", values.whole())
    assert [column.read(cell) for cell in ("", "  ", None, "待补")] == [None] * 4
    assert column.read(0) == 0
    for cell in ("#REF!", "#N/A"):
        with pytest.raises(BadValue, match="formula"):
            column.read(cell)
    with pytest.raises(BadValue, match="filled in"):
        Column("n", "人数", "People", values.whole(), required=True).read("")


@given(st.text())
def test_neutralising_is_undone_exactly(text: str) -> None:
    harmless = neutralise(text)
    assert restore(harmless) == text
    assert not harmless.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 871", "-x", "@home", "\t=1", "\r=1", " =1", "'=1", "＝1+1", "''"]
)
def test_what_is_neutralised(text: str) -> None:
    assert neutralise(text) == (text if text == "''" else f"'{text}")
