"""A fictional city's whole network, made from a seed: for learning, for pictures of full pages, and for load.

Called by `actions.make_training`; makes rows and saves nothing. Every name says that it is invented, and the same seed,
size and day give the same network.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from youcheng.engines.timespans import Precision, Span
from youcheng.network.enums import Direction, ExchangeType, Field, Grade, Side, Visibility
from youcheng.network.gazetteer import address_of, search_text
from youcheng.network.models import City, Exchange, Relationship, RelationshipEvent
from youcheng.network.models.dated import add_years, span_columns

FIRST_DAY = dt.date(1979, 1, 1)
SOURCE = "培训数据（虚构） training data (fictional)"

_BEGINNINGS = [
    ("云雀", "Lark"), ("银杏", "Ginkgo"), ("白鹭", "Egret"), ("青石", "Bluestone"), ("枫叶", "Maple"), ("月光", "Moon"),
    ("琥珀", "Amber"), ("珊瑚", "Coral"), ("松涛", "Pine"), ("晨星", "Dawnstar"), ("芦苇", "Reed"), ("橄榄", "Olive"),
    ("海鸥", "Gull"), ("石榴", "Pomegranate"), ("铜铃", "Copperbell"), ("风车", "Windmill"), ("雪松", "Cedar"), ("茉莉", "Jasmine"),
    ("灯塔", "Beacon"), ("桂花", "Osmanthus"), ("鲸歌", "Whalesong"), ("柳岸", "Willow"), ("苔原", "Tundra"), ("虹桥", "Rainbow"),
    ("麦田", "Wheat"), ("山雨", "Rain"), ("紫藤", "Wisteria"), ("砂岩", "Sandstone"), ("翠鸟", "Kingfisher"), ("霜叶", "Frost"),
]  # fmt: skip
_ENDINGS = [
    ("港", "haven"), ("堡", "burg"), ("湾", "bay"), ("岭", "ridge"), ("桥", "bridge"), ("谷", "dale"), ("浦", "mouth"),
    ("津", "ford"), ("原", "field"), ("泉", "well"), ("丘", "hill"), ("渡", "ferry"), ("溪", "brook"), ("坪", "mead"),
]  # fmt: skip
_TITLES = {
    ExchangeType.LEADERS_VISIT: ("市领导互访", "Visit by city leaders"),
    ExchangeType.VISIT: ("工作访问", "Working visit"),
    ExchangeType.RECEPTION: ("接待来访团组", "Reception of a delegation"),
    ExchangeType.FESTIVAL: ("文化节", "Culture festival"),
    ExchangeType.PERFORMANCE: ("联合演出", "Joint performance"),
    ExchangeType.TRAINING: ("培训班", "Training course"),
    ExchangeType.PROJECT: ("合作项目", "Joint project"),
    ExchangeType.DONATION: ("物资捐赠", "Donation"),
    ExchangeType.ONLINE_MEETING: ("视频会议", "Online meeting"),
    ExchangeType.LETTER: ("互致信函", "Exchange of letters"),
    ExchangeType.CONFERENCE: ("论坛", "Forum"),
    ExchangeType.OTHER: ("其他交流", "Other exchange"),
}  # fmt: skip


@dataclass
class Network:
    """The rows of a fictional network, in the order in which they are saved."""

    home: City
    partners: list[City] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    events: list[RelationshipEvent] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)


def make_network(seed: int, size: int, today: dt.date, places: Sequence[City]) -> Network:
    """A home city and `size` ties. Positions and countries are those of the gazetteer's `places`, names are invented."""
    chance = random.Random(seed)  # noqa: S311 - an invented network needs repeatable chance, not secrecy
    network = Network(
        _city(chance.choice(places), "虚构春城", "Fictional Springfield", "fictional-home", 6_000_000)
    )
    for number in range(size):
        partner = _partner(chance, number, chance.choice(places))
        tie = Relationship(
            partner=partner,
            key=f"T{number + 1:05d}",
            visibility=Visibility.INTERNAL if chance.random() < 0.1 else Visibility.PUBLIC,
            signed_by_chief=chance.choice([True, True, False, None]),
            not_limited_to_one_field=chance.choice([True, True, None]),
            approved_by_assembly=chance.choice([True, False, None]),
        )
        network.partners.append(partner)
        network.relationships.append(tie)
        begun = _history(chance, network, tie, today)
        _exchanges(chance, network, tie, begun, today)
    return network


def _partner(chance: random.Random, number: int, place: City) -> City:
    start, end = _BEGINNINGS[number % len(_BEGINNINGS)], _ENDINGS[number // len(_BEGINNINGS) % len(_ENDINGS)]
    round_ = number // (len(_BEGINNINGS) * len(_ENDINGS)) + 1
    more = f" {round_}" if round_ > 1 else ""
    slug = f"fictional-{address_of(start[1] + end[1])}{more.replace(' ', '-')}"
    population = round(10 ** chance.uniform(4.5, 6.8))
    return _city(
        place, f"虚构{start[0]}{end[0]}{more}", f"Fictional {start[1]}{end[1]}{more}", slug, population
    )


def _city(place: City, chinese: str, english: str, slug: str, population: int) -> City:
    name = {"zh-hans": chinese, "en": english}
    return City(
        slug=slug,
        name=name,
        country_id=place.country_id,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
        population=population,
        level="city",
        is_fictional=True,
        search_text=search_text(name),
    )


def _history(chance: random.Random, network: Network, tie: Relationship, today: dt.date) -> dt.date:
    """The claims of one tie, from first contact upwards; returns the day the story begins."""
    top = chance.choices(range(4), weights=[10, 15, 30, 45])[0]
    days = sorted(_day(chance, FIRST_DAY, today) for _ in range(top + 1))
    types = ["first_contact", "letter_of_intent_signed", "exchange_agreement_signed", "sister_signed"]
    kept = [0, *sorted(chance.sample(range(1, top), chance.randint(0, top - 1))), top] if top else [0]
    for step in kept:
        _claim(chance, network, tie, types[step], days[step], today)
    last = days[-1]
    if top and chance.random() < 0.08:
        _afterwards(chance, network, tie, last, today)
    return days[0]


def _afterwards(
    chance: random.Random, network: Network, tie: Relationship, last: dt.date, today: dt.date
) -> None:
    """Some ties are suspended, resumed, renewed or ended after their last agreement."""
    story = chance.choice(
        [["ended"], ["suspended"], ["suspended", "resumed"], ["renewed"], ["suspended", "ended"]]
    )
    for type_ in story:
        last = _day(chance, last, today)
        _claim(chance, network, tie, type_, last, today, exact=True)


def _claim(
    chance: random.Random,
    network: Network,
    tie: Relationship,
    type_: str,
    day: dt.date,
    today: dt.date,
    *,
    exact: bool = False,
) -> None:
    span = Span.on(day) if exact else _rough(chance, day, today)
    values: dict[str, Any] = {"relationship": tie, "type": type_, "source": SOURCE}
    term = (
        add_years(day, 5)
        if type_ in {"exchange_agreement_signed", "renewed"} and chance.random() < 0.3
        else None
    )
    grade = chance.choice(Grade.values)
    network.events.append(RelationshipEvent(**values, **span_columns(span), grade=grade, term_until=term))
    if type_ == "sister_signed" and chance.random() < 0.06:
        other = max(FIRST_DAY, day - dt.timedelta(days=chance.randint(1, 500)))
        claim = span_columns(Span.on(other))
        network.events.append(RelationshipEvent(**values, **claim, side=Side.PARTNER, grade=Grade.B))


def _rough(chance: random.Random, day: dt.date, today: dt.date) -> Span:
    """The day as it might be known: mostly exact, sometimes only the month, the year, or a bound."""
    precision = chance.choices(list(Precision), weights=[75, 8, 10, 2, 2, 3])[0]
    match precision:
        case Precision.MONTH:
            return Span.parse(f"{day:%Y-%m}")
        case Precision.YEAR:
            return Span.parse(f"{day:%Y}")
        case Precision.BEFORE:
            return Span.parse(f"before {min(day.year + 1, today.year)}")
        case Precision.BY:
            return Span.parse(f"by {day:%Y-%m}")
        case Precision.BETWEEN:
            return Span.parse(f"between {day.year - 1} and {day:%Y-%m}")
    return Span.on(day)


def _exchanges(
    chance: random.Random, network: Network, tie: Relationship, begun: dt.date, today: dt.date
) -> None:
    """Recorded exchanges of one tie, dense in some, none in others; about a fifth of the ties fell silent."""
    until = today if chance.random() < 0.8 else _day(chance, begun, today)
    for number in range(min(40, round(chance.expovariate(1 / 6)))):
        type_ = chance.choice(list(_TITLES))
        day = _day(chance, max(begun, today - dt.timedelta(days=365 * 15)), max(until, begun))
        span = Span.on(day) if chance.random() < 0.85 else Span.parse(f"{day:%Y-%m}")
        cost = Decimal(chance.randint(5, 800)) * 1000 if chance.random() < 0.4 else None
        title = _TITLES[type_]
        network.exchanges.append(
            Exchange(
                relationship=tie,
                key=f"{tie.key}-E{number + 1:03d}",
                title={"zh-hans": f"{title[0]}（虚构）", "en": f"{title[1]} (fictional)"},
                type=type_,
                fields=sorted(chance.sample(Field.values, chance.randint(1, 2))),
                direction=chance.choice(Direction.values),
                head_count=chance.randint(2, 60) if chance.random() < 0.7 else None,
                cost=cost,
                currency="CNY" if cost is not None else "",
                source=SOURCE,
                visibility=Visibility.PUBLIC if chance.random() < 0.5 else Visibility.INTERNAL,
                **span_columns(span),
            )
        )


def _day(chance: random.Random, first: dt.date, last: dt.date) -> dt.date:
    return dt.date.fromordinal(chance.randint(first.toordinal(), max(first, last).toordinal()))
