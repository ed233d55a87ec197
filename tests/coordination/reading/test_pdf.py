"""PDFs with text are read through the places of their characters; others are refused with what to do."""

from __future__ import annotations

import pytest

from tests.coordination.reading import papers
from youcheng.coordination.reading import documents, errors
from youcheng.coordination.reading.limits import Limits
from youcheng.coordination.reading.pdf import said
from youcheng.engines.bulletin import Reason


@pytest.fixture(scope="module")
def paper() -> bytes:
    return papers.bulletin()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_paragraphs_and_measures_come_back_as_they_were_set(columns: int) -> None:
    found = documents.read(papers.bulletin(columns=columns, repeat=2), "plan.pdf")
    assert (found.kind, found.pages, found.unread) == ("pdf", 2, ())
    assert [paragraph.text for paragraph in found.reading.paragraphs] == [*papers.PLAN, *papers.PLAN]
    told = [(measure.verb, measure.object) for measure in found.reading.measures]
    assert told == [*papers.MEASURES, *papers.MEASURES]
    assert {measure.page for measure in found.reading.measures} == {1, 2}
    removed = [one.reason for one in found.reading.removed]
    assert removed == [Reason.RUNNING_HEADER, Reason.PAGE_NUMBER] * 2
    assert found.reading.printed == ((1, "1"), (2, "2"))


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(
    "extra",
    [
        "#set text(size: 9pt)",
        "#set text(size: 16pt)",  # the gutter is hardly wider than a character, and marks hang into it
        "#set par(first-line-indent: 0em, spacing: 1.6em)",  # no indents: space parts the paragraphs
        "#set par(justify: false)",
    ],
)
def test_other_settings_are_read_as_well(columns: int, extra: str) -> None:
    paragraphs = [*papers.PLAN, *papers.PLAN]
    found = documents.read(papers.bulletin(paragraphs, columns=columns, extra=extra), "plan.pdf")
    assert [paragraph.text for paragraph in found.reading.paragraphs] == paragraphs


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_drawn_sideways_are_read_all_the_same(paper: bytes, angle: int) -> None:
    found = documents.read(papers.turned(paper, angle), "plan.pdf")
    assert [paragraph.text for paragraph in found.reading.paragraphs] == list(papers.PLAN)


def test_a_watermark_is_listed_and_does_not_disturb(paper: bytes) -> None:
    mark = "#place(center + horizon, rotate(45deg, text(size: 40pt)[内部资料]))"
    found = documents.read(papers.bulletin(extra=mark), "plan.pdf")
    assert [paragraph.text for paragraph in found.reading.paragraphs] == list(papers.PLAN)
    assert [one.text for one in found.reading.removed if one.reason is Reason.SIDEWAYS] == ["内部资料"]


def test_a_table_is_read_by_rows() -> None:
    table = """#table(columns: (1cm, 1fr, 3cm), [序号], [具体举措], [牵头单位], [1],
    [与港口城市签署友好交流备忘录，建立联络员制度，每半年会商一次，互通重要事项和活动安排], [市外办], [2], [举办友城商品展], [市商务局])"""
    found = documents.read(papers.bulletin([], columns=1, extra=table), "plan.pdf")
    assert [paragraph.cells for paragraph in found.reading.paragraphs] == [
        ("序号", "具体举措", "牵头单位"),
        (
            "1",
            "与港口城市签署友好交流备忘录，建立联络员制度，每半年会商一次，互通重要事项和活动安排",
            "市外办",
        ),
        ("2", "举办友城商品展", "市商务局"),
    ]
    assert [measure.verb for measure in found.reading.measures] == ["签署", "建立", "会商", "举办"]


def test_english_words_keep_their_spaces_and_lose_their_hyphens() -> None:
    text = (
        "We will establish a standing co-ordination office for efficient international programmes, and hold a "
        "quarterly meeting with representatives of neighbouring districts and universities."
    )
    extra = '#set text(lang: "en", hyphenate: true)'
    found = documents.read(papers.bulletin(["1. Next steps", text], columns=3, extra=extra), "plan.pdf")
    assert [paragraph.text for paragraph in found.reading.paragraphs] == ["1. Next steps", text]
    assert [measure.verb for measure in found.reading.measures] == ["establish", "hold"]


def test_progress_is_told_page_by_page_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    documents.read(
        papers.bulletin(repeat=3), "plan.pdf", progress=lambda done, total: told.append((done, total))
    )
    assert told == [(done, 6) for done in range(1, 7)]


def test_only_pictures_are_refused_with_their_pages() -> None:
    with pytest.raises(errors.Scanned, match="1–3") as raised:
        documents.read(papers.scanned(3), "scan.pdf")
    assert raised.value.pages == (1, 2, 3)


def test_pictures_among_text_are_named_and_the_text_is_read() -> None:
    found = documents.read(papers.scanned(2, with_text="一、下一步打算"), "mixed.pdf")
    assert found.reading.text == "一、下一步打算"
    assert [(one.page, one.why) for one in found.unread] == [(2, "scanned"), (3, "scanned")]


def test_a_picture_with_a_printed_page_number_is_still_a_picture() -> None:
    with pytest.raises(errors.Scanned):
        documents.read(papers.scanned(2, numbered=True), "scan.pdf")


def test_a_page_that_is_damaged_is_named_and_the_others_are_read() -> None:
    found = documents.read(papers.without_page(papers.bulletin(repeat=3), 1), "plan.pdf")
    assert [(one.page, one.why) for one in found.unread] == [(2, "damaged")]
    assert {measure.page for measure in found.reading.measures} == {1, 3}


def test_a_password_and_damage_are_told_apart(paper: bytes) -> None:
    with pytest.raises(errors.Encrypted):
        documents.read(papers.encrypted(paper, user="secret"), "plan.pdf")
    # Without a password for opening, only printing or copying is forbidden: that is no reason not to read.
    assert documents.read(papers.encrypted(paper, user=""), "plan.pdf").reading.measures
    with pytest.raises(errors.Unreadable):
        documents.read(paper[:900], "plan.pdf")


def test_too_many_pages_and_too_full_a_page_are_refused() -> None:
    data = papers.bulletin(repeat=3)
    with pytest.raises(errors.TooLarge, match="3"):
        documents.read(data, "plan.pdf", within=Limits(pages=2))
    with pytest.raises(errors.TooLarge):
        documents.read(data, "plan.pdf", within=Limits(page_characters=50))


def test_page_numbers_are_written_as_spans() -> None:
    assert said((1, 2, 3, 7, 9, 10)) == "1–3, 7, 9–10"
    assert said(()) == ""
