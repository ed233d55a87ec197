"""What does a published work plan say is to be done? From layout-preserved pages to text, outline and measures.

`read(pages, words)` recovers the reading order (columns, tables, furniture removed), the numbered outline and one
measure for each commitment, with its exact quotation and place; `interpret` does so for paragraphs known already, and
`names` finds given names in a quotation. By rules and a vocabulary (`words_from_mapping`, data/words.toml): proposals
for a person to judge, never facts. Not for scans, vertical text or languages other than Chinese and English.
"""

from youcheng.engines.bulletin.joining import join
from youcheng.engines.bulletin.model import (
    Fragment,
    Heading,
    Kind,
    Line,
    Measure,
    Page,
    Paragraph,
    Piece,
    Reading,
    Reason,
    Removed,
)
from youcheng.engines.bulletin.names import Mention, Name, Names
from youcheng.engines.bulletin.paragraphs import row_of
from youcheng.engines.bulletin.reading import interpret, read, text_page
from youcheng.engines.bulletin.words import BadWords, Words, words_from_mapping

__all__ = [
    "BadWords",
    "Fragment",
    "Heading",
    "Kind",
    "Line",
    "Measure",
    "Mention",
    "Name",
    "Names",
    "Page",
    "Paragraph",
    "Piece",
    "Reading",
    "Reason",
    "Removed",
    "Words",
    "interpret",
    "join",
    "read",
    "row_of",
    "text_page",
    "words_from_mapping",
]
