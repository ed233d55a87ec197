"""The whole dossier in one language: the sections in order, the methods used, and the sources of every figure.

Called by `building`, once for each language with the same figure book. Which sections there are is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from youcheng.engines.catalogue import METHODS
from youcheng.foundation.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Language,
    Source,
    Table,
    row,
)
from youcheng.strategy.drafting import (
    at_a_glance,
    complementarity,
    history,
    in_brief,
    key_fields,
    measures,
    risk,
)
from youcheng.strategy.drafting.draft import Draft
from youcheng.strategy.facts.fields import rank
from youcheng.strategy.facts.model import Dataset, DossierFacts
from youcheng.strategy.figures import FigureBook, Record
from youcheng.strategy.framework import FieldRules


def draft(facts: DossierFacts, book: FigureBook, rules: FieldRules, language: Language) -> Document:
    """One dossier in one language. The same facts give the same document."""
    with translation.override(language):
        one = Draft(facts, book, language, rules)
        ranked = rank(facts, rules)
        blocks: list[Block] = [
            *at_a_glance.blocks(one),
            *history.blocks(one),
            *complementarity.blocks(one),
            *risk.blocks(one),
            *key_fields.blocks(one, ranked, rules.shown),
            *measures.blocks(one, ranked),
        ]
        # The summary comes first on the page and last in the making: its figures are those of the sections.
        blocks = [*in_brief.blocks(one, ranked, rules.shown), *blocks]
        records = book.records()
        blocks += _methods(records, language)
        return Document(
            title=_("One city, one policy: %(partner)s, %(year)s")
            % {"partner": one.partner, "year": facts.year},
            language=language,
            blocks=tuple(blocks),
            date=facts.as_of,
            sources=sources(records, facts.datasets, language),
        )


def sources(
    records: Mapping[str, Record], datasets: Mapping[str, Dataset], language: Language
) -> tuple[Source, ...]:
    """One entry a data set with the figures made from it, then one for what the register says."""
    by_dataset: dict[str, list[str]] = {}
    rest: list[str] = []
    for key, record in records.items():
        for name in record.datasets:
            by_dataset.setdefault(name, []).append(key)
        if not record.datasets:
            rest.append(key)
    found = [
        _source(datasets.get(name), name, tuple(refs), language) for name, refs in sorted(by_dataset.items())
    ]
    if rest:
        found.append(
            Source(_("The register of the platform; distances and clocks are computed from it."), tuple(rest))
        )
    return tuple(found)


def _source(dataset: Dataset | None, name: str, refs: tuple[str, ...], language: Language) -> Source:
    if dataset is None:
        return Source(name, refs)
    title = dataset.title.shown(language).text or name
    # Translators: how a source is printed; %(title)s and the vintage first, then the citation and the licence.
    name_and_vintage = _("%(title)s, %(vintage)s") % {"title": title, "vintage": dataset.version}
    parts = [name_and_vintage if dataset.version else title, dataset.citation, dataset.licence]
    text = ("；" if language == "zh-hans" else "; ").join(part.rstrip(".") for part in parts if part)
    check = _("data set %(name)s, checksum %(sha)s") % {"name": name, "sha": dataset.sha256[:12]}
    return Source(_("%(text)s (%(check)s).") % {"text": text, "check": check}, refs, dataset.url)


def _methods(records: Mapping[str, Record], language: Language) -> list[Block]:
    """The methods the figures were made with; a formula that is not in the catalogue is printed as it stands."""
    used = sorted({record.method for record in records.values() if record.method in METHODS})
    if not used:
        return []
    table = Table(
        columns=(
            Column(_("Method"), share=1.4),
            Column(_("Formula"), share=2.4),
            Column(_("Reference"), share=1.8),
            Column(_("Version"), align="right", share=0.6),
        ),
        rows=tuple(
            row(
                METHODS[code].named(language),
                METHODS[code].computed(language),
                METHODS[code].source(language),
                METHODS[code].version,
            )
            for code in used
        ),
        caption=_("Methods of the figures"),
        key="methods.table",
    )
    return [Heading(1, _("Methods"), key="methods"), table]
