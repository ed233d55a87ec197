"""Who may see and keep the expert pool: the office alone. An expert sees of it nothing, not even their own entry's note.

Called by queries and actions through `foundation.policies`.
"""

from __future__ import annotations

from youcheng.accounts.belonging import is_in_office, office_contributor, office_coordinator, office_member
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import Expert


class ExpertPolicy(Policy):
    model = Expert
    view = any_of(office_member)
    edit = any_of(office_contributor)
    remove = any_of(office_coordinator)


expert_policy = ExpertPolicy()


def may_keep_experts(actor: Actor) -> bool:
    """Contributors and above in the foreign affairs office."""
    return is_in_office(actor, Role.CONTRIBUTOR)
