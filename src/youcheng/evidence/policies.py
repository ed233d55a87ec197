"""Who may see and change the evidence catalogue.

Called by queries, actions and views. Figures are published facts: whoever is signed in may read them; the office's stewards
decide which ones the platform uses.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import (
    is_in_office,
    office_steward,
)
from youcheng.accounts.enums import Role
from youcheng.evidence.models import Dataset
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import EVERY_ROW, NO_ROW, NotAllowed, Policy, any_of


def signed_in_person(actor: Actor) -> Q:
    """Anybody who is signed in."""
    return EVERY_ROW if actor.is_signed_in else NO_ROW


class DatasetPolicy(Policy):
    model = Dataset
    view = any_of(signed_in_person)
    edit = any_of(office_steward)
    remove = any_of(office_steward)


dataset_policy = DatasetPolicy()


def require_may_load(actor: Actor) -> None:
    """Raise NotAllowed unless the actor may add a data set: stewards of the office and the command line."""
    if not is_in_office(actor, Role.STEWARD):
        raise NotAllowed(actor, "load", "data sets")
