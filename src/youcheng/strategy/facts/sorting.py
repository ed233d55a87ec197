"""The figures by which ties are sorted into batches, read for all ties at once.

Called by `actions.batches` and by the year's portfolio. A figure that is not known is None and never zero; which figures
there are is said in `batch_rules.FIGURES`; potential is the candidates' own score.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from youcheng.engines.classes import Figure
from youcheng.engines.vitality import Vitality
from youcheng.network.enums import State
from youcheng.network.models import Relationship
from youcheng.network.queries import standings, vitality_of_all
from youcheng.network.standing import Standing
from youcheng.strategy.facts.potential import potential_of
from youcheng.strategy.framework import red_lines

ENDED = "ended"


def figures_of(
    relationships: Iterable[Relationship], as_of: dt.date, half: float
) -> dict[int, dict[str, Figure]]:
    """The figures of each tie on a day, by its key. The number of queries does not depend on the number of ties."""
    rows = list(relationships)
    standing, vitality = standings(as_of, rows), vitality_of_all(rows, as_of)
    potential, lines = potential_of([row.partner for row in rows], as_of), red_lines()
    return {
        row.pk: {
            **_of_standing(standing[row.pk]),
            **_of_records(vitality[row.pk], half),
            "red_line": bool(lines.of(row.partner.country.iso3, as_of)),
            "potential": scored.score if (scored := potential.get(row.partner_id)) else None,
        }
        for row in rows
    }


def activity_of(decayed: float, half: float) -> float:
    """Activity from 0 to 100: 100 · (1 − 2^(−V / half)); each `half` more of V halves what is left to 100."""
    return float(100.0 * (1.0 - 2.0 ** (-decayed / half)))


def _of_standing(standing: Standing) -> dict[str, Figure]:
    """Kind and state as far as the dates leave them certain: two readings leave both unknown."""
    ended = standing.state == State.ENDED
    return {
        "kind": ENDED if ended else standing.kind,
        "state": standing.state,
        "term_over": standing.term_over,
    }


def _of_records(vitality: Vitality, half: float) -> dict[str, Figure]:
    """What the recorded exchanges say. Without any, nothing is known about activity: silence may be poor keeping."""
    recorded = vitality.records > 0
    return {
        "records": float(vitality.records),
        "alive": vitality.alive.probability,
        "activity": activity_of(vitality.decay.value, half) if recorded else None,
        "silent": vitality.silence.flagged if vitality.silence.probability is not None else None,
    }
