"""The expert pool as the office may search it.

Called by the pool's pages, its sheet, and the forms that choose an expert. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from youcheng.accounts.models import Organisation
from youcheng.accounts.queries import named_like
from youcheng.foundation.actors import Actor
from youcheng.strategy.models import Expert
from youcheng.strategy.policies import expert_policy

SORTS = {"name": "name", "affiliation": "affiliation"}


@dataclass(frozen=True)
class ExpertFilter:
    """What the pool is narrowed to; what is empty narrows nothing."""

    words: str = ""
    field: str = ""
    language: str = ""
    with_inactive: bool = False


def experts_visible_to(actor: Actor) -> QuerySet[Expert]:
    """The pool with the columns `can_edit` and `can_remove`."""
    rows = expert_policy.filter(Expert.objects.select_related("organisation", "person"), actor)
    return expert_policy.annotate(rows, actor, "edit", "remove")


def experts_listed(actor: Actor, by: ExpertFilter) -> QuerySet[Expert]:
    """The list's rows."""
    rows = experts_visible_to(actor)
    if not by.with_inactive:
        rows = rows.filter(is_active=True)
    if by.words:
        where = Q(affiliation__icontains=by.words) | Q(
            organisation__in=Organisation.objects.filter(named_like(by.words))
        )
        rows = rows.filter(Q(name__icontains=by.words) | Q(note__icontains=by.words) | where)
    if by.field:
        rows = rows.filter(fields__icontains=f'"{by.field}"')
    if by.language:
        rows = rows.filter(languages__icontains=f'"{by.language}"')
    return rows
