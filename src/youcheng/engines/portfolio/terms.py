"""What a portfolio is chosen from and what limits it, as data; checked here, with an error that names the entry.

Made by whoever calls `choose`. Cities, actions and zones are codes of the caller's; money and days are in the caller's
units. No program and no solving.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from youcheng.engines.errors import DuplicateCode, NotANumber, OutOfRange, UnknownCode
from youcheng.engines.results import listed

Codes = frozenset[str]


@dataclass(frozen=True)
class Item:
    """One action with one city: what it is worth, what it takes of the money and the staff days, whether people travel.

    `value`, `money` and `days` are 0 or more; an item whose cost is not known has no place here.
    """

    key: str
    city: str
    action: str
    zone: str
    value: float
    money: float
    days: float
    abroad: bool = False

    def __post_init__(self) -> None:
        """Refuse amounts that mean nothing."""
        for name in ("value", "money", "days"):
            _amount(getattr(self, name), name, f"item {self.key}")


@dataclass(frozen=True)
class Quota:
    """How many items of a zone are chosen: as a count, as a share of all that is chosen (0 to 1), or both."""

    zone: str
    least: int | None = None
    most: int | None = None
    least_share: float | None = None
    most_share: float | None = None

    def __post_init__(self) -> None:
        """Refuse counts below 0 and shares outside 0 to 1."""
        where = f"quota of zone {self.zone}"
        for count in (self.least, self.most):
            if count is not None:
                _amount(count, "count", where)
        for share in (self.least_share, self.most_share):
            if share is not None and not (isfinite(share) and 0 <= share <= 1):
                raise OutOfRange(f"Share {share}", where=where, remedy="Give a share from 0 to 1.")


@dataclass(frozen=True)
class CityLimit:
    """How many items one city gets."""

    city: str
    least: int | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        """Refuse counts below 0."""
        for count in (self.least, self.most):
            if count is not None:
                _amount(count, "count", f"limit of city {self.city}")


@dataclass(frozen=True)
class Limits:
    """What the choice must keep to; None where there is no such limit.

    `abroad` is the most items that travel, `most_a_city` the most items any city gets; `required` and `forbidden` are keys
    of items; of the actions of an `exclusive` group a city gets at most one.
    """

    money: float | None = None
    days: float | None = None
    abroad: int | None = None
    most_a_city: int | None = None
    quotas: tuple[Quota, ...] = ()
    cities: tuple[CityLimit, ...] = ()
    required: Codes = frozenset()
    forbidden: Codes = frozenset()
    exclusive: tuple[Codes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse limits below 0, and two limits of one zone or city."""
        for name in ("money", "days", "abroad", "most_a_city"):
            if getattr(self, name) is not None:
                _amount(getattr(self, name), name, "limits")
        refuse_twice((quota.zone for quota in self.quotas), "quotas")
        refuse_twice((limit.city for limit in self.cities), "limits of cities")

    def changed(self, **given: object) -> "Limits":
        """Return the limits with some of them set anew."""
        return replace(self, **given)  # type: ignore[arg-type] # checked where they are made


class Kind(StrEnum):
    """What a limit is about."""

    MONEY = "money"
    DAYS = "days"
    ABROAD = "abroad"
    MOST_A_CITY = "most_a_city"
    ZONE_LEAST = "zone_least"
    ZONE_MOST = "zone_most"
    ZONE_LEAST_SHARE = "zone_least_share"
    ZONE_MOST_SHARE = "zone_most_share"
    CITY_LEAST = "city_least"
    CITY_MOST = "city_most"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True)
class Limit:
    """One statement a person made: its kind, the code it is about ("" for all), and its amount where it has one.

    The subject of `EXCLUSIVE` is the actions of the group, sorted and joined by a blank.
    """

    kind: Kind
    subject: str = ""
    amount: float | None = None


@dataclass(frozen=True)
class Effort:
    """How long is searched: `seconds` for the choice itself, `each` for every question asked about it, and until what gap."""

    seconds: float = 8.0
    each: float = 2.0
    gap: float = 1e-6


def check_items(items: Sequence[Item], limits: Limits) -> None:
    """Refuse an empty list, one key twice, a list where nothing has any value, and limits about items that are not there."""
    if not items:
        raise OutOfRange("There is nothing to choose from", where="items", remedy="Give at least one item.")
    refuse_twice((item.key for item in items), "items")
    unknown = (limits.required | limits.forbidden) - {item.key for item in items}
    if unknown:
        raise UnknownCode(
            f"No such item: {listed(tuple(sorted(unknown)))}",
            where="required and forbidden items",
            remedy="Name items of the list.",
        )
    if not any(item.value > 0 for item in items):
        raise OutOfRange(
            "Every item is worth 0, so no choice is better than another",
            where="items",
            remedy="Give at least one item a value above 0.",
        )


def refuse_twice(codes: Iterable[str], where: str) -> None:
    """Refuse a code that stands there twice."""
    twice = tuple(sorted(code for code, count in Counter(codes).items() if count > 1))
    if twice:
        raise DuplicateCode(f"{listed(twice)} twice", where=where, remedy="Name each once.")


def _amount(value: float, name: str, where: str) -> None:
    if not isfinite(value):
        raise NotANumber(f"The {name} is {value}", where=where, remedy="Give a number, or leave it out.")
    if value < 0:
        raise OutOfRange(f"The {name} is {value}", where=where, remedy="Give 0 or more.")
