"""What the frame of every page shows: the capabilities the actor may open, the person's own links, the theme.

Called by Django for every rendered page (setting TEMPLATES). Whether an entry is shown is asked of the very view it
leads to, so the navigation can't promise a page that then refuses; the number of queries does not depend on entries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from youcheng.foundation.access import Declaration, actor_of
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import notice
from youcheng.network.queries import home_city
from youcheng.site.addresses import address

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Entry:
    """One link of the navigation: where it leads, what it is called, and its drawing in the sprite."""

    view: str
    label: StrPromise
    icon: str


@dataclass(frozen=True)
class Group:
    label: StrPromise | str
    entries: tuple[Entry, ...]


NAVIGATION = (
    Group(
        "",
        (
            Entry("today", _("Today"), "today"),
            Entry("network:relationships", _("Friendship network"), "network"),
            Entry("compass", _("Compass map"), "compass"),
            Entry("strategy:dossiers", _("One city, one policy"), "dossier"),
            Entry("statistics", _("Statistics"), "chart"),
        ),
    ),
    Group(
        _("Foundations"),
        (
            Entry("evidence:datasets", _("Evidence"), "evidence"),
            Entry("accounts:organisations", _("Organisations"), "organisation"),
            Entry("accounts:people", _("People"), "people"),
            Entry("accounts:audit", _("Audit log"), "audit"),
        ),
    ),
)
PERSONAL = (
    Entry("accounts:settings", _("My settings"), ""),
    Entry("account_change_password", _("Change password"), ""),
    Entry("mfa_index", _("Second factor"), ""),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context every template may rely on. Lazy: a fragment that draws no frame asks nothing."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "person_links": SimpleLazyObject(lambda: [shown(e, request) for e in PERSONAL if address(e.view)]),
        "deployment": SimpleLazyObject(deployment),
        "search_url": SimpleLazyObject(lambda: address("search") if _may_search(request) else ""),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups and entries whose pages the actor may open, empty groups left out."""
    answers: dict[Callable[[Actor], bool], bool] = {}

    def admits(entry: Entry) -> bool:
        declaration = declaration_of(entry.view)
        if declaration is None:
            return False
        if declaration.admits not in answers:
            answers[declaration.admits] = declaration.admits(actor)
        return answers[declaration.admits]

    actor = actor_of(request)
    groups = []
    for group in NAVIGATION:
        entries = [shown(entry, request) for entry in group.entries if admits(entry)]
        if entries:
            groups.append({"label": group.label, "entries": entries})
    return groups


def shown(entry: Entry, request: HttpRequest) -> dict[str, Any]:
    url = address(entry.view)
    is_here = request.path == url
    is_below = url != "/" and request.path.startswith(url)
    return {
        "url": url,
        "label": entry.label,
        "icon": entry.icon,
        "is_current": is_here or is_below,
        "current": "page" if is_here else "true",
    }


def deployment() -> dict[str, str]:
    """Whose platform this is, and the notice that stands on every page of a training deployment."""
    home = home_city()
    return {"name": str(home.city) if home else "", "watermark": notice()}


def _may_search(request: HttpRequest) -> bool:
    return actor_of(request).is_signed_in


@cache
def declaration_of(view: str) -> Declaration | None:
    """Who may open the view, as the view itself declares; None where there is no such view."""
    url = address(view)
    return getattr(resolve(url).func, "declaration", None) if url else None
