"""Turns the signed-in person of a request into the `Actor`, and keeps unfinished accounts at their first steps.

Called by Django for every request; actions and queries take the actor as an argument and never look here.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import is_in_office
from youcheng.accounts.models import Person
from youcheng.accounts.network_address import address_of
from youcheng.foundation.actors import Actor

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ActorMiddleware:
    """Sets `request.actor` before any view runs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = actor_for(request)  # type: ignore[attr-defined]
        return self.get_response(request)


class FirstStepsMiddleware:
    """Whoever must change a password, or lacks a required second factor, gets no further than doing that."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        step = self._step(request)
        if step is None or self._may_pass(request):
            return self.get_response(request)
        route, message = step
        messages.warning(request, message)
        return HttpResponseRedirect(reverse(route))

    def _step(self, request: HttpRequest) -> tuple[str, str] | None:
        person = request.user
        if not isinstance(person, Person):
            return None
        if person.must_change_password:
            return "account_change_password", _("Choose a password of your own before you go on.")
        if needs_second_factor(person, actor_for(request)):
            return "mfa_index", _("Your account needs a second factor. Set one up before you go on.")
        return None

    def _may_pass(self, request: HttpRequest) -> bool:
        """The sign-in library's own pages and choosing a language."""
        return request.path.startswith(
            (reverse("account_login").removesuffix("login/"), reverse("set_language"))
        )


def needs_second_factor(person: Person, actor: Actor) -> bool:
    """Whether the setting asks this person (office and administrators) for a factor they don't have."""
    if not settings.YOUCHENG_SECOND_FACTOR_REQUIRED or not (person.duty or is_in_office(actor)):
        return False
    return not is_mfa_enabled(person)


def actor_for(request: HttpRequest) -> Actor:
    person = request.user
    if not isinstance(person, Person):
        return Actor.visitor(address_of(request))
    return actor_for_person(request, person)


def actor_for_person(request: HttpRequest, person: Person) -> Actor:
    """The person as an actor, also while they are just signing in."""
    return Actor(person_id=person.pk, name=str(person), address=address_of(request), on=timezone.localdate())
