"""Random documents for property tests of the model and its renderers."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from youcheng.foundation.documents import model as m

words = st.text(max_size=20)
#: JSON text cannot hold a lone surrogate in UTF-8, and no database stores one.
clean_words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def runs(text: st.SearchStrategy[str] = clean_words) -> st.SearchStrategy[m.Runs]:
    """Groups of runs of every kind."""
    run = st.one_of(text.map(m.Text), text.map(m.Emphasis), st.builds(m.Figure, text, text), text.map(m.Gap))
    return st.lists(run, max_size=4).map(tuple)


@st.composite
def tables(draw: st.DrawFn, text: st.SearchStrategy[str] = clean_words) -> m.Table:
    """Tables of one to four columns."""
    column = st.builds(
        m.Column,
        text,
        st.sampled_from(m.ALIGNMENTS),
        st.floats(0.1, 9, allow_nan=False, allow_infinity=False),
    )
    columns = tuple(draw(st.lists(column, min_size=1, max_size=4)))
    cells = st.tuples(*[runs(text) for _ in columns])
    rows = tuple(draw(st.lists(cells, max_size=3)))
    return m.Table(columns, rows, draw(text), draw(text), draw(text))


def blocks(text: st.SearchStrategy[str] = clean_words) -> st.SearchStrategy[m.Block]:
    """Blocks of every kind but pictures, whose drawing is tested with real charts."""
    return st.one_of(
        st.builds(m.Heading, st.integers(1, 4), text, st.booleans(), text),
        st.builds(m.Paragraph, runs(text), text),
        tables(text),
        st.builds(m.BulletList, st.lists(runs(text), max_size=3).map(tuple), st.booleans(), text),
        st.just(m.PageBreak()),
    )


pictures = st.builds(
    m.Picture,
    alt=st.just("a line"),
    svg=clean_words,
    spec=st.dictionaries(
        clean_words, st.one_of(st.none(), st.booleans(), st.integers(), clean_words), max_size=3
    ),
    caption=clean_words,
    beside=st.one_of(st.none(), tables()),
    key=clean_words,
)


def documents(text: st.SearchStrategy[str] = clean_words) -> st.SearchStrategy[m.Document]:
    """Whole documents without pictures."""
    return st.builds(
        m.Document,
        title=text,
        language=st.sampled_from(m.LANGUAGES),
        blocks=st.lists(blocks(text), max_size=6).map(tuple),
        number=text,
        addressee=text,
        attachments=st.lists(text, max_size=3).map(tuple),
        issuer=text,
        date=st.one_of(st.none(), st.dates(datetime.date(1949, 10, 1), datetime.date(2100, 1, 1))),
        watermark=text,
        landscape=st.booleans(),
        sources=st.lists(
            st.builds(m.Source, text, st.lists(text, max_size=2).map(tuple), text), max_size=3
        ).map(tuple),
    )
