"""How a method of the vitality page is shown: formula, how to read it, parameters and reservations in the reader's words.

Called by the vitality page; what a method computes is the engines' own.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.results import Result
from youcheng.foundation import formatting


def described(title: str, result: Result) -> dict[str, Any]:
    """One method with its parameters; those of the decay stand in the table of kinds."""
    language = get_language() or "zh-hans"
    parameters = {} if result.method == "decay" else result.parameters
    return {
        "title": title,
        "formula": result.about.computed(language),
        "reads": result.about.read(language),
        "source": result.about.source(language),
        "version": result.version,
        "caveats": [caveat.said(language) for caveat in result.caveats],
        "parameters": [(parameter_name(code), shown(value)) for code, value in parameters.items()],
    }


def parameter_name(code: str) -> str:
    """A parameter in words; the letters of a formula stay letters."""
    names = {
        "alpha": "α",
        "unit_days": _("unit of time, in days"),
        "source": _("parameters from"),
        "histories": _("histories the parameters were fitted on"),
        "threshold": _("threshold"),
        "expected_rate": _("expected exchanges a day"),
    }
    return names.get(code, code)


def shown(value: object) -> object:
    """A parameter's value; one that is not set is a dash."""
    return formatting.MISSING if value is None else value
