"""Reading organisations, people, memberships, invitations and the audit log, each as one actor may see them.

Called by views, exports and other apps; nothing here writes, and no rule is repeated here: all come from `policies`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import get_language

from youcheng.accounts.models import Invitation, Membership, Organisation, Person, SignInGuard
from youcheng.accounts.policies import (
    audit_entry_policy,
    invitation_policy,
    membership_policy,
    organisation_policy,
    person_policy,
)
from youcheng.foundation.actors import Actor
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.translated import FALLBACK


def organisations_visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Organisations with the columns `can_edit`, `can_dissolve`, `can_invite`, `can_add_membership`."""
    rows = organisation_policy.filter(Organisation.objects.select_related("parent"), actor)
    return organisation_policy.annotate(rows, actor, "edit", "dissolve", "invite", "add_membership")


def organisations_listed(
    actor: Actor, *, on: date, text: str = "", kind: str = "", with_dissolved: bool = False
) -> QuerySet[Organisation]:
    """The list page's rows with `members`, the number of memberships in force on that day."""
    rows = organisations_visible_to(actor)
    if not with_dissolved:
        rows = rows.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(Q(key__icontains=text) | named_like(text))
    in_force = Q(memberships__since__lte=on) & (
        Q(memberships__until__isnull=True) | Q(memberships__until__gte=on)
    )
    return rows.annotate(
        members=Count("memberships", filter=in_force, distinct=True), shown_name=_name_in_use()
    )


def living(on: date) -> QuerySet[Organisation]:
    """Organisations that exist on a day. Not filtered by who asks: whoever may name one may name any."""
    return Organisation.objects.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))


def heir_of(organisation: Organisation, day: date) -> Organisation | None:
    """The successor that exists on a day: the successor's own successor where that was dissolved too."""
    seen = {organisation.pk}
    heir = organisation.successor
    while (
        heir is not None
        and heir.dissolved_on is not None
        and heir.dissolved_on <= day
        and heir.pk not in seen
    ):
        seen.add(heir.pk)
        heir = heir.successor
    return None if heir is None or heir.pk in seen else heir


def named_like(text: str) -> Q:
    """A condition on a translated `name`: the text occurs in it in one of the interface's languages."""
    found = Q()
    for code, _label in settings.LANGUAGES:
        found |= Q(**{f"name__{code}__icontains": text})
    return found


def _name_in_use() -> Coalesce:
    """The name in the reader's language, else in Chinese or English, to sort by."""
    codes = dict.fromkeys([(get_language() or FALLBACK[0]).lower(), *FALLBACK])
    return Coalesce(*(KT(f"name__{code}") for code in codes), F("key"), output_field=TextField())


@dataclass(frozen=True)
class TreeRow:
    """An organisation in the order of the tree, `depth` steps below its topmost visible one."""

    organisation: Any  # an Organisation with the columns of `organisations_listed`
    depth: int


def as_tree(rows: QuerySet[Organisation]) -> list[TreeRow]:
    """Rows ordered so that parts follow what they are part of; a part whose whole isn't shown stands at the top."""
    found = list(rows)
    shown = {row.pk for row in found}
    below: dict[int | None, list[Organisation]] = {}
    for row in found:
        below.setdefault(row.parent_id if row.parent_id in shown else None, []).append(row)
    ordered: list[TreeRow] = []
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        ordered.append(TreeRow(row, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(row.pk, []))]
    return ordered


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """People with the columns `can_edit` and `can_administer`."""
    return person_policy.annotate(
        person_policy.filter(Person.objects.all(), actor), actor, "edit", "administer"
    )


def people_listed(
    actor: Actor, *, now: datetime, text: str = "", duty: str = "", organisation: str = ""
) -> QuerySet[Person]:
    """The list page's rows, with `is_locked` and their visible memberships in force as `shown_memberships`."""
    rows = people_visible_to(actor)
    if text:
        rows = rows.filter(Q(username__icontains=text) | Q(name__icontains=text))
    if duty:
        rows = rows.filter(duty=duty)
    if organisation:
        rows = rows.filter(
            pk__in=memberships_in_force(actor, timezone.localdate(now))
            .filter(organisation__key=organisation)
            .order_by()
            .values("person_id")
        )
    return with_lock(rows, now)


def with_lock(rows: QuerySet[Person], now: datetime) -> QuerySet[Person]:
    """Add the column `is_locked`: too many failed sign-ins a short time ago."""
    guards = SignInGuard.objects.filter(username=Lower(OuterRef("username")), locked_until__gt=now)
    locked: QuerySet[Person] = rows.annotate(is_locked=Exists(guards))
    return locked


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """Memberships with their person and organisation and the column `can_change`."""
    rows = Membership.objects.select_related("person", "organisation")
    return membership_policy.annotate(membership_policy.filter(rows, actor), actor, "change")


def memberships_in_force(actor: Actor, on: date) -> QuerySet[Membership]:
    """Of those, the ones in force on a day."""
    return memberships_visible_to(actor).filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    rows = Invitation.objects.select_related("organisation", "invited_by", "accepted_by")
    return invitation_policy.annotate(invitation_policy.filter(rows, actor), actor, "withdraw")


def person_by_username(username: str) -> Person | None:
    """Somebody by the name they sign in with, whoever asks: for commands and sign-in, never for a page."""
    return Person.objects.filter(username__iexact=username).first()


@dataclass(frozen=True)
class AuditFilter:
    """What the audit page is asked for; empty fields don't restrict. Days are whole days of the platform's zone."""

    person: str = ""
    action: str = ""
    thing: str = ""
    since: date | None = None
    until: date | None = None


def audit_entries(actor: Actor, wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Entries of the audit log, newest first; nothing for anybody but the audit administrator."""
    rows = audit_entry_policy.filter(AuditEntry.objects.all(), actor)
    if wanted.person:
        rows = rows.filter(
            Q(actor_name__icontains=wanted.person)
            | Q(address=wanted.person)
            | Q(actor_id__in=_ids(wanted.person))
        )
    if wanted.action:
        rows = rows.filter(action__startswith=wanted.action)
    if wanted.thing:
        rows = rows.filter(
            Q(object_name__icontains=wanted.thing) | Q(model=wanted.thing.lower()) | Q(object_pk=wanted.thing)
        )
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def audit_actions(actor: Actor) -> list[str]:
    """The actions that occur in the log, for the filter's menu."""
    rows = audit_entry_policy.filter(AuditEntry.objects.all(), actor)
    return list(rows.order_by("action").values_list("action", flat=True).distinct())


def _ids(username: str) -> QuerySet[Person, int]:
    return Person.objects.filter(username__iexact=username).values_list("pk", flat=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def memberships_of(actor: Actor, people: list[int] | None, *, on: date) -> dict[int, list[Membership]]:
    """Visible memberships in force on a day, by person; of all people when `people` is None. One query."""
    rows = memberships_in_force(actor, on).order_by("-role", "organisation__key")
    found: dict[int, list[Membership]] = {}
    for row in rows if people is None else rows.filter(person__in=people):
        found.setdefault(row.person_id, []).append(row)
    return found
