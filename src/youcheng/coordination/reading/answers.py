"""The JSON shape of a document that was read, with stable keys: for `youcheng plan read --json` and for storing.

`as_values` gives plain values only. Reasons are codes; `reason_said` gives the words for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youcheng.coordination.reading import pdf
from youcheng.coordination.reading.documents import ReadDocument
from youcheng.engines.bulletin import Measure, Paragraph, Reading, Reason

REASONS: Mapping[Reason, Promise] = {
    Reason.BLANK: gettext_lazy("empty line"),
    Reason.PAGE_TITLE: gettext_lazy("title that a viewer puts above the page"),
    Reason.PAGE_LABEL: gettext_lazy("page label of a viewer"),
    Reason.RUNNING_HEADER: gettext_lazy("running header"),
    Reason.RUNNING_FOOTER: gettext_lazy("running footer"),
    Reason.PAGE_NUMBER: gettext_lazy("page number"),
    Reason.VIEWER_STRIP: gettext_lazy("strip of page numbers of a viewer"),
    Reason.CONTENTS: gettext_lazy("table of contents"),
    Reason.RULE: gettext_lazy("drawn line"),
    Reason.SIDEWAYS: gettext_lazy("text across the page, such as a watermark"),
    Reason.NOTE: gettext_lazy("footnote or endnote"),
}


def reason_said(reason: str) -> str:
    """Why a line was removed, for a person."""
    return str(REASONS[Reason(reason)])


def as_values(document: ReadDocument) -> dict[str, Any]:
    """The whole reading as plain values; docs/reference/published-plans.md describes the keys."""
    reading = document.reading
    return {
        "kind": document.kind,
        "pages": document.pages,
        "text": reading.text,
        "outline": [asdict(heading) for heading in reading.outline],
        "measures": [_measure(reading, measure) for measure in reading.measures],
        "removed": [
            {"page": one.page, "line": one.line, "text": one.text, "reason": one.reason.value}
            for one in reading.removed
        ],
        "paragraphs": [
            _paragraph(paragraph, section)
            for paragraph, section in zip(reading.paragraphs, reading.sections, strict=True)
        ],
        "printed": [{"page": page, "number": number} for page, number in reading.printed],
        "unread": [{"page": one.page, "reason": one.why} for one in document.unread],
    }


def _measure(reading: Reading, measure: Measure) -> dict[str, Any]:
    heading = reading.outline[measure.heading] if measure.heading is not None else None
    printed = dict(reading.printed)
    return {
        "quote": measure.quote,
        "verb": measure.verb,
        "object": measure.object,
        "page": measure.page,
        "printed_page": printed.get(measure.page),
        "column": measure.column,
        "line": measure.line,
        "lines": [{"page": page, "column": column, "line": line} for page, column, line in measure.lines],
        "heading": measure.heading,
        "heading_text": f"{heading.number} {heading.title}".strip() if heading else "",
        "paragraph": measure.paragraph,
        "start": measure.start,
        "means": list(measure.means),
        "aims": list(measure.aims),
        "cut": measure.cut,
    }


def _paragraph(paragraph: Paragraph, section: int | None) -> dict[str, Any]:
    return {
        "text": paragraph.text,
        "kind": paragraph.kind.value,
        "heading": section,
        "cells": list(paragraph.cells),
        "continued": paragraph.continued,
        "cut": paragraph.cut,
        "fragments": [asdict(fragment) for fragment in paragraph.fragments],
        "starts": list(paragraph.starts),
    }


def unread_said(document: ReadDocument) -> list[str]:
    """One sentence for each sort of page that could not be read; empty where all were."""
    said = []
    scanned, garbled, damaged = (
        tuple(one.page for one in document.unread if one.why == why)
        for why in ("scanned", "garbled", "damaged")
    )
    if scanned:
        said.append(
            _(
                "Pages %(pages)s are pictures without text and were not read; recognise them with an OCR program."
            )
            % {"pages": pdf.said(scanned)}
        )
    if garbled:
        said.append(
            _(
                "The fonts of pages %(pages)s do not say which characters they show; these pages were not read."
            )
            % {"pages": pdf.said(garbled)}
        )
    if damaged:
        said.append(_("Pages %(pages)s are damaged and were not read.") % {"pages": pdf.said(damaged)})
    return said
