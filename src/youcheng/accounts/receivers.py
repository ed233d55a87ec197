"""Hears what the sign-in library reports and hands it to actions: sign-ins, sign-outs, passwords, factors.

Connected by `apps.ready`; nothing else calls these functions.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from youcheng.accounts.actions import people, signing_in
from youcheng.accounts.middleware import actor_for_person
from youcheng.accounts.models import Person


@receiver(account.user_logged_in, dispatch_uid="youcheng.signed_in")
def signed_in(request: HttpRequest, user: Person, response: Any = None, **_kwargs: Any) -> None:
    signing_in.note_sign_in(actor=actor_for_person(request, user), now=timezone.now(), person=user)
    if response is not None:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")


@receiver(user_logged_out, dispatch_uid="youcheng.signed_out")
def signed_out(request: HttpRequest, user: Person | None, **_kwargs: Any) -> None:
    if user is not None:
        _note(request, user, action="sign_out")


@receiver([account.password_changed, account.password_set], dispatch_uid="youcheng.password")
def password_changed(request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    people.note_password_changed(actor=actor_for_person(request, user), now=timezone.now(), person=user)


@receiver(mfa.authenticator_added, dispatch_uid="youcheng.factor_added")
def factor_added(request: HttpRequest, user: Person, authenticator: Any, **_kwargs: Any) -> None:
    _note(request, user, action="factor.added", kind=authenticator.type)


@receiver(mfa.authenticator_removed, dispatch_uid="youcheng.factor_removed")
def factor_removed(request: HttpRequest, user: Person, authenticator: Any, **_kwargs: Any) -> None:
    _note(request, user, action="factor.removed", kind=authenticator.type)


@receiver(mfa.authentication_failed, dispatch_uid="youcheng.factor_failed")
def factor_failed(request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    _note(request, user, action="factor.failed")


def _note(request: HttpRequest, person: Person, *, action: str, **after: str) -> None:
    signing_in.note_event(
        actor=actor_for_person(request, person), now=timezone.now(), person=person, action=action, after=after
    )
