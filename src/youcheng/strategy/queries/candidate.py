"""One candidate in depth: where it stands and why, how far its place hangs on each weight, and how sure it is.

Called by the pages of one city and of several side by side, and by the command. The ranking itself is `candidates`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from youcheng.engines.composite import Z_90
from youcheng.engines.framework import RedLine
from youcheng.engines.ranking import value_of
from youcheng.engines.stability import Stability, weight_stability
from youcheng.network.models import City
from youcheng.strategy.facts.candidates import Rule
from youcheng.strategy.facts.potential import Scored, scored_rows
from youcheng.strategy.queries.candidates import Field, Rows

PLACES = (5, 10, 20, 50)
"""The places stability may be told for: the first of them that hold the candidate, for one further down the last."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """One city in a field: its row in the world, points with their parts, and what rules it out."""

    field: Field
    row: int
    city: City
    scored: Scored

    @property
    def rule(self) -> Rule:
        return self.field.whole.rule(self.row)

    @property
    def rank(self) -> int:
        """Its place in the field, 0 where it has none."""
        return int(self.field.ranks[self.row])

    @property
    def place(self) -> int:
        """Its place or, for a partner of ours, the place it would have among the candidates; else 0."""
        if self.rank or self.rule is not Rule.TIED or self.scored.score is None:
            return self.rank
        scores = self.field.valued.scores
        return 1 + int((scores[self.field.inside] > scores[self.row]).sum())

    def bounds(self, code: str) -> tuple[float, float] | None:
        """The 5 and 95 % bounds of a criterion's figure; None for one that has none, which is all but the risk."""
        column = self.field.whole.columns[code]
        if column.low is None or column.high is None or np.isnan(column.low[self.row]):
            return None
        return float(column.low[self.row]), float(column.high[self.row])

    @property
    def by_topsis(self) -> int:
        return int(self.field.by_topsis[self.row])

    @property
    def by_promethee(self) -> int:
        return int(self.field.by_promethee[self.row])

    @property
    def closeness(self) -> float | None:
        """TOPSIS closeness (0–1)."""
        value = float(self.field.closeness.scores[self.row])
        return None if np.isnan(value) else value

    @property
    def flow(self) -> float | None:
        """PROMETHEE II net flow (−1 to 1), None where the city is not compared."""
        place = np.searchsorted(self.field.compared, self.row)
        if place >= len(self.field.compared) or self.field.compared[place] != self.row:
            return None
        return float(self.field.flows.scores[place])

    @property
    def red_lines(self) -> tuple[RedLine, ...]:
        return self.field.whole.red_lines_of(self.city.country_id)

    @property
    def zone(self) -> str:
        return self.field.whole.home.zones.get(self.city.country_id, "other")

    @cached_property
    def first(self) -> int:
        """The number of places its stability is told for."""
        least = self.field.whole.criteria.first
        return next(
            (count for count in (least, *PLACES) if count >= max(least, self.place)), max(least, PLACES[-1])
        )

    def stability(self, count: int | None = None) -> list[Stability]:
        """How far each criterion's weight may move before it leaves the first `count`; nothing where it has no place.

        Against the candidates of the field alone. Criteria without weight are asked too: what if they had one?
        """
        if not self.place:
            return []
        cells, place = self.field.whole.normalised[self._rivals], self._among
        chosen = self.field.whole.criteria
        return [
            weight_stability(
                chosen.engine, cells, place, code, count or self.first,
                weights=self.field.weights, screening=chosen.screening,
            )
            for code in chosen.codes
        ]  # fmt: skip

    @cached_property
    def _rivals(self) -> Rows:
        """The candidates of the field and the city itself."""
        return np.union1d(np.flatnonzero(self.field.inside), [self.row])

    @property
    def _among(self) -> int:
        """Where the city stands in `_rivals`."""
        return int(np.searchsorted(self._rivals, self.row))

    @cached_property
    def band(self) -> tuple[int, int] | None:
        """Best and worst place when the risk of its country lies at its bounds (5 and 95 %), all else as it is.

        The whole country moves, for it is one figure; None where the city has no place.
        """
        if not self.place:
            return None
        whole, rivals = self.field.whole, self._rivals
        compatriots = whole.cities.country[rivals] == whole.cities.country[self.row]
        places = []
        for cells in (whole.low, whole.high):
            moved = np.where(compatriots[:, None], cells[rivals], whole.normalised[rivals])
            valued = value_of(whole.criteria.engine, moved, self.field.weights, whole.criteria.screening)
            places.append(int(valued.ranks[self._among]))
        return min(places), max(places)

    @cached_property
    def alike(self) -> int | None:
        """How many candidates of other countries the risk's uncertainty alone cannot tell it apart from, at 90 %.

        Compatriots share the figure of risk and differ by the rest alone. None where the city has no score.
        """
        own, scores = self.field.spread[self.row], self.field.valued.scores
        if not self.place or np.isnan(own):
            return None
        abroad = self.field.inside & (
            self.field.whole.cities.country != self.field.whole.cities.country[self.row]
        )
        margin = Z_90 * np.hypot(own, self.field.spread)
        return int((abroad & (np.abs(scores - scores[self.row]) <= margin)).sum())


def candidate(found: Field, city: City) -> Candidate | None:
    """A city in a field; None where the world's table does not hold it."""
    row = found.whole.cities.rows.get(city.pk)
    if row is None:
        return None
    return Candidate(found, row, city, scored_rows(found.whole, [row], found.weights)[0])


def first_of(found: Field) -> Candidate | None:
    """The candidate in the first place, None in an empty field. One query."""
    rows = np.flatnonzero(found.ranks == 1)
    if not len(rows):
        return None
    row = min((int(row) for row in rows), key=lambda row: int(found.whole.cities.keys[row]))
    city = City.objects.select_related("country").filter(pk=int(found.whole.cities.keys[row])).first()
    return None if city is None else candidate(found, city)


def tightest(spans: list[Stability]) -> Stability | None:
    """Of the criteria with weight the one whose share may move least before the place is lost; None where none may not."""

    def room(span: Stability) -> float:
        around = span.around or (span.now, span.now)
        below = span.now - around[0] if around[0] > 0 else 1.0
        above = around[1] - span.now if around[1] < 1 else 1.0
        return min(below, above)

    weighed = [span for span in spans if span.now > 0 and room(span) < 1.0]
    return min(weighed, key=room, default=None)
