"""The BG/NBD model: does the silence since the last contact mean that a relationship has ended?

Contacts come at random at a rate of the relationship's own (gamma r, α); after each contact it may end with a
chance of its own (beta a, b). Assumes irregular contacts and no return after the end: do not use it for
ties with a fixed yearly meeting. Fader, Hardie and Lee 2005. Called by `vitality`, which counts contacts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import NoFit, OutOfRange, ShapeMismatch

Floats = NDArray[np.float64]

_FEWEST = 10
_FARTHEST = 12.0
"""A fitted logarithm of a parameter beyond this means the likelihood has no maximum there."""


@dataclass(frozen=True)
class Parameters:
    """The four parameters and the unit of time they are in.

    r, alpha: shape and rate of the gamma over contact rates; a, b: the beta over the chance to end after
    a contact; all above 0. `histories` is how many histories they were fitted on, 0 where `source` is a
    publication about something else.
    """

    r: float
    alpha: float
    a: float
    b: float
    unit_days: float
    source: str
    histories: int = 0

    def __post_init__(self) -> None:
        """Refuse parameters that are not above zero."""
        for name in ("r", "alpha", "a", "b", "unit_days"):
            if not getattr(self, name) > 0:
                raise OutOfRange(
                    f"{name} is {getattr(self, name)}", where="BG/NBD", remedy="Give a number above 0."
                )


PUBLISHED = Parameters(
    r=0.243,
    alpha=4.414,
    a=0.793,
    b=2.426,
    unit_days=7,
    source="Fader, Hardie and Lee 2005: customers of CDNOW, weeks",
)
"""Values to start with until enough histories are recorded to fit; they order relationships, no more."""


@dataclass(frozen=True)
class History:
    """What the model needs of one relationship: `x` contacts after the first, the last of them at `t_x`,
    observed until `T`; both times counted from the first contact, in the parameters' unit, 0 ≤ t_x ≤ T.
    """

    x: int
    t_x: float
    T: float

    def __post_init__(self) -> None:
        """Refuse times out of order."""
        if self.x < 0 or not 0 <= self.t_x <= self.T or (self.x == 0) != (self.t_x == 0):
            raise OutOfRange(
                f"x = {self.x}, t_x = {self.t_x}, T = {self.T} is not a history",
                where="history",
                remedy="Count the contacts after the first; the last lies between the first and today.",
            )


def p_alive(parameters: Parameters, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:  # noqa: N803 - the field's own symbol
    """Return the probability that relationships with these histories have not ended, 0 to 1.

    1 where x = 0, by construction of the model (an end can only follow a contact): do not show that as news.
    """
    count, last, until = _checked(x, t_x, T)
    p = parameters
    repeated = np.maximum(count, 1.0)
    log_odds = (
        np.log(p.a)
        - np.log(p.b + repeated - 1)
        + (p.r + count) * (np.log(p.alpha + until) - np.log(p.alpha + last))
    )
    # exp of a capped logarithm: beyond it the probability is 0 in double precision anyway.
    ended = np.where(count > 0, np.exp(np.minimum(log_odds, 700.0)), 0.0)
    return np.asarray(1.0 / (1.0 + ended))


def log_likelihood(parameters: Parameters, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:  # noqa: N803 - as above
    """Return the logarithm of the likelihood of each history."""
    count, last, until = _checked(x, t_x, T)
    return _log_likelihood(
        np.array([parameters.r, parameters.alpha, parameters.a, parameters.b]), count, last, until
    )


def fit(
    histories: Sequence[History], unit_days: float, source: str = "fitted on recorded histories"
) -> Parameters:
    """Return the parameters of greatest likelihood for many relationships' histories.

    NoFit below 10 histories, where none has a repeated contact, or where the likelihood grows without end
    (the histories cannot tell rate from end): use `PUBLISHED` then and say so.
    """
    # SciPy is slow and large to import; P(alive) itself, which pages show, does without it.
    from scipy.optimize import minimize

    if len(histories) < _FEWEST:
        raise NoFit(
            f"{len(histories)} histories are too few",
            where="BG/NBD",
            remedy=f"Record at least {_FEWEST}, or use the published values.",
        )
    x, t_x, until = (
        np.array([getattr(h, name) for h in histories], dtype=np.float64) for name in ("x", "t_x", "T")
    )
    if not x.any():
        raise NoFit(
            "No relationship has a second contact", where="BG/NBD", remedy="Use the published values."
        )
    scale = float(until.mean())
    starts = [np.log([1.0, 1.0, 1.0, 2.0]), np.log([0.3, 0.1, 0.8, 2.5]), np.log([2.0, 0.5, 0.3, 3.0])]
    # Times are scaled to about 1, so that all four logarithms move alike.
    found = [
        minimize(
            _cost,
            start,
            args=(x, t_x / scale, until / scale),
            method="L-BFGS-B",
            bounds=[(-_FARTHEST, _FARTHEST)] * 4,
        )
        for start in starts
    ]
    best = min(found, key=lambda answer: float(answer.fun))
    if not best.success or (np.abs(best.x) > _FARTHEST - 1).any():
        raise NoFit("The likelihood has no clear maximum", where="BG/NBD", remedy="Use the published values.")
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    return Parameters(r, alpha * scale, a, b, unit_days, source, len(histories))


def _cost(logarithms: Floats, x: Floats, t_x: Floats, until: Floats) -> float:
    return -float(_log_likelihood(np.exp(logarithms), x, t_x, until).mean())


def _log_likelihood(four: Floats, x: Floats, t_x: Floats, until: Floats) -> Floats:
    from scipy.special import betaln, gammaln

    r, alpha, a, b = four
    contacts = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    going_on = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + until)
    ended = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + t_x)
    return np.asarray(contacts + np.where(x > 0, np.logaddexp(going_on, ended), going_on))


def _checked(x: ArrayLike, t_x: ArrayLike, until: ArrayLike) -> tuple[Floats, Floats, Floats]:
    count, last, end = (np.asarray(values, dtype=np.float64) for values in (x, t_x, until))
    try:
        count, last, end = np.broadcast_arrays(count, last, end)
    except ValueError as error:
        raise ShapeMismatch(
            f"x {count.shape}, t_x {last.shape} and T {end.shape} do not fit",
            where="histories",
            remedy="Give one of each.",
        ) from error
    if not ((count >= 0) & (last >= 0) & (last <= end)).all():
        raise OutOfRange("A history is out of order", where="histories", remedy="Make sure that 0 ≤ t_x ≤ T.")
    return count, last, end
