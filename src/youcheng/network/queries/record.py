"""Alliances, policy terms, published counts and notes on gaps an actor may see; organisations an actor may name.

Lists of reference rows for pages and forms, each with the column `can_edit`; comparing counts is `counts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from youcheng.accounts.enums import OrganisationKind
from youcheng.accounts.models import Organisation
from youcheng.accounts.policies import organisation_policy
from youcheng.accounts.queries import named_like
from youcheng.foundation.actors import Actor
from youcheng.network.models import Alliance, AllianceMember, PolicyTerm, PublishedCount, RegisterNote
from youcheng.network.policies import (
    alliance_policy,
    policy_term_policy,
    published_count_policy,
    register_note_policy,
)


def alliances_visible_to(actor: Actor) -> QuerySet[Alliance]:
    """Alliances with their members and `member_count`. Two queries."""
    members = AllianceMember.objects.select_related("city", "city__country")
    rows = alliance_policy.filter(Alliance.objects.prefetch_related(Prefetch("members", members)), actor)
    return alliance_policy.annotate(rows, actor, "edit").annotate(member_count=Count("members"))


def alliances_listed(actor: Actor, q: str = "", grade: str = "") -> QuerySet[Alliance]:
    """Alliances whose name, or a member's name, holds the words."""
    rows = alliances_visible_to(actor)
    if q:
        member = AllianceMember.objects.filter(
            alliance=OuterRef("pk"), city__search_text__contains=q.casefold()
        )
        rows = rows.filter(named_like(q) | Q(Exists(member)))
    return rows.filter(grade=grade) if grade else rows


def terms_visible_to(actor: Actor) -> QuerySet[PolicyTerm]:
    """Policy terms in the order of the list."""
    return policy_term_policy.annotate(
        policy_term_policy.filter(PolicyTerm.objects.all(), actor), actor, "edit"
    )


def terms_listed(
    actor: Actor, q: str = "", kind: str = "", on: dt.date | None = None, sort: str = ""
) -> list[PolicyTerm]:
    """Policy terms that hold the words, of a kind, in use on a day; by `name`, `kind`, `from` or `until`. One query."""
    found = [
        term
        for term in terms_visible_to(actor)
        if (not kind or term.kind == kind)
        and (on is None or term.is_in_force(on))
        and any(q.casefold() in text.casefold() for text in [*term.name.values(), term.code])
    ]
    keys: dict[str, Callable[[PolicyTerm], tuple[str, int]]] = {
        "name": lambda term: (str(term), term.order),
        "kind": lambda term: (term.kind, term.order),
        "from": lambda term: (term.valid_from, term.order),
        "until": lambda term: (term.valid_until, term.order),
    }
    key = keys.get(sort.removeprefix("-"))
    return sorted(found, key=key, reverse=sort.startswith("-")) if key else found


def published_visible_to(actor: Actor) -> QuerySet[PublishedCount]:
    """Published counts, the newest first."""
    rows = published_count_policy.filter(PublishedCount.objects.order_by("-latest", "-pk"), actor)
    return published_count_policy.annotate(rows, actor, "edit")


def gaps_visible_to(actor: Actor, *, about_terms: bool = False) -> QuerySet[RegisterNote]:
    """What the register knows it lacks: of its ties, or of the home city's policy terms."""
    rows = register_note_policy.filter(RegisterNote.objects.all(), actor)
    of_terms = Q(key__startswith=RegisterNote.ABOUT_TERMS)
    rows = rows.filter(of_terms) if about_terms else rows.exclude(of_terms)
    return register_note_policy.annotate(rows, actor, "edit")


def free_gap_key(*, about_terms: bool = False) -> str:
    """A key no note has yet."""
    plain = RegisterNote.ABOUT_TERMS if about_terms else "register"
    taken = set(RegisterNote.objects.filter(key__startswith=plain).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{plain}-{number}") not in taken)


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """Organisations the actor may see and that are not dissolved."""
    return organisation_policy.filter(Organisation.objects.filter(dissolved_on__isnull=True), actor)


def counterparts_for(actor: Actor) -> QuerySet[Organisation]:
    """Partner governments the actor may name as the counterpart of a tie."""
    return organisations_for(actor).filter(kind=OrganisationKind.PARTNER_GOVERNMENT)
