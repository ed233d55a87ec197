"""For which unit a person acts on a task.

Called by the moves and by the task's page.
"""

from __future__ import annotations

from youcheng.accounts.belonging import current_memberships
from youcheng.accounts.enums import OrganisationKind
from youcheng.accounts.models import Organisation
from youcheng.coordination.models import Task
from youcheng.foundation.actors import Actor


def unit_acting(actor: Actor, task: Task) -> Organisation | None:
    """The lead unit, else a cooperating one, else the office, to which the actor belongs; None for a delegate or the system."""
    mine = {
        membership.organisation_id: membership.organisation
        for membership in current_memberships(actor).select_related("organisation")
    }
    if task.lead_id in mine:
        return mine[task.lead_id]
    for key in task.cooperating.order_by("key").values_list("pk", flat=True):
        if key in mine:
            return mine[key]
    return next((unit for unit in mine.values() if unit.kind == OrganisationKind.OFFICE), None)
