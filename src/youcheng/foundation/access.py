"""Declared views: each view says `public`, `signed_in` or which policy action it needs, and a check refuses the rest.

Views use the decorators; `check_declared_views` runs at every start (also under the web server), so the default
is closed. Which rows a view shows is still the policy's business: `declared` opens the door, not the drawer.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver

from youcheng.foundation.actors import Actor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Declaration:
    """Who may knock: "public", "signed_in", or a test on the actor with its name.

    `admits` is that test; the navigation asks it before it offers a link.
    """

    level: str
    reason: str = ""
    admits: Callable[[Actor], bool] = lambda _actor: True


def public(reason: str) -> Callable[[View], View]:
    """Anyone may open this view; `reason` says why that is right."""
    return _declare(Declaration("public", reason))


def signed_in(view: View) -> View:
    """Any signed-in person; visitors are sent to sign in."""
    return _declare(Declaration("signed_in", admits=_is_signed_in))(view)


def requires(test: Callable[[Actor], bool]) -> Callable[[View], View]:
    """Signed-in people for whom `test(actor)` holds; the others get the same 404 as for a page that is not there."""
    reason = (test.__doc__ or test.__name__).strip().split("\n")[0]
    return _declare(Declaration("requires", reason, test))


def actor_of(request: HttpRequest) -> Actor:
    """The actor the accounts middleware put on the request."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def _is_signed_in(actor: Actor) -> bool:
    return actor.is_signed_in


def _declare(declaration: Declaration) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if declaration.level != "public" and not actor_of(request).is_signed_in:
                return redirect_to_login(request.get_full_path())
            if not declaration.admits(actor_of(request)):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.declaration = declaration  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def declare_included(patterns: Any, reason: str) -> Any:
    """Declare every view of a library's URLconf public, because the library guards its own pages."""
    for _route, pattern in walk_patterns(patterns):
        if not hasattr(pattern.callback, "declaration"):
            pattern.callback.declaration = Declaration("public", reason)  # type: ignore[attr-defined]
    return patterns


def walk_patterns(patterns: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every (route, pattern) below a list of patterns, a resolver or the result of `include`."""
    if isinstance(patterns, tuple):
        patterns = patterns[0]
    if hasattr(patterns, "urlpatterns"):
        patterns = patterns.urlpatterns
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk_patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


def check_declared_views(**_kwargs: Any) -> list[CheckMessage]:
    """System check: a view without a declaration is an error, so the server does not start."""
    from django.urls import get_resolver

    return [
        Error(
            f"The view at /{route} declares neither public, signed_in nor requires.",
            hint="Decorate it with one of youcheng.foundation.access.",
            id="youcheng.E001",
        )
        for route, pattern in walk_patterns(get_resolver().url_patterns)
        if not hasattr(pattern.callback, "declaration")
    ]
