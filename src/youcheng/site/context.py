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
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from youcheng.accounts.belonging import takes_part
from youcheng.coordination.queries.mine import has_unit
from youcheng.coordination.queries.notices import MOST_COUNTED, unread
from youcheng.foundation.access import Declaration, actor_of
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import notice
from youcheng.network.queries import home_city
from youcheng.strategy.queries.topics.proposals import proposes
from youcheng.strategy.queries.topics.reviews import is_reviewer

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Entry:
    """One link of the navigation: where it leads, what it is called, and its drawing in the sprite.

    `only` leaves out people for whom the page would open empty.
    """

    view: str
    label: StrPromise
    icon: str
    only: Callable[[Actor], bool] | None = None


@dataclass(frozen=True)
class Group:
    label: StrPromise | str
    entries: tuple[Entry, ...]


NAVIGATION = (
    Group(
        "",
        (
            Entry("today", _("Today"), "today"),
            Entry("coordination:this_year", _("This year's plan"), "plan"),
        ),
    ),
    Group(
        _("Network"),
        (
            Entry("network:relationships", _("Friendship network"), "network", takes_part),
            Entry("network:world", _("World ties"), "world"),
            Entry("network:layout", _("Layout"), "layout"),
            Entry("compass", _("Compass map"), "compass"),
            Entry("statistics", _("Statistics"), "chart"),
        ),
    ),
    Group(
        _("Strategy"),
        (
            Entry("strategy:dossiers", _("One city, one policy"), "dossier"),
            Entry("strategy:batches", _("Batches"), "batches"),
            Entry("strategy:candidates", _("Candidates"), "candidates"),
            Entry("strategy:portfolios", _("The year's portfolio"), "portfolio"),
            Entry("strategy:complementarity", _("Complementarity"), "complement"),
            Entry("strategy:risk", _("Risk"), "risk"),
            Entry("strategy:topics", _("Research topics"), "topics"),
            Entry("strategy:topic_proposals", _("Calls and proposals"), "topics", proposes),
            Entry("strategy:topic_reviews", _("My reviews"), "edit", is_reviewer),
        ),
    ),
    Group(
        _("Coordination"),
        (
            Entry("coordination:mine", _("My unit's work"), "mark", has_unit),
            Entry("coordination:tasks", _("Tasks"), "tasks"),
            Entry("coordination:matches", _("Needs and offers"), "exchange"),
            Entry("coordination:meetings", _("Coordination meetings"), "people"),
            Entry("coordination:supervisions", _("Supervision"), "supervision"),
        ),
    ),
    Group(
        _("Foundations"),
        (
            Entry("evidence:datasets", _("Evidence"), "evidence"),
            Entry("accounts:organisations", _("Organisations"), "organisation"),
            Entry("accounts:people", _("People"), "people"),
            Entry("accounts:audit", _("Audit log"), "audit"),
            Entry("foundation:imports", _("Import sheets"), "upload"),
        ),
    ),
)
PERSONAL = (
    Entry("accounts:settings", _("My settings"), ""),
    Entry("coordination:notice_choice", _("How I am told"), ""),
    Entry("foundation:jobs", _("My jobs"), ""),
    Entry("account_change_password", _("Change password"), ""),
    Entry("mfa_index", _("Second factor"), ""),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context every template may rely on. Lazy: a fragment that draws no frame asks nothing."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "person_links": SimpleLazyObject(lambda: [shown(entry, "", request) for entry in PERSONAL]),
        "bell": SimpleLazyObject(lambda: bell(request)),
        "deployment": SimpleLazyObject(deployment),
        "search_url": reverse("search") if actor_of(request).is_signed_in else "",
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups and entries whose pages the actor may open, empty groups left out."""
    actor = actor_of(request)
    answers: dict[Callable[[Actor], bool], bool] = {}

    def holds(test: Callable[[Actor], bool]) -> bool:
        if test not in answers:  # several entries share a test: it is asked once
            answers[test] = test(actor)
        return answers[test]

    def admits(entry: Entry) -> bool:
        return holds(declaration_of(entry.view).admits) and (entry.only is None or holds(entry.only))

    here = entry_of(request.path)
    groups = []
    for group in NAVIGATION:
        entries = [shown(entry, here, request) for entry in group.entries if admits(entry)]
        if entries:
            groups.append({"label": group.label, "entries": entries})
    return groups


def entry_of(path: str) -> str:
    """The address of the entry a page belongs to: the longest that the page's address begins with, else ""."""
    addresses = [reverse(entry.view) for group in NAVIGATION for entry in group.entries]
    return max((a for a in addresses if a == path or (a != "/" and path.startswith(a))), key=len, default="")


def shown(entry: Entry, here: str, request: HttpRequest) -> dict[str, Any]:
    url = reverse(entry.view)
    return {
        "url": url,
        "label": entry.label,
        "icon": entry.icon,
        "is_current": url == here,
        "current": "page" if request.path == url else "true",
    }


def bell(request: HttpRequest) -> dict[str, Any]:
    """How many notices wait for whoever is signed in; nothing for visitors. One query."""
    actor = actor_of(request)
    if not actor.is_signed_in:
        return {}
    count = unread(actor)
    shown = f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
    choice = reverse("coordination:notice_choice")
    return {"url": reverse("coordination:notices"), "unread": count, "shown": shown, "choice_url": choice}


def deployment() -> dict[str, str]:
    """Whose platform this is, and the notice that stands on every page of a training deployment."""
    home = home_city()
    return {"name": str(home.city) if home else "", "watermark": notice()}


@cache
def declaration_of(view: str) -> Declaration:
    """Who may open the view, as the view itself declares."""
    declaration: Declaration = resolve(reverse(view)).func.declaration  # type: ignore[attr-defined]
    return declaration
