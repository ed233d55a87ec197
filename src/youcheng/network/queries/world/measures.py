"""The measures of the world's network, each with its method, and of every city in it.

Called by the pages and by the matching. What takes under a second is worked out when first asked for and remembered by the matching's
revision; distances and the comparison with chance take longer and are stored beside the matching.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from youcheng.engines import network
from youcheng.engines.catalogue import METHODS, Method
from youcheng.engines.network import Betweenness, Chance
from youcheng.foundation.remembering import remembered
from youcheng.network.models import Matching
from youcheng.network.queries.world.net import Net, continents, net_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SAMPLES = 60
"""Random networks a comparison with chance draws."""
SOURCES = 2_048
"""Cities from which betweenness is estimated: enough to tell ranks apart, few enough for a page that must wait for them."""
VERSION = 2
"""Raised when what is remembered changes its form."""


@dataclass(frozen=True, eq=False)
class OfPlaces:
    """Measures of each place, arrays by node; and the ties that are bridges."""

    cores: Ints
    components: Ints
    clustering: Floats
    constraint: Floats
    betweenness: Betweenness
    holding: network.Holding


@dataclass(frozen=True)
class Figure:
    """One measure of the whole network. `value` is None where it is not defined or not worked out yet."""

    method: Method
    value: float | None
    digits: int = 0
    note: str = ""


def of_places(net: Net) -> OfPlaces:
    """The measures of every place, remembered."""
    graph = net.graph
    made_from = (VERSION, graph.nodes.tobytes(), graph.ties.tobytes(), METHODS["betweenness"].version)
    return remembered(
        "world-places",
        made_from,
        lambda: OfPlaces(
            cores=network.core_numbers(graph),
            components=network.components(graph),
            clustering=network.local_clustering(graph),
            constraint=network.constraint(graph),
            betweenness=network.betweenness(graph, sources=min(SOURCES, graph.size)),
            holding=network.holding(graph),
        ),
    )


def figures(matching: Matching) -> list[Figure]:
    """The measures of the whole network, in the order of the page."""
    net = net_of(matching)
    graph, places = net.graph, of_places(net)
    stored: dict[str, Any] = matching.figures.get("distances", {})
    largest = np.bincount(places.components, minlength=1)
    return [
        Figure(
            METHODS["degree"],
            2 * graph.volume / graph.size if graph.size else None,
            2,
            _("mean of all cities"),
        ),
        Figure(METHODS["core_number"], float(places.cores.max(initial=0)), 0, _("the deepest")),
        Figure(METHODS["transitivity"], network.transitivity(graph), 4),
        Figure(METHODS["local_clustering"], network.average_clustering(graph), 4, _("mean of all cities")),
        Figure(METHODS["assortativity"], network.assortativity(graph), 4),
        Figure(METHODS["components"], float(largest[0]) if graph.size else None, 0, _("the largest")),
        Figure(METHODS["mean_distance"], stored.get("mean"), 3),
        Figure(METHODS["bridges"], float(places.holding.bridges.size)),
    ]


def work_out(matching: Matching, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """What takes seconds: the distances, and the network beside chance. Plain values, to be stored beside the matching."""
    net = net_of(matching)
    graph = net.graph
    of_places(net)  # remembered for the first who looks
    steps = network.distances(graph)
    by_continent = network.share_within(net.labels(continents()))
    by_country = network.share_within(net.country_labels)
    length = network.mean_length(net.latitudes, net.longitudes)
    closed = _transitivity
    loose = {"continent": by_continent, "country": by_country, "length": length, "transitivity": closed}
    tight = {"length": length, "transitivity": closed}
    found: dict[str, Any] = {
        "revision": matching.revision,
        "distances": {"mean": steps.mean, "diameter": steps.diameter, **steps.provenance()},
    }
    if graph.volume:
        half = _halves(progress)
        found["rewired"] = _plain(network.against_chance(graph, loose, samples=SAMPLES, progress=half(0)))
        grouped = network.against_chance(
            graph, tight, groups=net.country_labels, samples=SAMPLES, progress=half(1)
        )
        found["rewired_in_groups"] = _plain(grouped)
    return found


def _halves(
    progress: Callable[[int, int], None] | None,
) -> Callable[[int], Callable[[int, int], None] | None]:
    """Progress of two runs of the same length as one."""

    def half(number: int) -> Callable[[int, int], None] | None:
        if progress is None:
            return None
        return lambda done, total: progress(number * total + done, 2 * total)

    return half


def _transitivity(graph: network.Graph) -> float:
    return network.transitivity(graph) or 0.0


def _plain(found: dict[str, Chance]) -> dict[str, Any]:
    return {
        name: {
            "observed": chance.observed, "mean": chance.mean, "deviation": chance.deviation, "z": chance.z,
            "effect": chance.effect, "ratio": chance.ratio, "probability": chance.probability, **chance.provenance(),
        }
        for name, chance in found.items()
    }  # fmt: skip
