"""Turns the signed-in person of a request into the `Actor` that actions and policies take.

Called by Django for every request; actions and queries take the actor as an argument and never look here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from youcheng.foundation.actors import Actor


class ActorMiddleware:
    """Sets `request.actor`. The address is the peer's; a proxy in front must set it (setting YOUCHENG_PROXY)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = actor_for(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_for(request: HttpRequest) -> Actor:
    address = request.META.get("REMOTE_ADDR", "")
    person = request.user
    if not person.is_authenticated:
        return Actor.visitor(address)
    return Actor(person_id=person.pk, name=str(person), address=address, on=timezone.localdate())
