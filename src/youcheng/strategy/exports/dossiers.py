"""A dossier as a file: DOCX, PDF, HTML and JSON, and the list of dossiers as a sheet.

Called by the views and the command. The document comes ready from `queries`; nothing about its content is decided here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.documents import files
from youcheng.foundation.documents.codec import to_json
from youcheng.foundation.documents.model import LANGUAGES, Language
from youcheng.foundation.exporting import Field
from youcheng.strategy.models import Dossier, DossierVersion
from youcheng.strategy.queries import Row, document_of

TYPES: Mapping[str, str] = {**files.TYPES, "json": "application/json"}
FORMAT = 1


def file_of(dossier: Dossier, kind: str, language: Language, version: DossierVersion | None = None) -> bytes:
    """The dossier in one of `TYPES`. JSON holds both languages, every figure and what it was made from.

    Raises NotDrafted, and MissingFont or DocumentError where a paper can't be set.
    """
    if kind == "json":
        data = whole(dossier, version)
        return json.dumps(data, ensure_ascii=False, indent=2).encode()
    document = document_of(dossier, language, version)
    return files.file_of(document, kind)


def whole(dossier: Dossier, version: DossierVersion | None = None) -> dict[str, Any]:
    """Everything about a dossier as plain values; the keys are public: add, never rename."""
    documents = {language: to_json(document_of(dossier, language, version)) for language in LANGUAGES}
    shown = version or dossier.current
    assert shown is not None
    return {
        "format": FORMAT,
        "partner": dossier.relationship.partner.slug,
        "year": dossier.year,
        "state": dossier.state,
        "version": shown.number,
        "as_of": shown.as_of.isoformat(),
        "documents": documents,
        "figures": shown.figures,
        "fingerprint": shown.fingerprint,
        "parameters": shown.parameters,
        "edits": shown.edits
        if version
        else list(dossier.edits.values("block", "language", "text", "author")),
        "engine_runs": list(
            shown.runs.values("method", "method_version", "parameters", "datasets", "caveats", "figures")
        ),
    }


def list_columns() -> Sequence[Field]:
    """The columns of the exported list, in the reader's language."""
    return (
        Field("slug", _("address")),
        Field("partner", _("partner")),
        Field("country", _("country (region)")),
        Field("year", _("year")),
        Field("state", _("state")),
        Field("stale", _("figures changed since")),
        Field("version", _("version")),
        Field("as_of", _("as of")),
        Field("approved_by", _("approved by")),
        Field("approved_at", _("approved at")),
        Field("edits", _("edits")),
        Field("data", _("data sets")),
    )


def list_rows(rows: Iterable[Row], year: int) -> Iterable[Mapping[str, Any]]:
    """The rows of the exported list."""
    for row in rows:
        version = row.version
        yield {
            "slug": row.relationship.partner.slug,
            "partner": str(row.relationship.partner),
            "country": row.relationship.partner.country.name,
            "year": year,
            "state": row.dossier.get_state_display() if row.dossier and version else _("not drafted"),
            "stale": row.stale,
            "version": version.number if version else None,
            "as_of": version.as_of if version else None,
            "approved_by": row.dossier.approved_by if row.dossier else "",
            "approved_at": row.dossier.approved_at if row.dossier else None,
            "edits": row.edits,
            "data": list(row.vintages),
        }
