"""Is a relationship alive? The decay curve, the probability of being alive, and the silence alarm.

From dated contacts (exchanges, visits, letters) of one relationship; called by `network` and `strategy`. A
score made of records measures record keeping too: every result names the number of records and the last
one. The day asked for is an argument, never the clock. The probability model is in `bgnbd`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.bgnbd import PUBLISHED, History, Parameters, fit, log_likelihood, p_alive
from youcheng.engines.errors import OutOfRange, UnknownCode
from youcheng.engines.results import Caveat, Result, Value, caveat, listed
from youcheng.engines.timespans import Span

__all__ = [
    "PUBLISHED",
    "Alive",
    "Contact",
    "Curve",
    "Decay",
    "History",
    "Kind",
    "Parameters",
    "Silence",
    "Vitality",
    "alive",
    "assess",
    "decay",
    "decay_curve",
    "decayed",
    "fit",
    "history_of",
    "log_likelihood",
    "p_alive",
    "silence",
]

YEAR_DAYS = 365.25
FEW_RECORDS = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Kind:
    """What one contact of a kind is worth: `weight` q ≥ 0 on its day, halved every `half_life` years (> 0)."""

    weight: float
    half_life: float

    def __post_init__(self) -> None:
        """Refuse a negative weight or a half-life that is not above zero."""
        if self.weight < 0 or not self.half_life > 0:
            raise OutOfRange(
                f"weight {self.weight}, half-life {self.half_life}",
                where="kind of exchange",
                remedy="Give a weight of 0 or more and a half-life above 0 years.",
            )


@dataclass(frozen=True)
class Contact:
    """One recorded exchange: when (perhaps only roughly) and its kind, a key of the weights."""

    when: Span
    kind: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Recorded(Result):
    """A result made of records up to a day: how many there are and when the last was (None: none)."""

    at: dt.date
    records: int
    last: Span | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Decay(Recorded):
    """V(t) in weighted exchanges; `low` and `high` read roughly known dates at their earliest and latest."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve(Recorded):
    """V(t) on each of `days`, counting on each day only the contacts that had happened."""

    days: tuple[dt.date, ...]
    values: Floats


@dataclass(frozen=True, eq=False, kw_only=True)
class Alive(Recorded):
    """P(alive), 0 to 1; None where fewer than two dated contacts leave the model nothing to say."""

    probability: float | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Silence(Recorded):
    """How unusual the silence is: P(nothing for so long) at the relationship's own rate of contacts.

    `probability` and `rate` (contacts a year) are None where there is no rate to go by; `flagged` then is
    False, which means "no alarm raised", not "all well".
    """

    probability: float | None
    rate: float | None
    silent_days: int | None
    flagged: bool


@dataclass(frozen=True, eq=False)
class Vitality:
    """The three readings of one relationship on one day; shown together, never added up."""

    decay: Decay
    alive: Alive
    silence: Silence

    @property
    def records(self) -> int:
        """Number of contacts counted."""
        return self.decay.records

    @property
    def last(self) -> Span | None:
        """When the last contact was, None without any."""
        return self.decay.last


def decayed(ages: ArrayLike, weights: ArrayLike, half_lives: ArrayLike) -> float:
    """Return Σ q · 2^(−age / h), ages and half-lives in one unit; an age below 0 (yet to come) counts nothing."""
    age = np.asarray(ages, dtype=np.float64)
    worth = np.asarray(weights, dtype=np.float64) * np.exp2(-np.maximum(age, 0) / np.asarray(half_lives))
    return float(np.where(age >= 0, worth, 0.0).sum())


def decay(contacts: Sequence[Contact], kinds: Mapping[str, Kind], at: dt.date) -> Decay:
    """Return the vitality on day `at`; UnknownCode where a contact's kind has no weight.

    A roughly known date counts at the last day of its span, as everywhere; a contact that lies wholly or
    possibly after `at` is left out and said so.
    """
    known = _until(contacts, at)
    weights, half_lives = _worths(known, kinds)
    value = decayed([_years(c.when.latest, at) for c in known], weights, half_lives)
    oldest = [np.inf if c.when.earliest is None else _years(c.when.earliest, at) for c in known]
    return Decay(
        method="decay",
        parameters=_described(kinds),
        caveats=_reservations(contacts, known),
        at=at,
        records=len(known),
        last=_last(known),
        value=value,
        low=decayed(oldest, weights, half_lives),
        high=value,
    )


def decay_curve(contacts: Sequence[Contact], kinds: Mapping[str, Kind], days: Sequence[dt.date]) -> Curve:
    """Return the vitality on each day, for a drawing; OutOfRange without a day."""
    if not days:
        raise OutOfRange("No day is asked for", where="decay_curve", remedy="Give at least one day.")
    at = max(days)
    known = _until(contacts, at)
    weights, half_lives = _worths(known, kinds)
    happened = np.array([c.when.latest.toordinal() for c in known])
    values = np.array(
        [decayed((day.toordinal() - happened) / YEAR_DAYS, weights, half_lives) for day in days],
        dtype=np.float64,
    )
    return Curve(
        method="decay",
        parameters=_described(kinds),
        caveats=_reservations(contacts, known),
        at=at,
        records=len(known),
        last=_last(known),
        days=tuple(days),
        values=values,
    )


def history_of(
    contacts: Sequence[Contact],
    at: dt.date,
    unit_days: float = PUBLISHED.unit_days,
    start: dt.date | None = None,
) -> History | None:
    """Return the counts the probability model needs, or None without any contact up to `at`.

    The clock starts at the first contact, or at `start` (the signing) where that is given and earlier;
    contacts on one day count once.
    """
    days = sorted({c.when.latest for c in _until(contacts, at)})
    if start is not None and start <= at and (not days or start < days[0]):
        days.insert(0, start)
    if not days:
        return None
    return History(len(days) - 1, (days[-1] - days[0]).days / unit_days, (at - days[0]).days / unit_days)


def alive(
    contacts: Sequence[Contact], at: dt.date, parameters: Parameters = PUBLISHED, start: dt.date | None = None
) -> Alive:
    """Return P(alive) on day `at`, with the fitted or the published parameters named in the result."""
    known = _until(contacts, at)
    history = history_of(known, at, parameters.unit_days, start)
    notes = list(_reservations(contacts, known))
    probability = None
    if history is None or history.x == 0:
        notes.append(caveat("no_repeat"))
    else:
        probability = float(p_alive(parameters, history.x, history.t_x, history.T))
    notes.append(
        caveat("fitted_few", histories=parameters.histories)
        if parameters.histories
        else caveat("borrowed_parameters")
    )
    return Alive(
        method="p_alive",
        parameters={name: getattr(parameters, name) for name in parameters.__dataclass_fields__},
        caveats=tuple(notes),
        at=at,
        records=len(known),
        last=_last(known),
        probability=probability,
    )


def silence(
    contacts: Sequence[Contact], at: dt.date, threshold: float = 0.05, expected_rate: float | None = None
) -> Silence:
    """Return whether the silence up to `at` is longer than chance explains: e^(−λs) below `threshold`.

    λ is the number of contacts after the first by the time from the first to the last, so that the silence
    itself does not dilute it; or `expected_rate`, in contacts a year, where an office sets one (needed with
    fewer than two contacts). OutOfRange for a rate or threshold that cannot be.
    """
    if not 0 < threshold < 1 or (expected_rate is not None and not expected_rate > 0):
        raise OutOfRange(
            f"threshold {threshold}, expected rate {expected_rate}",
            where="silence alarm",
            remedy="Give a threshold between 0 and 1 and a rate above 0 a year.",
        )
    known = _until(contacts, at)
    days = sorted({c.when.latest for c in known})
    notes = list(_reservations(contacts, known))
    rate = expected_rate
    if rate is None and len(days) > 1:
        rate = (len(days) - 1) / ((days[-1] - days[0]).days / YEAR_DAYS)
    if rate is None:
        notes.append(caveat("no_repeat"))
    silent_days = (at - days[-1]).days if days else None
    probability = None
    if rate is not None and silent_days is not None:
        probability = float(np.exp(-rate * silent_days / YEAR_DAYS))
    return Silence(
        method="silence",
        parameters={"threshold": threshold, "expected_rate": expected_rate},
        caveats=tuple(notes),
        at=at,
        records=len(known),
        last=_last(known),
        probability=probability,
        rate=rate,
        silent_days=silent_days,
        flagged=probability is not None and probability < threshold,
    )


def assess(
    contacts: Sequence[Contact],
    kinds: Mapping[str, Kind],
    at: dt.date,
    parameters: Parameters = PUBLISHED,
    start: dt.date | None = None,
) -> Vitality:
    """Return all three readings on one day."""
    return Vitality(decay(contacts, kinds, at), alive(contacts, at, parameters, start), silence(contacts, at))


def _until(contacts: Sequence[Contact], at: dt.date) -> list[Contact]:
    """Return the contacts that had certainly happened, oldest first."""
    return sorted((c for c in contacts if c.when.certain_by(at)), key=lambda c: c.when.latest)


def _last(known: Sequence[Contact]) -> Span | None:
    return known[-1].when if known else None


def _years(day: dt.date, at: dt.date) -> float:
    return (at - day).days / YEAR_DAYS


def _worths(known: Sequence[Contact], kinds: Mapping[str, Kind]) -> tuple[list[float], list[float]]:
    unknown = tuple(sorted({c.kind for c in known} - kinds.keys()))
    if unknown:
        raise UnknownCode(
            f"No weight is set for {listed(unknown)}",
            where="kind of exchange",
            remedy="Add it to the settings.",
        )
    return [kinds[c.kind].weight for c in known], [kinds[c.kind].half_life for c in known]


def _described(kinds: Mapping[str, Kind]) -> dict[str, Value]:
    return {
        f"{code}.{name}": getattr(kinds[code], name)
        for code in sorted(kinds)
        for name in ("weight", "half_life")
    }


def _reservations(contacts: Sequence[Contact], known: Sequence[Contact]) -> tuple[Caveat, ...]:
    """Say how many records there are, how many are rough, and how many lie after the day."""
    last = _last(known)
    notes = [caveat("record_keeping", records=len(known), last=str(last))] if last else [caveat("no_records")]
    if 0 < len(known) < FEW_RECORDS:
        notes.append(caveat("few_records", records=len(known)))
    rough = sum(not c.when.is_exact for c in known)
    if rough:
        notes.append(caveat("imprecise_dates", count=rough))
    if len(contacts) > len(known):
        notes.append(caveat("later_records", count=len(contacts) - len(known)))
    return tuple(notes)
