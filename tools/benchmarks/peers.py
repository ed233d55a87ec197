"""Our engines beside other people's packages on the same figures: time, peak memory, and how far the answers differ.

Each side of each comparison runs in a process of its own (`contest/`), the peers in an environment of their own, which
`python tools/install.py peers` makes. A line "ours, in % of …" is met where ours needs at most that much.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import generated, homes
from benchmarks.measuring import Measured, NotPossible

CONTEST = Path(__file__).parent / "contest"
PEERS = Path(__file__).resolve().parents[2] / ".venv-peers" / "bin" / "python"
SAME = 1e-9
SOURCES, SEED = 64, 7
CANDIDATES, PAIRWISE, CRITERIA = 34_000, 2_000, 8
TRADE_PEERS = ("economic_complexity", "econcomplex", "ecomplexity")
CONVERGED = TRADE_PEERS[1:]


@dataclass(frozen=True)
class Side:
    """What one side needed (wall and processor seconds, peak MiB of its process) and answered."""

    seconds: float
    processor: float
    peak: float
    answer: Mapping[str, Any]


def trade() -> Iterator[Measured]:
    """RCA, proximity and ECI on the world's table by heading and by subheading."""
    for goods in (785, 5000):
        size = f"226 × {goods:,}"
        given = _kept("trade", exports=generated.world_trade(goods))
        ours = _ours("trade", given)
        yield from _used(f"RCA, proximity, ECI, {size}: ours", ours)
        theirs = {peer: _theirs(peer, given) for peer in TRADE_PEERS}
        for peer, side in theirs.items():
            yield from _used(f"RCA, proximity, ECI, {size}: {peer}", side)
        fastest = min(theirs, key=lambda peer: theirs[peer].seconds)
        time, memory = (10, 50) if goods == 5000 else (None, None)
        yield from _beside(f"RCA, proximity, ECI, {size}", ours, theirs[fastest], fastest, time, memory)
        for peer, side in theirs.items():
            yield from _differences(size, ours, side, peer)
    given = _kept("pairs", exports=generated.world_trade(1222), imports=generated.world_trade(1222, seed=1))
    yield Measured(
        "226 × 226 complementarities, 1,222 goods", _ours("complementarities", given).seconds, "s", 0.1
    )


def network() -> Iterator[Measured]:
    """The measures of a network of the size of the world's sister cities."""
    first, second, which = generated.ties()
    given = _kept("ties", first=first, second=second, count=SOURCES, seed=SEED)
    spent = np.zeros(2)
    for task, what in (
        ("network", "cores, clustering, constraint, bridges …"),
        ("betweenness", f"betweenness from {SOURCES} cities"),
    ):
        ours, theirs = _ours(task, given), _theirs(task, given)
        spent += ours.seconds, theirs.seconds
        yield from _used(f"{what}, {len(first):,} {which} links: ours", ours)
        yield from _used(f"{what}: networkx", theirs)
        yield from _beside(what, ours, theirs, "networkx", 100 / 30)
        for name, found in ours.answer.items():
            yield Measured(f"  difference to networkx: {name}", _apart(found, theirs.answer[name]), "", SAME)
    ours, theirs = _ours("ways", given), _theirs("ways", given)
    share = float(theirs.answer["share"])
    yield from _used("distances of all pairs: ours", ours)
    yield Measured(f"distances: networkx, from {share:.1%} of the nodes", theirs.seconds, "s")
    whole = Side(theirs.seconds / share, theirs.processor / share, theirs.peak, {})
    yield from _beside("distances of all pairs", ours, whole, "networkx (scaled up)", 100 / 30)
    spent += ours.seconds, whole.seconds
    yield Measured("all of these: our time in % of networkx's", 100 * spent[0] / spent[1], "%", 100 / 30)


def ranking() -> Iterator[Measured]:
    """PROMETHEE II and TOPSIS: all the world's cities, and as many as all pairs can be made of."""
    for shape in ("usual", "u", "v", "level", "linear"):
        many, few = (_figures(count, shape) for count in (CANDIDATES, PAIRWISE))
        whole = _ours("promethee", many)
        yield Measured(f"PROMETHEE II {shape}, {CANDIDATES:,} × {CRITERIA}: ours", whole.seconds, "s", 2)
        yield Measured("  peak memory of the process", whole.peak, "MiB", 300)
        ours, theirs = _ours("promethee", few), _theirs("promethee", few)
        yield from _beside(f"  {PAIRWISE:,} × {CRITERIA}", ours, theirs, "pymcdm", 10, 50)
        apart = _apart(ours.answer["flows"], theirs.answer["flows"])
        yield Measured("  difference to pymcdm, all pairs", apart, "", SAME)
    many = _figures(CANDIDATES, "usual")
    ours, theirs = _ours("topsis", many), _theirs("topsis", many)
    yield from _used(f"TOPSIS, {CANDIDATES:,} × {CRITERIA}: ours", ours)
    yield from _used("TOPSIS: pymcdm", theirs)
    apart = _apart(ours.answer["scores"], theirs.answer["scores"])
    yield Measured("  difference to pymcdm", apart, "", SAME)


def _figures(count: int, shape: str) -> Path:
    random = np.random.default_rng(generated.SEED)
    figures = random.lognormal(2, 1, size=(count, CRITERIA)).round(3)
    weights = np.arange(1, CRITERIA + 1) / np.arange(1, CRITERIA + 1).sum()
    return _kept(f"figures-{count}-{shape}", figures=figures, weights=weights, shape=shape, q=1.5, p=6.0)


def _used(what: str, side: Side) -> Iterator[Measured]:
    yield Measured(what, side.seconds, "s")
    yield Measured("  processor time, which other work does not lengthen as much", side.processor, "s")
    yield Measured("  peak memory of the process", side.peak, "MiB")


def _beside(
    what: str, ours: Side, theirs: Side, peer: str, time: float | None, memory: float | None = None
) -> Iterator[Measured]:
    """Our time and memory in % of a peer's, and the most they should be."""
    yield Measured(f"{what}: our time in % of {peer}'s", 100 * ours.seconds / theirs.seconds, "%", time)
    yield Measured(f"{what}: our memory in % of {peer}'s", 100 * ours.peak / theirs.peak, "%", memory)


def _differences(size: str, ours: Side, theirs: Side, peer: str) -> Iterator[Measured]:
    """The largest difference of each index; what the packages scale or orient otherwise is brought to one form."""
    for name in ("rca", "proximity", "eci", "pci"):
        one, other = ours.answer[name], theirs.answer[name]
        if name == "proximity":  # a good's nearness to itself is 1, or 0 by another convention
            one, other = (np.where(np.eye(len(cells), dtype=bool), 0, cells) for cells in (one, other))
        if name in ("eci", "pci"):
            one, other = _standard(one, one), _standard(other, one)
        aim = SAME if peer in CONVERGED or name in ("rca", "proximity") else None
        yield Measured(f"  {size}: difference to {peer}, {name}", _apart(one, other), "", aim)


def _standard(values: Any, like: Any) -> Any:
    """Mean 0, deviation 1 and the direction of another."""
    have = ~np.isnan(like) & ~np.isnan(values)
    sign = np.sign(np.corrcoef(values[have], like[have])[0, 1])
    return sign * (values - np.nanmean(values)) / np.nanstd(values)


def _apart(one: Any, other: Any) -> float:
    """The largest difference, relative to the values where they are above 1; undefined on one side only is infinite."""
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
        return float("inf")
    gap = np.abs(one - other) / np.maximum(np.abs(one), 1)
    return float(np.nanmax(gap)) if gap.size else 0.0


def _kept(name: str, **arrays: Any) -> Path:
    path = homes.home() / f"{name}.npz"
    np.savez(path, **arrays)
    return path


def _ours(task: str, given: Path) -> Side:
    return _measured([sys.executable, str(CONTEST / "ours.py")], task, given)


def _theirs(task: str, given: Path) -> Side:
    if not PEERS.exists():
        raise NotPossible("the peers are not installed: python tools/install.py peers")
    return _measured([str(PEERS), str(CONTEST / "theirs.py")], task, given)


def _measured(command: list[str], task: str, given: Path) -> Side:
    target = given.with_suffix(f".{task}.answer.npz")
    # One thread of linear algebra on either side: on a machine with other work, several wait for each other.
    finished = subprocess.run(
        [*command, task, str(given), str(target)],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        lines = finished.stderr.strip().splitlines() or ["it said nothing"]
        raise NotPossible(f"{task} failed: {lines[-1]}")
    told = json.loads(finished.stdout.splitlines()[-1])
    with np.load(target) as held:
        answer = dict(held)
    target.unlink()
    return Side(told["seconds"], told["processor"], told["peak"], answer)
