"""Numbers that know where they come from: every number a dossier prints is an entry of one `FigureBook`.

Filled by `drafting`, stored as JSON with the version, read by the figure page and by `staleness`. A record holds value,
unit, formula, data vintage, the rows it was made from and how sure it is. No sentence and no query lives here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language

from youcheng.engines.catalogue import METHODS
from youcheng.engines.results import Caveat, Result
from youcheng.evidence.queries import Provenance
from youcheng.foundation.documents.model import Figure, Gap

Json = dict[str, Any]


@dataclass
class Record:
    """One number: what it is, in which unit, how it was made, from what, and how sure it is.

    `display`, `label` and `unit` are by language. `low` and
    `high` are the 5 and 95 % bounds, `caveats` the engines' reservations as code, text and values.
    """

    id: str
    value: float
    method: str = ""
    version: str = ""
    formula: str = ""
    parameters: Json = field(default_factory=dict)
    datasets: list[str] = field(default_factory=list)
    rows: list[Json] = field(default_factory=list)
    low: float | None = None
    high: float | None = None
    caveats: list[Json] = field(default_factory=list)
    is_estimate: bool = False
    display: dict[str, str] = field(default_factory=dict)
    label: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> Json:
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Record:
        """The record stored in `data`; keys a newer version added are ignored."""
        known = {entry.name for entry in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})


@dataclass(frozen=True)
class Origin:
    """How a number was made: the engine's result it comes from, or a method's name, and the rows behind it."""

    result: Result | None = None
    method: str = ""
    formula: str = ""
    rows: tuple[Provenance, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    is_estimate: bool = False


class FigureBook:
    """Collects the numbers of one dossier while it is drafted, once in each language."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    def add(
        self,
        key: str,
        value: float | None,
        *,
        label: str,
        origin: Origin,
        unit: str = "",
        decimals: int = 0,
        low: float | None = None,
        high: float | None = None,
        display: str | None = None,
    ) -> Figure | Gap:
        """Put a number down under its stable key and return it as it is printed; a missing one becomes a gap.

        `display` replaces the formatted number where it is not a plain decimal (a date, a time difference). The same key
        in another language adds that language's wording; the same key with another value is a mistake in the code.
        """
        if value is None or math.isnan(value):
            return Gap(label)
        record = self._records.get(key)
        if record is None:
            record = self._records[key] = _record(key, float(value), origin, low, high)
        elif record.value != float(value):
            raise ValueError(f"The figure {key} was put down twice with different values")
        language = get_language() or "en"
        record.display[language] = display or shown(value, decimals)
        record.label[language] = label
        record.unit[language] = unit
        return Figure(record.display[language], key)

    def records(self) -> Mapping[str, Record]:
        """The records so far, by key in the order they were put down."""
        return self._records

    def to_json(self) -> dict[str, Json]:
        return {key: record.to_json() for key, record in self._records.items()}


def shown(value: float, decimals: int, language: str | None = None) -> str:
    """A number in the manner of a language with a fixed count of decimals; never "−0"."""
    rounded = round(value, decimals) + 0.0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    locale = "zh_Hans" if (language or get_language() or "en").startswith("zh") else "en"
    text: str = format_decimal(rounded, format=pattern, locale=locale)
    return text.replace("-", "−")


def _record(key: str, value: float, origin: Origin, low: float | None, high: float | None) -> Record:
    provenance = origin.result.provenance() if origin.result else {}
    notes = [{"code": c.code, "text": c.text, "values": dict(c.values)} for c in origin.caveats]
    method = provenance.get("method", origin.method)
    return Record(
        id=key,
        value=value,
        method=method,
        version=provenance.get("version", ""),
        formula=METHODS[method].formula if method in METHODS else origin.formula,
        parameters=_plain(provenance.get("parameters", {})),
        datasets=list(dict.fromkeys(rows.dataset for rows in origin.rows)),
        rows=[rows.as_dict() for rows in origin.rows],
        low=low,
        high=high,
        caveats=[*provenance.get("caveats", []), *notes],
        is_estimate=origin.is_estimate,
    )


def _plain(parameters: Mapping[str, Any]) -> Json:
    """Parameters without what JSON can't hold."""
    return {
        key: (None if isinstance(value, float) and not math.isfinite(value) else value)
        for key, value in parameters.items()
    }
