"""The first sign-ins of a deployment, kept in one file of the data home that only its owner can read.

`setup` writes it, `serve` prints it; an office deletes the file once its people have signed in.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

ALPHABET = "abcdefghjkmnpqrstuvwxyz"  # without i, l and o, which look like digits
DIGITS = "23456789"


@dataclass(frozen=True)
class SignIn:
    """A sign-in name with its password and what the person is."""

    username: str
    password: str
    description: str


def path() -> Path:
    return Path(settings.YOUCHENG_HOME) / "sign-ins.txt"


def new_password() -> str:
    """A password a person can type: three groups, three classes of characters, about 54 bits."""
    letters = ["".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2)]
    return f"{letters[0].capitalize()}-{letters[1]}-{''.join(secrets.choice(DIGITS) for _ in range(6))}"


def write(sign_ins: list[SignIn]) -> None:
    """Replace the file; it is never readable by others, not even for a moment."""
    width = max(len(s.username) for s in sign_ins)
    text = "".join(f"{s.username:<{width}}  {s.password}  {s.description}\n" for s in sign_ins)
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def lines() -> list[str]:
    """What to print at the start; empty once the file is gone."""
    return path().read_text(encoding="utf-8").splitlines() if path().exists() else []
