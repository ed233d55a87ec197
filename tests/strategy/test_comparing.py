"""Two draftings compared: blocks by key, figures by id, with the difference as printed."""

from youcheng.foundation.documents.model import Document, Heading, Paragraph, Text
from youcheng.strategy.comparing import block_changes, figure_changes
from youcheng.strategy.figures import FigureBook, Origin


def document(**texts: str) -> Document:
    blocks = [Heading(1, "Head", key="head")]
    return Document("t", "en", (*blocks, *(Paragraph((Text(t),), key=k) for k, t in texts.items())))


def figures(**values: float) -> dict[str, object]:
    book = FigureBook()
    for key, value in values.items():
        book.add(key, value, label=key, origin=Origin(), decimals=1)
    return dict(book.to_json())


def test_equal_draftings_have_no_changes() -> None:
    assert block_changes(document(a="x"), document(a="x")) == []
    assert figure_changes(figures(a=1), figures(a=1), "en") == []


def test_added_removed_and_changed_blocks_are_told_apart() -> None:
    changes = block_changes(document(a="one 1.5", b="two"), document(a="one 1.6", c="three"))
    assert [(c.key, c.status, c.section) for c in changes] == [
        ("a", "changed", "Head"), ("c", "added", "Head"), ("b", "removed", "Head"),
    ]  # fmt: skip
    assert [(p.kind, p.text) for p in changes[0].pieces] == [
        ("same", "one "), ("before", "1.5"), ("after", "1.6"),
    ]  # fmt: skip


def test_figures_that_moved_came_or_went() -> None:
    found = figure_changes(figures(a=1, b=2), figures(a=1.5, c=3), "zh-hans")
    assert [(c.id, c.status, c.difference) for c in found] == [
        ("a", "changed", "+0.5"), ("c", "added", ""), ("b", "removed", ""),
    ]  # fmt: skip


def test_a_change_too_small_to_be_printed_is_none() -> None:
    assert figure_changes(figures(a=2.04), figures(a=1.96), "en") == []


def test_texts_with_little_in_common_are_shown_whole() -> None:
    (change,) = block_changes(document(a="没有交流记录。"), document(a="Three visits since 2023."))
    assert [piece.kind for piece in change.pieces] == ["before", "after"]


def test_the_same_number_in_other_words_is_no_change_and_a_difference_bears_its_unit() -> None:
    def told(value: float, display: str) -> dict[str, object]:
        return {"a": {"id": "a", "value": value, "display": {"en": display}, "unit": {"en": "million US$"}}}

    assert figure_changes(told(47_020, "47,020"), told(47_020, "US$ 47.0 billion"), "en") == []
    (change,) = figure_changes(told(47_020, "US$ 47.0 billion"), told(48_020, "US$ 48.0 billion"), "en")
    assert change.difference == "+1,000.0 million US$"
