"""What the dossier's pages have in common: finding the dossier and answering a refusal.

Called by the views beside it; no page of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest

from youcheng.foundation.access import actor_of
from youcheng.foundation.errors import Refused
from youcheng.strategy.models import Dossier, DossierVersion
from youcheng.strategy.queries import dossier_of, versions_visible_to

T = TypeVar("T")


def found(request: HttpRequest, slug: str, year: int) -> Dossier:
    """The dossier at this address; the same 404 whether it is absent or hidden."""
    try:
        return dossier_of(actor_of(request), slug, year)
    except Dossier.DoesNotExist:
        raise Http404 from None


def version_of(request: HttpRequest, dossier: Dossier, number: int) -> DossierVersion:
    """One version of a dossier by its number, else 404."""
    version = versions_visible_to(actor_of(request)).filter(dossier=dossier, number=number).first()
    if version is None:
        raise Http404
    return version


def drafted(dossier: Dossier) -> DossierVersion:
    """The current version; 404 where nothing is drafted yet."""
    if dossier.current is None:
        raise Http404
    return dossier.current


def attempt(request: HttpRequest, action: Callable[[], T], done: str) -> T | None:
    """Run an action; how it went is said at the top of the next page."""
    try:
        result = action()
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    messages.success(request, done)
    return result
