"""Industries, sister-city pairs and memberships of groups."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.evidence.files import csv_file
from tests.shared import shared_file
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.loaders import LOADERS, BadFile, Loaded, Options, groups, industry, twins

PAIRS = "city1,country1,lat1,lng1,city2,country2,lat2,lng2,iso2_1,geo_ok_1,iso2_2,geo_ok_2\n"


def test_industries(tmp_path: Path) -> None:
    text = "reporter,industry,exports,imports,output,year\nTHA,C26,5,,20,2022\nTHA,K,1,2,3,2022\n"
    rows = industry.load(csv_file(tmp_path, text), Options()).tables[Shape.INDUSTRIES].to_pylist()
    assert rows[0] == {
        "iso3": "THA", "year": 2022, "industry": "C26", "exports": 5.0, "imports": None, "output": 20.0,
    }  # fmt: skip
    with pytest.raises(BadFile, match="row 2, column “output”"):
        industry.load(csv_file(tmp_path, text.replace("20,", "-20,")), Options())


def test_pairs_without_a_country_are_kept_and_repeats_folded(tmp_path: Path) -> None:
    row = "Kunming,China,25.0,102.7,Chiang Mai,Thailand,18.8,99.0,CN,1,TH,1\n"
    text = PAIRS + row + row + "Somewhere,?,0,0,Chiang Mai,Thailand,18.8,99.0,,0,TH,1\n"
    loaded = twins.load(csv_file(tmp_path, text), Options())
    countries = loaded.tables[Shape.PAIRS]["iso3_a"].to_pylist()
    assert sorted(countries, key=str) == ["CHN", None]
    assert [note.split()[0] for note in loaded.notes] == ["1", "1"]
    by_name = text.replace("Somewhere,?", "Somewhere,Timor-Leste")
    assert (
        "TLS" in twins.load(csv_file(tmp_path, by_name), Options()).tables[Shape.PAIRS]["iso3_a"].to_pylist()
    )
    with pytest.raises(BadFile, match="column “lat1”: 95 is impossible"):
        twins.load(csv_file(tmp_path, PAIRS + row.replace("25.0", "95")), Options())
    with pytest.raises(BadFile, match="city's name is blank"):
        twins.load(csv_file(tmp_path, PAIRS + row.replace("Kunming", "")), Options())


def test_memberships_have_dates(tmp_path: Path) -> None:
    text = "group,iso3,valid_from,valid_to,source\nASEAN,THA,1967-08-08,,charter\nEU,GBR,1973-01-01,2020-01-31,treaty\n"
    rows = groups.load(csv_file(tmp_path, text), Options()).tables[Shape.MEMBERSHIPS].to_pylist()
    assert rows[1]["valid_to"] == dt.date(2020, 1, 31)
    assert rows[0]["valid_to"] is None
    for wrong, said in (
        ("1967-13-08", "“1967-13-08” is not a date"),
        ("2021-08-08,1967-01-01", "ends before it begins"),
        ("", "is not a date"),
    ):
        line = f"ASEAN,LAO,{wrong}{'' if ',' in wrong else ','},x\n"
        with pytest.raises(BadFile, match=said):
            groups.load(csv_file(tmp_path, text + line), Options())


@pytest.mark.parametrize("written", ["1967/8/8", "1967年8月8日", "19670808", "1967-08-08 00:00:00"])
def test_a_day_is_read_as_people_write_it(tmp_path: Path, written: str) -> None:
    text = f"组织,国家（地区）,加入日期\nASEAN,泰国,{written}\n"
    rows = groups.load(csv_file(tmp_path, text), Options()).tables[Shape.MEMBERSHIPS].to_pylist()
    assert (rows[0]["iso3"], rows[0]["valid_from"]) == ("THA", dt.date(1967, 8, 8))


@pytest.mark.parametrize(
    ("year", "said"), [("12", "12 is impossible"), ("1999.5", "“1999.5” is not a whole number")]
)
def test_the_year_of_a_pair_is_one(tmp_path: Path, year: str, said: str) -> None:
    text = f"city1,lat1,lng1,iso2_1,city2,lat2,lng2,iso2_2,year\nA,1,1,TH,B,2,2,CN,{year}\n"
    with pytest.raises(BadFile, match=f"row 2, column “year”: {said}"):
        twins.load(csv_file(tmp_path, text), Options())


def load(kind: Kind, name: str, year: int | None = None) -> Loaded:
    return LOADERS[kind](shared_file(name), Options(year=year))


@pytest.mark.parametrize(
    ("kind", "name", "year", "shape", "rows"),
    [
        (Kind.WGI, "data/indicators/wgi_2013_2023.csv", None, Shape.GOVERNANCE, 14_124),
        (Kind.WDI, "data/indicators/wdi_macro_2010_2025.csv", None, Shape.INDICATORS, 30_604),
        (Kind.WDI, "data/indicators/wdi_external_2000_2024.csv", None, Shape.INDICATORS, 35_893),
        (Kind.LPI, "data/indicators/lpi_2018_2023.csv", None, Shape.LOGISTICS, 2_093),
        (Kind.TRADE, "data/trade/ots_country_hs4_2018.csv.gz", 2018, Shape.GOODS, 229_451),
        (Kind.TWINS, "data/twins/hekman_twin_cities_iso.csv", None, Shape.PAIRS, 25_913),
        (Kind.TWINS, "data/twins/german_twin_towns_with_years.csv", None, Shape.PAIRS, 5_872),
        (Kind.ICIO, "data/industry/oecd_icio2025_country_industry_2022.csv", 2022, Shape.INDUSTRIES, 4_000),
    ],
)
def test_publishers_files_as_they_are(
    kind: Kind, name: str, year: int | None, shape: Shape, rows: int
) -> None:
    assert load(kind, name, year).tables[shape].num_rows == rows


def test_our_own_table_of_groups_can_be_loaded() -> None:
    path = Path(__file__).parents[3] / "src" / "youcheng" / "network" / "data" / "groups.csv"
    table = groups.load(path, Options()).tables[Shape.MEMBERSHIPS]
    members = {row["iso3"] for row in table.to_pylist() if row["group"] == "ASEAN"}
    assert len(members) == 11
    assert all(table["source"].to_pylist())
