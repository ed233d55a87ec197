"""One small named world that nearly all tests use: three organisations, six people, three administrators.

`make_world` builds it; the fixture `world` of tests/conftest.py hands it out. One of the six is the stranger, who
belongs to an organisation that must see nothing of the others' work. Cities and ties are added by `tests.network`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from youcheng.accounts.enums import Duty, OrganisationKind, Role
from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.foundation.actors import Actor

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SINCE = date(2020, 1, 1)
PASSWORD = "Lake-and-City-8"


@dataclass
class World:
    """Everybody and everything by name. Use `actor_for(person)` for actions, `client_of(person)` for pages."""

    office: Organisation
    commerce: Organisation
    park: Organisation

    director: Person  # steward of the office
    officer: Person  # coordinator of the office
    assistant: Person  # viewer in the office
    head: Person  # steward of the commerce department
    clerk: Person  # contributor in the commerce department
    stranger: Person  # steward of the park, which has no part in anything

    system: Person
    security: Person
    auditor: Person

    @property
    def people(self) -> dict[str, Person]:
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


def make_organisation(
    key: str,
    kind: OrganisationKind,
    zh: str,
    en: str,
    parent: Organisation | None = None,
) -> Organisation:
    return Organisation.objects.create(key=key, kind=kind, name={"zh-hans": zh, "en": en}, parent=parent)


def make_person(username: str, name: str, duty: Duty = Duty.NONE, language: str = "en") -> Person:
    """A person who can sign in with PASSWORD and has no membership yet."""
    person = Person(username=username, name=name, duty=duty, language=language, password_changed_at=NOW)
    person.set_password(PASSWORD)
    person.save()
    return person


def make_member(username: str, name: str, organisation: Organisation, role: Role) -> Person:
    """A person with one membership that began on SINCE and has no end."""
    person = make_person(username, name)
    Membership.objects.create(person=person, organisation=organisation, role=role, since=SINCE)
    return person


def make_world() -> World:
    office = make_organisation("office", OrganisationKind.OFFICE, "外事办公室", "Foreign Affairs Office")
    commerce = make_organisation("commerce", OrganisationKind.DEPARTMENT, "商务局", "Bureau of Commerce")
    park = make_organisation("park", OrganisationKind.PARK, "产业园区", "Industrial Park")
    return World(
        office=office,
        commerce=commerce,
        park=park,
        director=make_member("director", "Director Dai", office, Role.STEWARD),
        officer=make_member("officer", "Officer Ou", office, Role.COORDINATOR),
        assistant=make_member("assistant", "Assistant An", office, Role.VIEWER),
        head=make_member("head", "Head He", commerce, Role.STEWARD),
        clerk=make_member("clerk", "Clerk Cai", commerce, Role.CONTRIBUTOR),
        stranger=make_member("stranger", "Stranger Sun", park, Role.STEWARD),
        system=make_person("system", "System Xi", Duty.SYSTEM),
        security=make_person("security", "Security An", Duty.SECURITY),
        auditor=make_person("auditor", "Auditor Shen", Duty.AUDIT),
    )


def actor_for(person: Person | None, on: date = TODAY) -> Actor:
    """The person as actions and policies take them; None is a visitor."""
    if person is None:
        return Actor.visitor("192.0.2.1")
    return Actor(person_id=person.pk, name=str(person), address="192.0.2.1", on=on)
