"""Doors of the register. The thing the stranger must not see is an internal tie with its exchange."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from tests.doors.door import HIDDEN, OPEN, REFUSED, Door, Kind
from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.network import actions
from youcheng.network.models import AllianceMember, City, Country, PublishedCount, Relationship

SYSTEM = Actor.system("doors")
SECRET = "Quietwater"


def tie(world: World) -> Relationship:
    """An internal tie with one event, made once a walk."""
    found = Relationship.objects.filter(partner__slug="quietwater").first()
    if found:
        return found
    china = Country.objects.create(iso2="CN", iso3="CHN")
    country = Country.objects.create(iso2="TH", iso3="THA")
    home = City.objects.create(slug="home", name={"en": "Homestead"}, country=china)
    actions.set_home_city(actor=SYSTEM, now=NOW, city=home, office=world.office)
    city = City.objects.create(
        slug="quietwater", name={"en": SECRET}, country=country, search_text="quietwater"
    )
    made = actions.add_relationship(actor=SYSTEM, now=NOW, partner=city, visibility="internal")
    actions.record_event(actor=SYSTEM, now=NOW, relationship=made, type="sister_signed", when="2017-05-01")
    return made


def slug(world: World) -> str:
    return tie(world).partner.slug


def event(world: World) -> tuple[str, int]:
    row = tie(world).events.get()
    return slug(world), row.pk


def exchange(world: World) -> int:
    row = actions.record_exchange(
        actor=SYSTEM,
        now=NOW,
        relationship=tie(world),
        type="visit",
        when="2024-05-01",
        title={"en": f"To {SECRET}"},
    )
    return row.pk


def document(world: World) -> tuple[int, int]:
    pk = exchange(world)
    row = actions.add_document(
        actor=SYSTEM,
        now=NOW,
        exchange=tie(world).exchanges.get(pk=pk),
        title="Minutes",
        file=ContentFile(SECRET.encode(), name="minutes.txt"),
    )
    return pk, row.pk


def calendar_secret(world: World) -> str:
    tie(world)
    actor = Actor(world.officer.pk, "Officer Ou", on=NOW.date())
    return actions.make_calendar_link(actor=actor, now=NOW)[1]


def own_link(world: World) -> int:
    tie(world)
    actor = Actor(world.officer.pk, "Officer Ou", on=NOW.date())
    return actions.make_calendar_link(actor=actor, now=NOW)[0].pk


def counted(world: World) -> tuple[()]:
    tie(world)
    actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", sister=23)
    return ()


def count(world: World) -> int:
    counted(world)
    return PublishedCount.objects.get().pk


def gap(world: World) -> int:
    tie(world)
    return actions.note_gap(actor=SYSTEM, now=NOW, key="register-1", text={"en": "Some are lacking."}).pk


def seeker(world: World) -> int:
    return actions.record_seeker(
        actor=SYSTEM, now=NOW, city=tie(world).partner, when="2025", source="letter"
    ).pk


def alliance(world: World) -> str:
    members = [tie(world).partner]
    return actions.record_alliance(actor=SYSTEM, now=NOW, name={"en": "Rail Cities"}, members=members).slug


def member(world: World) -> tuple[str, int]:
    slug = alliance(world)
    return slug, AllianceMember.objects.get().pk


def term(world: World) -> int:
    tie(world)
    return actions.record_policy_term(actor=SYSTEM, now=NOW, kind="hub", name={"en": "Gateway"}).pk


def revoked_secret(world: World) -> str:
    tie(world)
    actor = Actor(world.officer.pk, "Officer Ou", on=NOW.date())
    link, secret = actions.make_calendar_link(actor=actor, now=NOW)
    actions.revoke_calendar_link(actor=actor, now=NOW, link=link)
    return secret


def _list(kind: Kind = Kind.LIST, make: Any = slug, **more: Any) -> Door:
    """A list that everybody who takes part may open; the internal tie is in it for the office alone."""

    def nothing(world: World) -> tuple[()]:
        make(world)
        return ()

    return Door(kind, args=nothing, stranger=OPEN, secret=SECRET, **more)


def _page(make: Any = slug) -> Door:
    """A page of the tie itself: the place is in the gazetteer for everybody, the tie is not."""
    return Door(Kind.DETAIL, args=make)


def _reference(make: Any) -> Door:
    """Correcting a published fact: all who take part may see it, coordinators of the office may change it."""
    return Door(Kind.CHANGE, args=make, stranger=REFUSED)


DOORS = {
    "network:relationships": [
        _list(),
        _list(Kind.SEARCH, query="?q=quiet"),
        _list(Kind.EXPORT, query="?format=csv"),
        _list(Kind.EXPORT, query="?format=xlsx"),
    ],
    "network:relationship_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:cities": [
        Door(
            Kind.AUTOCOMPLETE,
            args=lambda world: (tie(world), ())[1],
            query="?q=quiet",
            stranger=OPEN,
            secret="on the register",
        ),
    ],
    # Places alone, which the gazetteer holds for everybody; whether there is a tie is not said.
    "network:city_options": Door(
        Kind.PAGE,
        args=lambda world: (tie(world), ())[1],
        query="?partner=quiet",
        stranger=OPEN,
        administrator=OPEN,
    ),
    "network:city_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:relationship": [
        Door(Kind.DETAIL, args=slug, stranger=OPEN, administrator=OPEN, secret="1 May 2017"),
        Door(
            Kind.EXPORT,
            args=slug,
            query="?format=csv",
            stranger=OPEN,
            administrator=OPEN,
            secret="2017-05-01",
        ),
    ],
    "network:city_edit": Door(Kind.CHANGE, args=slug, stranger=REFUSED, administrator=REFUSED),
    "network:relationship_edit": Door(Kind.CHANGE, args=slug),
    "network:vitality": _page(),
    "network:event_add": Door(Kind.CHANGE, args=slug),
    "network:event_edit": Door(Kind.CHANGE, args=event),
    "network:event_remove": Door(Kind.CHANGE, args=event),
    "network:path_step": Door(Kind.CHANGE, args=lambda world: (slug(world), "city_agrees")),
    "network:exchange_add": Door(Kind.CHANGE, args=slug),
    "network:exchanges": [
        _list(make=exchange),
        _list(Kind.SEARCH, make=exchange, query="?q=Quiet"),
        _list(Kind.EXPORT, make=exchange, query="?format=csv"),
    ],
    "network:exchange": _page(exchange),
    "network:exchange_edit": Door(Kind.CHANGE, args=exchange),
    "network:document_add": Door(Kind.CHANGE, args=exchange),
    "network:document": Door(Kind.DOWNLOAD, args=document, secret=SECRET),
    "network:seekers": [
        _list(make=seeker),
        _list(Kind.SEARCH, make=seeker, query="?q=quiet"),
        _list(Kind.EXPORT, make=seeker, query="?format=csv"),
        _list(Kind.EXPORT, make=seeker, query="?format=xlsx"),
    ],
    "network:seeker": _page(seeker),
    "network:seeker_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:seeker_edit": Door(Kind.CHANGE, args=seeker),
    "network:seeker_remove": Door(Kind.CHANGE, args=seeker),
    "network:anniversaries": [_list(), _list(Kind.EXPORT, query="?format=csv")],
    "network:calendar_link": Door(Kind.CHANGE, data=lambda _world: {}, stranger=OPEN),
    "network:calendar_revoke": Door(Kind.CHANGE, args=own_link, data=lambda _world: {}),
    "network:calendar_feed": [
        Door(
            Kind.CALENDAR,
            args=revoked_secret,
            anonymous=HIDDEN,
            stranger=HIDDEN,
            administrator=HIDDEN,
            office=HIDDEN,
        ),
        # The secret in the address is the key: whoever was given the officer's address reads the officer's calendar.
        Door(Kind.PAGE, args=calendar_secret, anonymous=OPEN, stranger=OPEN, administrator=OPEN),
    ],
    # Published counts, alliances and policy terms are published facts; the register's own numbers beside them are
    # those of the ties the walker may see (tests/network/test_pages.py).
    "network:counts": [
        Door(Kind.PAGE, args=counted, stranger=OPEN),
        Door(Kind.PAGE, args=counted, query="?format=csv", stranger=OPEN),
    ],
    "network:count_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:count_edit": _reference(count),
    "network:count_remove": _reference(count),
    "network:gap_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:gap_edit": _reference(gap),
    "network:gap_close": _reference(gap),
    "network:alliances": [
        Door(Kind.PAGE, args=lambda world: (alliance(world), ())[1], stranger=OPEN),
        Door(
            Kind.PAGE,
            args=lambda world: (alliance(world), ())[1],
            query="?format=csv",
            stranger=OPEN,
        ),
    ],
    "network:alliance": Door(Kind.PAGE, args=alliance, stranger=OPEN),
    "network:alliance_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:alliance_edit": _reference(alliance),
    "network:alliance_remove": _reference(alliance),
    "network:member_add": _reference(alliance),
    "network:member_edit": _reference(member),
    "network:member_remove": _reference(member),
    "network:terms": [
        Door(Kind.PAGE, args=lambda world: (term(world), ())[1], stranger=OPEN),
        Door(
            Kind.PAGE,
            args=lambda world: (term(world), ())[1],
            query="?format=csv",
            stranger=OPEN,
        ),
    ],
    "network:term_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:term_edit": _reference(term),
    "network:term_remove": _reference(term),
}
