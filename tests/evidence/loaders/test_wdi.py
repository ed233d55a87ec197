"""World Bank indicators in the four layouts people pass around: the same figures come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.files import csv_file, workbook, zip_file
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Loaded, Options, wdi

GROWTH = "NY.GDP.MKTP.KD.ZG"
EXPECTED = [("LAO", 2021, GROWTH, 2.5), ("THA", 2020, GROWTH, -6.1), ("THA", 2021, GROWTH, 1.5)]
WIDE = (
    "Country Name,Country Code,Indicator Name,Indicator Code,2020,2021,\n"
    f"Thailand,THA,GDP growth (annual %),{GROWTH},-6.1,1.5,\n"
    f"Lao PDR,LAO,GDP growth (annual %),{GROWTH},,2.5,\n"
    f"World,WLD,GDP growth (annual %),{GROWTH},-3,6,\n"
)
API = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2025-01-28",\n\n' + WIDE


def load(path: Path) -> Loaded:
    return wdi.load(path, Options())


def figures(path: Path) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in load(path).tables[Shape.INDICATORS].to_pylist()]


def test_every_layout_gives_the_same_figures(tmp_path: Path) -> None:
    by_code = f"iso2c,iso3c,country,date,{GROWTH}\nTH,THA,Thailand,2020,-6.1\nTH,THA,Thailand,2021,1.5\nLA,LAO,Laos,2021,2.5\n"
    plain = "country_name,country_id,year,gdp_growth\nThailand,th,2020,-6.1\nThailand,th,2021,1.5\nLaos,la,2021,2.5\n"
    long = (
        "Country Name,Country Code,Series Name,Series Code,year,score\n"
        f"Thailand,THA,growth,{GROWTH},2020,-6.1\nThailand,THA,growth,{GROWTH},2021,1.5\nLaos,LAO,growth,{GROWTH},2021,2.5\n"
    )
    rows = [line.split(",") for line in WIDE.strip().split("\n")]
    for path in (
        csv_file(tmp_path, WIDE, "wide.csv"),
        csv_file(tmp_path, API, "api.csv"),
        zip_file(tmp_path, {"Metadata_Country_API.csv": "x", "API_NY.csv": API}),
        csv_file(tmp_path, by_code, "codes.csv"),
        csv_file(tmp_path, plain, "plain.csv"),
        csv_file(tmp_path, long, "long.csv"),
        workbook(tmp_path, {"Data": [["Data Source", "WDI"], [], *rows]}),
    ):
        assert figures(path) == EXPECTED, path.name


def test_databank_headers_and_footnotes(tmp_path: Path) -> None:
    text = (
        "Country Name,Country Code,Series Name,Series Code,2020 [YR2020],2021 [YR2021]\n"
        f"Thailand,THA,growth,{GROWTH},-6.1,1.5\nLao PDR,LAO,growth,{GROWTH},..,2.5\n,,,,,\n"
        "Data from database: World Development Indicators,,,,,\n"
    )
    assert figures(csv_file(tmp_path, text)) == EXPECTED


def test_aggregates_are_left_out_and_counted(tmp_path: Path) -> None:
    assert load(csv_file(tmp_path, WIDE)).notes == ("1 aggregates such as regions were left out.",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"Atlantis,ATL,growth,{GROWTH},1,2,\n", "row 5, column “Country Code”: “ATL” is not the code"),
        (f"Vietnam,VNM,growth,{GROWTH},1,two,\n", "row 5, column “2021”: “two” is not a number"),
        (f"Thailand,THA,growth,{GROWTH},1,2,\n", "is already given in row 2"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        load(csv_file(tmp_path, WIDE + line))
    assert said in str(refused.value)


def test_a_table_without_a_figure_or_without_codes(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no cell holds a figure"):
        load(csv_file(tmp_path, "Country Code,Indicator Code,2020\nTHA,X.Y,\n"))
    with pytest.raises(BadFile, match="the header lacks"):
        load(csv_file(tmp_path, "land,2020\nTHA,5\n"))
