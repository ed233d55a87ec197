"""Search finds any part of a name in any script, nothing else, and nothing the actor may not see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import World, actor_for
from youcheng.accounts.models import Organisation
from youcheng.foundation import search
from youcheng.foundation.actors import Actor
from youcheng.foundation.search_text import fold, index_tokens, query_terms
from youcheng.foundation.translated import Translated

SYSTEM = Actor.system("test")


def entry(row: Organisation) -> search.Found:
    return search.Found(Translated(row.name), f"/units/{row.key}", [row.key], weight=len(row.key))


@pytest.fixture
def units(world: World) -> Iterator[World]:
    """Organisations as a searchable kind."""
    search.register(search.Kind("unit", "Units", Organisation, Organisation.objects.all, entry))
    for key, names in {
        "kunming": {"zh-hans": "昆明市人民政府外事办公室", "en": "Kunming Office"},
        "ming-kun": {"zh-hans": "明昆公司", "en": "Mingkun Ltd"},
        "zurich": {"zh-hans": "苏黎世", "de": "Zürich"},
        "chiang-mai": {"zh-hans": "清迈", "en": "Chiang Mai", "th": "เทศบาลนครเชียงใหม่"},
        "vientiane": {"zh-hans": "万象", "lo": "ນະຄອນຫຼວງວຽງຈັນ"},
    }.items():
        Organisation.objects.create(key=key, kind="partner_government", name=names)
    search.rebuild("unit")
    yield world
    search.forget("unit")


def keys(query: str, actor: Actor = SYSTEM) -> list[str]:
    return [hit.url.removeprefix("/units/") for hit in search.find(query, actor)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("昆明", ["kunming"]),
        ("明市", ["kunming"]),
        ("昆明市", ["kunming"]),
        ("人民政府", ["kunming"]),
        ("政府 昆明", ["kunming"]),
        ("昆公", ["ming-kun"]),
        ("室", ["kunming", "office"]),
        ("昆", ["ming-kun", "kunming"]),
        ("昆市", []),
        ("明市人外", []),
        ("zurich", ["zurich"]),
        ("ZÜR", ["zurich"]),
        ("Ｚürich", ["zurich"]),
        ("chiang mai", ["chiang-mai"]),
        ("mai chi", ["chiang-mai"]),
        ("hiang", []),
        ("เชียงใหม่", ["chiang-mai"]),
        ("นคร", ["chiang-mai"]),
        ("ชี", ["chiang-mai"]),
        ("ວຽງຈັນ", ["vientiane"]),
        ("clean 清迈", []),
        ("清迈chiang", ["chiang-mai"]),
        ("", []),
        ("!!! -- ()", []),
        ("\" OR 1=1 --", []),
        ("'昆明' & !x", []),
    ],
)  # fmt: skip
def test_what_is_found(units: World, query: str, found: list[str]) -> None:
    assert sorted(keys(query)) == sorted(found)


def test_exact_names_come_first_then_weight(units: World) -> None:
    Organisation.objects.create(key="a-very-long-key-for-weight", kind="park", name={"zh-hans": "清迈园区"})
    search.rebuild("unit")
    assert keys("清迈") == ["chiang-mai", "a-very-long-key-for-weight"]


def test_the_stranger_finds_nothing_of_others(units: World) -> None:
    assert keys("清迈", actor_for(units.officer)) == ["chiang-mai"]
    assert keys("清迈", actor_for(units.stranger)) == []
    assert keys("产业园区", actor_for(units.stranger)) == ["park"]
    assert keys("清迈", actor_for(None)) == []


def test_changed_and_removed_rows(units: World) -> None:
    row = Organisation.objects.get(key="zurich")
    row.name = Translated({"zh-hans": "温特图尔"})
    row.save()
    assert search.index("unit", [row]) == 1
    assert (keys("苏黎世"), keys("温特图尔")) == ([], ["zurich"])
    search.remove("unit", [row.pk])
    assert keys("温特图尔") == []
    assert search.rebuild()["unit"] == Organisation.objects.count()


def test_the_number_of_queries_does_not_follow_the_rows(
    units: World, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        keys("昆明", actor_for(units.officer))


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_text_is_always_found_by_its_own_parts(text: str) -> None:
    """Every term of a query made of a text's own pieces follows somewhere in the text's tokens."""
    tokens = index_tokens([text])
    for term in query_terms(text):
        joined = "\x00" + "\x00".join(tokens) + "\x00"
        wanted = "\x00" + "\x00".join(term.tokens)
        assert (wanted if term.is_prefix else wanted + "\x00") in joined


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_tokens_hold_nothing_that_a_query_language_reads(text: str) -> None:
    assert not set("".join(index_tokens([text]))) & set("\"'\\:*&|!()<> \n\t^+-")
    assert fold(fold(text)) == fold(text)


@pytest.mark.django_db
@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_query_is_answered(text: str) -> None:
    search.register(search.Kind("any", "Any", Organisation, Organisation.objects.all, entry))
    try:
        assert search.find(text, SYSTEM) == []
    finally:
        search.forget("any")
