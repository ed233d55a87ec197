"""Which limits cannot hold together? A smallest set of them: leave out any one, and the others can be kept.

Divide and conquer (QuickXplain: Junker 2004, AAAI, 167–172): a few dozen feasibility checks where deleting one by one would
need one a limit. Minimal, not the fewest possible: another clash may lie beside it. Called by `choosing`.
"""

from collections.abc import Sequence

from youcheng.engines.portfolio.program import Program
from youcheng.engines.portfolio.solving import can_be
from youcheng.engines.portfolio.terms import Kind, Limit

LAST_TO_BLAME = (Kind.REQUIRED, Kind.FORBIDDEN, Kind.CITY_LEAST)
"""Limits that name one thing: the clash is told by them, so general limits are offered for removal first."""


def clash_of(program: Program) -> tuple[Limit, ...]:
    """Return a minimal set of limits that no choice can keep together; empty where all can be kept."""
    if can_be(program):
        return ()
    # The limits tried first are kept where there is a choice: the named ones, which a person recognises.
    ordered = sorted(program.limits, key=lambda limit: limit.kind not in LAST_TO_BLAME)
    found = _needed(program, [], ordered, changed=False)
    return tuple(limit for limit in program.limits if limit in found)


def _needed(program: Program, kept: list[Limit], rest: Sequence[Limit], *, changed: bool) -> list[Limit]:
    """Return a minimal part of `rest` that clashes with `kept`; `changed` says that `kept` grew since it was last tried."""
    if changed and not can_be(program.only(kept)):
        return []
    if len(rest) == 1:
        return list(rest)
    half = len(rest) // 2
    left, right = list(rest[:half]), list(rest[half:])
    of_right = _needed(program, [*kept, *left], right, changed=True)
    of_left = _needed(program, [*kept, *of_right], left, changed=bool(of_right))
    return [*of_left, *of_right]
