"""Where pages of other capabilities are, asked by name.

Called by `context` and `queries`. An installation without a capability has no such page: the answer is then "", and what
would have led there is shown without a link. No address is written out here.
"""

from __future__ import annotations

from functools import cache

from django.urls import NoReverseMatch, reverse


@cache
def address(view: str, *args: str) -> str:
    """The address of a named view, "" where there is none."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""
