"""Several candidates side by side as a paper: the table, what leaves a city out, the weights, and where figures come from.

Called by the views; how a paper is set is foundation's.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from youcheng.engines.catalogue import METHODS
from youcheng.foundation import formatting
from youcheng.foundation.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Language,
    Source,
    Table,
    bullets,
    paragraph,
    row,
)
from youcheng.foundation.exporting import notice
from youcheng.strategy import candidate_words as words
from youcheng.strategy.exports.candidates import compared_rows
from youcheng.strategy.facts.candidates import Rule
from youcheng.strategy.queries.candidate import Candidate


def document(found: Sequence[Candidate], language: Language) -> Document:
    """The paper in a language. `found` holds at least one city."""
    with override(language):
        field = found[0].field
        return Document(
            title=_("Candidates compared"),
            language=language,
            blocks=(
                paragraph(
                    _("Places are counted among %(count)s candidates, as of %(day)s.")
                    % {"count": formatting.number(field.size), "day": formatting.day(field.whole.home.as_of)}
                ),
                _table(found),
                *_left_out(found),
                Heading(1, _("Weights")),
                _weights(found),
            ),
            date=field.whole.home.as_of,
            watermark=notice(),
            sources=_sources(found, language),
            landscape=len(found) > 3,
        )


def _table(found: Sequence[Candidate]) -> Table:
    columns = (
        Column(_("Compared"), share=1.4),
        *(Column(words.city_in_country(each.city)) for each in found),
    )
    lines = compared_rows(found)
    return Table(
        columns, tuple(row(line["what"], *(line[each.city.slug] for each in found)) for line in lines)
    )


def _left_out(found: Sequence[Candidate]) -> list[Block]:
    said = [
        _("%(criterion)s: %(kind)s") % {"criterion": each.city, "kind": words.rule_sentence(each)}
        for each in found
        if each.rule is not Rule.NONE
    ]
    return [Heading(1, _("Left out of the ranking")), bullets(*said)] if said else []


def _weights(found: Sequence[Candidate]) -> Block:
    field = found[0].field
    total = float(field.weights.sum())
    return bullets(
        *(
            _("%(criterion)s: %(kind)s")
            % {"criterion": words.criterion_name(code), "kind": formatting.percent(weight / total)}
            for code, weight in zip(field.whole.criteria.codes, field.weights.tolist(), strict=True)
            if weight
        )
    )


def _sources(found: Sequence[Candidate], language: Language) -> tuple[Source, ...]:
    field = found[0].field
    value = METHODS["additive_value"]
    figures = [
        Source(
            f"{words.criterion_name(code)}: {words.measured(code, field.whole.criteria)} {words.source(column.origin)}"
        )
        for code, column in field.whole.columns.items()
    ]
    return (
        Source(f"{value.named(language)}: {value.computed(language)} ({value.source(language)})"),
        *figures,
    )
