"""Rules give a class with its reason, say what is not known, and what smallest change would give another."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines.classes import Condition, Figure, Rule, Ruleset, Sort, classify
from youcheng.engines.errors import DuplicateCode, NotANumber, OutOfRange, UnknownCode

RULES = Ruleset(
    (
        Rule("few", "unknown", (Condition("tie", Sort.IS), Condition("records", Sort.BELOW, 3))),
        Rule(
            "asleep",
            "activate",
            (
                Condition("tie", Sort.IS),
                Condition("alive", Sort.BELOW, 0.5),
                Condition("potential", Sort.AT_LEAST, 50),
            ),
        ),
        Rule(
            "below_potential",
            "strengthen",
            (
                Condition("tie", Sort.IS),
                Condition("alive", Sort.AT_LEAST, 0.5),
                Condition("activity", Sort.BELOW, -20, than="potential"),
            ),
        ),
        Rule(
            "promising",
            "open_up",
            (Condition("tie", Sort.IS, yes=False), Condition("potential", Sort.AT_LEAST, 60)),
        ),
    ),
    otherwise="keep",
    unknown="unknown",
    spans={"alive": 1, "potential": 100, "activity": 100, "records": 10},
)
BASE: dict[str, Figure] = {"tie": True, "records": 8.0, "alive": 0.8, "potential": 70.0, "activity": 40.0}


def with_(**changed: Figure) -> dict[str, Figure]:
    return {**BASE, **changed}


@pytest.mark.parametrize(
    ("figures", "gives", "rule"),
    [
        (BASE, "strengthen", "below_potential"),
        (with_(alive=0.3), "activate", "asleep"),
        (with_(alive=0.3, potential=49.9), "keep", ""),
        (with_(activity=50.0), "keep", ""),
        (with_(records=2.0), "unknown", "few"),
        (with_(tie=False), "open_up", "promising"),
        (with_(tie=False, potential=10.0), "keep", ""),
    ],
)
def test_the_first_rule_that_holds_decides(figures: dict[str, Figure], gives: str, rule: str) -> None:
    found = classify(RULES, figures)
    assert (found.gives, found.rule) == (gives, rule)


def test_a_missing_figure_leaves_the_class_open_and_is_named() -> None:
    found = classify(RULES, with_(alive=None))
    assert found.gives == "unknown"
    assert found.missing == ("alive",)
    assert found.possible == ("activate", "strengthen", "keep")


def test_a_missing_figure_that_can_t_change_the_class_is_no_matter() -> None:
    found = classify(RULES, with_(alive=None, potential=10.0))
    assert (found.gives, found.missing) == ("keep", ())
    assert classify(RULES, with_(tie=False, alive=None)).gives == "open_up"


def test_the_smallest_change_of_one_figure_is_told() -> None:
    found = classify(RULES, with_(alive=0.47))
    first = found.changes[0]
    assert (first.figure, first.to, first.gives, first.below) == ("alive", 0.5, "strengthen", False)
    assert first.step == pytest.approx(0.03)


def test_a_change_relative_to_another_figure_is_told_for_both() -> None:
    changes = {change.figure: change for change in classify(RULES, BASE).changes}
    assert changes["activity"].to == pytest.approx(50)
    assert not changes["activity"].below
    assert changes["activity"].gives == "keep"
    assert changes["potential"].to == pytest.approx(60)
    assert changes["potential"].gives == "keep"
    assert changes["tie"].to is False
    assert changes["tie"].gives == "open_up"


FIGURES = st.fixed_dictionaries(
    {
        "tie": st.booleans(),
        "records": st.none() | st.integers(0, 9).map(float),
        "alive": st.none() | st.floats(0, 1),
        "potential": st.none() | st.floats(0, 100),
        "activity": st.none() | st.floats(0, 100),
    }
)


@given(FIGURES)
def test_every_change_told_does_what_it_says(figures: dict[str, Figure]) -> None:
    found = classify(RULES, figures)
    for change in found.changes:
        to: Figure = change.to
        if not isinstance(to, bool | str):
            assert to is not None
            to = to + (-1e-6 if change.below else 1e-6)
        assert classify(RULES, {**figures, change.figure: to}).gives == change.gives != found.gives


@given(FIGURES, st.data())
def test_no_smaller_change_was_overlooked(figures: dict[str, Figure], data: st.DataObject) -> None:
    found = classify(RULES, figures)
    for name in ("alive", "potential", "activity", "records"):
        value = figures[name]
        if not isinstance(value, float):
            continue
        told = [change.step for change in found.changes if change.figure == name]
        tried = value + data.draw(st.floats(-0.999, 0.999)) * RULES.spans[name] * min(told, default=1.0)
        if abs(tried - value) < 1e-6 * RULES.spans[name]:
            continue
        if min(told, default=1.0) * RULES.spans[name] - abs(tried - value) < 1e-6:
            continue
        assert classify(RULES, {**figures, name: tried}).gives == found.gives


@given(FIGURES)
def test_what_is_unknown_is_so_because_completions_differ(figures: dict[str, Figure]) -> None:
    found = classify(RULES, figures)
    if found.missing:
        assert len(found.possible) > 1
        assert all(figures[name] is None for name in found.missing)


def test_rules_that_can_t_be_are_refused() -> None:
    with pytest.raises(UnknownCode):
        classify(RULES, {"tie": True})
    with pytest.raises(NotANumber):
        classify(RULES, with_(alive=math.nan))
    with pytest.raises(DuplicateCode):
        Ruleset((RULES.rules[0], RULES.rules[0]), "keep", "unknown")
    with pytest.raises(OutOfRange):
        Ruleset((), "keep", "unknown", {"alive": 0})
