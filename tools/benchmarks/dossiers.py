"""The main job: the reference deployment's dossiers, one and all, and what one costs as a file."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import homes
from benchmarks.measuring import Measured, seconds

PARTNER = "chiang-mai"


def deployment() -> Iterator[Measured]:
    yield Measured("youcheng setup from nothing", seconds(lambda: homes.command("setup")), "s", 180)
    yield Measured("youcheng setup again", seconds(lambda: homes.command("setup")), "s")
    now = homes.begin()
    from django.core.cache import caches

    from youcheng.foundation.actors import Actor
    from youcheng.network.models import Relationship
    from youcheng.strategy import actions

    system, tie = Actor.system("bench"), Relationship.objects.get(partner__slug=PARTNER)

    def one() -> object:
        return actions.build(actor=system, now=now, relationship=tie, year=now.year)

    yield Measured("one dossier, the first of a process", seconds(one), "s", 1)
    yield Measured("one dossier, the next", seconds(one, 3), "s", 1)

    def everything() -> object:
        return actions.build_all(actor=system, now=now, year=now.year)

    count = Relationship.objects.count()
    caches["made"].clear()
    yield Measured(f"all {count} dossiers, every chart drawn anew", seconds(everything), "s", 20)
    yield Measured("all of them again", seconds(everything), "s", 20)
    afresh = float(homes.script("benchmarks.drafting", PARTNER, under=""))
    yield Measured("one, the first of a process, its charts and the risks drawn anew", afresh, "s")
    yield from _files(now.year)


def _files(year: int) -> Iterator[Measured]:
    from youcheng.strategy.exports.dossiers import file_of
    from youcheng.strategy.models import Dossier

    dossier = Dossier.objects.get(relationship__partner__slug=PARTNER, year=year)
    for kind in ("html", "docx", "pdf", "json"):
        yield Measured(
            f"one dossier as {kind}", seconds(lambda k=kind: file_of(dossier, k, "zh-hans"), 3), "s"
        )
