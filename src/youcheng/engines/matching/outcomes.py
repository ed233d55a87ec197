"""What a run of `match` hands back: matches, what became of every need and offer, districts, and the reasons.

Made by `matcher` and `reasons`; worded by the caller in its languages: a reason is a code with named values, and
`REASONS` says which values each code carries. No computing beyond sums.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from youcheng.engines.matching.solving import EXACT
from youcheng.engines.results import Result


class Code(StrEnum):
    """The reasons there are. Values are in `REASONS`; "by" lists who has it: need, quantity, value."""

    # why this match
    ACCEPTED = "accepted"  # people agreed on it
    SHARED_FIELDS = "shared_fields"
    OPEN_FIELDS = "open_fields"  # `side` names none: need, offer or both
    SHARED_CITIES = "shared_cities"
    OPEN_CITIES = "open_cities"
    IN_TIME = "in_time"  # the offer stands on `days` of the `of` days left (None: no last day)
    ONLY_OFFER = "only_offer"  # no other offer is possible for the need
    BEST_OFFER = "best_offer"  # of highest value among the `of` possible
    BETTER_TAKEN = "better_taken"  # `offer` would be worth more, but others have it
    FOR_FAIRNESS = "for_fairness"  # without fairness less of `district` would be served
    IN_PART = "in_part"  # `served` of `wanted`
    # why a need is not (wholly) served
    NEED_PAST = "need_past"
    NO_OFFER_OF_KIND = "no_offer_of_kind"
    OTHER_UNIT = "other_unit"  # the kind is there, in other `units` only
    OWN = "own"  # `count` of `of` are of the same owner
    NOT_IN_TIME = "not_in_time"  # `near` would fit but for `days`
    OTHER_CITIES = "other_cities"  # they are for `cities`; `near` would fit but for that
    OTHER_FIELDS = "other_fields"
    DECLINED_BEFORE = "declined_before"  # `pairs`: other side, by, reason
    TOO_SMALL = "too_small"  # the `largest` falls `short_by`
    USED_UP = "used_up"  # the need has all of `offer` already, and is larger by `short_by`
    SETTLED = "settled"  # people settled on `quantity` from `offer`; that is not extended
    PROMISED = "promised"  # accepted matches hold `offer`
    TAKEN_BY_HIGHER = "taken_by_higher"  # needs of higher value have it; `short_by` is what it lacks
    BETTER_TOGETHER = "better_together"  # what it serves is worth more in the whole
    SLOTS_TAKEN = "slots_taken"  # `offer` serves `most` needs, and does
    FAIRNESS = "fairness"  # without fairness `share` of it would be served
    # why an offer is not used
    OFFER_PAST = "offer_past"
    NOTHING_LEFT = "nothing_left"  # its capacity is 0
    NO_NEED_OF_KIND = "no_need_of_kind"
    SERVED_BY_OTHERS = "served_by_others"  # the `count` needs of `of` it could serve have other offers


_OF = ("count", "of")
REASONS: Mapping[Code, tuple[str, ...]] = MappingProxyType(
    {
        Code.ACCEPTED: (),
        Code.SHARED_FIELDS: ("fields",),
        Code.OPEN_FIELDS: ("side",),
        Code.SHARED_CITIES: ("cities",),
        Code.OPEN_CITIES: ("side",),
        Code.IN_TIME: ("days", "of"),
        Code.ONLY_OFFER: (),
        Code.BEST_OFFER: ("of",),
        Code.BETTER_TAKEN: ("offer", "value", "by"),
        Code.FOR_FAIRNESS: ("district",),
        Code.IN_PART: ("served", "wanted", "unit"),
        Code.NEED_PAST: ("by", "at"),
        Code.NO_OFFER_OF_KIND: ("kind",),
        Code.OTHER_UNIT: ("unit", "units"),
        Code.OWN: _OF,
        Code.NOT_IN_TIME: (*_OF, "near", "days"),
        Code.OTHER_CITIES: (*_OF, "near", "cities"),
        Code.OTHER_FIELDS: (*_OF, "near", "fields"),
        Code.DECLINED_BEFORE: (*_OF, "pairs"),
        Code.TOO_SMALL: (*_OF, "near", "largest", "short_by", "unit"),
        Code.USED_UP: ("offer", "short_by", "unit"),
        Code.SETTLED: ("offer", "quantity"),
        Code.PROMISED: ("offer", "by", "short_by", "unit"),
        Code.TAKEN_BY_HIGHER: ("offer", "value", "by", "short_by", "unit"),
        Code.BETTER_TOGETHER: ("offer", "value", "by", "short_by", "unit"),
        Code.SLOTS_TAKEN: ("offer", "most", "by"),
        Code.FAIRNESS: ("share", "districts"),
        Code.OFFER_PAST: ("until", "at"),
        Code.NOTHING_LEFT: (),
        Code.NO_NEED_OF_KIND: ("kind",),
        Code.SERVED_BY_OTHERS: _OF,
    }
)


@dataclass(frozen=True)
class Reason:
    """A code and its values, plain ones ready for JSON but for dates; lists are cut to a few, counts are whole."""

    code: Code
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """An offer serves a need with `quantity`, which is `share` of it.

    `value` is what this counts in the total: share · priority · fit. `fields_part`, `cities_part`, `time_part` (0 to
    1) are what the fit is made of. `accepted` matches are people's, the others proposals.
    """

    need: str
    offer: str
    quantity: float
    share: float
    value: float
    fit: float
    fields_part: float
    cities_part: float
    time_part: float
    accepted: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class NeedOutcome:
    """What became of a need: the quantity served, and why not the rest. A need served wholly has no reasons here."""

    key: str
    wanted: float
    served: float
    unit: str
    reasons: tuple[Reason, ...]

    @property
    def share(self) -> float:
        """Share served, 0 to 1."""
        return self.served / self.wanted


@dataclass(frozen=True)
class OfferOutcome:
    """What became of an offer: the quantity used for how many needs; reasons where it serves none."""

    key: str
    capacity: float
    used: float
    unit: str
    needs: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class DistrictOutcome:
    """A district's needs, weighted by priority: all, what could be served at most if it were alone, what is served.

    `without` is what would be served without fairness.
    """

    key: str
    wanted: float
    reach: float
    served: float
    without: float

    @property
    def level(self) -> float | None:
        """What it gets of what it could have, 0 to 1; None where nothing could be had."""
        return self.served / self.reach if self.reach > 0 else None


@dataclass(frozen=True, eq=False, kw_only=True)
class Matching(Result):
    """The whole: matches, every need, every offer, districts, and how good it is.

    `value` is the total of the matches; no other sharing out (of equal fairness) has more than `bound`.
    `value_without` is the total without fairness, `floor` the level every district was held to (None: no fairness was
    asked, or there are no districts), `highest_level` the highest that all could reach.
    """

    at: dt.date
    matches: tuple[Match, ...]
    needs: tuple[NeedOutcome, ...]
    offers: tuple[OfferOutcome, ...]
    districts: tuple[DistrictOutcome, ...]
    value: float
    bound: float
    value_without: float
    floor: float | None
    highest_level: float | None

    @property
    def gap(self) -> float:
        """By what share of the bound the value could still rise, 0 to 1."""
        return max(0.0, 1.0 - self.value / self.bound) if self.bound > 0 else 0.0

    @property
    def proved(self) -> bool:
        """Whether it is proved best, to within 0.01 %."""
        return self.gap <= EXACT

    @property
    def cost_of_fairness(self) -> float:
        """The value that fairness takes from the total."""
        return max(0.0, self.value_without - self.value)

    @cached_property
    def _needs(self) -> Mapping[str, NeedOutcome]:
        return {outcome.key: outcome for outcome in self.needs}

    @cached_property
    def _offers(self) -> Mapping[str, OfferOutcome]:
        return {outcome.key: outcome for outcome in self.offers}

    def need(self, key: str) -> NeedOutcome:
        """Return what became of a need; KeyError where it was not in the run."""
        return self._needs[key]

    def offer(self, key: str) -> OfferOutcome:
        """Return what became of an offer; KeyError where it was not in the run."""
        return self._offers[key]
