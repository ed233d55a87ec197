"""Coordination's settings that an office judges for itself; its own file in the data home overrides single values.

Called by queries. The package's file is data/coordination.toml; nothing is read at import time.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused


def tasks_a_week() -> int:
    """As many tasks of one lead unit may be due in one week before a move warns; 0 never warns."""
    return int(_all()["load"]["tasks_a_week"])


def undo_minutes() -> int:
    """For so long a move may be taken back by who made it."""
    return int(_all()["undo"]["minutes"])


@cache
def _all() -> dict[str, Any]:
    own = (
        resources.files("youcheng.coordination")
        .joinpath("data/coordination.toml")
        .read_text(encoding="utf-8")
    )
    values = tomllib.loads(own)
    path = settings.YOUCHENG_HOME / "coordination" / "coordination.toml"
    if path.exists():
        try:
            theirs = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Refused(_("%(path)s can't be read: %(error)s") % {"path": path, "error": error}) from error
        for section, own_values in theirs.items():
            values.setdefault(section, {}).update(own_values)
    return values
