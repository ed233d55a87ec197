"""What every engine's result carries: method, version, parameters and caveats.

Engines build these; `strategy` stores `provenance()` with a run so that each number on a page opens to
its formula; a page shows a caveat with `said(language)`. What the methods and caveats are lies in
`catalogue` and `chinese`, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from youcheng.engines.catalogue import CAVEATS, METHODS, Method, chinese

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Caveat:
    """A reservation to show beside a number.

    `code` is stable, `text` the English template with `%(name)s` places, `values` what goes in them.
    """

    code: str
    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.said("en")

    def said(self, language: str) -> str:
        """Return the sentence in Chinese for any `zh…` language code, else in English."""
        text = chinese.CAVEATS[self.code] if language.lower().startswith("zh") else self.text
        return text % dict(self.values)


def caveat(code: str, **values: Value) -> Caveat:
    """Return the catalogue's caveat `code`, filled with `values`; KeyError where the catalogue lacks it."""
    return Caveat(code, CAVEATS[code], tuple(sorted(values.items())))


@dataclass(frozen=True, eq=False, kw_only=True)
class Result:
    """The part every result shares: which method made it, with what parameters and reservations."""

    method: str
    parameters: Mapping[str, Value] = field(default_factory=dict)
    caveats: tuple[Caveat, ...] = ()

    @property
    def version(self) -> str:
        """Version of the method's implementation; it changes when the same input gives another number."""
        return self.about.version

    @property
    def about(self) -> Method:
        """Formula, unit, range, neutral value, direction and source of the method."""
        return METHODS[self.method]

    def provenance(self) -> dict[str, Any]:
        """Return method, version, parameters and caveats as plain values ready for JSON."""
        return {
            "method": self.method,
            "version": self.version,
            "parameters": dict(self.parameters),
            "caveats": [{"code": c.code, "text": c.text, "values": dict(c.values)} for c in self.caveats],
        }


def listed(codes: tuple[str, ...], limit: int = 10) -> str:
    """Return codes as one readable string, cut after `limit` with the number left out."""
    shown = ", ".join(codes[:limit])
    return shown if len(codes) <= limit else f"{shown} … (+{len(codes) - limit})"
