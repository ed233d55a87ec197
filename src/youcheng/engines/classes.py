"""Which class does a thing belong to by rules that one can argue with, why, and what would change that?

Rules are asked in their order; the first that holds decides, and none holding gives the class `otherwise`. A figure that is
not known makes a condition neither true nor false: where that leaves more than one class possible, the class is not known,
and the answer names the figures that lack. Called by `strategy`; what the figures mean is the caller's business.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from youcheng.engines.errors import DuplicateCode, NotANumber, OutOfRange, UnknownCode
from youcheng.engines.results import Result, listed

Figure = float | str | bool | None
Figures = Mapping[str, Figure]


class Sort(StrEnum):
    """How a condition looks at its figure."""

    BELOW = "below"  # smaller than a number
    AT_LEAST = "at_least"  # that number or more
    IS = "is"  # yes or no
    ONE_OF = "one_of"  # one of some codes


@dataclass(frozen=True)
class Condition:
    """One figure and what it must be. A number may be said relative to another figure: below `than` + `number`."""

    figure: str
    test: Sort
    number: float = 0.0
    than: str = ""
    codes: frozenset[str] = frozenset()
    yes: bool = True

    def limit(self, figures: Figures) -> float | None:
        """The number the figure is held against; None where the other figure is not known."""
        if not self.than:
            return self.number
        other = figures.get(self.than)
        return None if other is None else float(other) + self.number

    def holds(self, figures: Figures) -> bool | None:
        """Yes, no, or None where a figure it needs is not known."""
        value = figures.get(self.figure)
        if value is None:
            return None
        if self.test is Sort.IS:
            return bool(value) is self.yes
        if self.test is Sort.ONE_OF:
            return str(value) in self.codes
        limit = self.limit(figures)
        if limit is None:
            return None
        return float(value) < limit if self.test is Sort.BELOW else float(value) >= limit

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures it looks at."""
        return (self.figure, self.than) if self.than else (self.figure,)


@dataclass(frozen=True)
class Rule:
    """A class and the conditions that must all hold for it; `code` names the rule."""

    code: str
    gives: str
    conditions: tuple[Condition, ...]

    def holds(self, figures: Figures) -> bool | None:
        """Whether all conditions hold; None where that depends on a figure that is not known."""
        answers = [condition.holds(figures) for condition in self.conditions]
        if False in answers:
            return False
        return None if None in answers else True


@dataclass(frozen=True)
class Ruleset:
    """Rules in the order in which they are asked, the class where none holds, and the class that says "not known".

    `spans` is the length of the scale of each numeric figure, so that changes of different figures can be compared.
    """

    rules: tuple[Rule, ...]
    otherwise: str
    unknown: str
    spans: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse one code twice and a span that is no length."""
        codes = [rule.code for rule in self.rules]
        twice = tuple(sorted({code for code in codes if codes.count(code) > 1}))
        if twice:
            raise DuplicateCode(
                f"{listed(twice)} twice", where="rules", remedy="Give each rule its own code."
            )
        for name, span in self.spans.items():
            if not (math.isfinite(span) and span > 0):
                raise OutOfRange(f"Span {span}", where=name, remedy="Give a length above 0.")

    @property
    def figures(self) -> frozenset[str]:
        """Every figure a rule looks at."""
        return frozenset(
            name for rule in self.rules for condition in rule.conditions for name in condition.needs
        )


@dataclass(frozen=True)
class Change:
    """A change of one figure alone that gives another class.

    A number has to fall `below` or rise to `to`; a code or a yes-or-no figure has to become `to`. `step` is the change as a
    share of the figure's scale, 1 for what is no number.
    """

    figure: str
    to: float | str | bool
    gives: str
    step: float
    below: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Classified(Result):
    """The class with the rule that decided ("" where none held), the conditions that held, and what would change it.

    `missing` names the figures whose absence leaves the class open; `possible` the classes they leave open.
    """

    gives: str
    rule: str
    conditions: tuple[Condition, ...] = ()
    missing: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def classify(ruleset: Ruleset, figures: Figures) -> Classified:
    """Return the class of a thing with these figures (None: not known).

    UnknownCode where a rule looks at a figure that is not even named, NotANumber for one that is NaN or infinite.
    """
    _check(ruleset, figures)
    gives, rule, missing, possible = _decided(ruleset, figures)
    held = next((each.conditions for each in ruleset.rules if each.code == rule), ())
    return Classified(
        method="class_rules",
        parameters={"rules": len(ruleset.rules)},
        gives=gives,
        rule=rule,
        conditions=held,
        missing=missing,
        possible=possible,
        changes=_changes(ruleset, figures, gives),
    )


def _decided(ruleset: Ruleset, figures: Figures) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """The class, the rule that decided, and what was missing for it with the classes left open."""
    possible: list[str] = []
    missing: list[str] = []
    deciding = ""
    for rule in ruleset.rules:
        held = rule.holds(figures)
        if held is False:
            continue
        possible.append(rule.gives)
        if held:
            deciding = rule.code
            break
        missing += [
            name
            for condition in rule.conditions
            for name in condition.needs
            if figures[name] is None and condition.holds(figures) is None
        ]
    else:
        possible.append(ruleset.otherwise)
    classes = tuple(dict.fromkeys(possible))
    if len(classes) == 1:
        return classes[0], deciding, (), ()
    return ruleset.unknown, "", tuple(dict.fromkeys(missing)), classes


def _changes(ruleset: Ruleset, figures: Figures, now: str) -> tuple[Change, ...]:
    """For each figure known the smallest change either way that gives another class, the smallest of all first."""
    found: list[Change] = []
    for name in sorted(ruleset.figures):
        value = figures[name]
        if value is None:
            continue
        tests = [c for rule in ruleset.rules for c in rule.conditions if name in c.needs]
        tried = (
            _switches(name, value, tests)
            if isinstance(value, str | bool)
            else _moves(name, float(value), tests, figures, ruleset.spans.get(name, 1.0))
        )
        found += _nearest(ruleset, figures, now, tried)
    return tuple(sorted(found, key=lambda change: (change.step, change.figure, change.gives)))


@dataclass(frozen=True)
class _Try:
    """A value to try for a figure, and how it is told where it changes the class."""

    figure: str
    value: float | str | bool
    to: float | str | bool
    step: float
    side: int
    below: bool = False


def _switches(name: str, value: str | bool, tests: Sequence[Condition]) -> list[_Try]:
    if isinstance(value, bool):
        return [_Try(name, not value, not value, 1.0, 0)]
    codes = sorted({code for condition in tests for code in condition.codes} - {value})
    return [_Try(name, code, code, 1.0, place) for place, code in enumerate(codes)]


def _moves(name: str, value: float, tests: Iterable[Condition], figures: Figures, span: float) -> list[_Try]:
    """Each number at which a condition about the figure turns, from either side of it."""
    limits: set[float] = set()
    for condition in tests:
        if condition.figure == name and (limit := condition.limit(figures)) is not None:
            limits.add(limit)
        other = figures[condition.figure]
        if condition.than == name and other is not None:
            limits.add(float(other) - condition.number)
    tried = []
    for limit in sorted(limits):
        step, side = abs(limit - value) / span, 1 if limit > value else -1
        # A hair below and above: what turns at the limit itself turns at one of the two, rounding or not.
        hair = 1e-9 * max(1.0, abs(limit), span)
        tried.append(_Try(name, limit + hair, limit, step, side if limit != value else 1))
        tried.append(_Try(name, limit - hair, limit, step, side if limit != value else -1, below=True))
    return sorted(tried, key=lambda each: (each.step, abs(float(each.value) - value)))


def _nearest(ruleset: Ruleset, figures: Figures, now: str, tried: Sequence[_Try]) -> list[Change]:
    """The first of the tries, on each side, that gives another class."""
    found: dict[int, Change] = {}
    for each in tried:
        if each.side in found:
            continue
        gives, *_rest = _decided(ruleset, {**figures, each.figure: each.value})
        if gives != now:
            found[each.side] = Change(each.figure, each.to, gives, each.step, each.below)
    return list(found.values())


def _check(ruleset: Ruleset, figures: Figures) -> None:
    unknown = tuple(sorted(ruleset.figures - figures.keys()))
    if unknown:
        raise UnknownCode(
            f"The rules look at {listed(unknown)}, which is no figure there is",
            where="rules",
            remedy="Use the figures that are given.",
        )
    for name, value in figures.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise NotANumber(f"{name} is {value}", where="figures", remedy="Leave out what is not known.")
