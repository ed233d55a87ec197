"""Figures of one classification in the codes of another: each code's value is shared out over the codes it maps to.

A concordance maps a code to its targets with weights that add up to 1; where nothing is known they are equal, and the
caveat says so. A code that maps to nothing is listed with its value, never dropped and never spread over the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from youcheng.engines.errors import OutOfRange

Concordance = Mapping[str, Mapping[str, float]]
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Carried:
    """Values by target code, what could not be carried by its own code, and the codes that were shared out equally."""

    values: Mapping[str, float]
    unmapped: Mapping[str, float]
    split: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of the whole was carried, 0 to 1; NaN where there is nothing."""
        carried, left = sum(self.values.values()), sum(self.unmapped.values())
        return carried / (carried + left) if carried + left > 0 else float("nan")


def equal(targets: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, float]]:
    """Return a concordance that shares every code equally over its targets; a code without any is left out."""
    return {code: {one: 1 / len(held) for one in held} for code, held in targets.items() if held}


def carried(values: Mapping[str, float], concordance: Concordance) -> Carried:
    """Return the values in the codes of the other classification. OutOfRange where weights do not add up to 1."""
    found: dict[str, float] = {}
    unmapped: dict[str, float] = {}
    split = []
    for code, value in values.items():
        targets = concordance.get(code)
        if not targets:
            unmapped[code] = value
            continue
        if abs(sum(targets.values()) - 1) > _TOLERANCE or min(targets.values()) < 0:
            raise OutOfRange(
                f"The weights of {code} are not shares of 1",
                where="concordance",
                remedy="Give weights of zero or more that add up to 1.",
            )
        if len(targets) > 1:
            split.append(code)
        for target, weight in targets.items():
            found[target] = found.get(target, 0.0) + value * weight
    return Carried(found, unmapped, tuple(split))
