"""The default is closed: undeclared views are refused at the start, declared ones let in whom they say."""

from __future__ import annotations

import pytest
from django.core.checks import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from youcheng.foundation.access import check_declared_views, public, requires, signed_in
from youcheng.foundation.actors import Actor


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("bare")


urlpatterns = [path("bare/", bare)]


@pytest.mark.urls("tests.foundation.test_access")
def test_an_undeclared_view_is_an_error() -> None:
    errors = check_declared_views()
    assert [error.id for error in errors] == ["youcheng.E001"]
    assert isinstance(errors[0], Error)
    assert "/bare/" in errors[0].msg


def test_every_view_of_the_platform_is_declared() -> None:
    assert check_declared_views() == []


def ask(actor: Actor) -> HttpRequest:
    request = RequestFactory().get("/somewhere?page=2")
    request.actor = actor
    return request


SIGNED_IN = Actor(person_id=1, name="Somebody")


def test_public_lets_a_visitor_in() -> None:
    assert public("a reason")(bare)(ask(Actor.visitor())).status_code == 200


def test_signed_in_sends_a_visitor_to_sign_in_and_back() -> None:
    response = signed_in(bare)(ask(Actor.visitor()))
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/somewhere%3Fpage%3D2")
    assert signed_in(bare)(ask(SIGNED_IN)).status_code == 200


def test_requires_answers_like_a_page_that_is_not_there() -> None:
    def is_elsewhere(actor: Actor) -> bool:
        return actor.person_id == 2

    guarded = requires(is_elsewhere)(bare)
    with pytest.raises(Http404):
        guarded(ask(SIGNED_IN))
    assert guarded(ask(Actor(person_id=2))).status_code == 200
