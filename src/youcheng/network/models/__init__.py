"""Rows of the register: places, ties with their dated events, exchanges, the path to a formal tie, seekers, the record.

Written only through `network.actions`, read through `network.queries`; no permission and no derivation lives here.
"""

from youcheng.network.models.dated import Dated
from youcheng.network.models.exchanges import Exchange, ExchangeDocument
from youcheng.network.models.path import PathPaper, PathStep
from youcheng.network.models.places import City, Country, GroupMembership, HomeCity, RegionGroup, ZoneRule
from youcheng.network.models.record import (
    ANNIVERSARIES,
    Alliance,
    AllianceMember,
    CalendarLink,
    PolicyTerm,
    PublishedCount,
    RegisterNote,
)
from youcheng.network.models.seekers import Seeker
from youcheng.network.models.ties import Relationship, RelationshipEvent
from youcheng.network.models.world import EndDecision, Matching, PairEnd, PairLink, WorldPlace, ZoneTarget

__all__ = [
    "ANNIVERSARIES",
    "Alliance",
    "AllianceMember",
    "CalendarLink",
    "City",
    "Country",
    "Dated",
    "EndDecision",
    "Exchange",
    "ExchangeDocument",
    "GroupMembership",
    "HomeCity",
    "Matching",
    "PairEnd",
    "PairLink",
    "PathPaper",
    "PathStep",
    "PolicyTerm",
    "PublishedCount",
    "RegionGroup",
    "RegisterNote",
    "Relationship",
    "RelationshipEvent",
    "Seeker",
    "WorldPlace",
    "ZoneRule",
    "ZoneTarget",
]
