"""The Word form, read back: GB/T 9704-2012 in the file's own figures, and every part of the model in its place."""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings

from tests.foundation.documents import samples
from tests.foundation.documents.strategies import documents, words
from youcheng.foundation.documents import model as m
from youcheng.foundation.documents.docx import geometry, to_docx
from youcheng.foundation.documents.docx.paper import signature_insets

MM = 36000  # EMU
TWIP = 635


def read(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


@pytest.fixture(scope="module")
def chinese() -> Any:
    return read(to_docx(samples.chinese(watermark="培训数据")))


def attribute(element: Any, path: str, name: str) -> str:
    """An attribute of the first element below `element` at a path of w: names."""
    found = element.find("/".join(qn(f"w:{part}") for part in path.split("/")))
    assert found is not None, path
    return str(found.get(qn(f"w:{name}")))


def style(document: Any, name: str) -> Any:
    return document.styles[name].element


def test_paper_and_margins(chinese: Any) -> None:
    section = chinese.sections[0]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)
    for side, millimetres in (("top", 34.58), ("bottom", 32.58), ("left", 28), ("right", 26)):
        assert getattr(section, f"{side}_margin") / MM == pytest.approx(millimetres, abs=0.02)


def test_a_wide_table_lies_on_a_turned_sheet_whose_margins_go_with_its_edges() -> None:
    document = replace(samples.chinese(rows=2), landscape=True)
    read_back = read(to_docx(document))
    section = read_back.sections[0]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (297, 210)
    assert section.orientation == WD_ORIENT.LANDSCAPE
    for side, millimetres in (("top", 28), ("right", 37), ("bottom", 26), ("left", 35)):
        assert getattr(section, f"{side}_margin") / MM == pytest.approx(millimetres, abs=0.02)
    width = attribute(read_back.tables[0]._tbl, "tblPr/tblW", "w")
    assert int(width) * TWIP / MM == pytest.approx(225, abs=0.1)


def test_22_lines_of_28_characters(chinese: Any) -> None:
    section = chinese.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch")))
    assert pitch == 590  # 29.5 pt
    size = 16.0
    per_character = size + int(grid.get(qn("w:charSpace"))) / 4096
    width = (section.page_width - section.left_margin - section.right_margin) / TWIP / 20
    height = (section.page_height - section.top_margin - section.bottom_margin) / TWIP
    assert math.floor(width / per_character) == 28
    assert math.floor(height / pitch) == 22
    body = style(chinese, "Body Text")
    assert attribute(body, "pPr/spacing", "line") == "590"
    assert attribute(body, "pPr/spacing", "lineRule") == "exact"
    letter_space = int(attribute(body, "rPr/spacing", "val")) / 20
    assert math.floor(width / (size + letter_space)) == 28


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_faces_and_sizes(chinese: Any, name: str, face: str, size: float) -> None:
    element = style(chinese, name)
    assert attribute(element, "rPr/rFonts", "eastAsia") == face
    assert chinese.styles[name].font.size.pt == size
    assert element.find(f".//{qn('w:rFonts')}").get(qn("w:asciiTheme")) is None


def test_body_begins_two_characters_in_and_title_is_centred(chinese: Any) -> None:
    assert attribute(style(chinese, "Body Text"), "pPr/ind", "firstLineChars") == "200"
    assert attribute(style(chinese, "Heading 1"), "pPr/ind", "firstLineChars") == "200"
    assert attribute(style(chinese, "Title"), "pPr/jc", "val") == "center"


def test_faces_are_named_with_a_substitute_and_none_is_embedded(chinese: Any) -> None:
    file = zipfile.ZipFile(io.BytesIO(to_docx(samples.chinese())))
    table = file.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table
    assert not [name for name in file.namelist() if "font" in name.lower() and not name.endswith(".xml")]
    assert not [name for name in file.namelist() if "thumbnail" in name]


def test_page_number_is_right_on_odd_and_left_on_even_pages(chinese: Any) -> None:
    assert chinese.settings.odd_and_even_pages_header_footer
    section = chinese.sections[0]
    for footer, side, inset in (
        (section.footer, "right", "rightChars"),
        (section.even_page_footer, "left", "leftChars"),
    ):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —"
        assert " PAGE " in line._p.xml
        assert attribute(line._p, "pPr/jc", "val") == side
        assert attribute(line._p, "pPr/ind", inset) == "100"


def test_the_file_is_dated_as_the_paper_and_bears_no_other_name(chinese: Any) -> None:
    core = chinese.core_properties
    assert core.created.date() == samples.chinese().date
    assert (core.title, core.author) == (
        "昆明市与清迈市友好城市关系“一城一策”工作方案",
        "昆明市人民政府外事办公室",
    )
    assert read(to_docx(samples.chinese(date=None))).core_properties.created is None


def test_watermark_is_on_every_page(chinese: Any) -> None:
    section = chinese.sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "培训数据"
        assert 'string="培训数据"' in header.paragraphs[0]._p.xml


def test_parts_stand_in_the_order_of_the_standard(chinese: Any) -> None:
    lines = [p.text.replace("\n", "") for p in chinese.paragraphs if p.text.strip()]
    wanted = [
        "昆外发〔2026〕1号",
        "昆明市与清迈市友好城市关系“一城一策”工作方案",
        "市政府办公室：",
        "一、基本情况",
        "（一）交往情况",
        "1.经济贸易",
        "（1）产业结构",
        "表1 重点合作领域排序",
        "注：互补性指数取值 0—100，数值越大越互补。来源：[2]。",
        "图1 出口结构比较",
        "二、下一步设想",
        "①\t举办经贸对接活动",
        "附件：1.\t重点任务分解表",
        "2.\t2026年度交流活动建议清单",
        "昆明市人民政府外事办公室",
        "2026年3月5日",
        "数据来源与方法",
    ]
    places = [lines.index(line) for line in wanted]
    assert places == sorted(places)


def test_figures_carry_the_number_of_their_source(chinese: Any) -> None:
    body = chinese.element.body
    links = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert {link.get(qn("w:anchor")) for link in links} == {"source_1", "source_2"}
    assert {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))} == {"source_1", "source_2"}
    paragraph = next(p for p in chinese.paragraphs if "774" in p.text)
    assert paragraph.text.startswith("清迈市位于泰国北部，距昆明约774公里，时差1小时[1]")


def test_figures_lead_to_an_address_where_there_is_one() -> None:
    file = read(to_docx(samples.chinese(), resolve=lambda ref: f"https://example.org/{ref}"))
    targets = {r.target_ref for r in file.part.rels.values() if r.is_external}
    assert "https://example.org/tci" in targets


def test_table_repeats_its_header_and_fills_the_type_area(chinese: Any) -> None:
    table = chinese.tables[0]
    header = table.rows[0]._tr
    assert header.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert sum(widths) == geometry.TEXT_WIDTH
    assert table.rows[1].cells[3].text == "51.3"
    assert attribute(table.rows[1].cells[3].paragraphs[0]._p, "pPr/jc", "val") == "right"
    assert chinese.styles["Table Text"].font.size.pt == 12


def test_picture_has_words_and_fits(chinese: Any) -> None:
    shape = chinese.inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "横向柱图：昆明与清迈三类商品占出口的比重。"
    assert 60 * MM < shape.width <= 156 * MM


def test_english_keeps_the_page_in_latin_faces() -> None:
    file = read(to_docx(samples.english()))
    assert file.sections[0].left_margin / MM == pytest.approx(28, abs=0.02)
    assert attribute(style(file, "Body Text"), "rPr/rFonts", "ascii") == "Times New Roman"
    lines = [p.text for p in file.paragraphs]
    assert "1. At a glance" in lines
    assert "1.1 Trade" in lines
    assert "5 March 2026" in lines
    assert "Source: [2]." in next(line for line in lines if line.startswith("Note: "))


def test_no_red_head_but_from_the_offices_template() -> None:
    assert "FF0000" not in read(to_docx(samples.chinese())).element.xml
    office = docx.Document()
    office.sections[0].top_margin = 100 * MM
    office.add_paragraph("某市人民政府外事办公室文件")
    office.add_paragraph("{{number}}")
    office.add_paragraph("{{content}}")
    office.add_paragraph("抄送：有关单位。")
    template = io.BytesIO()
    office.save(template)
    file = read(to_docx(samples.chinese(), template=template.getvalue()))
    lines = [p.text for p in file.paragraphs if p.text]
    assert lines[:2] == ["某市人民政府外事办公室文件", "昆外发〔2026〕1号"]
    assert lines[-1] == "抄送：有关单位。"
    assert lines.count("昆外发〔2026〕1号") == 1
    assert "{{content}}" not in lines
    assert round(file.sections[0].top_margin / MM) == 100


def test_a_template_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(m.DocumentError, match="not a Word file"):
        to_docx(samples.chinese(), template=b"PK no")


@pytest.mark.parametrize(
    ("issuer", "date", "insets"),
    [(13, 6, (2, 7)), (8, 6, (2, 2)), (4, 6, (6, 2)), (7, 6, (3, 2)), (0, 6, (2, 2))],
)
def test_signature_stands_as_the_standard_says(
    issuer: float, date: float, insets: tuple[float, float]
) -> None:
    assert signature_insets(issuer, date) == insets


@settings(max_examples=25, deadline=None)
@given(documents(words))
def test_any_text_makes_a_file_that_opens(document: m.Document) -> None:
    read(to_docx(document))
