"""Reading the office's judgements from files: the office's own where it has one, else the one that ships.

Used by the modules that say what a file must hold (`framework`, `criteria`). An office's file of the same name under
$YOUCHENG_HOME/strategy/ replaces the shipped one. What the entries mean is not known here.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused

SHIPPED = Path(__file__).parent / "data"


class BadFile(Refused):
    """A file of judgements cannot be used: the message names the file, the entry and what was expected."""


def own_file(name: str) -> Path:
    """Where the office's own file of that name would lie."""
    return Path(settings.YOUCHENG_HOME) / "strategy" / name


def read(name: str) -> tuple[Path, dict[str, Any], str]:
    """Path, content and SHA-256 of the office's own file, else of the one that ships."""
    own = own_file(name)
    path = own if own.is_file() else SHIPPED / name
    raw = path.read_bytes()
    try:
        return path, tomllib.loads(raw.decode("utf-8")), hashlib.sha256(raw).hexdigest()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name}: {error}") from error


def listed(path: Path, data: Mapping[str, Any], key: str) -> Sequence[Any]:
    """The list under `key`, which must be there."""
    return needed(path, data, key, list, "top")  # type: ignore[no-any-return]


def needed(path: Path, data: Mapping[str, Any], key: str, kind: type | tuple[type, ...], where: str) -> Any:
    """The value under `key`, which must be there and of that kind."""
    value = data.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise refusal(path, where, _("%(key)s is missing or of another kind than expected") % {"key": key})
    return value


def refusal(path: Path, where: str, what: str) -> BadFile:
    """The error for one entry of a file: which file, where in it, and what was expected."""
    return BadFile(
        _("The file %(file)s can't be used: in %(where)s, %(what)s.")
        % {"file": path.name, "where": where, "what": what}
    )
