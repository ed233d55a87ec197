"""A document as a semantic HTML fragment for a page, and as a whole file that can be sent to someone.

Pages put the fragment where they like and style it by its classes; `to_html_page` carries its own style sheet.
Everything that comes from the model is escaped here; no other module builds HTML from a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from youcheng.foundation.documents import charts, svg
from youcheng.foundation.documents.model import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Gap,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Source,
    Table,
)
from youcheng.foundation.documents.numbering import labels, source_numbers
from youcheng.foundation.documents.text import clean
from youcheng.foundation.documents.words import Words, date_text, gap_text, words

#: Turns a figure's reference into an address, or into "" where it leads nowhere.
Resolver = Callable[[str], str]

_ALIGN_CLASS = {"left": "", "center": "center", "right": "num"}
_SAFE_SCHEMES = ("http://", "https://", "/", "#", "?", "mailto:")


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of one rendering needs to know."""

    language: Language
    words: Words
    resolve: Resolver


def to_html(document: Document, *, resolve: Resolver, with_title: bool = True) -> SafeString:
    """The document as one `<article class="paper">`; with `with_title` its title is the page's `<h1>`."""
    page = _Page(document.language, words(document.language), resolve)
    parts = [
        _watermark(document),
        _head(document, with_title),
        *_body(document.blocks, page),
        _attachments(document, page),
        _signature(document),
        _sources(document.sources, page),
    ]
    return format_html(
        '<article class="paper paper-{}{}" lang="{}">\n{}\n</article>',
        document.language,
        " paper-wide" if document.landscape else "",
        page.words.html_lang,
        _lines(parts),
    )


def to_html_page(document: Document, *, resolve: Resolver | None = None) -> str:
    """The document as a whole HTML file that needs nothing beside it.

    Without `resolve`, a figure leads to its entry under "sources and methods".
    """
    numbers = source_numbers(document)
    inner = resolve or (lambda ref: f"#source-{numbers[ref]}" if ref in numbers else "")
    return format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>\n'
        "<style>\n{}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
        words(document.language).html_lang,
        clean(document.title),
        mark_safe(_style_sheet()),  # noqa: S308 -- a file of this package
        to_html(document, resolve=inner),
    )


def runs_html(group: Runs, *, resolve: Resolver, language: Language) -> SafeString:
    """Some runs alone, for pages that show one sentence of a document."""
    return _runs(group, _Page(language, words(language), resolve))


def _lines(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts if part))


def _watermark(document: Document) -> SafeString:
    if not document.watermark:
        return SafeString("")
    return format_html('<p class="paper-watermark">{}</p>', clean(document.watermark))


def _head(document: Document, with_title: bool) -> SafeString:
    number = format_html('<p class="paper-number">{}</p>', clean(document.number)) if document.number else ""
    title = format_html('<h1 class="paper-title">{}</h1>', clean(document.title)) if with_title else ""
    colon = words(document.language).colon.strip()
    addressee = (
        format_html('<p class="paper-addressee">{}{}</p>', clean(document.addressee), colon)
        if document.addressee
        else ""
    )
    if not (number or title or addressee):
        return SafeString("")
    return format_html('<header class="paper-head">{}{}{}</header>', number, title, addressee)


def _body(blocks: tuple[Block, ...], page: _Page) -> Iterable[SafeString]:
    for position, (block, label) in enumerate(zip(blocks, labels(blocks, page.language), strict=True)):
        match block:
            case Heading():
                yield _heading(block, label)
            case Paragraph():
                yield format_html("<p{}>{}</p>", _id(block.key), _runs(block.runs, page))
            case Table():
                yield _table(block, label, page)
            case Picture():
                yield _picture(block, label, page, position)
            case BulletList():
                yield _list(block, page)
            case PageBreak():
                yield SafeString('<div class="page-break" role="presentation"></div>')


def _id(key: str) -> SafeString:
    return format_html(' id="{}"', clean(key)) if key else SafeString("")


def _heading(heading: Heading, label: str) -> SafeString:
    number = format_html('<span class="heading-number">{}</span>', label) if label else ""
    tag = f"h{heading.level + 1}"
    return format_html(
        "<{}{}>{}{}</{}>", SafeString(tag), _id(heading.key), number, clean(heading.text), SafeString(tag)
    )


def _run(run: Run, page: _Page) -> SafeString:
    match run:
        case Emphasis(text):
            return format_html("<strong>{}</strong>", clean(text))
        case Figure(text, ref):
            return _figure(text, ref, page)
        case Gap():
            return format_html('<mark class="gap">{}</mark>', clean(gap_text(run, page.language)))
        case _:
            return conditional_escape(clean(run.text))


def _figure(text: str, ref: str, page: _Page) -> SafeString:
    address = page.resolve(ref)
    if not _is_safe_address(address):
        return format_html('<span class="figure" data-ref="{}">{}</span>', clean(ref), clean(text))
    return format_html(
        '<a class="figure" href="{}" data-ref="{}">{}</a>', clean(address), clean(ref), clean(text)
    )


def _is_safe_address(address: str) -> bool:
    return bool(address) and address.lower().startswith(_SAFE_SCHEMES)


def _runs(group: Runs, page: _Page) -> SafeString:
    return format_html_join("", "{}", ((_run(run, page),) for run in group))


def _caption(label: str, caption: str) -> SafeString:
    if not caption:
        return SafeString("")
    number = format_html('<span class="caption-number">{}</span> ', label) if label else ""
    return format_html("{}{}", number, clean(caption))


def _table(table: Table, label: str, page: _Page) -> SafeString:
    classes = [_ALIGN_CLASS[column.align] for column in table.columns]
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((_class(name), clean(c.title)) for name, c in zip(classes, table.columns, strict=True)),
    )
    body = format_html_join(
        "\n",
        "<tr>{}</tr>",
        (
            (
                format_html_join(
                    "",
                    "<td{}>{}</td>",
                    ((_class(name), _runs(cell, page)) for name, cell in zip(classes, cells, strict=True)),
                ),
            )
            for cells in table.rows
        ),
    )
    caption = format_html("<caption>{}</caption>", _caption(label, table.caption)) if table.caption else ""
    return format_html(
        '<div class="table-scroll"{} tabindex="0" role="region"{}><table>{}<thead><tr>{}</tr></thead>'
        "<tbody>\n{}\n</tbody></table>{}</div>",
        _id(table.key),
        format_html(' aria-label="{}"', clean(table.caption)) if table.caption else "",
        caption,
        head,
        body,
        _table_note(table, page),
    )


def _table_note(table: Table, page: _Page) -> SafeString:
    if not table.note:
        return SafeString("")
    return format_html(
        '<p class="table-note">{}{}{}</p>', page.words.note, page.words.colon, clean(table.note)
    )


def _class(name: str) -> SafeString:
    return format_html(' class="{}"', name) if name else SafeString("")


def _picture(picture: Picture, label: str, page: _Page, position: int) -> SafeString:
    drawing = picture.svg or charts.to_svg(picture.spec or {}, page.language)
    inline = svg.safe(charts.themed_svg(drawing), prefix=f"picture-{position}-")
    beside = _table(picture.beside, "", page) if picture.beside else ""
    caption = (
        format_html("<figcaption>{}</figcaption>", _caption(label, picture.caption))
        if picture.caption
        else ""
    )
    return format_html(
        '<figure class="picture"{}><div class="picture-drawing" role="img" aria-label="{}">{}</div>{}{}</figure>',
        _id(picture.key),
        clean(picture.alt),
        mark_safe(inline),  # noqa: S308 -- cleaned by svg.safe just above
        caption,
        beside,
    )


def _list(block: BulletList, page: _Page) -> SafeString:
    tag = SafeString("ol" if block.ordered else "ul")
    items = format_html_join("", "<li>{}</li>", ((_runs(item, page),) for item in block.items))
    return format_html("<{}{}>{}</{}>", tag, _id(block.key), items, tag)


def _attachments(document: Document, page: _Page) -> SafeString:
    if not document.attachments:
        return SafeString("")
    items = format_html_join("", "<li>{}</li>", ((clean(title),) for title in document.attachments))
    return format_html(
        '<div class="paper-attachments"><p>{}{}</p><ol>{}</ol></div>',
        page.words.attachment,
        page.words.colon.strip(),
        items,
    )


def _signature(document: Document) -> SafeString:
    if not document.issuer and document.date is None:
        return SafeString("")
    issuer = format_html('<p class="paper-issuer">{}</p>', clean(document.issuer)) if document.issuer else ""
    date = (
        format_html(
            '<p class="paper-date"><time datetime="{}">{}</time></p>',
            document.date.isoformat(),
            date_text(document.date, document.language),
        )
        if document.date
        else ""
    )
    return format_html('<footer class="paper-signature">{}{}</footer>', issuer, date)


def _sources(sources: tuple[Source, ...], page: _Page) -> SafeString:
    if not sources:
        return SafeString("")
    items = format_html_join(
        "\n",
        '<li id="source-{}">{}{}</li>',
        (
            (number, clean(source.text), _source_link(source))
            for number, source in enumerate(sources, start=1)
        ),
    )
    return format_html(
        '<section class="paper-sources"><h2>{}</h2>\n<ol>\n{}\n</ol></section>', page.words.sources, items
    )


def _source_link(source: Source) -> SafeString:
    if not _is_safe_address(source.url):
        return SafeString("")
    return format_html(' <a href="{}">{}</a>', clean(source.url), clean(source.url))


@cache
def _style_sheet() -> str:
    return (Path(__file__).parent / "data" / "paper.css").read_text(encoding="utf-8")
