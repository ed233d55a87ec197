"""Typed reads of the evidence: figures with their provenance, and nothing where there is nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pytest_django import Settings

from tests.evidence.files import csv_file
from tests.world import NOW
from youcheng.engines.errors import UnknownCode
from youcheng.evidence import actions, queries
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.loaders import Options
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import arrays, backend
from youcheng.foundation.actors import Actor

SYSTEM = Actor.system("test")
ANOTHER_DUCKDB = pytest.mark.filterwarnings("ignore:.*fetch_arrow_table:DeprecationWarning")
"""Ibis itself asks DuckDB in a way that DuckDB no longer likes."""


def load(kind: Kind, folder: Path, text: str, name: str, year: int | None = 2022) -> Dataset:
    request = actions.Request(kind, csv_file(folder, text, f"{name}.csv"), name, Options(year=year))
    return actions.load(actor=SYSTEM, now=NOW, request=request)[0].dataset


@pytest.fixture
def home(db: None, settings: Settings, tmp_path: Path) -> Path:
    settings.YOUCHENG_HOME = tmp_path / "home"
    return tmp_path


def test_a_trade_table_is_spread_with_zero_for_what_is_not_traded(home: Path) -> None:
    text = "reporter,product,exports,imports\nTHA,0101,5,1\nTHA,0201,2,3\nLAO,0101,4,0\n"
    load(Kind.TRADE, home, text, "t")
    traded = queries.trade_matrix()
    assert traded.table.countries == ("LAO", "THA")
    assert traded.table.goods == ("0101", "0201")
    assert traded.table.exports.tolist() == [[4, 0], [5, 2]]
    assert traded.provenance.as_dict()["filter"] == {"year": 2022}
    with pytest.raises(UnknownCode):
        traded.table.row("VNM")


def test_what_is_missing_counts_as_no_flow_and_texts_of_several_chunks_keep_their_rows() -> None:
    parts = pa.chunked_array([["b", "a"], ["c", "a"], pa.array([], pa.string())])
    values, places = arrays.coded(parts.slice(1))
    assert [values[place] for place in places] == ["a", "c", "a"]
    figures = pa.chunked_array([[1.0, None, 2.5], [None] * 9 + [7]], pa.float64())
    assert arrays.numbers(figures.slice(1), -1).tolist() == [-1, 2.5, *[-1] * 9, 7]
    assert arrays.numbers(pa.chunked_array([], pa.int64()), 0).tolist() == []


def test_a_coarser_level_is_added_up_and_a_finer_one_refused(home: Path) -> None:
    text = "reporter,product,exports\nTHA,0101,5\nTHA,0102,2\nTHA,0201,1\nTHA,,4\n"
    load(Kind.TRADE, home, text, "t")
    table = queries.trade_matrix(level=2).table
    assert dict(zip(table.goods, table.exports[0], strict=True)) == {"01": 7, "02": 1, "unspecified": 4}
    assert table.imports is None
    with pytest.raises(queries.NoData):
        queries.trade_matrix(level=6)


def test_the_newest_year_is_the_default_and_an_absent_one_is_refused(home: Path) -> None:
    text = "reporter,product,exports,year\nTHA,01,5,2021\nTHA,01,7,2022\n"
    load(Kind.TRADE, home, text, "t", None)
    assert (queries.trade_matrix().year, queries.trade_matrix().table.exports.sum()) == (2022, 7)
    assert queries.trade_matrix(year=2021).table.exports.sum() == 5
    with pytest.raises(queries.NoData, match="2021–2022"):
        queries.trade_matrix(year=2019)


def test_an_unknown_name_or_content_is_refused(home: Path) -> None:
    with pytest.raises(queries.NoData):
        queries.trade_matrix()
    load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,5\n", "t")
    with pytest.raises(queries.NoData):
        queries.trade_matrix("absent")
    with pytest.raises(queries.NoData):
        queries.industry_matrix("t")


def test_the_rows_behind_a_number_can_be_opened(home: Path) -> None:
    load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,5\nLAO,01,3\n", "t")
    narrowed = queries.trade_matrix().of("LAO")
    stored = queries.Provenance.from_dict(narrowed.as_dict())
    assert [row["exports"] for row in queries.rows(stored)] == [3.0]


def test_a_removed_vintage_says_so(home: Path) -> None:
    load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,5\n", "t")
    provenance = queries.trade_matrix().provenance
    actions.remove(actor=SYSTEM, now=NOW, name="t")
    with pytest.raises(queries.EvidenceFileMissing):
        queries.rows(provenance)


def test_verify_finds_a_changed_and_a_missing_file(home: Path) -> None:
    first = load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,5\n", "t")
    second = load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,6\n", "u")
    assert all(one.intact for one in queries.verify())
    (queries.folder() / first.file).write_bytes(b"changed")
    (queries.folder() / second.file).unlink()
    assert [one.name for one in queries.verify() if not one.intact] == ["t", "u"]


def test_another_backend_is_reached_by_a_setting(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    import ibis

    asked: list[str] = []
    monkeypatch.setattr(ibis, "connect", lambda address: asked.append(address) or object())
    settings.YOUCHENG_EVIDENCE_BACKEND = "clickhouse://evidence:9000/youcheng"
    backend.connection()
    assert asked == ["clickhouse://evidence:9000/youcheng"]


@ANOTHER_DUCKDB
def test_a_backend_that_holds_a_table_of_the_files_name_is_asked_for_it(
    home: Path, settings: Settings
) -> None:
    import ibis

    file = load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,5.125\n", "t").file
    warehouse = ibis.duckdb.connect(home / "warehouse.duckdb")
    stored = warehouse.read_parquet(queries.folder() / file)
    warehouse.create_table(backend.table_name(file), stored.mutate(exports=stored.exports * 2))
    warehouse.disconnect()
    settings.YOUCHENG_EVIDENCE_BACKEND = f"duckdb://{home / 'warehouse.duckdb'}"
    assert queries.trade_matrix().table.exports.tolist() == [[10.25]]


@ANOTHER_DUCKDB
def test_a_backend_finds_the_files_where_the_setting_says(home: Path, settings: Settings) -> None:
    file = load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,7.125\n", "t").file
    (home / "mirror").mkdir()
    shutil.copy(queries.folder() / file, home / "mirror")
    (queries.folder() / file).write_bytes(b"only the catalogue looks here")
    settings.YOUCHENG_EVIDENCE_BACKEND = f"duckdb://{home / 'other.duckdb'}"
    settings.YOUCHENG_EVIDENCE_FILES = f"{home / 'mirror'}/"
    assert queries.trade_matrix().table.exports.tolist() == [[7.125]]
    load(Kind.TRADE, home, "reporter,product,exports\nTHA,01,8.125\n", "newer")
    with pytest.raises(queries.EvidenceFileMissing, match="Copy the evidence store"):
        queries.trade_matrix("newer")


def test_a_backend_without_its_packages_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ibis

    def absent(address: str) -> None:
        raise ModuleNotFoundError(address)

    monkeypatch.setattr(ibis, "connect", absent)
    settings.YOUCHENG_EVIDENCE_BACKEND = "clickhouse://reader:secret@evidence:8443/youcheng"
    with pytest.raises(backend.NoBackend, match="install.py scale") as refused:
        backend.connection()
    assert "secret" not in str(refused.value)


@pytest.mark.usefixtures("starter_evidence")
class TestStarter:
    """The figures that ship with the platform."""

    def test_exports_by_chapter(self) -> None:
        table = queries.trade_matrix().table
        assert table.exports.shape == (226, 96)
        assert {"TWN", "HKG", "NPL", "LKA", "UZB", "BOL"} <= set(table.countries)
        assert 15e12 < table.exports.sum() < 30e12

    def test_input_output_figures_agree_with_their_flows(self) -> None:
        traded = queries.industry_matrix()
        assert traded.table.imports is not None
        assert traded.table.exports.shape == (80, 50)
        totals, provenance = queries.bilateral_totals()
        out = sum(value for (supplier, _buyer), value in totals.items() if supplier == "CHN")
        assert out == pytest.approx(traded.table.exports_of("CHN").sum(), rel=1e-4)
        assert provenance.dataset == "icio-2022-flows"
        flows = queries.bilateral_flows("CHN", "THA")
        assert isinstance(flows, queries.Flows)
        assert flows.total == pytest.approx(totals["CHN", "THA"])

    @pytest.mark.parametrize("iso3", ["NPL", "LKA", "UZB", "BOL"])
    def test_a_country_not_in_the_tables_is_missing(self, iso3: str) -> None:
        missing = queries.bilateral_flows("CHN", iso3)
        assert isinstance(missing, queries.Missing)
        assert iso3 in missing.reason
        assert iso3 not in queries.industry_matrix().table

    def test_governance_with_errors_for_ten_years(self) -> None:
        found = queries.governance("THA")
        assert isinstance(found, queries.Governance)
        assert found.years == tuple(range(2013, 2024))
        assert set(found.in_year(2023)) == {"va", "pv", "ge", "rq", "rl", "cc"}
        assert all(estimate.stderr > 0 for estimate in found.estimates)
        assert [estimate.year for estimate in found.trend("pv")] == list(range(2013, 2024))
        assert isinstance(queries.governance("GIB"), queries.Missing)

    def test_series_are_found_in_any_data_set_and_irregular_ones_are_missing(self) -> None:
        growth = queries.indicator_series("LAO", "NY.GDP.MKTP.KD.ZG")
        assert isinstance(growth, queries.Series)
        assert growth.points == tuple(sorted(growth.points))
        ease = "IC.BUS.EASE.DFRN.XQ.DB1719"
        scored = queries.indicator_series("THA", ease)
        assert isinstance(scored, queries.Series)
        assert scored.provenance.dataset == "doing-business-2020"
        for iso3 in ("CHN", "SAU", "ARE", "AZE"):
            missing = queries.indicator_series(iso3, ease)
            assert isinstance(missing, queries.Missing)
            assert missing.dataset == "doing-business-2020"

    def test_logistics_scores(self) -> None:
        found = queries.logistics("SGP")
        assert isinstance(found, queries.Logistics)
        newest = found.latest()
        assert newest is not None
        assert (newest.year, newest.value) == (2023, 4.3)
        assert isinstance(queries.logistics("TUV"), queries.Missing)

    def test_every_code_that_ships_has_a_name_in_both_languages(self) -> None:
        for code in queries.trade_matrix().table.goods:
            assert queries.goods_name(code, "zh-hans") != code != queries.goods_name(code, "en")
        for code in queries.industry_matrix().table.goods:
            assert queries.industry_name(code, "zh-hans") != code != queries.industry_name(code, "en")
        for dataset in Dataset.objects.filter(shape=Shape.INDICATORS):
            for row in {row["indicator"] for row in queries.page(dataset.file, {}, limit=70_000).rows}:
                assert queries.indicator_name(row, "zh-hans") != row
                assert queries.indicator_unit(row, "en")

    def test_coverage_counts_economies_and_years(self) -> None:
        covered = {one.iso3: one for one in queries.coverage(queries.named("wgi-2024"))}
        assert (covered["THA"].rows, covered["THA"].first, covered["THA"].last) == (66, 2013, 2023)
        assert len(queries.coverage(queries.named("icio-2022-flows"))) == 80

    def test_rows_of_one_economy_in_any_place(self) -> None:
        found = queries.page(queries.named("icio-2022-flows").file, {"economy": "THA"}, limit=20)
        assert len(found.rows) == 20 < found.total
        assert all("THA" in (row["supplier"], row["buyer"]) for row in found.rows)

    def test_the_address_of_a_number_leads_to_its_rows(self) -> None:
        series = queries.indicator_series("LAO", "NY.GDP.MKTP.KD.ZG")
        assert isinstance(series, queries.Series)
        address = queries.address(series.provenance)
        assert address.startswith("/evidence/wdi/rows?iso3=LAO&indicator=NY.GDP.MKTP.KD.ZG&sha=")

    def test_figures_are_finite_and_none_negative(self) -> None:
        table = queries.trade_matrix().table
        assert np.isfinite(table.exports).all()
        assert (table.exports >= 0).all()


def test_pairs_are_counted_by_country_once_from_whichever_side_they_are_listed(home: Path) -> None:
    text = (
        "city1,iso2_1,lat1,lng1,city2,iso2_2,lat2,lng2\n"
        "Kunming,CN,25,102,Chiang Mai,TH,18,98\n"
        "Chiang Mai,TH,18,98,Kunming,CN,25,102\n"
        "Qujing,CN,25,103,Chiang Mai,TH,18,98\n"
        "Lyon,FR,45,4,Kunming,CN,25,102\n"
        "Lyon,FR,45,4,Milano,IT,45,9\n"
        "Kunming,CN,25,102,Dali,CN,25,100\n"
    )
    dataset = load(Kind.TWINS, home, text, "t", None)
    counted, rows = queries.pairs_by_country("CHN")
    assert counted == {"THA": 2, "FRA": 1}
    assert (rows.dataset, rows.sha256) == (dataset.name, dataset.sha256)
    assert queries.pairs_by_country("LAO")[0] == {}
