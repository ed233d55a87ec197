"""The register: the gazetteer, the list with few and with many relationships, and a large import."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks import homes
from benchmarks.measuring import Measured, NotPossible, milliseconds, seconds

FEW, MANY = 30, 3_000
LIST_MILLISECONDS = 200
IMPORT_SECONDS = 20
PAGE_KILOBYTES = 300


def gazetteer() -> Iterator[Measured]:
    homes.migrate()
    now = homes.begin()
    from youcheng.foundation.actors import Actor
    from youcheng.network import actions

    system = Actor.system("bench")
    yield Measured(
        "gazetteer, all cities from 15,000 people",
        seconds(lambda: actions.load_gazetteer(actor=system, now=now)),
        "s",
    )
    yield Measured("the same again", seconds(lambda: actions.load_gazetteer(actor=system, now=now)), "s")
    yield Measured(
        f"training deployment of {MANY:,} relationships",
        seconds(lambda: actions.make_training(actor=system, now=now, size=MANY, seed=1)),
        "s",
    )
    yield from readings()


def readings() -> Iterator[Measured]:
    """What lists, maps and counts are made of."""
    from django.utils import timezone

    from youcheng.network import queries
    from youcheng.network.models import Relationship

    today = timezone.localdate()
    ties = list(Relationship.objects.select_related("partner__country"))
    yield Measured(
        f"what each of {MANY:,} ties is today", milliseconds(lambda: queries.standings(today)), "ms"
    )
    yield Measured("counts as of today", milliseconds(lambda: queries.count(today)), "ms")
    yield Measured("vitality of all", milliseconds(lambda: queries.vitality_of_all(ties, today)), "ms")
    yield Measured("silent ties", milliseconds(lambda: queries.silent_ties(ties, today)), "ms")


def lists() -> Iterator[Measured]:
    """The register page with few and with many ties: as many queries, however many there are."""
    queries = 0.0
    for size in (FEW, MANY):
        found = json.loads(homes.script("benchmarks.listing", str(size), under=f"training-{size}"))
        if "missing" in found:
            raise NotPossible(found["missing"])
        what, many = f"register list with {size:,} relationships", size == MANY
        yield Measured(what, found["queries"], "queries", queries if many else None)
        yield Measured(what, found["milliseconds"], "ms", LIST_MILLISECONDS if many else None)
        queries = found["queries"]
    page = max(found["bytes"], key=lambda address: found["bytes"][address])
    yield Measured(
        f"the heaviest page with {MANY:,}, unpacked, {page}",
        found["bytes"][page] / 1000,
        "kB",
        PAGE_KILOBYTES,
    )


def importing() -> Iterator[Measured]:
    """A sheet of many ties, each with its agreement, as the command imports it; then the same sheet again."""
    homes.migrate()
    now = homes.begin()
    from youcheng.foundation.actors import Actor
    from youcheng.network import actions
    from youcheng.network.models import City

    system = Actor.system("bench")
    actions.load_gazetteer(actor=system, now=now)
    cities = list(City.objects.order_by("-population")[: MANY + 1])
    actions.set_home_city(actor=system, now=now, city=cities.pop(0))
    sheet = homes.home() / "ties.csv"
    lines = [f"{city.geonames_id},sister_signed,{1980 + at % 40}-06-07" for at, city in enumerate(cities)]
    sheet.write_text("\n".join(["geonames,event,date", *lines]), encoding="utf-8")
    for what, limit in (("import", IMPORT_SECONDS), ("the same sheet again", None)):
        took = seconds(lambda: homes.command("network", "import", sheet))
        yield Measured(f"{what}, {MANY:,} relationships" if limit else what, took, "s", limit)
