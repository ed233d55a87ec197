"""Given names are found where they stand, the longest first, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.bulletin.samples import words
from youcheng.engines.bulletin import Name, Names

NAMES = Names(
    [
        Name("unit", "fao", ("临江市外事办公室", "市外办")),
        Name("unit", "commerce", ("市商务局", "商务局")),
        Name("city", "nice", ("尼斯", "Nice")),
        Name("city", "linjiang", ("临江市", "临江")),
        Name("city", "zurich", ("Zürich", "苏黎世")),
        Name("zone", "main", ("东南亚",)),
        Name("field", "culture", ("文化", "人文")),
        Name("unit", "culture-centre", ("文化",)),
    ],
    words().variants,
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.key, one.text) for one in NAMES.find(text)]


def test_the_longest_name_wins_and_places_are_exact() -> None:
    text = "由临江市外事办公室会同商务局邀请尼斯代表"
    assert found(text) == [("fao", "临江市外事办公室"), ("commerce", "商务局"), ("nice", "尼斯")]
    assert all(text[one.start : one.end] == one.text for one in NAMES.find(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＮＩＣＥ and ZURICH", [("nice", "ＮＩＣＥ"), ("zurich", "ZURICH")]),
        ("蘇黎世、東南亞", [("zurich", "蘇黎世"), ("main", "東南亞")]),
        ("Venice, nicely", []),
        ("人文与文化", [("culture", "人文"), ("culture", "文化"), ("culture-centre", "文化")]),
        ("", []),
    ],
)
def test_width_case_accents_and_variants_make_no_difference(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


@given(st.text("临江市外办商务局Nice尼斯 東南亞ﬁß", max_size=40))
def test_mentions_never_overlap_and_quote_the_text(text: str) -> None:
    last = 0
    for one in NAMES.find(text):
        assert text[one.start : one.end] == one.text
        assert one.start >= last or one.key == "culture-centre"
        last = one.end
