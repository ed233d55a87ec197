"""Input–output tables: the publisher's matrix and extracts of it give industries and pair flows."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tests.evidence.files import csv_file
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import BadFile, Options, icio

ECONOMIES = ("CHN", "CN1", "THA", "ROW")
LABELS = [f"{economy}_{industry}" for economy, industry in product(ECONOMIES, ("A01", "C26"))]
HEADER = ["V1", *LABELS, "CHN_HFCE", "THA_HFCE", "OUT"]


def matrix(folder: Path, cell: str = "1") -> Path:
    """Every industry sells 1 to every other; output is 11 (8 intermediate, 2 final, and 1 more)."""
    rows = [[label, *["1"] * 8, "1", "1", "11"] for label in LABELS]
    rows[2][3] = cell
    text = "\n".join(",".join(row) for row in [HEADER, *rows, ["VA", *["5"] * 11], ["OUT", *["11"] * 11]])
    return csv_file(folder, text + "\n", "2020_SML.csv")


def test_the_matrix_is_folded(tmp_path: Path) -> None:
    loaded = icio.load(matrix(tmp_path), Options())
    rows = {(row["iso3"], row["industry"]): row for row in loaded.tables[Shape.INDUSTRIES].to_pylist()}
    assert set(rows) == set(product(("CHN", "THA"), ("A01", "C26")))
    china = rows["CHN", "A01"]
    # Two parts of China sell 4 abroad each (2 to Thailand, 2 to the rest) and buy from Thailand and the rest.
    assert (china["exports"], china["imports"], china["output"], china["year"]) == (8.0, 8.0, 22.0, 2020)
    flows = {
        (row["code"], row["supplier"], row["buyer"]): row["value"]
        for row in loaded.tables[Shape.FLOWS].to_pylist()
    }
    assert flows["A01", "CHN", "THA"] == 4.0
    assert flows["C26", "THA", "THA"] == 2.0
    assert not any("ROW" in key for key in flows)


def test_faults_in_the_matrix_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="row 4, column “CN1_A01”: “much” is not a number"):
        icio.load(matrix(tmp_path, "much"), Options())
    with pytest.raises(BadFile, match="column “CN1_A01”: an intermediate flow is negative"):
        icio.load(matrix(tmp_path, "-1"), Options())
    with pytest.raises(BadFile, match="prints no year"):
        icio.load(matrix(tmp_path).rename(tmp_path / "table.csv"), Options())


def test_extracts_by_industry_and_by_pair(tmp_path: Path) -> None:
    text = (
        "iso3,industry,industry_name,gross_output_musd,intermediate_exports_musd,"
        "intermediate_imports_of_this_industrys_products_musd\nTHA,A01,Farms,10,2,3\n"
    )
    table = icio.load(csv_file(tmp_path, text), Options(year=2022)).tables[Shape.INDUSTRIES].to_pylist()
    assert table == [
        {"iso3": "THA", "year": 2022, "industry": "A01", "exports": 2.0, "imports": 3.0, "output": 10.0}
    ]
    text = "industry,supplier,buyer,intermediate_musd\nA01,THA,CHN,5\n"
    flows = icio.load(csv_file(tmp_path, text, "pairs.csv.gz"), Options(year=2022)).tables[Shape.FLOWS]
    assert flows.to_pylist()[0]["value"] == 5.0
    with pytest.raises(BadFile, match="no year column"):
        icio.load(csv_file(tmp_path, text), Options())
