"""Makes the documents that the readers are tested with: PDFs set by the typesetter we have, DOCX files, broken ones.

The texts are invented. Fonts are those the platform brings, so that a bare machine can run the tests.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf
import typst
from pylopdf_fonts_zh_cn import sans_path

PLAN = (
    "三、下一步工作安排",
    "我们将按照“以诚相待、以文会友”的思路，在对外交流中充分利用临江的水运和工业优势，打造江海友城联盟，不断拓展交往的广度和深度。",
    "（一）健全制度，理顺机制，以制度建设推动友城工作规范开展",
    "按照会议要求，结合临江实际，制定友城工作办法，全力拓展以沿江国家为重点、以港口城市为支点的友城布局，彰显临江特色。",
    "（二）加强研究，每城一案，提高与港口城市的交往水平",
    "组织高校、企业等力量组成研究小组，每年确定2—3个课题给予经费补助，从政策、市场、金融等方面进行综合评估，有计划、有步骤地举办经贸对接会。",
    "（三）办好活动",
    "以江海文化节在临江举办为契机，精心做好展览策划，将临江故事“融入”各项活动，为贡献突出的外籍专家优先授予“临江之友”称号。",
)
MEASURES = (
    ("打造", "江海友城联盟"),
    ("制定", "友城工作办法"),
    ("拓展", "以沿江国家为重点、以港口城市为支点的友城布局"),
    ("组成", "研究小组"),
    ("确定", "2—3个课题给予经费补助"),
    ("进行", "综合评估"),
    ("举办", "经贸对接会"),
    ("做好", "展览策划"),
    ("融入", "临江故事"),
    ("授予", "“临江之友”称号"),
)
HEADER = "临江市友城工作简报"


def typeset(source: str) -> bytes:
    """A PDF of typesetter source, with the fonts the platform brings."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(sans_path()).parent])
    result = typst.compile(source.encode(), font_paths=fonts, format="pdf")
    assert isinstance(result, bytes)
    return result


def bulletin(
    paragraphs: Sequence[str] = PLAN, *, columns: int = 2, extra: str = "", repeat: int = 1
) -> bytes:
    """A PDF bulletin in columns, with a running header and page numbers, each repetition on a page of its own."""
    body = "\n\n".join(_set(text) for text in paragraphs)
    pages = "\n#pagebreak()\n".join([body] * repeat)
    return typeset(
        f"""
#set page(paper: "a4", columns: {columns}, header: [{HEADER} #h(1fr) 2031年5月],
  footer: context align(center)[— #counter(page).display() —])
#set text(font: "Noto Sans SC", size: 11pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), spacing: 0.8em, leading: 0.8em)
{extra}
{pages}
"""
    )


def _set(text: str) -> str:
    return "".join("\\" + letter if letter in "#*_`$@<>[]\\" else letter for letter in text)


def picture() -> bytes:
    """A grey PNG of 8 by 8."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x80" * 8 for _row in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def scanned(pages: int = 2, *, with_text: str = "", numbered: bool = False) -> bytes:
    """Pages that are pictures; `with_text` stands on a first page of its own; `numbered`: with page numbers over them."""
    data = ", ".join(str(byte) for byte in picture())
    one = f'#image(bytes(({data})), width: 100%, height: 100%, fit: "stretch")'
    number = '#set page(numbering: "— 1 —", margin: 1cm)\n' if numbered else ""
    first = f"{_set(with_text)}\n#pagebreak()\n" if with_text else ""
    return typeset(
        '#set text(font: "Noto Sans SC")\n' + number + first + "\n#pagebreak()\n".join([one] * pages)
    )


def encrypted(data: bytes, *, user: str) -> bytes:
    document = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    document.encrypt(user, "owner", algorithm="RC4-128")
    return _bytes(document)


def without_page(data: bytes, index: int) -> bytes:
    """The document with one page's entry spoilt: its place in the list of pages holds something else."""
    document = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    pages = document.root_object["/Pages"]["/Kids"]  # type: ignore[index]
    pages[index] = document._add_object(pypdf.generic.TextStringObject("spoilt"))  # type: ignore[index]
    return _bytes(document)


def turned(data: bytes, angle: int) -> bytes:
    """The pages drawn sideways and shown upright: as from a program that prints landscape pages."""
    document = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        added = document.add_page(page)
        added.rotate(angle)
        added.transfer_rotation_to_content()
    return _bytes(document)


def _bytes(document: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def written(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
