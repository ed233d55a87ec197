"""How the sign-in library behaves here: nobody signs up, failures lock a name out, addresses are the audit log's.

Named in the settings (ACCOUNT_ADAPTER) and called by django-allauth only.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from youcheng.accounts.actions import signing_in
from youcheng.accounts.network_address import address_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Accounts are made by invitation or by the security administrator."""
        return False

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """On to the work: whoever was made to choose a password came for something else."""
        return "/"

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "local"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked name before its password is looked at.

        In place of the library's own counter in the cache, which slides, forgets when the cache is emptied and which
        nobody can see or lift.
        """
        name = credentials.get("username", "")
        if signing_in.locked_until(username=name, now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        signing_in.note_failure(
            username=credentials.get("username", ""), now=timezone.now(), address=address_of(request)
        )
