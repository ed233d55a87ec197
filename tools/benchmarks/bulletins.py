"""Reading published plans: one page in two columns as text, and a PDF of 300 pages, with the memory it takes.

The texts are invented and set here, so that nobody's bulletin is needed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator

from benchmarks import homes
from benchmarks.measuring import Measured, milliseconds, seconds

PAGES = 300
PARAGRAPHS = (
    "四、下一步工作安排",
    "我们将按照“以诚相待、以文会友”的思路，充分利用水运和工业优势，打造江海友城联盟，不断拓展交往的广度和深度。",
    "（一）健全制度，理顺机制",
    "制定友城工作办法，建立联席会议制度，每季度召开一次会议，组织高校、企业等力量组成研究小组，举办经贸对接会，完善服务政策。",
)
SETTER = """
import sys, typst
from pathlib import Path
from pylopdf_fonts_zh_cn import sans_path
fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(sans_path()).parent])
sys.stdout.buffer.write(typst.compile(sys.stdin.buffer.read(), font_paths=fonts, format="pdf"))
"""
WIDTH, GUTTER, LINES = 20, 8, 40


def reading() -> Iterator[Measured]:
    homes.begin()
    from youcheng.coordination.reading import documents

    page, paper = _page().encode(), _pdf()
    yield Measured(
        "one page in two columns, as text", milliseconds(lambda: documents.read(page, "page.txt")), "ms", 100
    )
    before = _peak()
    taken = seconds(lambda: documents.read(paper, "plan.pdf", progress=None))
    yield Measured(f"a PDF of {PAGES} pages", taken, "s", 30)
    yield Measured("the process's peak memory after it", _peak(), "MB", 500)
    yield Measured("of that, before it", before, "MB")


def _page() -> str:
    """Two columns side by side, broken anywhere, as programs keep a page's layout in plain text."""
    lines = []
    text = [f"    {paragraph}" for paragraph in PARAGRAPHS]
    for paragraph in text * 12:
        lines += [paragraph[at : at + WIDTH] for at in range(0, len(paragraph), WIDTH)]
    left, right = lines[:LINES], lines[LINES : 2 * LINES]
    return "\n".join(a.ljust(WIDTH + GUTTER) + b for a, b in zip(left, right, strict=True))


def _pdf() -> bytes:
    """The PDF, set in a process of its own so that the typesetter's memory is not counted here."""
    body = "\n\n".join(PARAGRAPHS * 14)
    source = (
        '#set page(columns: 2, numbering: "— 1 —")\n#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
        + "\n#pagebreak()\n".join([body] * PAGES)
    )
    done = subprocess.run(
        [sys.executable, "-c", SETTER], input=source.encode(), capture_output=True, check=True
    )
    return done.stdout


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
