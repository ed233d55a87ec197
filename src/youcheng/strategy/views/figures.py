"""Where a number comes from: value, how sure, formula, data vintage, the rows themselves, and where it is used.

Reached through `urls`, from every number of a dossier; as a part of the page (in a dialog) or a page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from youcheng.engines.catalogue import METHODS
from youcheng.engines.results import Caveat
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import EvidenceFileMissing, Provenance, rows
from youcheng.foundation.access import requires
from youcheng.foundation.documents.codec import from_json
from youcheng.foundation.documents.files import language_of
from youcheng.foundation.documents.model import Heading, figures
from youcheng.strategy.drafting.names import reservation
from youcheng.strategy.figures import shown as number_shown
from youcheng.strategy.models import Dossier, DossierVersion, OwnFigure
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries import figure_of
from youcheng.strategy.views.reading import drafted, found, version_of

SHOWN_ROWS = 120


@dataclass(frozen=True)
class Rows:
    """The rows of one data set behind a figure; `problem` says why they can't be shown."""

    provenance: Provenance
    dataset: Dataset | None
    columns: list[str]
    rows: list[list[Any]]
    is_cut: bool
    problem: str


@requires(may_see_dossiers)
def shown(request: HttpRequest, slug: str, year: int, key: str) -> HttpResponse:
    row = found(request, slug, year)
    return _figure(request, row, drafted(row), key)


@requires(may_see_dossiers)
def of_version(request: HttpRequest, slug: str, year: int, number: int, key: str) -> HttpResponse:
    row = found(request, slug, year)
    return _figure(request, row, version_of(request, row, number), key)


def _figure(request: HttpRequest, row: Dossier, version: DossierVersion, key: str) -> HttpResponse:
    record = figure_of(version, key)
    if record is None:
        raise Http404
    language = language_of(request)
    method = METHODS.get(record.method)
    reader = get_language() or "zh-hans"
    context = {
        "row": row,
        "version": version,
        "record": record,
        "formula": method.computed(reader) if method else gettext(record.formula) if record.formula else "",
        "label": record.label.get(language, key),
        "display": (display := record.display.get(language, "")),
        "unit": record.unit.get(language, ""),
        "stored": f"{record.value:.12g}",  # what lies beyond is noise of the sums
        "has_unit": not display[-1:].isdigit(),
        "low": None if record.low is None else number_shown(record.low, 2, reader),
        "high": None if record.high is None else number_shown(record.high, 2, reader),
        "method": None if method is None else {"about": method, "name": method.named(reader), "reading": method.read(reader), "source": method.source(reader)},
        "caveats": [_caveat(note) for note in record.caveats],
        "sources": [_rows(Provenance.from_dict(each)) for each in record.rows],
        "places": _places(version, key, language),
        "back": reverse("strategy:dossier", args=[row.relationship.partner.slug, row.year]),
    }  # fmt: skip
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "strategy/parts/figure.html" if is_fragment else "strategy/figure.html", context)


def _caveat(note: dict[str, Any]) -> str:
    """A stored reservation in the reader's language; one an older engine knew is shown as it was."""
    try:
        return reservation(Caveat(note["code"], note["text"], tuple(note["values"].items())))
    except KeyError:
        return str(note["text"] % note["values"])


def _rows(provenance: Provenance) -> Rows:
    """The rows a figure was read from, as they are stored; a vintage that was removed is said to be gone."""
    if not provenance.file:
        return _own_rows(provenance)
    dataset = Dataset.objects.filter(name=provenance.dataset).first()
    try:
        found_rows = rows(provenance, limit=SHOWN_ROWS + 1)
    except EvidenceFileMissing as missing:
        return Rows(provenance, dataset, [], [], False, str(missing))
    columns = [
        name for name in (found_rows[0] if found_rows else {}) if any(r[name] is not None for r in found_rows)
    ]
    cells = [[row[name] for name in columns] for row in found_rows[:SHOWN_ROWS]]
    return Rows(provenance, dataset, columns, cells, len(found_rows) > SHOWN_ROWS, "")


def _own_rows(provenance: Provenance) -> Rows:
    """The office's own figures behind a number, as they are now; nobody keeps their earlier state but the audit log."""
    asked = provenance.filter.get("indicator", [])
    codes = asked if isinstance(asked, list) else [str(asked)]
    held = OwnFigure.objects.filter(indicator__code__in=codes, iso3=str(provenance.filter.get("iso3", "")))
    names = ["indicator", "iso3", "year", "value", "standard_error", "source", "grade"]
    cells = held.order_by("indicator__code", "year").values_list("indicator__code", *names[1:])
    return Rows(
        provenance, None, names, [list(row) for row in cells[:SHOWN_ROWS]], len(cells) > SHOWN_ROWS, ""
    )


def _places(version: DossierVersion, key: str, language: str) -> list[tuple[str, str]]:
    """The headings under which the figure stands, with their anchors."""
    found_at: dict[str, str] = {}
    heading = Heading(1, "-", key="")
    for block in from_json(version.documents[language]).blocks:
        if isinstance(block, Heading):
            heading = block
        elif any(figure.ref == key for figure in figures([block])):
            found_at.setdefault(heading.key, heading.text)
    return [(text, anchor) for anchor, text in found_at.items()]
