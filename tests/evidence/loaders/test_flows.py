"""Flows between pairs of any source: one flow a pair, good and year, never negative and never to oneself."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.evidence.files import csv_file
from tests.strategy.test_complementarity import HEADINGS
from tests.strategy.test_complementarity import load as stored
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.loaders import BadFile, Options, flows, industry
from youcheng.evidence.queries import NoData, find, flows_around, flows_belonging_to

HEADER = "exporter,importer,product,value,year\n"


def test_a_table_of_flows_is_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "出口方,进口方,商品,金额,年份\n中国,泰国,0101,3,2018\nTHA,CHN,0101,1.5,2018\n")
    rows = flows.load(path, Options()).tables[Shape.FLOWS].to_pylist()
    assert [(row["supplier"], row["buyer"], row["code"], row["value"]) for row in rows] == [
        ("CHN", "THA", "0101", 3.0), ("THA", "CHN", "0101", 1.5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("CHN,THA,0101,4,2018", "row 3: 2018, 0101, CHN, THA is already given in row 2"),
        ("CHN,VNM,0101,-4,2018", "row 3, column “value”: -4 is impossible"),
        ("CHN,VNM,0101,,2018", "row 3, column “value”: the cell is blank"),
        ("THA,泰国,0101,4,2018", "row 3, column “importer”: a country (region) sells to itself"),
        ("CHN,ATLANTIS,0101,4,2018", "row 3, column “importer”"),
        ("CHN,VNM,01,4,2018", "codes of 2, 4 digits are mixed"),
    ],
)
def test_faults_are_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        flows.load(csv_file(tmp_path, HEADER + "CHN,THA,0101,3,2018\n" + line + "\n"), Options())
    assert said in str(refused.value)


def test_nothing_but_zeros_and_no_year_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="above zero"):
        flows.load(csv_file(tmp_path, HEADER + "CHN,THA,0101,0,2018\n"), Options())
    with pytest.raises(BadFile, match="no year column"):
        flows.load(csv_file(tmp_path, "exporter,importer,product,value\nCHN,THA,01,1\n"), Options())
    with pytest.raises(BadFile, match="above zero"):
        industry.load(csv_file(tmp_path, "iso3,industry,exports\nTHA,A01,0\n"), Options(year=2020))


@pytest.mark.django_db
def test_flows_belong_to_the_table_they_are_named_after(tmp_path: Path, settings: Settings) -> None:
    settings.YOUCHENG_HOME = tmp_path
    stored(tmp_path, HEADINGS, "customs")
    stored(tmp_path, HEADINGS, "customs-revised")
    stored(tmp_path, HEADER + "CHN,THA,0101,3,2018\nTHA,CHN,8401,2,2018\n", "customs-flows", Kind.FLOWS)
    found = flows_belonging_to(find("customs", Shape.GOODS))
    assert found is not None
    assert found.name == "customs-flows"
    assert flows_belonging_to(find("customs-revised", Shape.GOODS)) is None
    around = flows_around("CHN", found, 2018)
    assert around.sold == {"THA": {"0101": 3.0}}
    assert around.bought == {"THA": {"8401": 2.0}}
    with pytest.raises(NoData):
        flows_around("CHN", "customs", 2018)
