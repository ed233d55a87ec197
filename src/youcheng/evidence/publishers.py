"""Who publishes each kind of file and what ships with the platform: the two hand-written tables of `data/`.

Called by `actions` for the words of a catalogue entry. Addresses and licences live in the tables, not here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from youcheng.evidence.enums import Kind


@dataclass(frozen=True)
class Words:
    """What the catalogue says about a data set beside what can be counted."""

    title: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    source: str = ""
    citation: str = ""
    licence: str = ""
    licence_url: str = ""
    homepage: str = ""

    def as_fields(self) -> dict[str, Any]:
        """Return the words as the catalogue's columns."""
        return {
            name: dict(value) if isinstance(value, Mapping) else value for name, value in vars(self).items()
        }


@dataclass(frozen=True)
class StarterTable:
    """One table that ships in the package."""

    name: str
    kind: Kind
    shape: str
    path: Path
    rows: int
    sha256: str
    words: Words


def data_folder() -> Path:
    """Return the folder of the package's own tables."""
    return Path(str(resources.files("youcheng.evidence"))) / "data"


@cache
def publishers() -> Mapping[str, Mapping[str, Any]]:
    """Return publishers.toml: kind → what is known of its publisher."""
    return tomllib.loads((data_folder() / "publishers.toml").read_text(encoding="utf-8"))


def words_for(kind: Kind, **given: str) -> Words:
    """Return the publisher's words for a kind; what the person gave (version, source, licence …) wins."""
    known = _words(publishers()[kind])
    return Words(**{**known, **{name: value for name, value in given.items() if value}})


def pull_url(kind: Kind) -> str:
    """Return the publisher's download address for a kind, or "" where there is none."""
    return str(publishers()[kind].get("pull_url", ""))


@cache
def starter() -> tuple[StarterTable, ...]:
    """Return what ships with the platform, in the order of starter.toml."""
    listed = tomllib.loads((data_folder() / "starter.toml").read_text(encoding="utf-8"))
    return tuple(
        StarterTable(
            name, Kind(entry["kind"]), entry["shape"], data_folder() / entry["file"], entry["rows"],
            entry["sha256"], Words(**(_words(publishers()[entry["kind"]]) | _words(entry))),
        )
        for name, entry in listed.items()
    )  # fmt: skip


def _words(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in Words.__dataclass_fields__ if name in entry}
