"""The frame of every page: navigation by right, theme, search box, refusals, and that nothing comes from elsewhere."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from tests.conftest import ClientOf
from tests.world import World, actor_for
from youcheng.foundation.middleware import NotAllowedMiddleware
from youcheng.foundation.policies import NotAllowed
from youcheng.site import context


def entries(world: World, person: str) -> set[str]:
    request = RequestFactory().get("/")
    request.actor = actor_for(getattr(world, person))  # type: ignore[attr-defined]
    return {entry["url"] for group in context.navigation(request) for entry in group["entries"]}


def test_everybody_signed_in_has_today_and_a_visitor_nothing(world: World) -> None:
    assert reverse("today") in entries(world, "stranger")
    request = RequestFactory().get("/")
    request.actor = actor_for(None)  # type: ignore[attr-defined]
    assert context.navigation(request) == []


def test_every_link_of_the_navigation_opens(world: World, client_of: ClientOf) -> None:
    for person in world.people:
        client = client_of(getattr(world, person))
        for url in entries(world, person):
            assert client.get(url).status_code == 200, f"{person} at {url}"


def test_the_page_one_is_on_is_marked(world: World, client_of: ClientOf) -> None:
    page = client_of(world.officer).get(reverse("compass")).text
    assert f'href="{reverse("compass")}" aria-current="page"' in page
    assert page.count("aria-current=") == 1


@pytest.mark.parametrize(
    ("cookie", "attribute"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')]
)
def test_a_chosen_theme_comes_with_the_page(
    cookie: str, attribute: str, world: World, client_of: ClientOf
) -> None:
    client = client_of(world.officer)
    client.cookies["theme"] = cookie
    assert attribute in client.get("/").text


def test_an_unknown_theme_is_no_theme(world: World, client_of: ClientOf) -> None:
    client = client_of(world.officer)
    client.cookies["theme"] = '"><script>'
    assert "data-theme=" not in client.get("/").text


def test_nothing_may_come_from_elsewhere(world: World, client_of: ClientOf) -> None:
    for url in ("/", "/account/login/", "/nothing-there", "/health"):
        policy = client_of(None).get(url)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self';" in policy


@pytest.mark.parametrize("url", ["/", "/account/login/", "/nothing-there"])
def test_no_script_stands_in_a_page(url: str, world: World, client_of: ClientOf) -> None:
    page = client_of(world.officer if url != "/account/login/" else None).get(url).text
    assert "<script>" not in page
    assert " onclick=" not in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_a_missing_page_says_what_to_do(world: World, client_of: ClientOf) -> None:
    response = client_of(world.officer).get("/nothing-there")
    assert response.status_code == 404
    assert "This page is not there" in response.text


def test_what_a_policy_refuses_is_a_page_that_says_what_to_do(world: World) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory().get("/")
    actor = actor_for(world.stranger)
    request.actor, request.user = actor, world.stranger  # type: ignore[attr-defined]
    middleware = NotAllowedMiddleware(view)
    response = middleware.process_exception(request, NotAllowed(actor, "edit", "清迈"))
    assert response is not None
    assert response.status_code == 403
    assert middleware.process_exception(request, ValueError()) is None
