"""The sign-in library's addresses that are in use: signing in and out, one's own password, second factors.

Included by `config.urls` below account/. Its pages for signing up, for e-mail addresses and for passwords sent by e-mail
are left out: accounts are made by invitation, and the security administrator gives temporary passwords.
"""

from allauth.account.urls import urlpatterns as library_patterns
from django.urls import include, path

USED = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",  # the library links to it; it says that signing up is closed
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
}
urlpatterns = [
    *(pattern for pattern in library_patterns if pattern.name in USED),
    path("2fa/", include("allauth.mfa.urls")),
]
