"""What the year's dossiers need from somebody: figures that changed, sheets to approve, ties without a sheet.

Called by today's page. What is stale, and who may approve, is decided by strategy; this only says it in one line each.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import number
from youcheng.network.models import Relationship
from youcheng.site.queries.needs import Need, some_names
from youcheng.strategy import queries as strategy
from youcheng.strategy.enums import State
from youcheng.strategy.models import Dossier
from youcheng.strategy.policies import dossier_policy, may_draft

CHECKED_UP_TO = 300
"""Comparing a dossier with today's figures takes about a millisecond; beyond this many the list of dossiers does it."""


def dossier_needs(actor: Actor, year: int, ties: Sequence[Relationship]) -> list[Need]:
    """One line for each thing that waits, the most pressing first. The number of queries is constant."""
    return [*_to_approve(actor, year), *_drafting(actor, year, ties)]


def _to_approve(actor: Actor, year: int) -> list[Need]:
    """Sheets in review, for those who may approve them."""
    waiting = Dossier.objects.filter(year=year, state=State.IN_REVIEW).select_related("relationship__partner")
    rows = list(dossier_policy.filter(waiting, actor, "approve"))
    if not rows:
        return []
    text = ngettext("%(count)s dossier waits for approval", "%(count)s dossiers wait for approval", len(rows))
    names = some_names([row.relationship for row in rows])
    return [Need(text % {"count": number(len(rows))}, names, "attention", reverse("strategy:dossiers"))]


def _drafting(actor: Actor, year: int, ties: Sequence[Relationship]) -> list[Need]:
    """Sheets whose figures have changed and ties without a sheet, for those who may draft."""
    if not ties or len(ties) > CHECKED_UP_TO or not may_draft(actor):
        return []
    rows = strategy.rows_of(actor, year)
    stale = [row.relationship for row in rows if row.stale]
    missing = [row.relationship for row in rows if row.version is None]
    needs = []
    if stale:
        text = ngettext(
            "The figures below %(count)s dossier have changed",
            "The figures below %(count)s dossiers have changed",
            len(stale),
        )
        url = reverse("strategy:dossiers")
        needs.append(Need(text % {"count": number(len(stale))}, some_names(stale), "attention", url))
    if missing:
        text = ngettext(
            "%(count)s tie has no dossier this year", "%(count)s ties have no dossier this year", len(missing)
        )
        url = reverse("strategy:dossiers")
        needs.append(Need(text % {"count": number(len(missing))}, some_names(missing), "info", url))
    return needs
