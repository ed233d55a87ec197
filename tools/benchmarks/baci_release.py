"""A release of CEPII's BACI in the publisher's own layout, with made-up flows: a zip of one CSV a year and two code files.

`python tools/benchmarks/baci_release.py OUT.zip [--rows N] [--products N] [--places N] [--year Y]`. The same arguments
give the same bytes. Few pairs trade nearly everything and most trade little; rows are in the publisher's order. Used by
the bench at the full size of a year (eleven million rows) and by tests at a small one.
"""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from numpy.typing import NDArray

SEED = 20_260_101
NOMENCLATURE, RELEASE = "HS22", "V202601"
OWN_CODES = {"FRA": 251, "IND": 699, "CHE": 757, "NOR": 579, "USA": 842, "TWN": 490}
"""Areas that UN Comtrade numbers otherwise than ISO."""
DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every member, so that the bytes do not depend on the clock."""


def write(
    path: Path, *, rows: int = 11_000_000, products: int = 5_000, places: int = 226, year: int = 2024
) -> int:
    """Write the archive and return how many flows it holds: about `rows`, as chance has it."""
    areas, goods = area_codes(places), product_codes(products)
    name = f"{NOMENCLATURE}_Y{year}_{RELEASE}"
    with zipfile.ZipFile(path, "w", compresslevel=1) as archive:
        with archive.open(_member(f"BACI_{name}.csv"), "w", force_zip64=True) as stream:
            count = _write_flows(stream, areas, goods, rows, year)
        countries = "".join(f"{code},Area {code},,\n" for code in areas)
        described = "".join(f"{code},Product {code}\n" for code in goods)
        for member, text in (
            (
                f"country_codes_{RELEASE}.csv",
                f"country_code,country_name,country_iso2,country_iso3\n{countries}",
            ),
            (f"product_codes_{NOMENCLATURE}_{RELEASE}.csv", f"code,description\n{described}"),
        ):
            archive.writestr(_member(member), text)
    return count


def _member(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, DAY)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def area_codes(count: int) -> list[int]:
    """The numbers of the first economies, ascending."""
    from youcheng.foundation import countries

    numbered = {code: countries.numeric(code) for code in countries.all_codes()}
    return sorted(OWN_CODES.get(code, int(number)) for code, number in numbered.items() if number)[:count]


def product_codes(count: int) -> list[str]:
    """Six-digit codes spread over the chapters of the Harmonized System that goods are classed in, ascending."""
    chapters = [chapter for chapter in range(1, 98) if chapter != 77]
    codes = [
        f"{chapters[number % 96]:02}{1 + number // 96 // 6:02}{10 + 10 * (number // 96 % 6):02}"
        for number in range(count)
    ]
    return sorted(codes)


def _write_flows(stream: IO[bytes], areas: list[int], goods: list[str], rows: int, year: int) -> int:
    stream.write(b"t,i,j,k,v,q\n")
    options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
    count = 0
    for table in _flows(areas, goods, rows, year):
        pa.csv.write_csv(table, stream, options)
        count += table.num_rows
    return count


def _flows(areas: list[int], goods: list[str], rows: int, year: int) -> Iterator[pa.Table]:
    """The flows of one seller after the other."""
    random = np.random.default_rng(SEED)
    size, market = random.lognormal(0, 2, len(areas)), random.lognormal(0, 1.2, len(goods))
    scale = _scale(size, market, rows)
    codes, numbers = pa.array(goods), np.array(areas)
    for seller, own in enumerate(areas):
        likely = -np.expm1(-scale * size[seller] * size[:, None] * market)
        likely[seller] = 0.0
        buyer, good = np.nonzero(random.random(likely.shape) < likely)
        values = np.maximum(random.lognormal(2, 2.5, len(buyer)) * size[seller] ** 0.5, 0.001).round(3)
        weights = np.round(values * random.lognormal(-1, 1, len(buyer)), 3)
        weighed = pc.if_else(random.random(len(buyer)) < 0.98, pa.array(weights).cast(pa.string()), "NA")
        yield pa.table(
            {
                "t": np.full(len(buyer), year),
                "i": np.full(len(buyer), own),
                "j": numbers[buyer],
                "k": codes.take(pa.array(good)),
                "v": values,
                "q": weighed,
            }
        )


def _scale(size: NDArray[np.float64], market: NDArray[np.float64], rows: int) -> float:
    """Find by halving the factor at which so many flows are to be expected."""
    pairs = np.outer(size, size)[~np.eye(len(size), dtype=bool)]
    # Both run over many orders of magnitude: a few hundred of each stand for all.
    some, goods = (np.quantile(part, np.linspace(0.001, 0.999, 400)) for part in (pairs, market))
    low, high = -40.0, 40.0
    for _step in range(60):
        middle = (low + high) / 2
        share = -np.expm1(-np.exp(middle) * np.outer(some, goods)).mean()
        low, high = (middle, high) if share * pairs.size * market.size < rows else (low, middle)
    return float(np.exp(low))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    for name, usual in (("rows", 11_000_000), ("products", 5_000), ("places", 226), ("year", 2024)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    count = write(asked.out, rows=asked.rows, products=asked.products, places=asked.places, year=asked.year)
    print(count)


if __name__ == "__main__":
    main()
