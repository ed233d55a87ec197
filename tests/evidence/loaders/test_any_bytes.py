"""Whatever bytes a file holds, a loader answers with tables or with one clear error, never with a parser's exception."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evidence.files import csv_file, workbook, zip_file
from youcheng.evidence.enums import Kind
from youcheng.evidence.loaders import LOADERS, BadFile, Loaded, Options

HEADERS = {
    Kind.WGI: "code,countryname,year,indicator,estimate,stddev,nsource,pctrank,pctranklower,pctrankupper\nTHA,T,2023,pv,0,0.2,8,1,1,1\n",
    Kind.WDI: "Country Name,Country Code,Indicator Name,Indicator Code,2020,2021\nThailand,THA,g,A.B,1,2\n",
    Kind.LPI: "Economy,LPI Score,LPI Grouped Rank\nJapan,4,1\n",
    Kind.TRADE: "reporter,product,exports,imports,year\nTHA,01,5,1,2022\n",
    Kind.BACI: "t,i,j,k,v,q\n2022,4,156,010121,1.5,0.1\n",
    Kind.INDUSTRY: "reporter,industry,exports,imports,output,year\nTHA,A01,1,2,3,2022\n",
    Kind.FLOWS: "exporter,importer,product,value,year\nTHA,CHN,01,5,2022\n",
    Kind.ICIO: "V1,THA_A01,CHN_A01,LAO_A01,OUT\nTHA_A01,1,2,3,9\n",
    Kind.TWINS: "city1,country1,lat1,lng1,city2,country2,lat2,lng2,iso2_1,geo_ok_1,iso2_2,geo_ok_2\nA,T,1,1,B,C,2,2,TH,1,CN,1\n",
    Kind.GROUPS: "group,iso3,valid_from,valid_to,source\nASEAN,THA,1967-08-08,,x\n",
}
PIECES = st.sampled_from(
    [b",", b"\n", b"\r\n", b'"', b";", b"\0", b"\xff", b"\xef\xbb\xbf", "橡胶".encode(), "橡胶".encode("gb18030"), b"1e400",
     b"-1", b"nan", b"inf", b"THA", b"999999999999999999999", b"2022", b"0x10", b"..", b" ", b"\x1f", b"'"]
)  # fmt: skip


def answer(kind: Kind, data: bytes, name: str = "table.csv") -> Loaded | str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return LOADERS[kind](path, Options(year=2022, scratch=Path(folder), memory_mb=128))
        except BadFile as refused:
            return str(refused)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.BACI])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES | st.binary(max_size=6), max_size=12), at=st.floats(0, 1))
def test_a_table_with_anything_put_into_it(kind: Kind, pieces: list[bytes], at: float) -> None:
    whole = HEADERS[kind].encode()
    cut = int(len(whole) * at)
    answer(kind, whole[:cut] + b"".join(pieces) + whole[cut:])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES | st.binary(max_size=6), max_size=12), at=st.floats(0, 1))
def test_a_year_of_baci_with_anything_put_into_it(pieces: list[bytes], at: float) -> None:
    whole = HEADERS[Kind.BACI].encode()
    cut = int(len(whole) * at)
    answer(Kind.BACI, whole[:cut] + b"".join(pieces) + whole[cut:])


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", ["table.csv", "table.csv.gz", "table.zip", "table.xlsx"])
def test_a_file_of_no_kind(kind: Kind, name: str) -> None:
    assert isinstance(answer(kind, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), name), str)


@pytest.mark.parametrize("kind", [Kind.WGI, Kind.TRADE])
@pytest.mark.parametrize("name", ["table.csv.gz", "table.zip", "table.xlsx"])
def test_an_archive_whose_packed_bytes_are_torn(tmp_path: Path, kind: Kind, name: str) -> None:
    """Every byte behind the names in turn: the unpacker complains in many ways, and each is one clear error."""
    rows = [line.split(",") for line in HEADERS[kind].strip().split("\n")]
    if name.endswith("xlsx"):
        path = workbook(tmp_path, {"Sheet1": rows}, name)
    elif name.endswith("zip"):
        path = zip_file(tmp_path, {"table.csv": HEADERS[kind]}, name)
    else:
        path = csv_file(tmp_path, HEADERS[kind], name)
    whole = path.read_bytes()
    for at in range(0, len(whole), 1 + len(whole) // 150):
        torn = bytearray(whole)
        torn[at] ^= 0x55
        answer(kind, bytes(torn), name)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 6000), byte=st.integers(0, 255))
def test_a_damaged_workbook(at: int, byte: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = [line.split(",") for line in HEADERS[Kind.WGI].strip().split("\n")]
        data = bytearray(workbook(Path(folder), {"Sheet1": rows}).read_bytes())
    data[at % len(data)] = byte
    answer(Kind.WGI, bytes(data), "table.xlsx")
