"""The vocabulary is data that is checked: what is wrong with it is named."""

from __future__ import annotations

import copy
import re
import tomllib
from typing import Any

import pytest

from tests.engines.bulletin.samples import DATA, words
from youcheng.engines.bulletin import BadWords, words_from_mapping

SHIPPED = tomllib.loads(DATA.read_text(encoding="utf-8"))


def test_traditional_characters_are_folded_one_for_one() -> None:
    assert words().fold("建立協調機制，開展調研") == "建立协调机制，开展调研"
    assert len(words().fold("讓「留學生」成為橋樑")) == len("讓「留學生」成為橋樑")


@pytest.mark.parametrize(
    ("part", "name", "value", "where"),
    [
        ("chinese", "acts", [], "chinese.acts"),
        ("chinese", "acts", "建立", "chinese.acts"),
        ("english", "modals", ["will", 3], "english.modals"),
        ("headings", "plan", None, "headings.plan"),
        ("chinese", "spans", 7, "chinese.spans"),
        ("chinese", "spans", {"在": []}, "spans.在"),
    ],
)
def test_a_list_that_is_wrong_is_named(part: str, name: str, value: Any, where: str) -> None:
    data = copy.deepcopy(SHIPPED)
    data[part][name] = value
    with pytest.raises(BadWords, match=re.escape(where)):
        words_from_mapping(data)


@pytest.mark.parametrize("variants", ["開", "開开开", 5])
def test_variants_are_pairs(variants: Any) -> None:
    with pytest.raises(BadWords, match="variants"):
        words_from_mapping({**SHIPPED, "variants": variants})


def test_a_new_verb_is_understood_at_once() -> None:
    from youcheng.engines.bulletin.measures import Recogniser

    text = "擦亮友城品牌。"
    assert Recogniser(words()).commitments(text, 0, len(text), is_plan=True) == []
    data = copy.deepcopy(SHIPPED)
    data["chinese"]["acts"].append("擦亮")
    (one,) = Recogniser(words_from_mapping(data)).commitments(text, 0, len(text), is_plan=True)
    assert text[slice(*one.object)] == "友城品牌"
