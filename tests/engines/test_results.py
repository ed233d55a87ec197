"""The catalogue is complete in both languages, and a caveat says the same in each."""

import re

import pytest

from youcheng.engines.catalogue import CAVEATS, METHODS, chinese
from youcheng.engines.errors import EngineError
from youcheng.engines.results import Caveat, Result, caveat, listed

PLACE = re.compile(r"%\((\w+)\)s")


def test_every_method_is_described_in_both_languages() -> None:
    assert set(chinese.METHODS) == set(METHODS)
    for method in METHODS.values():
        assert method.formula
        assert method.reference
        assert method.named("en") == method.name
        assert re.search("[一-鿿]", method.named("zh-hans"))
        assert re.search("[一-鿿]", method.read("zh-Hans"))
        assert method.measured_in("en") == method.unit
        assert re.search("[一-鿿]", method.measured_in("zh"))


def test_formulas_and_references_told_in_words_are_told_in_chinese_too() -> None:
    assert set(chinese.FORMULAS) | set(chinese.REFERENCES) <= set(METHODS)
    for method in METHODS.values():
        assert method.computed("en") == method.formula
        assert method.source("en") == method.reference
        words = re.sub(r"\b(ECI|PCI|RCA|SE)\b", "", method.computed("zh-hans"))
        assert not re.search(r"[a-z]{4}", words), method.code
    assert re.search("[一-鿿]", METHODS["composite"].computed("zh-hans"))
    assert re.search("[一-鿿]", METHODS["silence"].source("zh-hans"))


@pytest.mark.parametrize("code", CAVEATS)
def test_every_caveat_has_the_same_places_in_both_languages(code: str) -> None:
    places = set(PLACE.findall(CAVEATS[code]))
    assert set(PLACE.findall(chinese.CAVEATS[code])) == places
    note = caveat(code, **dict.fromkeys(places, "7"))
    assert "%(" not in str(note) + note.said("zh-hans")
    assert note.said("en") == str(note) != note.said("zh-hans")


def test_no_chinese_text_without_its_english_one() -> None:
    assert set(chinese.CAVEATS) == set(CAVEATS)


def test_a_result_tells_how_it_was_made() -> None:
    result = Result(method="rca", parameters={"x": 1}, caveats=(caveat("not_traded", count=2),))
    assert result.provenance()["caveats"] == [
        {"code": "not_traded", "text": CAVEATS["not_traded"], "values": {"count": 2}}
    ]
    assert result.caveats[0] == Caveat("not_traded", CAVEATS["not_traded"], (("count", 2),))
    with pytest.raises(KeyError):
        caveat("no_such_code")


def test_long_lists_are_cut() -> None:
    assert listed(("a", "b")) == "a, b"
    assert listed(tuple("abcde"), limit=2) == "a, b … (+3)"


def test_errors_say_what_where_and_what_to_do() -> None:
    error = EngineError("A flow is negative", where="exports of A in 1", remedy="Correct the row.")
    assert isinstance(error, ValueError)
    assert str(error) == "A flow is negative (exports of A in 1). Correct the row."
    assert (error.what, error.where, error.remedy) == (
        "A flow is negative",
        "exports of A in 1",
        "Correct the row.",
    )
