"""Edits: numbers that stay as printed stay linked, typed ones don't, and drafts are never touched."""

from youcheng.foundation.documents.model import Document, Figure, Gap, Paragraph, Text
from youcheng.strategy.editing import applied, relinked, text_of, texts

BASE = (Text("共"), Figure("5", "n"), Text("次，份额"), Figure("15.0", "s"), Text("%。"), Gap("原因"))


def test_text_and_back_is_the_same() -> None:
    text = text_of(BASE, "zh-hans")
    assert text == "共5次，份额15.0%。〔待补：原因〕"
    assert relinked(text, BASE, "zh-hans") == BASE


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    runs = relinked("共15次，份额15.0%", BASE, "zh-hans")
    assert [run for run in runs if isinstance(run, Figure)] == [Figure("15.0", "s")]


def test_a_typed_number_leads_nowhere_and_the_words_are_kept() -> None:
    runs = relinked("共 7 次，很好。", BASE, "zh-hans")
    assert runs == (Text("共 7 次，很好。"),)


def test_an_edit_of_a_block_that_is_gone_changes_nothing() -> None:
    document = Document("t", "en", (Paragraph((Text("a"),), key="k"),))
    assert applied(document, {"other": "x"}) == document
    assert texts(applied(document, {"k": "b"})) == {"k": "b"}
