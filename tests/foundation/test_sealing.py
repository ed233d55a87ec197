"""Sealed secrets: opened by the same key for the same purpose only, and nothing of them readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from youcheng.foundation.sealing import CannotBeOpened, seal, unseal

SECRET = "wecombot://0123456789"


@given(st.text())
def test_what_was_sealed_is_opened_again(secret: str) -> None:
    assert unseal(seal(secret, "rooms"), "rooms") == secret


def test_nothing_of_the_secret_can_be_read_and_no_two_seals_are_alike() -> None:
    sealed = seal(SECRET, "rooms")
    assert SECRET not in sealed
    assert sealed.isascii()
    assert sealed != seal(SECRET, "rooms")


def test_another_purpose_or_a_changed_letter_does_not_open() -> None:
    sealed = seal(SECRET, "rooms")
    with pytest.raises(CannotBeOpened):
        unseal(sealed, "passports")
    swapped = "A" if sealed[20] != "A" else "B"
    with pytest.raises(CannotBeOpened):
        unseal(sealed[:20] + swapped + sealed[21:], "rooms")
    with pytest.raises(CannotBeOpened):
        unseal("", "rooms")


def test_another_key_does_not_open_but_a_key_that_was_replaced_does(settings: Settings) -> None:
    sealed, before = seal(SECRET, "rooms"), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(CannotBeOpened):
        unseal(sealed, "rooms")
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(sealed, "rooms") == SECRET
