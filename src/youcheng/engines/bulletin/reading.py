"""The whole reading: pages to text, outline and measures; and the same for paragraphs that are known already (DOCX).

`read` and `interpret` are what the readers of `coordination` and researchers call. Each page is laid out by itself;
running headers, paragraphs and the outline need all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from youcheng.engines.bulletin.furniture import Furniture, furniture
from youcheng.engines.bulletin.layout import Block, blocks
from youcheng.engines.bulletin.measures import Recogniser
from youcheng.engines.bulletin.model import Kind, Line, Page, Paragraph, Reading, Reason, Removed
from youcheng.engines.bulletin.outline import outline
from youcheng.engines.bulletin.paragraphs import paragraphs
from youcheng.engines.bulletin.words import Words

Progress = Callable[[int], None]


def text_page(number: int, texts: Sequence[str], first_line: int = 1) -> Page:
    """A page of layout-preserved text; `first_line` is the number of its first line, as in the file."""
    return Page(number, tuple(Line(at, text) for at, text in enumerate(texts, start=first_line)))


def read(pages: Iterable[Page], words: Words, progress: Progress | None = None) -> Reading:
    """Read a document page by page. `progress` is called with the number of pages laid out so far."""
    held = list(pages)
    left_out = furniture(held, words)
    removed: list[Removed] = []
    found: list[Block] = []
    for done, page in enumerate(held, start=1):
        kept, gone = _parted(page, left_out)
        removed += gone
        found += blocks(kept, words)
        if progress is not None:
            progress(done)
    return interpret(paragraphs(found, words), words, removed=removed, printed=left_out.printed)


def interpret(
    given: Sequence[Paragraph],
    words: Words,
    *,
    removed: Iterable[Removed] = (),
    printed: Iterable[tuple[int, str]] = (),
) -> Reading:
    """The outline and measures of paragraphs in reading order."""
    recogniser = Recogniser(words)
    structure = outline(given, words, recogniser.is_led_by_verb)
    bare = {
        entry.heading.paragraph
        for entry in structure.entries
        if entry.body == len(given[entry.heading.paragraph].text)
    }
    return Reading(
        paragraphs=tuple(
            replace(one, kind=Kind.HEADING) if at in bare else one for at, one in enumerate(given)
        ),
        outline=tuple(entry.heading for entry in structure.entries),
        measures=recogniser.measures(given, structure),
        removed=tuple(removed),
        sections=structure.sections,
        printed=tuple(printed),
    )


def _parted(page: Page, left_out: Furniture) -> tuple[Page, list[Removed]]:
    """The page without its furniture (blank lines stay, they part), and what was removed."""
    kept, gone = [], []
    is_ruled = False
    for line in page.lines:
        reason = left_out.reasons.get((page.number, line.number))
        if reason is None or reason is Reason.BLANK:
            kept.append(replace(line, is_ruled=True) if is_ruled else line)
            is_ruled = False
        is_ruled = is_ruled or reason is Reason.RULE
        if reason is not None:
            gone.append(Removed(page.number, line.number, line.text, reason))
    gone += [Removed(page.number, line.number, line.text, Reason.SIDEWAYS) for line in page.sideways]
    return Page(page.number, tuple(kept)), gone
