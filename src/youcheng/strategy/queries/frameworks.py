"""Reads of risk frameworks: which there are, which is in force, and two of them side by side.

Called by the pages and commands of frameworks. Scores of two frameworks have scales of their own, so ranks are compared, never
points. Nothing is written here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.agreement import Agreement, kendall, shifts
from youcheng.engines.catalogue import METHODS
from youcheng.engines.framework import OVERALL
from youcheng.engines.ranking import ranks_of
from youcheng.engines.uncertainty import Choices, Interval, Intervals, intervals
from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.remembering import remembered
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.framework import framework_of, shipped_framework
from youcheng.strategy.framework_files import RiskFramework
from youcheng.strategy.in_force import parsed
from youcheng.strategy.judgements import SHIPPED, BadFile, own_file
from youcheng.strategy.models import FrameworkFile
from youcheng.strategy.policies import framework_file_policy

SHIPPED_KEY, HOME_KEY = "shipped", "home"


class NoSuchFramework(Refused):
    """No framework goes by that key."""


@dataclass(frozen=True)
class Choice:
    """A framework there is: its key in addresses, where it comes from, and why it can't be used ("" where it can).

    `can_be_chosen` is false for the one that ships where a file of the data home stands before it.
    """

    key: str
    framework: RiskFramework | None
    row: FrameworkFile | None
    is_in_force: bool
    problem: str = ""
    can_be_chosen: bool = True

    @property
    def title(self) -> str:
        return self.framework.title if self.framework else self.key


@dataclass(frozen=True)
class Shift:
    """One country under two frameworks: intervals, places among those scored by both, and how far it moves (up above 0)."""

    iso3: str
    name: str
    first: Interval
    second: Interval
    place_first: int
    place_second: int
    shift: int

    @property
    def leaves_band(self) -> bool:
        """Whether its two bands of ranks have no rank in common."""
        return self.first.rank_high < self.second.rank_low or self.second.rank_high < self.first.rank_low


@dataclass(frozen=True)
class SideBySide:
    """Two frameworks in one dimension: the countries scored by both, those scored by one only, and how far they agree."""

    rows: tuple[Shift, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    agreement: Agreement | None
    scored: int

    @property
    def leaving(self) -> int:
        return sum(row.leaves_band for row in self.rows)


def frameworks_visible_to(actor: Actor) -> QuerySet[FrameworkFile]:
    """The frameworks loaded that the actor may see."""
    return framework_file_policy.filter(FrameworkFile.objects.all(), actor)


def choices(actor: Actor) -> list[Choice]:
    """Every framework there is: those loaded, the data home's file where there is one, and the one that ships."""
    rows = list(frameworks_visible_to(actor))
    is_chosen = any(row.is_in_force for row in rows)
    found = [Choice(str(row.pk), parsed(row.text, row.source_name), row, row.is_in_force) for row in rows]
    home = own_file("framework.toml")
    if home.is_file():
        try:
            found.append(Choice(HOME_KEY, framework_of(home), None, not is_chosen))
        except BadFile as wrong:
            found.append(Choice(HOME_KEY, None, None, not is_chosen, str(wrong)))
    in_force = not is_chosen and not home.is_file()
    shipped = Choice(SHIPPED_KEY, shipped_framework(), None, in_force, can_be_chosen=not home.is_file())
    return [*found, shipped]


def text_of_choice(choice: Choice) -> str:
    """The file's text as it is, to be kept, read or changed and loaded under a version of its own."""
    if choice.row is not None:
        return choice.row.text
    path = own_file("framework.toml") if choice.key == HOME_KEY else SHIPPED / "framework.toml"
    return path.read_text(encoding="utf-8", errors="replace")


def choice_of(actor: Actor, key: str) -> Choice:
    """The framework of that key, or that a person named by code, code and version, or checksum. Raises NoSuchFramework."""
    offered = choices(actor)
    for each in offered:
        names = {each.key, each.title}
        if each.framework is not None:
            names |= {each.framework.engine.code}
        if key in names or (len(key) >= 8 and each.framework and each.framework.sha256.startswith(key)):
            return each
    near = difflib.get_close_matches(key, [each.title for each in offered], n=3, cutoff=0.4)
    known = ", ".join(near or [each.title for each in offered])
    raise NoSuchFramework(
        _("There is no framework “%(key)s”. There are: %(known)s.") % {"key": key, "known": known}
    )


def row_of(actor: Actor, key: int) -> FrameworkFile:
    """A loaded framework; `DoesNotExist` whether it is absent or hidden."""
    return frameworks_visible_to(actor).get(Q(pk=key))


def shared_dimensions(first: RiskBook, second: RiskBook) -> tuple[str, ...]:
    """The dimensions both frameworks have, overall first."""
    ours, theirs = first.framework.engine.dimension_codes, second.framework.engine.dimension_codes
    return (OVERALL, *(code for code in ours if code in theirs))


def side_by_side(
    first: RiskBook, second: RiskBook, dimension: str = OVERALL, among: Iterable[str] | None = None
) -> SideBySide:
    """Compare two frameworks in a dimension over all countries; `among` limits the rows, not who is ranked."""
    everyone = sorted({*first.observations, *second.observations})
    ours = {code for code in everyone if first.interval(code, dimension) is not None}
    theirs = {code for code in everyone if second.interval(code, dimension) is not None}
    both = sorted(ours & theirs)
    before, after = (_among(book, dimension, both) for book in (first, second))
    a, b = (np.array([each[code].median for code in both]) for each in (before, after))
    moved = shifts(a, b) if both else np.zeros(0, dtype=np.intp)
    places = ranks_of(a) if both else moved
    wanted = None if among is None else set(among)
    language = get_language() or "zh-hans"
    rows = [
        Shift(code, countries.name(code, language), before[code], after[code], int(place), int(place - shift), int(shift))
        for code, place, shift in zip(both, places, moved, strict=True)
        if wanted is None or code in wanted
    ]  # fmt: skip
    return SideBySide(
        rows=tuple(rows),
        only_first=_listed(ours, theirs, wanted),
        only_second=_listed(theirs, ours, wanted),
        agreement=kendall(a, b) if len(both) > 1 else None,
        scored=len(both),
    )


def _among(book: RiskBook, dimension: str, codes: Sequence[str]) -> dict[str, Interval]:
    """The intervals with ranks among these countries alone: a place among 147 and a band among 172 can't be compared."""
    if not codes:
        return {}
    figures = {code: book.observations[code] for code in codes}
    made_from = (METHODS["composite_interval"].version, Choices(), book.key, codes)

    def draw() -> Intervals:
        return intervals(book.framework.engine, figures)

    drawn = remembered("risk-intervals-among", made_from, draw) if book.key else draw()
    return {code: drawn.intervals[code, dimension] for code in codes}


def _listed(held: Iterable[str], other: Iterable[str], wanted: set[str] | None) -> tuple[str, ...]:
    lacking: Sequence[str] = sorted({*held} - {*other})
    return tuple(code for code in lacking if wanted is None or code in wanted)
