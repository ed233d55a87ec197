"""Showing a secret once: a password or a link that is kept nowhere in readable form.

Called by the views beside it that make one.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_once(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A page with a secret: answered to the POST itself, so that it is in no address, session or cache."""
    response = render(request, "accounts/secret.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
