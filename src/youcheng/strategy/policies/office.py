"""Who of the office may read and draft at all: the rules of strategy's pages that show no row yet.

Every paper of this app is the office's own; rules about one row are in the modules beside this one.
"""

from __future__ import annotations

from youcheng.accounts.belonging import is_in_office
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor


def may_see_dossiers(actor: Actor) -> bool:
    """Members of the foreign affairs office."""
    return is_in_office(actor)


def may_draft(actor: Actor) -> bool:
    """Contributors and above in the foreign affairs office."""
    return is_in_office(actor, Role.CONTRIBUTOR)
