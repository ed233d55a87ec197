"""Needs and offers, matched: which offer should serve which need, so that most is served and no district is forgotten?

Question, formula and assumptions in `docs/reference/matching.md` and the heads of the modules; called by `coordination`.
Everything a caller needs is named here. No kind, field, city or unit is known to it: they are codes passed in.
"""

from youcheng.engines.matching.fairness import Fairness
from youcheng.engines.matching.matcher import match
from youcheng.engines.matching.outcomes import (
    REASONS,
    Code,
    DistrictOutcome,
    Match,
    Matching,
    NeedOutcome,
    OfferOutcome,
    Reason,
)
from youcheng.engines.matching.settled import Clash, Conflict, ImpossiblePairs
from youcheng.engines.matching.terms import (
    WHOLE,
    Accepted,
    Declined,
    Effort,
    Need,
    Offer,
    Split,
    Weights,
    check_taxonomy,
)

__all__ = [
    "REASONS",
    "WHOLE",
    "Accepted",
    "Clash",
    "Code",
    "Conflict",
    "Declined",
    "DistrictOutcome",
    "Effort",
    "Fairness",
    "ImpossiblePairs",
    "Match",
    "Matching",
    "Need",
    "NeedOutcome",
    "Offer",
    "OfferOutcome",
    "Reason",
    "Split",
    "Weights",
    "check_taxonomy",
    "match",
]
