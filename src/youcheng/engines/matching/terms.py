"""What is matched, as data: needs, offers, what people accepted and declined, and the parameters of a run.

Made by whoever calls `match`; checked here, with an error that names the entry. Kinds, fields, cities, units and owners
are codes of the caller's: nothing of the domain is known here. No pairing and no solving.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from math import isfinite

from youcheng.engines.errors import DuplicateCode, OutOfRange, UnknownCode
from youcheng.engines.results import listed

WHOLE = "whole"
"""The unit of what is wanted or given as one piece: a venue, a market opened."""

Codes = frozenset[str]


class Split(StrEnum):
    """Whether a need may be served in parts."""

    NEVER = "never"  # all of it from one offer, or nothing
    UNITS = "units"  # in whole units, from several offers: five people
    FREELY = "freely"  # in any part, from several offers: money, hours


@dataclass(frozen=True)
class Need:
    """Something a unit asks for: `quantity` (above 0) in `unit`, at the latest `by` (None: whenever).

    `fields` and `cities` are open where empty. `priority` (above 0) is what serving the whole need counts;
    `district` the group among which the run is fair, None for owners outside every district.
    """

    key: str
    owner: str
    kind: str
    quantity: float = 1.0
    unit: str = WHOLE
    split: Split = Split.NEVER
    fields: Codes = frozenset()
    cities: Codes = frozenset()
    by: dt.date | None = None
    priority: float = 1.0
    district: str | None = None

    def __post_init__(self) -> None:
        """Refuse quantities and priorities that mean nothing."""
        where = f"need {self.key}"
        _positive(self.quantity, "quantity", where)
        _positive(self.priority, "priority", where)
        if self.split is Split.UNITS and self.quantity != int(self.quantity):
            raise OutOfRange(
                f"{self.quantity} {self.unit} cannot be served in whole units",
                where=where,
                remedy="Give a whole number, or let it be split freely.",
            )


@dataclass(frozen=True)
class Offer:
    """Something a unit gives: `capacity` (0 or more) in `unit`, from `start` until `until` (None: open).

    It serves at most `most_needs` needs, None for as many as the capacity bears. `fields` and `cities` are open where
    empty.
    """

    key: str
    owner: str
    kind: str
    capacity: float = 1.0
    unit: str = WHOLE
    fields: Codes = frozenset()
    cities: Codes = frozenset()
    start: dt.date | None = None
    until: dt.date | None = None
    most_needs: int | None = None

    def __post_init__(self) -> None:
        """Refuse capacities and dates that mean nothing."""
        where = f"offer {self.key}"
        if not (isfinite(self.capacity) and self.capacity >= 0):
            raise OutOfRange(f"capacity {self.capacity}", where=where, remedy="Give 0 or more.")
        if self.most_needs is not None and self.most_needs < 1:
            raise OutOfRange(
                f"at most {self.most_needs} needs",
                where=where,
                remedy="Give 1 or more, or None for no limit.",
            )
        if self.start is not None and self.until is not None and self.start > self.until:
            raise OutOfRange(
                f"from {self.start} until {self.until}", where=where, remedy="Swap the two dates."
            )


@dataclass(frozen=True)
class Accepted:
    """A match that people agreed on: it stays, `quantity` of the need's unit (None: the whole need)."""

    need: str
    offer: str
    quantity: float | None = None


@dataclass(frozen=True)
class Declined:
    """A match that people declined: it is not proposed again. `by` and `reason` are handed on as they are."""

    need: str
    offer: str
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Weights:
    """What a pair's fit is made of: fit = Σ weight · part / Σ weight, each part from 0 to 1.

    `base` counts for any possible pair. The part `fields` (`cities`) is the share of the need's that the offer
    names, `open_part` where either names none: a match of the same field goes before one that leaves it open. The
    part `time` is the share of the days left to the need on which the offer stands.
    """

    base: float = 0.2
    fields: float = 0.3
    cities: float = 0.3
    time: float = 0.2
    open_part: float = 0.5

    def __post_init__(self) -> None:
        """Refuse negative weights and a fit that could be zero."""
        for each in fields(self):
            value = getattr(self, each.name)
            if not (isfinite(value) and value >= 0):
                raise OutOfRange(f"{each.name} {value}", where="weights", remedy="Give 0 or more.")
        _positive(self.base, "base", "weights")
        if self.open_part > 1:
            raise OutOfRange(f"open_part {self.open_part}", where="weights", remedy="Give 0 to 1.")

    @property
    def total(self) -> float:
        """Return the sum that a fit is divided by."""
        return self.base + self.fields + self.cities + self.time


@dataclass(frozen=True)
class Effort:
    """How hard to look: a search stops when its gap is proved to be at most `gap` (a share), or can't be closed soon.

    `seconds` guard against searches that take too long; those of one run share them. A run stopped by time may differ
    from one machine to another, others are the same everywhere. `workers` searches run at once, each on one core.
    """

    gap: float = 0.003
    seconds: float = 60.0
    workers: int = 2

    def __post_init__(self) -> None:
        """Refuse a gap or a time that leaves nothing to do."""
        if not 0 <= self.gap < 1:
            raise OutOfRange(f"gap {self.gap}", where="effort", remedy="Give a share from 0 to below 1.")
        _positive(self.seconds, "seconds", "effort")
        _positive(self.workers, "workers", "effort")

    def part(self, share: float) -> "Effort":
        """Return the same with a share of the seconds, at least a tenth of one."""
        return replace(self, seconds=max(0.1, self.seconds * share))


def check_taxonomy(
    needs: Iterable[Need], offers: Iterable[Offer], *, kinds: Collection[str], fields: Collection[str]
) -> None:
    """Refuse needs and offers whose kind or fields are not in the caller's taxonomy; UnknownCode names them."""
    problems = [
        f"{word} {entry.key}: {code}"
        for word, entries in (("need", needs), ("offer", offers))
        for entry in entries
        for code in [*({entry.kind} - set(kinds)), *sorted(entry.fields - set(fields))]
    ]
    if problems:
        raise UnknownCode(
            "Kinds or fields that the taxonomy lacks",
            where=listed(tuple(problems)),
            remedy="Correct the entries, or add the codes to the taxonomy.",
        )


def check_keys(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    accepted: Iterable[Accepted],
    declined: Iterable[Declined],
) -> None:
    """Refuse keys used twice and pairs of unknown needs or offers."""
    pairs = [(a.need, a.offer) for a in accepted] + [(d.need, d.offer) for d in declined]
    for article, word, known, named in (
        ("a", "need", [need.key for need in needs], {need for need, _ in pairs}),
        ("an", "offer", [offer.key for offer in offers], {offer for _, offer in pairs}),
    ):
        twice = tuple(sorted(key for key, times in Counter(known).items() if times > 1))
        if twice:
            raise DuplicateCode(
                f"{word} keys used twice", where=listed(twice), remedy="Give every entry its own key."
            )
        unknown = tuple(sorted(named - set(known)))
        if unknown:
            raise UnknownCode(
                f"Accepted or declined pairs name {article} {word} that is not there",
                where=listed(unknown),
                remedy="Leave out pairs whose need or offer is closed.",
            )


def _positive(value: float, name: str, where: str) -> None:
    if not (isfinite(value) and value > 0):
        raise OutOfRange(f"{name} {value}", where=where, remedy="Give a number above 0.")
