"""Reads of the world's ties: the network of places made from a list of pairs, its measures, and the home city's place in it.

Called by the world pages, the matching's task and command, and the apps above. Nothing is written here.
"""

from youcheng.network.queries.world.around import Neighbour, Picture, neighbours, picture
from youcheng.network.queries.world.ends import (
    candidates,
    end_countries,
    ends_by_sureness,
    ends_listed,
    ends_visible_to,
)
from youcheng.network.queries.world.home import (
    InNet,
    Partner,
    Rank,
    in_net,
    numbers_of,
    partners,
    suggested,
)
from youcheng.network.queries.world.layout import Layout, ZoneRow, layout, targets_visible_to
from youcheng.network.queries.world.lists import Cities, CityRow, CountryRow, by_country, cities
from youcheng.network.queries.world.measures import Figure, OfPlaces, figures, of_places, work_out
from youcheng.network.queries.world.net import Net, World, country_name, names_of, net_of, world

__all__ = [
    "Cities",
    "CityRow",
    "CountryRow",
    "Figure",
    "InNet",
    "Layout",
    "Neighbour",
    "Net",
    "OfPlaces",
    "Partner",
    "Picture",
    "Rank",
    "World",
    "ZoneRow",
    "by_country",
    "candidates",
    "cities",
    "country_name",
    "end_countries",
    "ends_by_sureness",
    "ends_listed",
    "ends_visible_to",
    "figures",
    "in_net",
    "layout",
    "names_of",
    "neighbours",
    "net_of",
    "numbers_of",
    "of_places",
    "partners",
    "picture",
    "suggested",
    "targets_visible_to",
    "work_out",
    "world",
]
