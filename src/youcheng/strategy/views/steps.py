"""The buttons of a dossier: draft anew, hand in, approve, send back, reopen. Each posts and goes back to the dossier.

Reached through `urls`; who may do what is the policy's business, asked by the actions.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.network.models import Relationship
from youcheng.network.queries import relationship_of
from youcheng.strategy import actions
from youcheng.strategy.forms import ReasonForm, RevisionForm
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.views.reading import attempt, found


@require_POST
@requires(may_see_dossiers)
def rebuild(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    actor = actor_of(request)
    try:
        tie = relationship_of(actor, slug)
    except Relationship.DoesNotExist:
        raise Http404 from None
    attempt(
        request,
        lambda: actions.build(actor=actor, now=timezone.now(), relationship=tie, year=year),
        _("Drafted anew. Your edits are untouched."),
    )
    return redirect("strategy:dossier", slug, year)


@require_POST
@requires(may_see_dossiers)
def submit(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    row = found(request, slug, year)
    attempt(
        request,
        lambda: actions.submit(actor=actor_of(request), now=timezone.now(), dossier=row),
        _("Handed in for review."),
    )
    return redirect("strategy:dossier", slug, year)


@require_POST
@requires(may_see_dossiers)
def approve(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    row, form = found(request, slug, year), RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    attempt(
        request,
        lambda: actions.approve(actor=actor_of(request), now=timezone.now(), dossier=row, revision=revision),
        _("Approved and locked."),
    )
    return redirect("strategy:dossier", slug, year)


@require_POST
@requires(may_see_dossiers)
def send_back(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    row = found(request, slug, year)
    attempt(
        request,
        lambda: actions.send_back(actor=actor_of(request), now=timezone.now(), dossier=row),
        _("Sent back to its authors."),
    )
    return redirect("strategy:dossier", slug, year)


@require_POST
@requires(may_see_dossiers)
def reopen(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    row, form = found(request, slug, year), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(
        request,
        lambda: actions.reopen(actor=actor_of(request), now=timezone.now(), dossier=row, reason=reason),
        _("Open again. The approved version stays in the history."),
    )
    return redirect("strategy:dossier", slug, year)
