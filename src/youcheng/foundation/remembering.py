"""Answers that are dear to make and follow from their ingredients alone: made once, remembered for every process.

Called for drawings and for the draws of risk intervals. They lie in files under the data home; whoever deletes them loses
time and nothing else. What is personal, or true only for a while, must not be kept here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from django.core.cache import caches

from youcheng import __version__

T = TypeVar("T")


def remembered(what: str, made_from: object, make: Callable[[], T]) -> T:
    """The answer of `make`, from memory where the same was made from the same ingredients by this version of ours.

    `made_from` must tell by its `repr` whatever the answer depends on, versions of methods included.
    """
    ingredients = repr((__version__, made_from))
    name = f"{what}-{hashlib.sha256(ingredients.encode()).hexdigest()}"
    found: T | None = caches["made"].get(name)
    if found is None:
        found = make()
        with suppress(OSError):  # a full disk costs the memory, not the answer
            caches["made"].set(name, found)
    return found
