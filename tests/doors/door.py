"""What a door is: a request for something the stranger must not see, and what each walker is expected to get.

Used by the modules of this folder. The four walkers: a visitor; the stranger, steward of an organisation with no part
in the matter; the system administrator, who sees no business data; an officer (coordinator) of the office.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.world import World
from youcheng.accounts.models import Person


class Kind(StrEnum):
    """The kinds of way out. `change` is a request that writes."""

    LIST = "list"
    DETAIL = "detail"
    SEARCH = "search"
    AUTOCOMPLETE = "autocomplete"
    HISTORY = "history"
    EXPORT = "export"
    FEED = "feed"
    CALENDAR = "calendar"
    API = "api"
    IMPORT = "import"
    REPORT = "report"
    CHART_DATA = "chart data"
    DOWNLOAD = "download"
    EMAIL = "e-mail"
    CHOOSER = "chooser"
    CHANGE = "change"
    PAGE = "page"  # a page with nothing in it that anybody must not see


class Outcome(StrEnum):
    OPEN = "open"  # an answer, or a redirect to another page of ours
    SIGN_IN = "sign in"  # sent to the sign-in page
    HIDDEN = "hidden"  # 404, the same as for a thing that is not there
    REFUSED = "refused"  # 403 with a page, for things one may see but not do
    WRONG_METHOD = "wrong method"  # 405


OPEN, SIGN_IN, HIDDEN, REFUSED, WRONG_METHOD = Outcome

Make = Callable[[World], Any]


@dataclass(frozen=True)
class Door:
    """One request and its four outcomes.

    `args` builds the route's arguments from the world (a value or a tuple), for an object the stranger must not see;
    it may create rows. `query` is appended as it is. `data` makes the request a POST. `secret` is a text that the
    officer must find in the answer and nobody else may: give it for every list, search, export and feed.
    """

    kind: Kind
    args: Make = field(default=lambda _world: ())
    query: str = ""
    data: Make | None = None
    secret: str = ""
    anonymous: Outcome = SIGN_IN
    stranger: Outcome = HIDDEN
    administrator: Outcome = HIDDEN
    office: Outcome = OPEN
    officer: str = "officer"  # the attribute of the world that walks as the office

    def send(self, client: Client, name: str, world: World, args: Any) -> HttpResponseBase:
        values = args if isinstance(args, tuple) else (args,)
        url = reverse(name, args=values) + self.query
        if self.data is None:
            return client.get(url)
        return client.post(url, self.data(world))

    def walkers(self, world: World) -> list[tuple[str, Person | None, Outcome]]:
        return [
            ("anonymous", None, self.anonymous),
            ("stranger", world.stranger, self.stranger),
            ("administrator", world.system, self.administrator),
            ("office", getattr(world, self.officer), self.office),
        ]


@dataclass(frozen=True)
class LibraryRoutes:
    """Routes that a library answers and guards itself: said once, with the reason."""

    reason: str
    names: frozenset[str]


def outcome_of(response: HttpResponseBase) -> Outcome | str:
    """What the walker met; a status that is none of ours (500, 429 …) is returned as text and fits no expectation."""
    status = response.status_code
    if status in {301, 302}:
        return SIGN_IN if response["Location"].startswith(reverse("account_login")) else OPEN
    fixed = {403: REFUSED, 404: HIDDEN, 405: WRONG_METHOD}
    return fixed.get(status) or (OPEN if 200 <= status < 300 or status == 400 else f"status {status}")


def text_of(response: HttpResponseBase) -> str:
    """All text of an answer, also of a streamed one and of the parts of a zipped file such as XLSX."""
    whole = isinstance(response, HttpResponse)
    content = response.content if whole else b"".join(response.streaming_content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace")
