"""The peers' side of each comparison, in the environment of requirements/peers.txt; `clocked` runs one task of it.

Each package is called as its own documentation does, and only for what is compared. Nothing of ours is imported here.
"""

from __future__ import annotations

import numpy as np
from clocked import Arrays, Work, run


def economic_complexity(given: Arrays) -> Work:
    """The package of Datawheel: method of reflections, twenty iterations, which have not converged."""
    import economic_complexity as package
    import pandas as pd

    table = pd.DataFrame(given["exports"])

    def work() -> Arrays:
        rca = package.rca(table)
        eci, pci = package.complexity(rca)
        return {
            "rca": rca.to_numpy(),
            "proximity": package.proximity(rca).to_numpy(),
            "eci": eci.to_numpy(),
            "pci": pci.to_numpy(),
        }

    return work


def econcomplex(given: Arrays) -> Work:
    """The package that gathers several: all eigenvectors of both matrices."""
    import econcomplex as package

    def work() -> Arrays:
        eci, pci = package.eci_pci(given["exports"])
        near = package.proximity(given["exports"], compute="product")["product"]
        return {"rca": package.rca(given["exports"]), "proximity": near, "eci": eci, "pci": pci}

    return work


def ecomplexity(given: Arrays) -> Work:
    """Harvard's Growth Lab: its steps from the long table to RCA, ECI and proximity, without its other indices."""
    import pandas as pd
    from ecomplexity.calc_proximity import calc_discrete_proximity
    from ecomplexity.ComplexityData import ComplexityData
    from ecomplexity.ecomplexity import calc_eci_pci

    rows, columns = given["exports"].shape
    table = pd.DataFrame(
        {
            "year": 2024,
            "place": np.repeat(np.arange(rows), columns),
            "good": np.tile(np.arange(columns), rows),
            "value": given["exports"].ravel(),
        }
    )
    names = {"time": "year", "loc": "place", "prod": "good", "val": "value"}

    def work() -> Arrays:
        held = ComplexityData(table, names, "coerce")
        held.create_full_df(2024)
        held.calculate_rca()
        held.calculate_mcp(1, 1, "rca", None, 2024)
        held.diversity_t, held.ubiquity_t = held.mcp_t.sum(axis=1), held.mcp_t.sum(axis=0)
        eci, pci = calc_eci_pci(held)
        near = calc_discrete_proximity(held.mcp_t, held.ubiquity_t)
        return {"rca": held.rca_t, "proximity": near, "eci": eci, "pci": pci}

    return work


def network(given: Arrays) -> Work:
    """NetworkX on the same links."""
    import networkx as nx

    def work() -> Arrays:
        graph = _graph(given)
        order = sorted(graph)
        cores, constraint = nx.core_number(graph), nx.constraint(graph)
        return {
            "core numbers": np.array([cores[node] for node in order]),
            "transitivity": np.array(nx.transitivity(graph)),
            "average clustering": np.array(nx.average_clustering(graph)),
            "assortativity": np.array(nx.degree_assortativity_coefficient(graph)),
            "components": np.sort([len(part) for part in nx.connected_components(graph)]),
            "constraint": np.array([constraint[node] for node in order]),
            "bridges": np.array(sum(1 for _ in nx.bridges(graph))),
        }

    return work


def betweenness(given: Arrays) -> Work:
    """NetworkX from the very sources that ours draws."""
    import networkx as nx

    graph = _graph(given)
    order = sorted(graph)
    drawn = np.random.default_rng(int(given["seed"])).choice(len(order), int(given["count"]), replace=False)
    sources = [order[place] for place in np.sort(drawn)]

    def work() -> Arrays:
        found = nx.betweenness_centrality_subset(graph, sources, order)
        return {"betweenness": np.array([found[node] for node in order]) * len(order) / len(sources)}

    return work


def ways(given: Arrays) -> Work:
    """NetworkX' distances from some of the nodes: from all it takes minutes."""
    import networkx as nx

    graph = _graph(given)
    order = sorted(graph)
    some = order[:: max(len(order) // int(given["count"]), 1)]

    def work() -> Arrays:
        pairs = np.zeros(64, dtype=np.int64)
        for node in some:
            for steps in nx.single_source_shortest_path_length(graph, node).values():
                pairs[steps] += 1
        return {"pairs": pairs[1:], "share": np.array(len(some) / len(order))}

    return work


def _graph(given: Arrays):  # type: ignore[no-untyped-def]  # the peer's own type is not there when types are checked
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from(zip(given["first"].tolist(), given["second"].tolist(), strict=True))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def promethee(given: Arrays) -> Work:
    """pymcdm: every pair of candidates for every criterion."""
    from pymcdm.methods import PROMETHEE_II

    names = {"usual": "usual", "u": "ushape", "v": "vshape", "level": "level", "linear": "vshape_2"}
    count = given["figures"].shape[1]
    p, q = np.full(count, float(given["p"])), np.full(count, float(given["q"]))
    name = names[str(given["shape"])]

    def work() -> Arrays:
        method = PROMETHEE_II(name, p=p, q=q)  # one of these answers once only
        return {"flows": method(given["figures"], given["weights"], np.ones(count))}

    return work


def topsis(given: Arrays) -> Work:
    """pymcdm with the columns divided by their length."""
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    method = TOPSIS(vector_normalization)
    count = given["figures"].shape[1]
    return lambda: {"scores": method(given["figures"], given["weights"], np.ones(count))}


if __name__ == "__main__":
    run(
        {
            task.__name__: task
            for task in (
                economic_complexity, econcomplex, ecomplexity, network, betweenness, ways, promethee, topsis,
            )
        }
    )  # fmt: skip
