"""Our side of each comparison; `clocked` runs one task of it."""

from __future__ import annotations

import numpy as np
from clocked import Arrays, Work, run


def trade(given: Arrays) -> Work:
    """RCA, proximity, ECI and PCI."""
    from youcheng.engines import trade

    rows, columns = (tuple(map(str, range(size))) for size in given["exports"].shape)

    def work() -> Arrays:
        table = trade.TradeTable(rows, columns, given["exports"])
        found = trade.complexity(table)
        return {
            "rca": trade.rca(table).values,
            "proximity": trade.proximity(table).values,
            "eci": found.eci,
            "pci": found.pci,
        }

    return work


def complementarities(given: Arrays) -> Work:
    """All pairs at once, checked against the pairs one by one for the first seller."""
    from youcheng.engines import trade

    rows, columns = (tuple(map(str, range(size))) for size in given["exports"].shape)
    table = trade.TradeTable(rows, columns, given["exports"], given["imports"])
    return lambda: {"tci": trade.complementarities(table).values}


def network(given: Arrays) -> Work:
    """The measures of the whole network but those that walk all its ways."""
    from youcheng.engines import network as n

    def work() -> Arrays:
        graph = n.Graph.from_links(given["first"], given["second"])
        return {
            "core numbers": n.core_numbers(graph),
            "transitivity": np.array(n.transitivity(graph)),
            "average clustering": np.array(n.average_clustering(graph)),
            "assortativity": np.array(n.assortativity(graph)),
            "components": np.sort(np.bincount(n.components(graph))),
            "constraint": n.constraint(graph),
            "bridges": np.array(n.holding(graph).bridges.size),
        }

    return work


def betweenness(given: Arrays) -> Work:
    """From as many sources as given, drawn from the seed."""
    from youcheng.engines import network as n

    graph = n.Graph.from_links(given["first"], given["second"])
    sources, seed = int(given["count"]), int(given["seed"])
    return lambda: {"betweenness": n.betweenness(graph, sources, seed).values}


def ways(given: Arrays) -> Work:
    """The distances between all pairs, exact."""
    from youcheng.engines import network as n

    graph = n.Graph.from_links(given["first"], given["second"])
    return lambda: {"pairs": n.distances(graph).pairs}


def promethee(given: Arrays) -> Work:
    """Net flows with one preference function for all criteria."""
    from youcheng.engines.outranking import Preference, Shape, promethee

    shape = Shape(str(given["shape"]))
    q = float(given["q"]) if shape in (Shape.U, Shape.LEVEL, Shape.LINEAR) else 0.0
    p = float(given["p"]) if shape in (Shape.V, Shape.LEVEL, Shape.LINEAR) else 0.0
    preferences = [Preference(shape, q, p)] * given["figures"].shape[1]
    return lambda: {"flows": promethee(given["figures"], given["weights"], preferences).scores}


def topsis(given: Arrays) -> Work:
    """Hwang and Yoon's TOPSIS, which the peer offers too."""
    from youcheng.engines.ranking import topsis_classical

    lower = [False] * given["figures"].shape[1]
    return lambda: {"scores": topsis_classical(given["figures"], given["weights"], lower).scores}


if __name__ == "__main__":
    run(
        {
            task.__name__: task
            for task in (trade, complementarities, network, betweenness, ways, promethee, topsis)
        }
    )
