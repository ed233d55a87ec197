"""What is known about one relationship on one day, as plain frozen values.

Built by the loaders beside it, read by `drafting`. None means not known; nothing here is ever zero for want of a figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from youcheng.engines.results import Result
from youcheng.engines.timespans import Span
from youcheng.engines.vitality import Vitality
from youcheng.foundation.translated import Translated
from youcheng.network.queries import Decline
from youcheng.strategy.facts.risk import RiskFacts
from youcheng.strategy.facts.trade import TradeFacts


@dataclass(frozen=True)
class Dataset:
    """A version of a data set that figures were made from; `sha256` tells versions apart, `vintage` is its year."""

    name: str
    title: Translated
    version: str
    sha256: str
    citation: str = ""
    licence: str = ""
    url: str = ""
    vintage: int | None = None


@dataclass(frozen=True)
class Place:
    """A city with its country: names by language, position in degrees, IANA time zone, inhabitants and their source."""

    slug: str
    name: Translated
    iso3: str
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = ""
    population: int | None = None
    population_source: str = ""

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude, None where either is not known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


@dataclass(frozen=True)
class Event:
    """One claimed, dated fact of the tie's history. `type` is the register's code, `label` is translated when printed."""

    type: str
    when: Span
    side: str
    grade: str
    source: str
    term_until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Exchange:
    """One recorded exchange: what happened, when, in which fields; head count is None when not known."""

    title: Translated
    type: str
    when: Span
    fields: tuple[str, ...] = ()
    head_count: int | None = None
    outcome: str = ""
    source: str = ""


@dataclass(frozen=True)
class Tie:
    """The relationship on the day: kind, state, zone as codes, its country's groups by name, its events and exchanges.

    `kind` is None where no event begins a tie; `certain` says whether the latest reading of the dates agrees,
    `is_confirmed` whether the date in `since` was seen in a published source.
    """

    kind: str | None
    state: str
    certain: bool
    zone: str
    groups: tuple[Translated, ...]
    events: tuple[Event, ...]
    exchanges: tuple[Exchange, ...]
    vitality: Vitality | None
    decline: Decline | None = None
    since: Span | None = None
    is_confirmed: bool = False
    term_over: bool = False
    revision: str = ""
    note: str = ""


@dataclass(frozen=True)
class ProfileRow:
    """One industry of a city's own table; `is_estimate` marks an editor's estimate."""

    industry: str
    name: Translated
    value: float
    is_estimate: bool


@dataclass(frozen=True)
class Profile:
    """A city's industry table of one year, with its source, and the quotients against its country.

    `quotients` is empty where the country's own figures are not loaded; `why` then says so.
    """

    year: int
    source: str
    unit: str
    rows: tuple[ProfileRow, ...]
    quotients: Mapping[str, float] = field(default_factory=dict)
    result: Result | None = None
    reference: str = ""
    why: str = ""


@dataclass(frozen=True)
class Anniversary:
    """A coming anniversary of the tie: the day, how many years, and whether it is a ten-year mark."""

    on: dt.date
    years: int
    is_decade: bool


@dataclass(frozen=True)
class DossierFacts:
    """Everything one dossier is drafted from."""

    as_of: dt.date
    year: int
    home: Place
    partner: Place
    tie: Tie
    trade: TradeFacts
    risk: RiskFacts
    home_profile: Profile | None
    partner_profile: Profile | None
    datasets: Mapping[str, Dataset]
    anniversaries: tuple[Anniversary, ...] = ()
    is_training: bool = False
