"""From which address a request comes, behind the number of proxies the office says it runs (YOUCHENG_PROXY).

Called by the middleware and the sign-in adapter. A header nobody trusted wrote is never believed.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address, "" when there is none (a local socket).

    With n trusted proxies the n-th entry from the right of X-Forwarded-For is the one the outermost of them saw.
    A header with fewer entries did not pass through all of them, so the direct peer is named instead.
    """
    peer = _clean(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.YOUCHENG_PROXY
    entries = [entry for entry in request.headers.get("X-Forwarded-For", "").split(",") if entry.strip()]
    if trusted and len(entries) >= trusted:
        return _clean(entries[-trusted]) or peer
    return peer


def _clean(text: str) -> str:
    """The address without a port; "" for what is none."""
    text = text.strip()
    for candidate in (text, text.rpartition(":")[0].strip("[]"), text.strip("[]")):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return ""
