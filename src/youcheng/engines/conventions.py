"""Conventions in which published packages differ, by name, so that a reader can choose and a result can say which.

Each is one choice with a default; `chosen` turns names into `Conventions`. The methods that obey them take a
`Conventions`; nothing is computed here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from youcheng.engines.errors import OutOfRange


@dataclass(frozen=True)
class Conventions:
    """One set of choices; the defaults are the platform's.

    `special`: specialised where RCA ≥ 1 ("at_least", the R package economiccomplexity) or RCA > 1 ("above").
    `own`: a good counts among its own neighbours, φ_pp = 1 ("counted", as in R), or not ("left_out").
    `spread`: ECI and PCI divided by the "population" or the "sample" standard deviation.
    `world`: the seller's own imports are taken out of the world's ("without_seller", Drysdale and Garnaut 1982)
    or stay in ("whole", the World Bank's WITS) in C, TII and B.
    """

    special: Literal["at_least", "above"] = "at_least"
    own: Literal["counted", "left_out"] = "counted"
    spread: Literal["population", "sample"] = "population"
    world: Literal["without_seller", "whole"] = "without_seller"

    @property
    def threshold(self) -> float:
        """The smallest RCA that counts as specialised: 1, or the next number above it."""
        return 1.0 if self.special == "at_least" else float(np.nextafter(1.0, 2.0))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the choices that differ from the defaults, in the order of `OTHERS`."""
        return tuple(name for name, (field, value) in OTHERS.items() if getattr(self, field) == value)


OTHERS: Mapping[str, tuple[str, str]] = {
    "rca-above": ("special", "above"),
    "self-left-out": ("own", "left_out"),
    "sample-deviation": ("spread", "sample"),
    "whole-world": ("world", "whole"),
}
"""Name → the field and the value it sets; everything not named is the default."""


def chosen(names: Iterable[str]) -> Conventions:
    """Return the conventions of these names, the defaults where none is named. OutOfRange for an unknown name."""
    found = Conventions()
    for name in names:
        if name not in OTHERS:
            raise OutOfRange(
                f"There is no convention {name}",
                where="convention",
                remedy=f"Choose among {', '.join(OTHERS)}.",
            )
        field, value = OTHERS[name]
        found = replace(found, **{field: value})  # type: ignore[arg-type]  # the value comes from OTHERS
    return found
