"""Reads of the register for pages, dossiers and commands. Lists take the actor; a list never costs a query a row.

Called by views, commands, actions and the apps above. Nothing is written here.
"""

from youcheng.network.queries.counts import Comparison, Count, CountPair, compare_snapshots, count
from youcheng.network.queries.exchanges import contacts_of, exchange_of, exchanges_visible_to
from youcheng.network.queries.places import (
    city_named,
    distance_from_home,
    group_codes,
    groups_of,
    groups_of_all,
    home_city,
    zone_of,
    zones_of_all,
)
from youcheng.network.queries.ties import (
    relationship_named,
    relationship_of,
    relationships_visible_to,
    standing_of,
    standings,
)

__all__ = [
    "Comparison",
    "Count",
    "CountPair",
    "city_named",
    "compare_snapshots",
    "contacts_of",
    "count",
    "distance_from_home",
    "exchange_of",
    "exchanges_visible_to",
    "group_codes",
    "groups_of",
    "groups_of_all",
    "home_city",
    "relationship_named",
    "relationship_of",
    "relationships_visible_to",
    "standing_of",
    "standings",
    "zone_of",
    "zones_of_all",
]
