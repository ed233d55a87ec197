"""How many ties there are on a day, certain and possible, and how that compares with published counts.

A count always belongs to a day and is derived from events; a published number is never taken over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youcheng.network.enums import Kind, State
from youcheng.network.models import PublishedCount, Relationship, RelationshipEvent
from youcheng.network.queries.ties import claims_by_tie, standings
from youcheng.network.standing import Standing, facts_of, standing

COUNTED = (Kind.SISTER.value, Kind.EXCHANGE.value, Kind.LETTER_OF_INTENT.value)
UNCERTAIN = "uncertain"
ANY, FORMAL = "any", "formal"
"""Of filters by what ties are counted as: all that is counted; sister and friendly exchange cities together."""


@dataclass(frozen=True)
class CountPair:
    """`certain` ties under every reading of the dates, `possible` under some; certain ≤ possible."""

    certain: int
    possible: int


@dataclass(frozen=True)
class Count:
    """Ties of each kind on a day. Suspended ties count, ended ones do not."""

    as_of: dt.date
    sister: CountPair
    exchange: CountPair
    letter_of_intent: CountPair
    suspended: int

    @property
    def formal(self) -> CountPair:
        """Sister and friendly exchange cities together, as published totals count them."""
        return CountPair(
            self.sister.certain + self.exchange.certain, self.sister.possible + self.exchange.possible
        )

    def as_dict(self) -> dict[str, dict[str, int]]:
        """The shape of `youcheng network count --json`."""
        return {kind: vars(getattr(self, kind)).copy() for kind in COUNTED}


@dataclass(frozen=True)
class Cell:
    """A published number, None where nothing was published, beside the register's; `kind` filters the register's list."""

    kind: str
    published: int | None
    pair: CountPair

    @property
    def certain(self) -> int:
        return self.pair.certain

    @property
    def possible(self) -> int:
        return self.pair.possible

    @property
    def difference(self) -> int | None:
        """Published minus certain."""
        return None if self.published is None else self.published - self.certain

    @property
    def words(self) -> str:
        """The difference in words: how many more or fewer were published."""
        lack = self.difference or 0
        return _("%d more published") % lack if lack > 0 else _("%d fewer published") % -lack


@dataclass(frozen=True)
class Comparison:
    """A published count beside what the events say on its day. A difference is None where nothing was published."""

    snapshot: PublishedCount
    count: Count

    def difference(self, kind: str) -> int | None:
        """Published minus certain."""
        published: int | None = getattr(self.snapshot, kind)
        pair: CountPair = getattr(self.count, kind)
        return None if published is None else published - pair.certain

    def cells(self) -> list[Cell]:
        """The four numbers of the snapshot, each beside the register's, in the order of the page."""
        cells = [Cell(kind, getattr(self.snapshot, kind), getattr(self.count, kind)) for kind in COUNTED]
        return [*cells, Cell(FORMAL, self.snapshot.total, self.count.formal)]

    @property
    def total_difference(self) -> int | None:
        """Published total minus certain sister and exchange cities together."""
        if self.snapshot.total is None:
            return None
        return self.snapshot.total - self.count.formal.certain


def counted_as(found: Standing) -> str:
    """Under what a tie is counted: the kind it certainly is, "uncertain" where its dates allow more than one reading.

    Empty for what is not counted: prospects and ended ties. Every tie stands under one of these alone.
    """
    if found.kind in COUNTED:
        return str(found.kind)
    may_count = any(r.kind in COUNTED and r.state != State.ENDED for r in found.readings)
    return UNCERTAIN if may_count else ""


def count(as_of: dt.date, relationships: Iterable[Relationship] | None = None) -> Count:
    """Ties of each kind at the end of a day; without `relationships` all of the register."""
    return tally(as_of, standings(as_of, relationships).values())


def tally(as_of: dt.date, found: Iterable[Standing]) -> Count:
    """Count standings that are already there."""
    known = list(found)
    pairs = {
        kind: CountPair(
            sum(s.is_certainly(kind) for s in known),
            sum(s.is_possibly(kind) for s in known),
        )
        for kind in COUNTED
    }
    return Count(as_of, **pairs, suspended=sum("suspended" in s.states for s in known))


def compare_snapshots(
    relationships: QuerySet[Relationship] | None = None, published: QuerySet[PublishedCount] | None = None
) -> list[Comparison]:
    """Published counts (default: all) beside the register on their days, newest first. At most two queries."""
    snapshots = list(PublishedCount.objects.order_by("-latest") if published is None else published)
    if not snapshots:
        return []
    events = RelationshipEvent.objects.order_by()
    if relationships is not None:
        events = events.filter(relationship__in=relationships.order_by().values("pk"))
    facts = [facts_of(claims) for claims in claims_by_tie(events).values()]
    return [Comparison(s, tally(s.on, (standing(f, s.on) for f in facts))) for s in snapshots]
