"""Readers of environment variables that fail loudly: a wrong value stops the start with one clear sentence.

Called by `settings` alone; no setting has its name or default here.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


class BadSetting(SystemExit):
    """A setting can't be read. Exits with status 2 and says which, what was found and what is expected."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value!r}: expected {expected}.")


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise BadSetting(name, value, "yes or no")


def number(name: str, default: int, *, at_least: int = 0, at_most: int | None = None) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < at_least or (at_most is not None and int(value) > at_most):
        upper = "" if at_most is None else f" to {at_most}"
        raise BadSetting(name, value, f"a whole number from {at_least}{upper}")
    return int(value)


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = text(name, default).lower()
    if value not in choices:
        raise BadSetting(name, value, " or ".join(choices))
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def home() -> Path:
    """The data home: `$YOUCHENG_HOME`, else `var` in the working directory. Made when it is not there."""
    path = Path(text("YOUCHENG_HOME", "var")).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(home_path: Path) -> str:
    """`$YOUCHENG_SECRET_KEY`, else the key kept in the data home, made on first use and readable by its owner only."""
    given = os.environ.get("YOUCHENG_SECRET_KEY", "")
    if given:
        return given
    path = home_path / "secret_key"
    if not path.exists():
        # Written beside and linked into place: two processes that start together end up with one key.
        draft = home_path / f".secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
