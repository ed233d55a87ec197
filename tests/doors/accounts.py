"""Doors of organisations, people, invitations and the audit log.

The thing behind most of them is the commerce department and its clerk, of whom the stranger must know nothing.
"""

from __future__ import annotations

from django.utils import timezone

from tests.doors.door import HIDDEN, OPEN, REFUSED, Door, Kind
from tests.world import NOW, World, actor_for
from youcheng.accounts.actions import invitations
from youcheng.accounts.enums import Role
from youcheng.foundation import audit


def _commerce(_world: World) -> str:
    return "commerce"


def _clerk(_world: World) -> str:
    return "clerk"


def _membership(world: World) -> int:
    return world.clerk.memberships.get().pk


def _invite(world: World) -> tuple[int, str]:
    row, secret = invitations.invite(
        actor=actor_for(world.director),
        now=timezone.now(),
        organisation=world.commerce,
        role=Role.VIEWER,
        name="Colleague of Commerce",
    )
    return row.pk, secret


def _invitation(world: World) -> int:
    return _invite(world)[0]


def _entry(world: World) -> tuple[()]:
    audit.record(actor=actor_for(world.officer), now=NOW, action="door.tried", row=world.commerce)
    return ()


def _administration(**given: str) -> Door:
    """One of the security administrator's actions on the clerk: seen but refused for the office, hidden for others."""
    return Door(Kind.CHANGE, args=_clerk, data=lambda _world: given, office=REFUSED)


def _security_only(kind: Kind, **given: object) -> Door:
    return Door(kind, officer="security", **given)  # type: ignore[arg-type]


DOORS = {
    "accounts:organisations": Door(Kind.LIST, secret="Bureau of Commerce", stranger=OPEN, administrator=OPEN),
    "accounts:organisations_export": [
        Door(Kind.EXPORT, query="?format=csv", secret="commerce", stranger=OPEN, administrator=OPEN),
        Door(Kind.EXPORT, query="?format=xlsx", secret="commerce", stranger=OPEN, administrator=OPEN),
        Door(Kind.SEARCH, query="?format=csv&text=omm", secret="commerce", stranger=OPEN, administrator=OPEN),
    ],
    "accounts:organisation_new": [
        Door(Kind.CHOOSER, secret="Bureau of Commerce"),
        Door(Kind.CHANGE, data=lambda _world: {"key": "n", "name_en": "N", "kind": "park"}),
    ],
    "accounts:organisation": Door(Kind.DETAIL, args=_commerce, secret="Clerk Cai"),
    "accounts:organisation_edit": [
        Door(Kind.DETAIL, args=_commerce),
        Door(Kind.CHANGE, args=_commerce, data=lambda _world: {"name_en": "N", "kind": "park", "version": 1}),
    ],
    "accounts:organisation_dissolve": Door(
        Kind.CHANGE, args=_commerce, data=lambda _world: {"on": "2026-03-02"}, officer="director"
    ),
    "accounts:invite": Door(
        Kind.CHANGE, args=_commerce, data=lambda _world: {"name": "N", "role": "10"}, officer="director"
    ),
    "accounts:membership_role": Door(
        Kind.CHANGE, args=_membership, data=lambda _world: {"role": "30"}, office=REFUSED
    ),
    "accounts:membership_end": Door(
        Kind.CHANGE, args=_membership, data=lambda _world: {"on": "2026-03-02"}, office=REFUSED
    ),
    "accounts:invitation_withdraw": Door(
        Kind.CHANGE, args=_invitation, data=lambda _world: {}, officer="director"
    ),
    # Whoever holds the link may open it, whoever they are; without it there is nothing.
    "accounts:accept": [
        Door(
            Kind.PAGE,
            args=lambda world: _invite(world)[1],
            anonymous=OPEN,
            stranger=OPEN,
            administrator=OPEN,
        ),
        Door(Kind.DETAIL, args=lambda _world: "guess", anonymous=HIDDEN, office=HIDDEN),
    ],
    "accounts:people": Door(Kind.LIST, secret="Clerk Cai", stranger=OPEN, administrator=OPEN),
    "accounts:people_export": [
        Door(Kind.EXPORT, query="?format=csv", secret="Clerk Cai", stranger=OPEN, administrator=OPEN),
        Door(Kind.EXPORT, query="?format=xlsx", secret="Clerk Cai", stranger=OPEN, administrator=OPEN),
        Door(
            Kind.SEARCH,
            query="?format=csv&organisation=commerce",
            secret="Clerk Cai",
            stranger=OPEN,
            administrator=OPEN,
        ),
    ],
    "accounts:person_new": _security_only(Kind.PAGE),
    "accounts:person": Door(Kind.DETAIL, args=_clerk, secret="Bureau of Commerce"),
    "accounts:person_edit": Door(Kind.DETAIL, args=_clerk, office=REFUSED),
    "accounts:membership_add": [
        Door(Kind.CHOOSER, args=_clerk, office=REFUSED),
        _security_only(Kind.CHOOSER, args=_clerk, secret="Bureau of Commerce"),
    ],
    "accounts:person_duty": _administration(duty="audit"),
    "accounts:person_block": _administration(),
    "accounts:person_unblock": _administration(),
    "accounts:person_unlock": _administration(),
    "accounts:person_password": _administration(),
    "accounts:person_factors": _administration(),
    "accounts:why": [
        Door(
            Kind.DETAIL,
            args=_clerk,
            query="?of=accounts.organisation&key=commerce",
            officer="director",
            secret="Members of the organisation itself",
        ),
        # The steward of the park may ask, but not about a thing that is hidden from them.
        Door(
            Kind.DETAIL,
            args=lambda _world: "stranger",
            query="?of=accounts.organisation&key=commerce",
            officer="director",
            secret="allowed",
            stranger=OPEN,
        ),
    ],
    "accounts:settings": Door(Kind.PAGE, stranger=OPEN, administrator=OPEN),
    "accounts:audit": [
        Door(Kind.LIST, args=_entry, secret="door.tried", officer="auditor"),
        Door(Kind.LIST, office=HIDDEN),
        Door(Kind.LIST, office=HIDDEN, officer="director"),
        Door(Kind.LIST, office=HIDDEN, officer="security"),
    ],
    "accounts:audit_export": [
        Door(Kind.EXPORT, args=_entry, query="?format=csv", secret="door.tried", officer="auditor"),
        Door(Kind.EXPORT, args=_entry, query="?format=xlsx", secret="door.tried", officer="auditor"),
        Door(Kind.EXPORT, office=HIDDEN, officer="director"),
    ],
}
