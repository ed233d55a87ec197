"""Adding a tie to the register and correcting what is kept on it. Its history is `events`' business.

Called by the register pages, imports and the deployment.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes
from youcheng.network.actions.writing import require_code, required_home
from youcheng.network.enums import Visibility
from youcheng.network.errors import AlreadyThere
from youcheng.network.models import City, Relationship
from youcheng.network.policies import home_city_policy, relationship_policy

CORRECTABLE = (
    "visibility", "counterpart_id", "signed_by_chief", "not_limited_to_one_field", "approved_by_assembly", "note", "key",
)  # fmt: skip


@transaction.atomic
def add_relationship(
    *,
    actor: Actor,
    now: datetime,
    partner: City,
    key: str = "",
    visibility: str = Visibility.PUBLIC.value,
    counterpart: Organisation | None = None,
    signed_by_chief: bool | None = None,
    not_limited_to_one_field: bool | None = None,
    approved_by_assembly: bool | None = None,
    note: str = "",
) -> Relationship:
    """Put a partner city on the register, without any event yet: a prospect.

    `key` is the office's own number for it, used by imports (default: the city's address). Refuses a second tie with
    the same city, a tie with the home city itself, and a key in use.
    """
    home = required_home()
    home_city_policy.require(actor, "add_relationship", home)
    require_code(visibility, Visibility.values, _("visibility"))
    key = key or partner.slug
    if partner.pk == home.city_id:
        raise AlreadyThere(_("%s is the home city itself.") % partner)
    if Relationship.objects.filter(partner=partner).exists():
        raise AlreadyThere(_("%s is already on the register.") % partner)
    if Relationship.objects.filter(key=key).exists():
        raise AlreadyThere(_("The external key “%s” is already in use.") % key)
    relationship = Relationship.objects.create(
        partner=partner,
        key=key,
        visibility=visibility,
        counterpart=counterpart,
        signed_by_chief=signed_by_chief,
        not_limited_to_one_field=not_limited_to_one_field,
        approved_by_assembly=approved_by_assembly,
        note=note,
    )
    if counterpart is not None:
        relationship_policy.require(actor, "set_counterpart", relationship)
    after = {"partner": partner.slug, "key": key, "visibility": visibility}
    audit.record(actor=actor, now=now, action="network.relationship_added", row=relationship, after=after)
    search.index("tie", [relationship])
    search.remove("city", [partner.pk])
    return relationship


@transaction.atomic
def correct_relationship(
    *,
    actor: Actor,
    now: datetime,
    relationship: Relationship,
    revision: int | None = None,
    **changes: Any,
) -> bool:
    """Change what is kept on the tie itself (see CORRECTABLE); False when nothing differs.

    `revision` is the one the person's form was made from; raises `ChangedMeanwhile` when it has grown since.
    """
    relationship_policy.require(actor, "edit", relationship)
    row = Relationship.objects.select_for_update().get(pk=relationship.pk)
    require_version(row, revision, "revision")
    if unknown := set(changes) - set(CORRECTABLE):
        raise TypeError(f"not kept on a tie: {', '.join(sorted(unknown))}")
    if changes.get("counterpart_id", row.counterpart_id) != row.counterpart_id:
        # Members of the partner's office see the tie, also an internal one: letting them in is a decision.
        relationship_policy.require(actor, "set_counterpart", relationship)
    if "visibility" in changes:
        require_code(changes["visibility"], Visibility.values, _("visibility"))
    if Relationship.objects.filter(key=changes.get("key", "")).exclude(pk=row.pk).exists():
        raise AlreadyThere(_("The external key “%s” is already in use.") % changes["key"])
    changed = save_changes(
        actor=actor,
        now=now,
        action="network.relationship_corrected",
        row=row,
        changes=changes,
        counter="revision",
    )
    for name in (*changes, "revision"):
        setattr(relationship, name, getattr(row, name))
    return changed
