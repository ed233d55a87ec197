"""Loading publishers' files, as the `youcheng data load` command a person waits for."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import generated, homes
from benchmarks.measuring import Measured, seconds


def files() -> Iterator[Measured]:
    homes.migrate()
    folder = homes.home()
    wgi = generated.governance_csv(folder / "wgi.csv")
    workbook = generated.governance_xlsx(folder / "wgidataset.xlsx")
    goods = generated.trade_csv(folder / "trade.csv")
    yield Measured(
        "youcheng data list: start-up alone", seconds(lambda: homes.command("data", "list"), 3), "s", 1.5
    )
    yield Measured(
        f"governance file, {generated.GOVERNANCE_ROWS:,} rows, csv",
        seconds(lambda: homes.command("data", "load", "wgi", wgi)),
        "s",
        3,
    )
    yield Measured(
        f"governance file, {generated.GOVERNANCE_ROWS:,} rows, xlsx",
        seconds(lambda: homes.command("data", "load", "wgi", workbook)),
        "s",
        3,
    )
    yield Measured(
        f"trade file, {generated.TRADE_ROWS:,} rows",
        seconds(lambda: homes.command("data", "load", "trade", goods)),
        "s",
        3,
    )
