"""Builds the starter evidence that ships in the package from the publishers' files.

Run by a maintainer when a newer vintage is taken in: `python tools/build_starter.py FOLDER`, where FOLDER holds the
publishers' files under the names of `PARTS`. Writes src/youcheng/evidence/data/*.parquet and fills the counts and checksums
of starter.toml, whose words (titles, citations, licences, notes) are written by hand.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youcheng.config.settings")

import django  # noqa: E402 - the source tree and the settings are named first

django.setup()

from youcheng.evidence import store  # noqa: E402
from youcheng.evidence.enums import Kind, Shape  # noqa: E402
from youcheng.evidence.loaders import LOADERS, Options, cells, shapes  # noqa: E402
from youcheng.foundation import countries  # noqa: E402

DATA = ROOT / "src" / "youcheng" / "evidence" / "data"
LIMIT = 4 * 1024 * 1024
IRREGULAR = ("CHN", "SAU", "ARE", "AZE")
"""Named in the World Bank's review of irregularities in Doing Business 2018 and 2020: left out, hence missing."""


def loaded(folder: Path, kind: Kind, shape: Shape, name: str, year: int | None = None) -> pa.Table:
    """Read one publisher's file with the loader everybody else uses."""
    return LOADERS[kind](folder / name, Options(year=year)).tables[shape]


def governance(folder: Path) -> pa.Table:
    return loaded(folder, Kind.WGI, Shape.GOVERNANCE, "indicators/wgi_2013_2023.csv")


def indicators(folder: Path) -> pa.Table:
    """Join the two extracts; where both give a figure they agree, and one is kept."""
    tables = [
        loaded(folder, Kind.WDI, Shape.INDICATORS, f"indicators/{name}.csv")
        for name in ("wdi_macro_2010_2025", "wdi_external_2000_2024")
    ]
    key = list(shapes.LAYOUTS[Shape.INDICATORS].key)
    spread = pa.concat_tables(tables).group_by(key, use_threads=False)
    both = spread.aggregate([("value", "min"), ("value", "max")])
    apart = pc.sum(pc.greater(pc.subtract(both["value_max"], both["value_min"]), 1e-6)).as_py()
    if apart:
        raise SystemExit(f"the two extracts disagree on {apart} figures")
    table = both.drop_columns(["value_max"]).rename_columns([*key, "value"])
    return cells.sort(table.select(shapes.LAYOUTS[Shape.INDICATORS].schema.names), key)


def doing_business(folder: Path) -> pa.Table:
    table = loaded(folder, Kind.WDI, Shape.INDICATORS, "indicators/doing_business_scores_2017_2019.csv")
    return table.filter(pc.invert(pc.is_in(table["iso3"], value_set=pa.array(IRREGULAR))))


def logistics(folder: Path) -> pa.Table:
    return loaded(folder, Kind.LPI, Shape.LOGISTICS, "indicators/lpi_2018_2023.csv")


def goods(folder: Path) -> pa.Table:
    """BACI's exports by chapter, thousand US dollars, as `i,hs2,v`; this extract has no imports, so they stay missing."""
    raw = pacsv.read_csv(folder / "trade/baci_hs2_exports_2024.csv")
    count = raw.num_rows
    codes = [countries.iso3(code) for code in raw["i"].to_pylist()]
    if None in codes:
        raise SystemExit("an area of BACI has no code")
    table = pa.table(
        {
            "iso3": pa.array(codes, pa.string()),
            "year": pa.repeat(pa.scalar(2024, pa.int16()), count),
            "product": pa.array([f"{code:02d}" for code in raw["hs2"].to_pylist()]),
            "exports": pc.round(pc.multiply(raw["v"], 1000.0), 0),
            "imports": pa.nulls(count, pa.float64()),
        }
    )
    layout = shapes.LAYOUTS[Shape.GOODS]
    return cells.sort(table.cast(layout.schema), layout.key)


def industries(folder: Path) -> pa.Table:
    name = "industry/oecd_icio2025_country_industry_2022.csv"
    return loaded(folder, Kind.ICIO, Shape.INDUSTRIES, name, 2022)


def flows(folder: Path) -> pa.Table:
    name = "industry/oecd_icio2025_bilateral_intermediate_2022.csv.gz"
    return loaded(folder, Kind.ICIO, Shape.FLOWS, name, 2022)


PARTS: Mapping[str, Callable[[Path], pa.Table]] = {
    "wgi-2024": governance,
    "wdi": indicators,
    "doing-business-2020": doing_business,
    "lpi": logistics,
    "baci-hs2-2024": goods,
    "icio-2022": industries,
    "icio-2022-flows": flows,
}


def write(name: str, table: pa.Table) -> dict[str, int | str]:
    """Write one table as tightly as Parquet can and return what the catalogue says about it."""
    path = DATA / f"{name}.parquet"
    # Dictionaries for figures too: rounded and repeated values pack to half of what splitting bytes gives.
    pq.write_table(table, path, compression="zstd", compression_level=22)
    return {"rows": table.num_rows, "sha256": store.digest(path)}


def fill(catalogue: str, name: str, facts: Mapping[str, int | str]) -> str:
    """Put the counted facts into the entry's block of starter.toml."""
    head, mark, rest = catalogue.partition(f"[{name}]\n")
    if not mark:
        raise SystemExit(f"starter.toml has no entry [{name}]")
    block, following, tail = rest.partition("\n[")
    for key, value in facts.items():
        line = f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
        block = re.sub(rf"^{key} = .*$", line, block, flags=re.MULTILINE)
    return head + mark + block + following + tail


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the starter evidence from the publishers' files.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    catalogue = (DATA / "starter.toml").read_text(encoding="utf-8")
    for name, build in PARTS.items():
        facts = write(name, build(folder))
        catalogue = fill(catalogue, name, facts)
        print(f"{name}: {facts['rows']:,} rows, {(DATA / f'{name}.parquet').stat().st_size:,} bytes")
    (DATA / "starter.toml").write_text(catalogue, encoding="utf-8")
    total = sum(path.stat().st_size for path in DATA.glob("*.parquet"))
    print(f"total: {total:,} bytes")
    if total > LIMIT:
        raise SystemExit(f"the starter set is over its limit of {LIMIT:,} bytes")


if __name__ == "__main__":
    main()
