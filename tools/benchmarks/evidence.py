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


def release() -> Iterator[Measured]:
    """A full year of BACI: eleven million flows in the publisher's zip to country × product and flows by pair."""
    homes.migrate()
    archive = homes.home() / "BACI_HS22_V202601.zip"
    # In a process of its own: what making it takes is not the loader's.
    made = homes.script("benchmarks.baci_release", str(archive), under="made")
    words = ("data", "load", "baci", archive, "--year", "2024", "--name", "year")
    found: list[float] = []
    taken = seconds(lambda: found.append(homes.peak(*words)))
    yield Measured(f"a year of BACI, {int(made):,} flows, in a zip", taken, "s", 30)
    yield Measured("  peak memory of the process", found[0], "MiB", 512)
    whole = _question("year")
    yield Measured("country × product, six digits, from the store into a table", whole, "s", 10)


def _question(name: str) -> float:
    return float(homes.script("benchmarks.reading", name, under="."))
