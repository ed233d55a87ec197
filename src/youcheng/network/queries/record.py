"""Alliances with their members, and the organisations an actor may name as leading an exchange.

Lists of reference rows for pages and forms; counts are `counts`.
"""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from youcheng.accounts.models import Organisation
from youcheng.accounts.policies import organisation_policy
from youcheng.foundation.actors import Actor
from youcheng.network.models import Alliance, AllianceMember


def alliances() -> list[Alliance]:
    """Every alliance with its members. Two queries."""
    members = AllianceMember.objects.select_related("city", "city__country")
    return list(Alliance.objects.prefetch_related(Prefetch("members", members)))


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """Organisations the actor may see and that are not dissolved."""
    return organisation_policy.filter(Organisation.objects.filter(dissolved_on__isnull=True), actor)
