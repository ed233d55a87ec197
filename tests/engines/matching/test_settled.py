"""Accepted matches that can't all hold are refused, and every pair of the conflict is named."""

from dataclasses import replace

import pytest

from tests.engines.matching.small import AT, DAY
from youcheng.engines.matching import (
    Accepted,
    Clash,
    Conflict,
    Declined,
    ImpossiblePairs,
    Need,
    Offer,
    Split,
    match,
)

NEEDS = [Need(f"n{n}", f"u{n}", "people", 4, "person", Split.UNITS) for n in (1, 2, 3)]
OFFER = Offer("o", "v", "people", 10, "person")


def refused(
    *accepted: Accepted, needs: list[Need] | None = None, offer: Offer = OFFER, **more: list[Declined]
) -> tuple[Clash, ...]:
    with pytest.raises(ImpossiblePairs) as error:
        match(needs or NEEDS, [offer], at=AT, accepted=accepted, **more)
    for clash in error.value.clashes:
        for need, given in clash.pairs:
            assert f"{need} → {given}" in error.value.where
    return error.value.clashes


def test_more_than_the_offer_holds() -> None:
    pairs = [Accepted(need.key, "o") for need in NEEDS]
    named = (("n1", "o"), ("n2", "o"), ("n3", "o"))
    assert refused(*pairs) == (Clash(Conflict.OFFER, named, 2.0),)
    assert refused(*pairs, offer=replace(OFFER, capacity=50, most_needs=2)) == (
        Clash(Conflict.SLOTS, named, 1.0),
    )


def test_more_than_the_need_wants() -> None:
    assert refused(Accepted("n1", "o", 5)) == (Clash(Conflict.NEED, (("n1", "o"),), 1.0),)


def test_pairs_that_cannot_be_by_themselves() -> None:
    pair = (("n1", "o"),)
    assert refused(Accepted("n1", "o"), offer=replace(OFFER, kind="money")) == (Clash(Conflict.KIND, pair),)
    assert refused(Accepted("n1", "o"), offer=replace(OFFER, unit="day")) == (Clash(Conflict.UNIT, pair),)
    assert refused(Accepted("n1", "o", 1.5)) == (Clash(Conflict.PART, pair),)
    assert refused(Accepted("n1", "o", 0)) == (Clash(Conflict.PART, pair),)
    whole = [replace(NEEDS[0], split=Split.NEVER)]
    assert refused(Accepted("n1", "o", 2), needs=whole) == (Clash(Conflict.PART, pair),)
    assert refused(Accepted("n1", "o", 2), Accepted("n1", "o", 1)) == (Clash(Conflict.TWICE, pair),)
    assert refused(Accepted("n1", "o"), declined=[Declined("n1", "o")]) == (Clash(Conflict.DECLINED, pair),)


def test_all_conflicts_are_named_at_once() -> None:
    clashes = refused(Accepted("n1", "o", 5), Accepted("n2", "o"), Accepted("n3", "o"))
    assert [clash.conflict for clash in clashes] == [Conflict.NEED, Conflict.OFFER]


def test_people_may_accept_what_the_rules_speak_against() -> None:
    """The other city, after the last day, one's own: people knew better; only quantities must add up."""
    need = replace(NEEDS[0], cities=frozenset({"A"}), fields=frozenset({"sport"}), by=AT - DAY)
    offer = replace(OFFER, owner="u1", cities=frozenset({"B"}), fields=frozenset({"health"}))
    result = match([need], [offer], at=AT, accepted=[Accepted("n1", "o")])
    (kept,) = result.matches
    assert (kept.fields_part, kept.cities_part, kept.time_part) == (0, 0, 0)
    assert kept.value == pytest.approx(0.2)
    assert result.need("n1").share == 1


def test_what_is_left_is_given_to_others() -> None:
    result = match(NEEDS, [OFFER], at=AT, accepted=[Accepted("n3", "o", 3)])
    served = {outcome.key: outcome.served for outcome in result.needs}
    assert served["n3"] == 3
    assert served["n1"] + served["n2"] == 7
    assert [one.need for one in result.matches if one.accepted] == ["n3"]
