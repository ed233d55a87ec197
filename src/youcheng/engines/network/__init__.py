"""The network of ties: how a world of twinned cities hangs together, and what of it chance would have made anyway.

Each module's head says its question, formula and limits. Called by `network` (the world's ties) and by researchers; no country, city
or kind of tie is known here, only numbered nodes and labels passed in.
"""

from youcheng.engines.network.around import (
    Suggestions,
    effective_size,
    redundancy,
    suggestions,
    ties_among,
    within,
)
from youcheng.engines.network.chance import (
    Chance,
    Rewiring,
    Spread,
    against_chance,
    mean_length,
    share_within,
    spread,
)
from youcheng.engines.network.closure import (
    average_clustering,
    constraint,
    local_clustering,
    transitivity,
    triangles,
    wedges,
)
from youcheng.engines.network.graph import Graph
from youcheng.engines.network.paths import Betweenness, Distances, betweenness, distances
from youcheng.engines.network.structure import Holding, assortativity, components, core_numbers, holding

__all__ = [
    "Betweenness",
    "Chance",
    "Distances",
    "Graph",
    "Holding",
    "Rewiring",
    "Spread",
    "Suggestions",
    "against_chance",
    "assortativity",
    "average_clustering",
    "betweenness",
    "components",
    "constraint",
    "core_numbers",
    "distances",
    "effective_size",
    "holding",
    "local_clustering",
    "mean_length",
    "redundancy",
    "share_within",
    "spread",
    "suggestions",
    "ties_among",
    "transitivity",
    "triangles",
    "wedges",
    "within",
]
