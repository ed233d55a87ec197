"""The PDF form: Chinese without any font of the machine, the standard's page, and a clear no where a font is missing."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
import typst
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.foundation.documents import samples
from youcheng.engines.catalogue import METHODS
from youcheng.foundation.documents import model as m
from youcheng.foundation.documents.pdf import MissingFont, fonts, to_pdf

POINT_A_MM = 72 / 25.4


def test_a_wide_table_lies_on_a_turned_sheet() -> None:
    page = read(to_pdf(replace(samples.chinese(), landscape=True))).pages[0]
    size = (float(page.mediabox.width) / POINT_A_MM, float(page.mediabox.height) / POINT_A_MM)
    assert size == pytest.approx((297, 210), abs=0.5)


def read(file: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file))


def words_of(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(file).pages)


def places(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Every piece of text of a page with where it begins: points from the left and from the bottom."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = tm[4], tm[5]
            found.append((x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5], text.strip()))

    page.extract_text(visitor_text=visit)
    return found


@pytest.fixture(scope="module")
def chinese() -> bytes:
    return to_pdf(samples.chinese(rows=40, watermark="培训数据"))


def test_chinese_can_be_read_out_again(chinese: bytes) -> None:
    words = re.sub(r"\s", "", words_of(chinese))
    for part in (
        "昆外发〔2026〕1号",
        "一、基本情况",
        "（一）交往情况",
        "清迈市位于泰国北部",
        "附件：",
        "数据来源与方法",
    ):
        assert part in words
    assert "占出口比重" in words  # a word of the chart


def test_only_fonts_that_come_with_the_platform_are_used(chinese: bytes) -> None:
    names = set()
    for page in read(chinese).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    assert names
    assert all(name.startswith(("NotoSansSC", "NotoSerifSC", "Libertinus")) for name in names), names


def test_paper_is_a4_and_says_who_wrote_it(chinese: bytes) -> None:
    file = read(chinese)
    assert (float(file.pages[0].mediabox.width), float(file.pages[0].mediabox.height)) == pytest.approx(
        (210 * POINT_A_MM, 297 * POINT_A_MM), abs=0.1
    )
    assert file.metadata is not None
    assert file.metadata.title == "昆明市与清迈市友好城市关系“一城一策”工作方案"
    assert file.metadata.author == "昆明市人民政府外事办公室"


def test_page_holds_22_lines_of_28_characters() -> None:
    text = "春" * (28 * 30 - 2)
    page = read(to_pdf(m.Document("", "zh-hans", (m.paragraph(text),)))).pages[0]
    lines: dict[float, int] = {}
    for _x, y, piece in places(page):
        lines[round(y, 1)] = lines.get(round(y, 1), 0) + piece.count("春")
    rows = sorted((y for y, count in lines.items() if count), reverse=True)
    assert {lines[y] for y in rows[1:]} == {28}
    assert lines[rows[0]] == 26
    assert {round(a - b, 1) for a, b in zip(rows, rows[1:], strict=False)} == {29.5}


def test_a_page_of_text_alone_has_22_lines() -> None:
    blocks = (m.paragraph("题前"), m.PageBreak(), m.paragraph("春" * 28 * 30))
    page = read(to_pdf(m.Document("题", "zh-hans", blocks))).pages[1]
    rows = {round(y) for _x, y, piece in places(page) if "春" in piece}
    assert len(rows) == 22


def test_page_number_is_right_on_odd_and_left_on_even_pages(chinese: bytes) -> None:
    left, right = 28 * POINT_A_MM, (210 - 26) * POINT_A_MM
    for number, page in enumerate(read(chinese).pages, start=1):
        x, y, _ = next(
            place for place in places(page) if place[2].startswith("—") and place[1] < 35 * POINT_A_MM
        )
        assert 22 < y / POINT_A_MM < 29
        if number % 2:
            assert right - 70 < x < right
        else:
            assert x == pytest.approx(left + 14, abs=1.5)


def test_every_page_bears_the_watermark_and_repeats_the_header_row(chinese: bytes) -> None:
    pages = [re.sub(r"\s", "", page.extract_text()) for page in read(chinese).pages]
    assert all(page.count("培训数据") >= 2 for page in pages)
    assert sum("互补性指数" in page and "序号" in page for page in pages) >= 2


def test_figures_lead_to_their_source_or_address() -> None:
    file = read(to_pdf(samples.chinese(), resolve=lambda ref: f"https://example.org/{ref}"))
    links = [note.get_object() for page in file.pages for note in page.get("/Annots", [])]
    addresses = {str(link["/A"]["/URI"]) for link in links if "/A" in link and "/URI" in link["/A"]}
    assert {
        "https://example.org/distance",
        "https://example.org/tci",
        "https://www.geonames.org/",
    } <= addresses
    assert any("/Dest" in link or "/D" in link.get("/A", {}) for link in links)


def test_english_paper() -> None:
    words = words_of(to_pdf(samples.english()))
    assert "1.1 Trade" in words
    assert "5 March 2026" in words
    assert "Jyväskylä – Olomouc" in words


def test_quotation_marks_of_an_english_paper_are_latin() -> None:
    paper = m.Document(
        title="A paper", language="en", blocks=(m.Paragraph(m.runs("It is placed under “main front”.")),)
    )
    page = read(to_pdf(paper)).pages[0]
    fonts_used = {str(font["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert not [name for name in fonts_used if "NotoSerif" in name]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("เชียงใหม่", "Thai", "Thai"),
        ("မန္တလေး", "Mymr", "Myanmar"),
        ("ວຽງຈັນ", "Laoo", "Lao"),
        ("ភ្នំពេញ", "Khmr", "Khmer"),
        ("👍", "Zyyy", "symbols"),
    ],
)
def test_a_script_without_a_font_is_named(text: str, code: str, name: str) -> None:
    with translation.override("en"), pytest.raises(MissingFont) as caught:
        to_pdf(m.Document("题", "zh-hans", (m.paragraph(f"城市名称 {text}"),)))
    assert set(caught.value.characters) == {code}
    with translation.override("en"):
        assert f"can print: {name} (" in str(caught.value)
        assert "folder of extra fonts" in str(caught.value)


def test_a_missing_script_is_named_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        assert "泰文 (ช)" in str(MissingFont({"Thai": "ช"}))


def test_a_word_in_a_picture_needs_a_font_too() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>ช</text></svg>'
    with pytest.raises(MissingFont):
        to_pdf(m.Document("题", "zh-hans", (m.Picture(alt="图", svg=svg),)))


def test_a_folder_of_extra_fonts_adds_its_characters(tmp_path: Path) -> None:
    document = m.Document("题", "zh-hans", (m.paragraph("ช"),))
    (tmp_path / "thai.ttf").write_bytes(_font_with("ช"))
    (tmp_path / "broken.otf").write_bytes(b"no font")
    assert "ช" in words_of(to_pdf(document, extra_font_dirs=[tmp_path]))
    with pytest.raises(MissingFont):
        to_pdf(document)


def _font_with(character: str) -> bytes:
    """A font made here, with a square for one character."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for at, point in enumerate([(0, 0), (0, 500), (500, 500), (500, 0)]):
        (pen.moveTo if at == 0 else pen.lineTo)(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(character): "square"})
    builder.setupGlyf({".notdef": square, "square": square})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "square": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {
        "familyName": "Square",
        "styleName": "Regular",
        "fullName": "Square Regular",
        "psName": "Square-Regular",
    }
    builder.setupNameTable(names)
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def test_the_built_in_letters_are_really_there() -> None:
    letters = [
        chr(code) for first, last in fonts.BUILT_IN for code in range(first, last + 1) if chr(code).strip()
    ]
    letters = [letter for letter in letters if letter.isprintable() and letter not in '\\"']
    # The first page shows what a missing letter looks like: no other page may look the same.
    page = '#text("{}")'
    source = "\n#pagebreak()\n".join(page.format(letter) for letter in ["\U0010fffd", *letters])
    head = '#set page(width: auto, height: auto)\n#set text(font: "Libertinus Serif")\n'
    pages = typst.compile((head + source).encode(), format="svg", ignore_system_fonts=True)
    drawings = [re.findall(rb' d="([^"]*)"', page) for page in pages]
    assert len(drawings) == len(letters) + 1
    assert [
        letter for letter, drawing in zip(letters, drawings[1:], strict=True) if drawing == drawings[0]
    ] == []


def test_the_formulas_of_all_methods_can_be_printed() -> None:
    formulas = {code: [method.formula, method.reference] for code, method in METHODS.items()}
    assert formulas
    fonts.check_fonts(formulas, ())


NASTY = st.text(
    st.sampled_from(
        list("#$*_\\@<>\"'`~=-+/[](){}&%^|!?.,:; \t\n\r\x00\x07\x1b\u200b\u200f\u202eaé清中“”《》①—")
    ),
    max_size=40,
)
SYNTAX = [
    "#panic()",
    "$x$",
    "*b*",
    "_i_",
    "\\",
    "@ref",
    "<label>",
    '"',
    "//x",
    "/*",
    "#{",
    "```",
    "= h",
    "~",
    "--",
    "\\u{41}",
]


@settings(max_examples=40, deadline=None)
@given(NASTY, st.sampled_from(SYNTAX))
def test_no_text_is_taken_for_a_command(text: str, syntax: str) -> None:
    document = m.Document(
        text,
        "zh-hans",
        (
            m.Heading(1, text + syntax),
            m.paragraph(syntax, m.Emphasis(text), m.Figure(syntax, text), m.Gap(text)),
            m.Table((m.Column(syntax),), (m.row(text),), caption=text, note=syntax),
            m.bullets(text, syntax),
        ),
        number=syntax,
        addressee=text,
        attachments=(text, syntax),
        issuer=text,
        watermark=syntax,
        sources=(m.Source(text, (text,), syntax),),
    )
    printed = re.sub(r"\s", "", words_of(to_pdf(document)))
    assert re.sub(r"\s", "", syntax) in printed
