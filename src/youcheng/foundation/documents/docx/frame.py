"""The frame of a Word page: paper, margins, grid, page numbers, watermark, and the names of substitute faces.

Called once for each file by `paper`; an office's own template keeps its frame, so this is then left out.
"""

from __future__ import annotations

import datetime
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from youcheng.foundation.documents.docx import geometry as g
from youcheng.foundation.documents.docx import styles
from youcheng.foundation.documents.docx.ooxml import element, field, run
from youcheng.foundation.documents.model import Document, Language
from youcheng.foundation.documents.text import clean

#: Faces that come with Word, taken where the office's licensed ones are not installed.
SUBSTITUTES = {styles.XIAOBIAOSONG: "华文中宋", styles.FANGSONG: "仿宋", styles.KAITI: "楷体"}

_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


def set_page(word: WordDocument, language: Language, page: g.Page) -> None:
    """Paper, margins and, in Chinese, the grid of 22 lines × 28 characters."""
    section = word.sections[0]._sectPr
    for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid", "w:titlePg"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    turned = {"orient": "landscape"} if page.width > page.height else {}
    section.append(element("pgSz", w=page.width, h=page.height, **turned))
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    section.append(element("pgMar", **margins, header=g.HEADER_DISTANCE, footer=page.footer, gutter=0))
    section.append(element("pgNumType", start=1))
    section.append(element("cols", space=425))
    if language == "zh-hans":
        section.append(
            element("docGrid", type="linesAndChars", linePitch=g.LINE_PITCH, charSpace=g.CHARACTER_SPACE)
        )
    else:
        section.append(element("docGrid", linePitch=g.ENGLISH_LINE_PITCH))


def set_page_numbers(word: WordDocument) -> None:
    """— 1 — below the text: right on odd pages and left on even ones, one character in from the edge."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for footer, align, inset in (
        (section.footer, "right", styles.indent(right=1)),
        (section.even_page_footer, "left", styles.indent(left=1)),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = word.styles["Footer"]
        properties = line._p.get_or_add_pPr()
        properties.append(inset)
        properties.append(element("jc", val=align))
        for part in (run("— "), *field("PAGE", "1"), run(" —")):
            line._p.append(part)


def set_watermark(word: WordDocument, words: str) -> None:
    """The words across every page, behind the text, and once in plain letters in its header."""
    section = word.sections[0]
    for number, header in enumerate((section.header, section.even_page_header), start=1):
        header.is_linked_to_previous = False
        line = header.paragraphs[0]
        line.style = word.styles["Header"]
        line._p.append(run(words))
        line._p.append(_watermark_shape(clean(words), number))


def _watermark_shape(words: str, number: int) -> Any:
    width = min(460, 60 * max(len(words), 2))
    shape = parse_xml(
        f"<w:r {nsdecls('w')} {_VML}><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="watermark{number}" type="#_x0000_t136" fillcolor="#d0d0d0" stroked="f" '
        'style="position:absolute;margin-left:0;margin-top:0;rotation:315;z-index:-251658240;'
        f"width:{width}pt;height:{width // max(len(words), 2)}pt;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin">'
        '<v:fill opacity=".5"/><v:textpath/></v:shape></w:pict></w:r>'
    )
    path = shape.findall(".//{urn:schemas-microsoft-com:vml}textpath")[-1]
    path.set("string", words)
    path.set("style", f"font-family:'{styles.HEITI}';font-size:1pt")
    return shape


def set_properties(word: WordDocument, document: Document) -> None:
    """Title and issuer as the file's own description, without traces of the program's sample file."""
    core = word.core_properties
    core.title, core.author, core.last_modified_by = (
        clean(document.title),
        clean(document.issuer),
        clean(document.issuer),
    )
    core.subject, core.comments, core.keywords = clean(document.number), "", ""
    core.language = "zh-CN" if document.language == "zh-hans" else "en"
    core.revision = 1
    _set_dates(core._element, document.date)


def _set_dates(core: Any, date: datetime.date | None) -> None:
    """The paper's own date as the file's; without one, none, and never that of the program's sample file."""
    for name in ("created", "modified"):
        found = core.find(f"{{http://purl.org/dc/terms/}}{name}")
        if found is None:
            continue
        if date is None:
            core.remove(found)
        else:
            found.text = f"{date.isoformat()}T00:00:00Z"


def set_substitute_faces(word: WordDocument) -> None:
    """Name for each licensed face the one that Word has itself, so that a machine without it still looks right."""
    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            table = parse_xml(part.blob)
            for name, substitute in SUBSTITUTES.items():
                table.append(
                    element(
                        "font", element("altName", val=substitute), element("charset", val="86"), name=name
                    )
                )
            part._blob = serialize_part_xml(table)


def set_settings(word: WordDocument) -> None:
    """Say that the file is of Word's present kind and Chinese, and drop the sample file's own picture."""
    settings = word.settings.element
    mode = settings.find(f"{qn('w:compat')}/{qn('w:compatSetting')}[@{qn('w:name')}='compatibilityMode']")
    if mode is not None:
        mode.set(qn("w:val"), "15")
    languages = settings.find(qn("w:themeFontLang"))
    if languages is not None:
        languages.set(qn("w:eastAsia"), "zh-CN")
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
