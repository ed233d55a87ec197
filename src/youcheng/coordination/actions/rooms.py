"""Chat rooms of units: added, changed, tried and removed by the unit's stewards or the office.

Called by the pages of rooms. An address is checked, sealed and never shown again; it stands in no log either.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import is_in_office, organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.coordination import carriers
from youcheng.coordination.actions.deliveries import ROOMS
from youcheng.coordination.enums import DeliveryState
from youcheng.coordination.errors import Incomplete
from youcheng.coordination.letters import trial_letter
from youcheng.coordination.models import ChatRoom
from youcheng.coordination.policies import chat_room_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes
from youcheng.foundation.sealing import CannotBeOpened, seal, unseal


@transaction.atomic
def add_room(
    *, actor: Actor, now: datetime, organisation: Organisation, name: str, address: str, language: str
) -> ChatRoom:
    """Let a room of a unit hear what is due and late."""
    is_steward = organisation.pk in organisations_where(actor, Role.STEWARD)
    if not (is_steward or is_in_office(actor, Role.COORDINATOR)):
        raise NotAllowed(actor, "add a chat room to", str(organisation))
    carriers.check_room(address)
    _check(name, language)
    room = ChatRoom.objects.create(
        organisation=organisation, name=name.strip(), address=seal(address.strip(), ROOMS), language=language
    )
    audit.record(
        actor=actor, now=now, action="coordination.room_added", row=room,
        after={"organisation": organisation.key, "name": room.name, "language": language},
    )  # fmt: skip
    return room


@transaction.atomic
def edit_room(
    *,
    actor: Actor,
    now: datetime,
    room: ChatRoom,
    version: int | None,
    name: str,
    language: str,
    is_active: bool,
    address: str = "",
) -> bool:
    """Change a room; an empty address keeps the one it has. False when nothing differs."""
    chat_room_policy.require(actor, "edit", room)
    row = ChatRoom.objects.select_for_update().get(pk=room.pk)
    require_version(row, version)
    _check(name, language)
    if address:
        carriers.check_room(address)
        row.address = seal(address.strip(), ROOMS)
        row.version += 1
        row.save(update_fields=["address", "version"])
        audit.record(actor=actor, now=now, action="coordination.room_address_replaced", row=row)
    changes = {"name": name.strip(), "language": language, "is_active": is_active}
    changed = save_changes(actor=actor, now=now, action="coordination.room_edited", row=row, changes=changes)
    return changed or bool(address)


@transaction.atomic
def remove_room(*, actor: Actor, now: datetime, room: ChatRoom) -> str:
    """Take a room away with its address and the messages to it; returns its name."""
    chat_room_policy.require(actor, "edit", room)
    audit.record(
        actor=actor, now=now, action="coordination.room_removed", row=room, before={"name": room.name}
    )
    room.delete()
    return room.name


def try_room(*, actor: Actor, now: datetime, room: ChatRoom) -> ChatRoom:
    """Send a room one message now, so that whoever set it up sees that it arrives; refused with what went wrong."""
    chat_room_policy.require(actor, "edit", room)
    audit.record(actor=actor, now=now, action="coordination.room_tried", row=room)
    try:
        outcome = carriers.chat(trial_letter(room.language), unseal(room.address, ROOMS))
    except CannotBeOpened:
        raise Incomplete(_("The room's address can't be read any more: enter it again.")) from None
    if outcome.state != DeliveryState.SENT:
        raise Incomplete(_("The chat service did not take the message. Check the address and the network."))
    return room


def _check(name: str, language: str) -> None:
    if not name.strip():
        raise Incomplete(_("Give the room a name."))
    if language not in dict(settings.LANGUAGES):
        raise Incomplete(_("“%(code)s” is no language of the platform.") % {"code": language})
