"""Settings of the topics that an office judges for itself: the criteria to begin with, how long advice may wait.

Called by actions and queries. The package's file is data/topics.toml; an office's own file of that name under
$YOUCHENG_HOME/strategy/ replaces what it names. Nothing is read at import time.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused


def first_criteria() -> list[tuple[dict[str, str], Decimal]]:
    """The criteria a new topic begins with: names by language, and weight."""
    return [
        ({code: text for code, text in one.items() if code != "weight"}, Decimal(str(one["weight"])))
        for one in _all()["criteria"]
    ]


def decide_within_days() -> int:
    """So many days may pass before advice without a decision is said to wait."""
    return int(_all()["advice"]["decide_within_days"])


def _all() -> dict[str, Any]:
    own = resources.files("youcheng.strategy").joinpath("data/topics.toml").read_text(encoding="utf-8")
    values = tomllib.loads(own)
    path = settings.YOUCHENG_HOME / "strategy" / "topics.toml"
    if path.exists():
        try:
            values |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Refused(_("%(path)s can't be read: %(error)s") % {"path": path, "error": error}) from error
    return values
