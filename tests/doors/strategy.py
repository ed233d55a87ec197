"""Doors of the dossiers: the office's own papers. Nobody outside the office sees one, not even that there is one.

The thing behind them is the dossier of Chiang Mai for 2026, drafted from a register and no evidence at all.
"""

from __future__ import annotations

from tests.doors.door import REFUSED, Door, Kind
from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.network import actions as network
from youcheng.network.models import City, Country, Relationship
from youcheng.strategy import actions
from youcheng.strategy.models import Dossier

SYSTEM = Actor.system("tests")
BLOCK = "measures.own"
SECRET = "Chiang Mai"


def register(world: World) -> str:
    """Kunming with one tie; the partner's address."""
    for iso2, iso3 in (("CN", "CHN"), ("TH", "THA")):
        Country.objects.get_or_create(iso2=iso2, defaults={"iso3": iso3, "continent": "AS"})
    if not City.objects.filter(slug="chiang-mai").exists():
        home = City.objects.create(slug="kunming", name={"en": "Kunming", "zh-hans": "昆明"}, country_id="CN")
        network.set_home_city(actor=SYSTEM, now=NOW, city=home, office=world.office)
        partner = City.objects.create(
            slug="chiang-mai",
            name={"en": SECRET, "zh-hans": SECRET},
            country_id="TH",
            search_text=SECRET.casefold(),
        )
        tie = network.add_relationship(actor=SYSTEM, now=NOW, partner=partner)
        network.record_event(actor=SYSTEM, now=NOW, relationship=tie, type="sister_signed", when="1999-06-07")
    return "chiang-mai"


def dossier(world: World) -> tuple[str, int]:
    """The tie with its dossier."""
    slug = register(world)
    if not Dossier.objects.exists():
        tie = Relationship.objects.get(partner__slug=slug)
        actions.build(actor=SYSTEM, now=NOW, relationship=tie, year=2026)
    return slug, 2026


def _the_dossier(world: World) -> Dossier:
    slug, year = dossier(world)
    return Dossier.objects.get(relationship__partner__slug=slug, year=year)


def _listed(world: World) -> tuple[()]:
    dossier(world)
    return ()


def _block(world: World) -> tuple[str, int, str]:
    return (*dossier(world), BLOCK)


def _edited(world: World) -> tuple[str, int, str]:
    args = _block(world)
    actions.save_edit(
        actor=SYSTEM,
        now=NOW,
        dossier=_the_dossier(world),
        block=BLOCK,
        language="en",
        text="Ours.",
        version=0,
    )
    return args


def _figure(world: World) -> tuple[str, int, str]:
    return (*dossier(world), "history.facts")


def _version(world: World) -> tuple[str, int, int]:
    return (*dossier(world), 1)


def _in_review(world: World) -> tuple[str, int]:
    args = dossier(world)
    actions.submit(actor=SYSTEM, now=NOW, dossier=_the_dossier(world))
    return args


def _approved(world: World) -> tuple[str, int]:
    args = _in_review(world)
    row = _the_dossier(world)
    actions.approve(actor=SYSTEM, now=NOW, dossier=row, revision=row.revision)
    return args


DOORS = {
    "strategy:dossiers": [
        Door(Kind.LIST, args=_listed, secret=SECRET),
        Door(Kind.SEARCH, args=_listed, query="?text=chiang&year=2026", secret=SECRET),
    ],
    "strategy:dossiers_export": [
        Door(Kind.EXPORT, args=_listed, query="?format=csv&year=2026", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?format=xlsx&year=2026", secret=SECRET),
    ],
    "strategy:rebuild_all": Door(Kind.CHANGE, args=_listed, data=lambda _world: {"year": "2026"}),
    "strategy:dossier": [
        Door(Kind.DETAIL, args=dossier, secret=SECRET),
        Door(Kind.DETAIL, args=lambda world: (dossier(world)[0], 2031), secret=SECRET),
    ],
    "strategy:file": [
        Door(Kind.DOWNLOAD, args=lambda world: (*dossier(world), "docx"), secret=SECRET),
        Door(Kind.DOWNLOAD, args=lambda world: (*dossier(world), "html"), secret=SECRET),
        Door(Kind.DOWNLOAD, args=lambda world: (*dossier(world), "json"), secret=SECRET),
        Door(Kind.DOWNLOAD, args=lambda world: (*dossier(world), "pdf")),
    ],
    "strategy:stale": Door(Kind.REPORT, args=dossier, secret=SECRET),
    "strategy:rebuild": Door(Kind.CHANGE, args=dossier, data=lambda _world: {}),
    "strategy:submit": Door(Kind.CHANGE, args=dossier, data=lambda _world: {}),
    "strategy:approve": [
        Door(Kind.CHANGE, args=_in_review, data=lambda _world: {"revision": 3}, officer="director"),
        Door(Kind.CHANGE, args=_in_review, data=lambda _world: {"revision": 3}, office=REFUSED),
    ],
    "strategy:send_back": Door(Kind.CHANGE, args=_in_review, data=lambda _world: {}, officer="director"),
    "strategy:reopen": Door(
        Kind.CHANGE, args=_approved, data=lambda _world: {"reason": "new figures"}, officer="director"
    ),
    "strategy:edit": [
        Door(Kind.DETAIL, args=_block),
        Door(Kind.CHANGE, args=_block, data=lambda _world: {"text": "Ours.", "version": "0"}),
        Door(Kind.DETAIL, args=_block, officer="assistant", office=REFUSED),
    ],
    "strategy:withdraw": Door(Kind.CHANGE, args=_edited, query="?language=en", data=lambda _world: {}),
    "strategy:confirm": Door(Kind.CHANGE, args=_edited, query="?language=en", data=lambda _world: {}),
    "strategy:figure": Door(Kind.DETAIL, args=_figure),
    "strategy:history": Door(Kind.HISTORY, args=dossier, secret=SECRET),
    "strategy:version": Door(Kind.HISTORY, args=_version, secret=SECRET),
    "strategy:version_figure": Door(Kind.HISTORY, args=lambda world: (*_version(world), "history.facts")),
    "strategy:compare": Door(Kind.HISTORY, args=dossier, secret=SECRET),
}
