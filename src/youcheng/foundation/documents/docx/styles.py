"""The styles of a paper: which face, size, indent and pitch each part has, in Chinese and in English.

`apply` writes them into a Word document; the body only names styles. Faces are named, never embedded: the Chinese
ones are licensed to the offices that own them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from youcheng.foundation.documents.docx import geometry as g
from youcheng.foundation.documents.docx.ooxml import element
from youcheng.foundation.documents.model import Language

XIAOBIAOSONG = "方正小标宋简体"
FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
TIMES = "Times New Roman"
ARIAL = "Arial"


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. Sizes in points, pitch and spaces in twips, indents in characters of the body.

    `full_page` lets a paragraph break anywhere, so that every page has its 22 lines; `auto_space` is Word's own
    thin space between Chinese and digits, which would upset a position counted in characters.
    """

    east_asian: str
    latin: str
    size: float
    bold: bool = False
    align: str = "both"
    line: int = g.LINE_PITCH
    exact: bool = True
    first_line: float = 0
    before: int = 0
    after: int = 0
    outline: int | None = None
    keep_next: bool = False
    letter_space: int = 0
    full_page: bool = False
    auto_space: bool = True
    colour: str = "000000"


_BODY = Style(FANGSONG, TIMES, g.BODY_SIZE, first_line=2, letter_space=g.LETTER_SPACE, full_page=True)
_TABLE = Style(FANGSONG, TIMES, 12, align="left", line=360)

CHINESE: dict[str, Style] = {
    "Normal": replace(_BODY, first_line=0),
    "Body Text": _BODY,
    "Title": Style(XIAOBIAOSONG, TIMES, 22, align="center"),
    "Heading 1": replace(_BODY, east_asian=HEITI, outline=0, keep_next=True),
    "Heading 2": replace(_BODY, east_asian=KAITI, outline=1, keep_next=True),
    "Heading 3": replace(_BODY, outline=2, keep_next=True),
    "Heading 4": replace(_BODY, outline=3, keep_next=True),
    "Paper Number": replace(_BODY, first_line=0, align="center"),
    "Paper Flush": replace(_BODY, first_line=0, align="left"),
    "Paper Signature": replace(_BODY, first_line=0, align="right", keep_next=True, auto_space=False),
    "Caption": Style(HEITI, TIMES, 12, align="center", line=400, before=120, after=60, keep_next=True),
    "Table Text": _TABLE,
    "Table Head": replace(_TABLE, east_asian=HEITI, align="center", keep_next=True),
    "Table Text Small": replace(_TABLE, size=10.5, line=300),
    "Table Head Small": replace(
        _TABLE, size=10.5, line=300, east_asian=HEITI, align="center", keep_next=True
    ),
    "Table Note": replace(_TABLE, size=10.5, line=300, before=60, after=200),
    "Picture": replace(_TABLE, align="center", line=240, exact=False, before=120, keep_next=True),
    "Source Entry": replace(_TABLE, size=12, line=400),
    "Header": replace(_TABLE, size=10.5, line=300, align="center", colour="808080"),
    "Footer": Style(SONGTI, SONGTI, 14, align="right", line=g.FOOTER_LINE),
}

_ENGLISH_BODY = Style(SONGTI, TIMES, g.ENGLISH_BODY_SIZE, align="left", line=g.ENGLISH_LINE_PITCH, after=160)
_ENGLISH_HEAD = replace(_ENGLISH_BODY, latin=ARIAL, bold=True, after=80, keep_next=True)
_ENGLISH_TABLE = replace(_ENGLISH_BODY, latin=ARIAL, size=9.5, line=260, after=0)

ENGLISH: dict[str, Style] = {
    "Normal": replace(_ENGLISH_BODY, after=0),
    "Body Text": _ENGLISH_BODY,
    "Title": replace(_ENGLISH_HEAD, size=20, line=500, after=240),
    "Heading 1": replace(_ENGLISH_HEAD, size=14, line=400, before=280, outline=0),
    "Heading 2": replace(_ENGLISH_HEAD, size=12, before=220, outline=1),
    "Heading 3": replace(_ENGLISH_HEAD, size=11, before=160, outline=2),
    "Heading 4": replace(_ENGLISH_HEAD, size=11, bold=False, before=120, outline=3),
    "Paper Number": replace(_ENGLISH_BODY, colour="595959"),
    "Paper Flush": _ENGLISH_BODY,
    "Paper Signature": replace(_ENGLISH_BODY, align="right", after=0, keep_next=True),
    "Caption": replace(_ENGLISH_TABLE, bold=True, before=160, after=80, keep_next=True),
    "Table Text": _ENGLISH_TABLE,
    "Table Head": replace(_ENGLISH_TABLE, bold=True, keep_next=True),
    "Table Text Small": replace(_ENGLISH_TABLE, size=8.5, line=230),
    "Table Head Small": replace(_ENGLISH_TABLE, size=8.5, line=230, bold=True, keep_next=True),
    "Table Note": replace(_ENGLISH_TABLE, size=8.5, line=230, before=60, after=240, colour="595959"),
    "Picture": replace(_ENGLISH_TABLE, align="left", line=240, exact=False, before=120, keep_next=True),
    "Source Entry": replace(_ENGLISH_TABLE, line=280, after=60),
    "Header": replace(_ENGLISH_TABLE, align="center", colour="808080"),
    "Footer": replace(_ENGLISH_BODY, size=11, line=g.FOOTER_LINE, align="right", after=0),
}

STYLES: dict[Language, dict[str, Style]] = {"zh-hans": CHINESE, "en": ENGLISH}


def apply(word: WordDocument, language: Language, *, whole: bool) -> None:
    """Write the styles; with `whole` also the defaults a fresh file starts from (an office's template keeps its own)."""
    known = {style.name for style in word.styles}
    for name, style in STYLES[language].items():
        if name in ("Normal", "Header", "Footer") and not whole:
            continue
        if name not in known:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _write(word.styles[name].element, style)
    if whole:
        _write_defaults(word.styles.element, STYLES[language]["Normal"], language)


def indent(first_line: float = 0, left: float = 0, right: float = 0, hanging: float = 0) -> Any:
    """An indent in characters of the body, with the same in twips for programs that know no characters."""
    pairs: dict[str, int] = {}
    for name, amount in (("left", left), ("right", right), ("hanging", hanging), ("firstLine", first_line)):
        if amount:
            pairs[f"{name}Chars"] = round(amount * 100)
            pairs[name] = round(amount * g.BODY_SIZE * 20)
    return element("ind", **pairs)


def fonts(east_asian: str, latin: str) -> Any:
    """The faces of a run by script."""
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=east_asian, cs=latin)


def paragraph_properties(style: Style) -> Any:
    """`<w:pPr>` of a style."""
    return element(
        "pPr",
        element("keepNext") if style.keep_next else None,
        element("widowControl", val=0 if style.full_page else 1),
        None if style.auto_space else element("autoSpaceDE", val=0),
        None if style.auto_space else element("autoSpaceDN", val=0),
        element("snapToGrid", val=0),
        element(
            "spacing",
            before=style.before,
            after=style.after,
            line=style.line,
            lineRule="exact" if style.exact else "auto",
        ),
        indent(first_line=style.first_line) if style.first_line else None,
        element("jc", val=style.align),
        None if style.outline is None else element("outlineLvl", val=style.outline),
    )


def run_properties(style: Style) -> Any:
    """`<w:rPr>` of a style."""
    size = round(style.size * 2)
    return element(
        "rPr",
        fonts(style.east_asian, style.latin),
        element("b", val=int(style.bold)),
        element("bCs", val=int(style.bold)),
        element("i", val=0),
        element("snapToGrid", val=0),
        element("color", val=style.colour),
        element("spacing", val=style.letter_space),
        element("kern", val=0),
        element("sz", val=size),
        element("szCs", val=size),
    )


def _write(target: Any, style: Style) -> None:
    for tag in ("w:pPr", "w:rPr"):
        for old in target.findall(qn(tag)):
            target.remove(old)
    target.append(paragraph_properties(style))
    target.append(run_properties(style))


def _write_defaults(styles: Any, normal: Style, language: Language) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    for old in list(defaults):
        defaults.remove(old)
    properties = run_properties(normal)
    properties.append(
        element("lang", val="en-US" if language == "zh-hans" else "en-GB", eastAsia="zh-CN", bidi="ar-SA")
    )
    defaults.append(element("rPrDefault", properties))
    defaults.append(element("pPrDefault", element("pPr", element("spacing", before=0, after=0))))
