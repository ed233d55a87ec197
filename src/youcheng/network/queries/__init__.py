"""Reads of the register for pages, dossiers and commands. Lists take the actor; a list never costs a query a row.

Called by views, commands, actions and the apps above. Nothing is written here.
"""

from youcheng.network.queries.anniversaries import Anniversary, Mark, anniversaries
from youcheng.network.queries.counts import Comparison, Count, CountPair, compare_snapshots, count
from youcheng.network.queries.exchanges import contacts_of, exchange_of, exchanges_visible_to
from youcheng.network.queries.path import Caution, StepRow, path_of, path_warnings
from youcheng.network.queries.places import (
    cities_named,
    city_named,
    distance_from_home,
    group_choices,
    group_codes,
    group_names,
    groups_of,
    groups_of_all,
    home_city,
    may_add,
    may_keep_record,
    register_notes,
    time_difference,
    training_notice,
    zone_of,
    zones_of_all,
)
from youcheng.network.queries.record import alliances, organisations_for
from youcheng.network.queries.ties import (
    relationship_named,
    relationship_of,
    relationships_visible_to,
    standing_of,
    standings,
)
from youcheng.network.queries.vitality import (
    Silent,
    curve_of,
    kinds_used,
    silent_ties,
    vitality_of,
    vitality_of_all,
)

__all__ = [
    "Anniversary",
    "Caution",
    "Comparison",
    "Count",
    "CountPair",
    "Mark",
    "Silent",
    "StepRow",
    "alliances",
    "anniversaries",
    "cities_named",
    "city_named",
    "compare_snapshots",
    "contacts_of",
    "count",
    "curve_of",
    "distance_from_home",
    "exchange_of",
    "exchanges_visible_to",
    "group_choices",
    "group_codes",
    "group_names",
    "groups_of",
    "groups_of_all",
    "home_city",
    "kinds_used",
    "may_add",
    "may_keep_record",
    "organisations_for",
    "path_of",
    "path_warnings",
    "register_notes",
    "relationship_named",
    "relationship_of",
    "relationships_visible_to",
    "silent_ties",
    "standing_of",
    "standings",
    "time_difference",
    "training_notice",
    "vitality_of",
    "vitality_of_all",
    "zone_of",
    "zones_of_all",
]
