"""Files in the publishers' own layouts with figures from a seed, so that the bench needs nobody's data.

Same rows, columns and codes as the real files; the figures mean nothing. Used by `evidence` and `register`.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEED = 20_260_101
GOVERNANCE_ROWS = 14_124
TRADE_ROWS = 231_850
TIES = 25_917


def economies(count: int) -> list[str]:
    """The first ISO codes in alphabetical order."""
    from youcheng.foundation import countries

    return sorted(countries.all_codes())[:count]


def governance_csv(path: Path) -> Path:
    """214 economies × 6 indicators × 11 years: the long table of the World Bank."""
    header = [
        "code", "countryname", "year", "indicator", "estimate", "stddev", "nsource", "pctrank", "pctranklower",
        "pctrankupper",
    ]  # fmt: skip
    return _write(path, header, _governance_rows())


def governance_xlsx(path: Path) -> Path:
    """The same rows as the publisher's long workbook."""
    from openpyxl import Workbook

    book = Workbook()  # not the streaming kind: like the publisher's file, it says how large the sheet is
    sheet = book.worksheets[0]
    sheet.append(["code", "countryname", "year", "indicator", "estimate", "stddev", "nsource", "pctrank"])
    for row in _governance_rows():
        sheet.append(list(row[:8]))
    book.save(path)
    return path


def _governance_rows() -> Iterator[list[object]]:
    random = np.random.default_rng(SEED)
    for code in economies(214):
        for year in range(2013, 2024):
            for indicator in ("cc", "ge", "pv", "rl", "rq", "va"):
                estimate, rank = float(random.normal()), float(random.uniform(5, 95))
                yield [
                    code, f"Economy {code}", year, indicator, round(estimate, 5), round(float(random.uniform(0.1, 0.4)), 5),
                    int(random.integers(3, 15)), round(rank, 4), round(rank - 5, 4), round(rank + 5, 4),
                ]  # fmt: skip


def trade_csv(path: Path) -> Path:
    """`reporter,product,exports,imports,year` with as many rows as 226 reporters have at four digits."""
    random = np.random.default_rng(SEED)
    reporters, products = economies(226), [f"{code:04d}" for code in range(101, 101 + 1222)]
    cells = random.choice(len(reporters) * len(products), size=TRADE_ROWS, replace=False)
    values = random.lognormal(12, 3, size=(TRADE_ROWS, 2))
    rows = (
        (
            reporters[cell // len(products)],
            products[cell % len(products)],
            round(out, 2),
            round(back, 2),
            2018,
        )
        for cell, (out, back) in zip(np.sort(cells), values, strict=True)
    )
    return _write(path, ["reporter", "product", "exports", "imports", "year"], rows)


def world_trade(goods: int, seed: int = 0) -> NDArray[np.float64]:
    """Exports of 226 places by good, made up as the world's are: few large, many small, the simple goods sold by all.

    What a place can make rises with its level, what a good asks for with its own; most cells are empty.
    """
    random = np.random.default_rng((SEED, seed))
    level, size = random.normal(size=(226, 1)), random.normal(9, 2.5, size=(226, 1))
    asked, market = random.normal(size=(1, goods)), random.normal(0, 1.5, size=(1, goods))
    likely = 1 / (1 + np.exp(-(1.2 * (level - asked) + 0.3 * (size - 9))))
    fitting = -0.4 * (level - asked) ** 2
    values = np.exp(size + market + fitting + random.normal(0, 1.5, size=(226, goods)))
    return np.where(random.uniform(size=(226, goods)) < likely, values, 0.0).round(3)


def ties() -> tuple[NDArray[np.int64], NDArray[np.int64], str]:
    """Ends of the world's published city pairs where the folder of reference figures is there, else of made-up ones."""
    beside = Path(os.environ.get("YOUCHENG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    published = beside / "data" / "twins" / "hekman_twin_cities_iso.csv"
    if published.is_file():
        with published.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        names = [f"{row[f'city{end}']}, {row[f'country{end}']}" for end in (1, 2) for row in rows]
        numbers = np.unique(names, return_inverse=True)[1].astype(np.int64)
        return numbers[: len(rows)], numbers[len(rows) :], "published"
    random = np.random.default_rng(SEED)
    weight = random.pareto(2.0, size=14_000) + 0.2
    ends = random.choice(weight.size, size=(2, TIES), p=weight / weight.sum())
    return ends[0], ends[1], "made-up"


def _write(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
    return path
