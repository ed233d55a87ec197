"""The register's settings: weights of vitality, lead times of anniversaries, customary terms of agreements.

Called by `queries` and the deriving of standings; the package's own file is data/network.toml, an office's file of the
same name in the data home overrides single values. Nothing is read at import time.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.engines.vitality import Kind
from youcheng.foundation.errors import Refused


def vitality_kinds() -> dict[str, Kind]:
    """Weight and half-life in years of each type of exchange."""
    return {code: Kind(**values) for code, values in _all()["vitality"]["kinds"].items()}


def silence_threshold() -> float:
    return float(_all()["vitality"]["silence"]["threshold"])


def anniversary(name: str) -> int:
    """`ten_year_lead_days`, `letter_lead_days` or `months_ahead`."""
    return int(_all()["anniversaries"][name])


def customary_terms() -> dict[str, int]:
    """Years after which an agreement of each type without a stated term is flagged; types without one are absent."""
    return {type_: int(years) for type_, years in _all()["terms"].items() if years}


@cache
def _all() -> dict[str, Any]:
    own = resources.files("youcheng.network").joinpath("data/network.toml").read_text(encoding="utf-8")
    values = tomllib.loads(own)
    path = settings.YOUCHENG_HOME / "network.toml"
    if path.exists():
        try:
            _overlay(values, tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Refused(_("%(path)s can't be read: %(error)s") % {"path": path, "error": error}) from error
    return values


def _overlay(values: dict[str, Any], own: dict[str, Any]) -> None:
    for name, value in own.items():
        if isinstance(value, dict) and isinstance(values.get(name), dict):
            _overlay(values[name], value)
        else:
            values[name] = value
