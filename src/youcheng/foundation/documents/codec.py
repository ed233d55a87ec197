"""The document model as JSON and back, for storing a version and for the JSON export.

`from_json(to_json(document)) == document`. The keys are part of the public export: add, never rename; a change
that old readers would misread raises FORMAT. No rendering here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from youcheng.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    DocumentError,
    Emphasis,
    Figure,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Source,
    Table,
    Text,
)

FORMAT = 1
Json: TypeAlias = dict[str, Any]


def to_json(document: Document) -> Json:
    """The document as plain JSON values (dicts, lists, strings, numbers, booleans, None)."""
    return {
        "format": FORMAT,
        "title": document.title,
        "language": document.language,
        "number": document.number,
        "addressee": document.addressee,
        "blocks": [block_to_json(block) for block in document.blocks],
        "attachments": list(document.attachments),
        "issuer": document.issuer,
        "date": document.date.isoformat() if document.date else None,
        "watermark": document.watermark,
        "landscape": document.landscape,
        "sources": [{"text": s.text, "refs": list(s.refs), "url": s.url} for s in document.sources],
    }


def from_json(data: Mapping[str, Any]) -> Document:
    """The document stored in `data`.

    Raises DocumentError where a part is missing, of another type or of an unknown kind.
    """
    if data.get("format") != FORMAT:
        raise DocumentError(f"This reads documents of format {FORMAT}, not {data.get('format')!r}.")
    try:
        return Document(
            title=_string(data["title"]),
            language=data["language"],
            blocks=tuple(block_from_json(item) for item in data["blocks"]),
            number=_string(data.get("number", "")),
            addressee=_string(data.get("addressee", "")),
            attachments=tuple(_string(item) for item in data.get("attachments", ())),
            issuer=_string(data.get("issuer", "")),
            date=datetime.date.fromisoformat(data["date"]) if data.get("date") else None,
            watermark=_string(data.get("watermark", "")),
            landscape=bool(data.get("landscape", False)),
            sources=tuple(_source_in(item) for item in data.get("sources", ())),
        )
    except DocumentError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentError(f"The stored document is damaged: {error!r}.") from error


def runs_to_json(group: Runs) -> list[Json]:
    """Some runs as JSON."""
    return [_run_out(run) for run in group]


def runs_from_json(data: list[Json]) -> Runs:
    """Runs stored by `runs_to_json`; raises DocumentError on an unknown kind."""
    return tuple(_run_in(item) for item in data)


def block_to_json(block: Block) -> Json:
    """One block as JSON."""
    match block:
        case Heading():
            body: Json = {
                "kind": "heading",
                "level": block.level,
                "text": block.text,
                "numbered": block.numbered,
            }
        case Paragraph():
            body = {"kind": "paragraph", "runs": runs_to_json(block.runs)}
        case Table():
            body = _table_out(block)
        case Picture():
            body = _picture_out(block)
        case BulletList():
            body = {
                "kind": "list",
                "ordered": block.ordered,
                "items": [runs_to_json(item) for item in block.items],
            }
        case PageBreak():
            return {"kind": "page_break"}
    return body | {"key": block.key}


def block_from_json(data: Mapping[str, Any]) -> Block:
    """One block stored by `block_to_json`; raises DocumentError on an unknown kind."""
    reader = _BLOCK_READERS.get(data["kind"])
    if reader is None:
        raise DocumentError(f"There is no block of kind {data['kind']!r}.")
    return reader(data)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"Words were expected, not {value!r}.")
    return value


def _run_out(run: Run) -> Json:
    match run:
        case Text(text):
            return {"kind": "text", "text": text}
        case Emphasis(text):
            return {"kind": "emphasis", "text": text}
        case Figure(text, ref):
            return {"kind": "figure", "text": text, "ref": ref}
        case Gap(what):
            return {"kind": "gap", "what": what}


def _run_in(data: Mapping[str, Any]) -> Run:
    match data["kind"]:
        case "text":
            return Text(_string(data["text"]))
        case "emphasis":
            return Emphasis(_string(data["text"]))
        case "figure":
            return Figure(_string(data["text"]), _string(data["ref"]))
        case "gap":
            return Gap(_string(data.get("what", "")))
        case kind:
            raise DocumentError(f"There is no run of kind {kind!r}.")


def _table_out(table: Table) -> Json:
    return {
        "kind": "table",
        "columns": [{"title": c.title, "align": c.align, "share": c.share} for c in table.columns],
        "rows": [[runs_to_json(cell) for cell in cells] for cells in table.rows],
        "caption": table.caption,
        "note": table.note,
    }


def _picture_out(picture: Picture) -> Json:
    return {
        "kind": "picture",
        "alt": picture.alt,
        "svg": picture.svg,
        "spec": None if picture.spec is None else dict(picture.spec),
        "caption": picture.caption,
        "beside": None if picture.beside is None else block_to_json(picture.beside),
    }


def _heading_in(data: Mapping[str, Any]) -> Heading:
    return Heading(
        data["level"],
        _string(data["text"]),
        numbered=bool(data.get("numbered", True)),
        key=data.get("key", ""),
    )


def _paragraph_in(data: Mapping[str, Any]) -> Paragraph:
    return Paragraph(runs_from_json(data["runs"]), key=data.get("key", ""))


def _table_in(data: Mapping[str, Any]) -> Table:
    return Table(
        columns=tuple(
            Column(_string(c["title"]), c.get("align", "left"), float(c.get("share", 1)))
            for c in data["columns"]
        ),
        rows=tuple(tuple(runs_from_json(cell) for cell in cells) for cells in data["rows"]),
        caption=_string(data.get("caption", "")),
        note=_string(data.get("note", "")),
        key=data.get("key", ""),
    )


def _picture_in(data: Mapping[str, Any]) -> Picture:
    beside = data.get("beside")
    return Picture(
        alt=_string(data["alt"]),
        svg=_string(data.get("svg", "")),
        spec=data.get("spec"),
        caption=_string(data.get("caption", "")),
        beside=None if beside is None else _table_in(beside),
        key=data.get("key", ""),
    )


def _list_in(data: Mapping[str, Any]) -> BulletList:
    items = tuple(runs_from_json(item) for item in data["items"])
    return BulletList(items, ordered=bool(data.get("ordered", False)), key=data.get("key", ""))


def _source_in(data: Mapping[str, Any]) -> Source:
    return Source(
        _string(data["text"]),
        tuple(_string(ref) for ref in data.get("refs", ())),
        _string(data.get("url", "")),
    )


_BLOCK_READERS: dict[str, Callable[[Mapping[str, Any]], Block]] = {
    "heading": _heading_in,
    "paragraph": _paragraph_in,
    "table": _table_in,
    "picture": _picture_in,
    "list": _list_in,
    "page_break": lambda _data: PageBreak(),
}
