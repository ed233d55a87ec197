"""DOCX: headings, lists that Word numbers itself, tables, in their order; what is no running text is listed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.coordination.reading import papers
from youcheng.coordination.reading import documents, errors
from youcheng.coordination.reading.limits import Limits
from youcheng.coordination.reading.numbering import written
from youcheng.engines.bulletin import Kind, Reading, Reason


def reading_of(document: Any) -> Reading:
    return documents.read(papers.written(document), "plan.docx").reading


def texts(reading: Reading) -> list[str]:
    return [paragraph.text for paragraph in reading.paragraphs]


def document(*paragraphs: str) -> Any:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def test_typed_numbers_make_the_outline_and_the_measures() -> None:
    found = reading_of(document(*papers.PLAN))
    assert texts(found) == list(papers.PLAN)
    assert [(heading.level, heading.number) for heading in found.outline] == [
        (1, "三"),
        (2, "（一）"),
        (2, "（二）"),
        (2, "（三）"),
    ]
    assert [(measure.verb, measure.object) for measure in found.measures] == list(papers.MEASURES)
    assert [measure.line for measure in found.measures][:2] == [2, 4]


def numbered(made: Any, levels: list[tuple[str, str]]) -> str:
    """Add a list of the given (format, text) levels to the numbering part; its number."""
    part = made.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
    return "78"


def in_list(made: Any, text: str, number: str, level: int) -> None:
    properties = made.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_numbers_that_word_counts_itself_are_in_the_text() -> None:
    made = docx.Document()
    number = numbered(made, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
    for text, level in (
        ("总体要求", 0),
        ("重点任务", 0),
        ("健全机制", 1),
        ("建立清单。", 2),
        ("制定办法。", 2),
        ("改进服务", 1),
        ("开展培训。", 2),
    ):
        in_list(made, text, number, level)
    assert texts(reading_of(made)) == [
        "一、总体要求",
        "二、重点任务",
        "（一）健全机制",
        "1.建立清单。",
        "2.制定办法。",
        "（二）改进服务",
        "1.开展培训。",
    ]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (103, "chineseCountingThousand", "一百零三"),
        (1010, "chineseCounting", "一千零一十"),
        (2, "chineseLegalSimplified", "贰"),
        (3, "ideographTraditional", "丙"),
        (5, "decimalEnclosedCircleChinese", "⑤"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (7, "decimalZero", "07"),
        (0, "chineseCounting", "0"),
        (99, "thaiNumbers", "99"),
    ],
)
def test_formats_of_numbers(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_headings_by_style_and_the_title() -> None:
    made = docx.Document()
    made.add_heading("友城工作规划", 0)
    made.add_heading("Next steps", 1)
    made.add_heading("Coordination", 2)
    made.add_paragraph("We will establish a coordination office.")
    found = reading_of(made)
    assert [(heading.level, heading.title) for heading in found.outline] == [
        (0, "友城工作规划"),
        (1, "Next steps"),
        (2, "Coordination"),
    ]
    assert found.paragraphs[0].kind is Kind.HEADING
    assert [(measure.verb, measure.object) for measure in found.measures] == [
        ("establish", "a coordination office")
    ]


def test_tables_stand_where_they_stood_and_keep_their_rows() -> None:
    made = document("一、任务安排")
    table = made.add_table(rows=3, cols=3)
    rows = [
        ("序号", "具体举措", "牵头单位"),
        ("1", "签署备忘录，建立联络员制度", "市外办\n市商务局"),
        ("2", "青少年夏令营", "市教育局"),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[1].cells[2].add_paragraph("各县区")
    made.add_paragraph("以上任务请认真落实。")
    found = reading_of(made)
    assert texts(found) == [
        "一、任务安排",
        "序号 | 具体举措 | 牵头单位",
        "1 | 签署备忘录，建立联络员制度 | 市外办市商务局 各县区",
        "2 | 青少年夏令营 | 市教育局",
        "以上任务请认真落实。",
    ]
    assert [(measure.verb, measure.object) for measure in found.measures] == [
        ("签署", "备忘录"),
        ("建立", "联络员制度"),
        ("", "青少年夏令营"),
    ]
    assert found.measures[0].line == 3


def test_a_frame_of_one_cell_and_a_nested_table_are_read_once() -> None:
    made = docx.Document()
    frame = made.add_table(rows=1, cols=1)
    frame.rows[0].cells[0].text = "一、下一步打算"
    frame.rows[0].cells[0].add_paragraph("举办音乐周。")
    outer = made.add_table(rows=1, cols=2)
    outer.rows[0].cells[0].text = "甲"
    inner = outer.rows[0].cells[1].add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "乙", "丙"
    assert texts(reading_of(made)) == ["一、下一步打算", "举办音乐周。", "甲 | 乙 丙"]


def test_what_is_no_running_text_is_listed_with_its_reason() -> None:
    made = document("一、下一步打算", "", "举办音乐周。")
    made.sections[0].header.paragraphs[0].text = "临江市简报"
    made.sections[0].footer.paragraphs[0].text = "内部资料"
    style = made.styles.add_style("toc 1", 1)
    made.add_paragraph("一、下一步打算\t1", style=style)
    removed = {one.reason: (one.line, one.text) for one in reading_of(made).removed}
    assert removed == {
        Reason.RUNNING_HEADER: (0, "临江市简报"),
        Reason.RUNNING_FOOTER: (0, "内部资料"),
        Reason.BLANK: (2, ""),
        Reason.CONTENTS: (4, "一、下一步打算 1"),
    }


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    made = document("举办")
    paragraph = made.paragraphs[0]._p
    for tag, inner, text in (("w:ins", "w:t", "音乐周。"), ("w:del", "w:delText", "美食节。")):
        change, run, part = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        part.text = text
        run.append(part)
        change.append(run)
        paragraph.append(change)
    assert texts(reading_of(made)) == ["举办音乐周。"]


def test_pages_follow_breaks_and_hand_made_lines_are_joined_or_parted() -> None:
    made = document("（一）健全机制，\n理顺关系", "1.建立清单；\n2.制定办法。")
    made.paragraphs[1].runs[-1].add_break(WD_BREAK.PAGE)
    made.add_paragraph("举办音乐周。")
    found = reading_of(made)
    assert texts(found) == ["（一）健全机制，理顺关系", "1.建立清单；", "2.制定办法。", "举办音乐周。"]
    assert [paragraph.fragments[0].page for paragraph in found.paragraphs] == [1, 1, 1, 2]


def test_a_text_box_is_read_after_its_paragraph_and_only_once() -> None:
    made = document("一、下一步打算")
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        "<mc:Choice><w:txbxContent><w:p><w:r><w:t>举办音乐周。</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>举办音乐周。</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    made.paragraphs[0]._p.append(parse_xml(box))
    assert texts(reading_of(made)) == ["一、下一步打算", "举办音乐周。"]


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    bomb = archive(word__document_xml=b"<" + b" " * 30_000_000)
    with pytest.raises(errors.TooLarge, match="28 MB"):
        documents.read(bomb, "plan.docx")
    with pytest.raises(errors.TooLarge):
        documents.read(papers.written(document("文" * 600)), "plan.docx", within=Limits(characters=500))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 torn", errors.Unreadable),
        (archive(xl__workbook_xml=b"<workbook/>"), errors.WrongKind),
        (archive(OFD_xml=b"<ofd:OFD/>"), errors.WrongKind),
        (archive(word__document_xml=b"<w:document"), errors.Unreadable),
        (papers.written(docx.Document()), errors.Unreadable),
    ],
)
def test_other_archives_and_broken_ones_are_refused(data: bytes, error: type[errors.BadDocument]) -> None:
    with pytest.raises(error, match="plan.docx"):
        documents.read(data, "plan.docx")


def test_lists_start_where_the_document_says() -> None:
    made = docx.Document()
    number = numbered(made, [("decimal", "%1.")])
    override = f'<w:lvlOverride {nsdecls("w")} w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    part = made.part.numbering_part.element
    next(one for one in part.iterchildren(qn("w:num")) if one.get(qn("w:numId")) == number).append(
        parse_xml(override)
    )
    in_list(made, "建立清单。", number, 0)
    in_list(made, "制定办法。", number, 0)
    assert texts(reading_of(made)) == ["5.建立清单。", "6.制定办法。"]
