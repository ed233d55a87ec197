"""Rules for passwords beyond the framework's own: enough classes of characters, and what keeping one may cost.

Named in the settings and run wherever a password is set or checked; what a person must do with it is decided elsewhere.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LeanArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane, the least that OWASP's password storage cheat sheet accepts.

    The framework takes 100 MiB a check: four people who sign in at once would double what a web worker holds. A
    password kept at another cost is checked all the same and kept anew at the next sign-in.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class Length(MinimumLengthValidator):
    """The framework's rule of a least length, in our own words: its refusal has no Chinese."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return ngettext(
            "Use at least %(least)d character.", "Use at least %(least)d characters.", self.min_length
        ) % {"least": self.min_length}


class CharacterClasses:
    """A password needs characters of at least `least` of the classes: small, capital, digit, sign, other script."""

    def __init__(self, least: int = 3) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        if len({_class_of(character) for character in password}) < self.least:
            raise ValidationError(self.get_help_text(), code="too_few_classes")

    def get_help_text(self) -> str:
        return _(
            "Use at least %(least)d of these: small letters, capital letters, digits, signs, characters of another script."
        ) % {"least": self.least}


def _class_of(character: str) -> str:
    """The class of one character, from its Unicode category; letters without case are a class of their own."""
    category = unicodedata.category(character)
    if category in {"Lu", "Ll", "Nd"}:
        return category
    return "other script" if category.startswith("L") else "sign"
