"""A whole release in the publisher's layout, made by the bench's generator, against a plain sum of its rows."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import defaultdict
from csv import DictReader
from io import TextIOWrapper
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import Options, baci
from youcheng.foundation import countries

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("baci") / "BACI_HS22_V202601.zip"
    make(path)
    return path


def make(path: Path) -> None:
    """Some forty thousand flows of all areas, a hundredth of the products of a real year."""
    script = str(ROOT / "tools" / "benchmarks" / "baci_release.py")
    subprocess.run(
        [sys.executable, script, str(path), "--rows", "40000", "--products", "120"],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
    )


def flows(release: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(release) as archive, archive.open("BACI_HS22_Y2024_V202601.csv") as stream:
        return list(DictReader(TextIOWrapper(stream, encoding="utf-8")))


def test_the_same_arguments_give_the_same_bytes_in_the_publishers_layout(
    release: Path, tmp_path: Path
) -> None:
    make(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == release.read_bytes()
    rows = flows(release)
    assert 30_000 < len(rows) < 50_000
    assert list(rows[0]) == ["t", "i", "j", "k", "v", "q"]
    assert len({row["i"] for row in rows} | {row["j"] for row in rows}) > 200
    assert {"NA"} < {row["q"] for row in rows}
    keys = [(int(row["i"]), int(row["j"]), row["k"]) for row in rows]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("level", [2, 4, 6])
def test_country_by_product_is_the_plain_sum_of_the_rows(release: Path, tmp_path: Path, level: int) -> None:
    exports: dict[tuple[str | None, str], float] = defaultdict(float)
    imports: dict[tuple[str | None, str], float] = defaultdict(float)
    pairs: dict[tuple[str, str | None, str | None], float] = defaultdict(float)
    for row in flows(release):
        seller, buyer, value = countries.iso3(row["i"]), countries.iso3(row["j"]), 1000 * float(row["v"])
        exports[seller, row["k"][:level]] += value
        imports[buyer, row["k"][:level]] += value
        pairs[row["k"][:2], seller, buyer] += value
    loaded = baci.load(release, Options(scratch=tmp_path, memory_mb=64, level=level))
    goods = pq.read_table(loaded.files[Shape.GOODS]).to_pylist()
    held = {(row["iso3"], row["product"]): row for row in goods}
    assert len(held) == len(goods)
    assert held.keys() == exports.keys() | imports.keys()
    for key, row in held.items():
        assert (row["exports"], row["imports"]) == pytest.approx((exports[key], imports[key]), rel=1e-12)
    between = pq.read_table(loaded.files[Shape.FLOWS]).to_pylist()
    assert {(row["code"], row["supplier"], row["buyer"]): row["value"] for row in between} == pytest.approx(
        dict(pairs), rel=1e-12
    )
