"""Reads of the world's ties: the network of places made from a list of pairs, its measures, and the home city's place in it.

Called by the world pages, the matching's task and command, and the apps above. Nothing is written here.
"""

from youcheng.network.queries.world.measures import Figure, OfPlaces, figures, of_places, work_out
from youcheng.network.queries.world.net import Net, World, names_of, net_of, world

__all__ = [
    "Figure",
    "Net",
    "OfPlaces",
    "World",
    "figures",
    "names_of",
    "net_of",
    "of_places",
    "work_out",
    "world",
]
