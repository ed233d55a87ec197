"""The HTML form: structure, links of figures, and nothing of a reader's text taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from tests.foundation.documents import samples
from tests.foundation.documents.strategies import documents, words
from youcheng.foundation.documents import model as m
from youcheng.foundation.documents.html import runs_html, to_html, to_html_page
from youcheng.foundation.documents.svg import safe

VOID = {"meta", "br", "hr"}


class Reader(HTMLParser):
    """Collects elements and words, and fails on an element that is not closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_figures_lead_to_their_reference() -> None:
    html = to_html(samples.chinese(), resolve=lambda ref: f"/figures/{ref}/")
    assert '<a class="figure" href="/figures/distance/" data-ref="distance">774</a>' in html
    assert '<mark class="gap">〔待补：清迈市统计数据〕</mark>' in html


def test_headings_are_numbered_in_the_standards_way() -> None:
    page = read(to_html(samples.chinese(), resolve=lambda _ref: ""))
    for words_ in (
        "一、基本情况",
        "（一）交往情况",
        "1.经济贸易",
        "（1）产业结构",
        "二、下一步设想",
        "表1 重点",
        "图1 出口",
    ):
        assert words_ in page.words
    assert [tag for tag, _ in page.elements if tag == "h1"] == ["h1"]
    english = read(to_html(samples.english(), resolve=lambda _ref: "", with_title=False))
    assert "1.At a glance" in english.words
    assert "1.1Trade" in english.words
    assert "5 March 2026" in english.words
    assert all(tag != "h1" for tag, _ in english.elements)


def test_chart_follows_the_page_and_has_words() -> None:
    html = to_html(samples.chinese(), resolve=lambda _ref: "")
    assert "var(--lake, #0e6e78)" in html
    assert "font-family" not in html
    assert 'role="img" aria-label="横向柱图' in html


def test_an_address_that_runs_code_is_not_linked() -> None:
    html = runs_html(m.runs(m.Figure("1", "x")), resolve=lambda _ref: "javascript:alert(1)", language="en")
    assert "href" not in html


def test_whole_file_stands_alone() -> None:
    html = to_html_page(samples.chinese(watermark="培训数据"))
    page = read(html)
    assert '<a class="figure" href="#source-2"' in html
    assert 'id="source-2"' in html
    assert "培训数据" in page.words
    assert not [a for tag, a in page.elements if tag in ("link", "script", "img") or "src" in a]


@settings(max_examples=60, deadline=None)
@given(documents(words))
def test_any_text_stays_text(document: m.Document) -> None:
    page = read(to_html(document, resolve=lambda ref: f"/f/{len(ref)}"))
    allowed = (
        "article header p h1 h2 h3 h4 h5 span a strong mark div table caption thead tbody tr th td ul ol li "
    )
    assert {tag for tag, _ in page.elements} <= set((allowed + "footer time section").split())
    assert all(not name.startswith("on") and name != "style" for _, attrs in page.elements for name in attrs)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<image href="http://example.org/x.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<use href="http://example.org/#a"/>',
        '<rect style="fill:url(http://example.org/#a)"/>',
        "<style>@import 'http://example.org'</style>",
    ],
)
def test_drawings_lose_what_is_not_drawing(inner: str) -> None:
    svg = safe(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}<path d="M0 0"/></svg>')
    assert "example.org" not in svg
    assert "alert" not in svg
    assert "foreignObject" not in svg
    assert 'd="M0 0"' in svg


def test_two_drawings_keep_their_ids_apart() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="c"/></defs><g clip-path="url(#c)"/></svg>'
    assert 'id="a-c"' in safe(svg, prefix="a-")
    assert "url(#a-c)" in safe(svg, prefix="a-")


@pytest.mark.parametrize(
    "svg",
    ["", "no", "<p/>", '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'],
)
def test_what_is_no_drawing_is_refused(svg: str) -> None:
    with pytest.raises(m.DocumentError):
        safe(svg)
