"""Section "risk": four dimensions with their intervals, the trend, comparators, and red lines apart from any score.

Called by `drafting.document`. Two countries whose intervals allow it are said to be apart; all others "cannot be told
apart", never "equal". A dimension with too few figures is not scored, and what is missing is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from youcheng.engines.composite import DimensionScore, RedLine
from youcheng.evidence.queries import Provenance
from youcheng.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Gap,
    Heading,
    Runs,
    Table,
    row,
)
from youcheng.strategy.drafting import risk_trend
from youcheng.strategy.drafting.draft import Draft, gap
from youcheng.strategy.drafting.names import READINGS, dimension_name, indicator_label, unit_name
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence, words
from youcheng.strategy.facts.risk import Rival


def blocks(draft: Draft) -> list[Block]:
    """The section's blocks."""
    risk = draft.facts.risk
    found: list[Block] = [Heading(1, _("Risk"), key="risk")]
    if not risk.intervals:
        found.append(paragraph("risk.none", _unscored(draft)))
    else:
        found += [
            paragraph("risk.summary", *_summary(draft)),
            _dimensions(draft),
            Heading(2, _("What the scores are made of"), key="risk.indicators"),
            _indicators(draft),
        ]
    if any(risk.trend.values()):
        found += [Heading(2, _("Ten years"), key="risk.trend"), *risk_trend.blocks(draft)]
    if risk.intervals and risk.rivals:
        found += [
            Heading(2, _("Compared with other partners"), key="risk.rivals"),
            paragraph("risk.rivals.text", _compared(draft)),
            _rivals(draft),
        ]
    return [*found, Heading(2, _("Red lines"), key="risk.red_lines"), *_red_lines(draft)]


def in_brief(draft: Draft) -> list[Runs]:
    """The weakest and the strongest dimension, or that nothing is scored."""
    return _summary(draft) if draft.facts.risk.intervals else [_unscored(draft)]


def _unscored(draft: Draft) -> Runs:
    return sentence(
        _("%(country)s is not scored: the data sets loaded hold too few figures about it. %(gap)s"),
        country=draft.country(draft.facts.risk.country),
        gap=gap(_("indicators of governance and economy")),
    )


def _summary(draft: Draft) -> list[Runs]:
    """Best and weakest dimension in words, and which are not scored."""
    risk = draft.facts.risk
    ordered = sorted(risk.intervals, key=lambda code: risk.intervals[code].median)
    country = draft.country(risk.country)
    found = [
        sentence(
            _("On a scale from 0 to 100 (100 is safest) the median scores of %(country)s, with their 5 to 95 %% intervals, run from %(low)s (%(weak)s) to %(high)s (%(strong)s)."),
            country=country,
            weak=dimension_name(ordered[0], draft.engine), low=_with_interval(draft, ordered[0]),
            strong=dimension_name(ordered[-1], draft.engine), high=_with_interval(draft, ordered[-1]),
        )
    ] if len(ordered) > 1 else []  # fmt: skip
    for score in risk.assessment.dimensions:
        if not score.scored:
            found.append(
                sentence(
                    _(
                        "The dimension “%(dimension)s” is not scored, because too little is known: %(missing)s."
                    ),
                    dimension=dimension_name(score.code, draft.engine),
                    missing=listed([gap(indicator_label(code, draft.engine)) for code in score.missing]),
                )
            )
    return found


def _median(draft: Draft, code: str) -> Runs:
    found = draft.facts.risk.intervals[code]
    return words(
        draft.figure(
            f"risk.{code}", found.median, _("risk score, %(dimension)s, median") % {"dimension": dimension_name(code, draft.engine)},
            unit=_("points of 100"), decimals=0, low=found.p05, high=found.p95,
            result=draft.facts.risk.drawn, rows=_rows(draft, code),
        )
    )  # fmt: skip


def _with_interval(draft: Draft, code: str) -> Runs:
    """A median with its interval: a score alone would say more than is known."""
    found = draft.facts.risk.intervals[code]
    low, high = _bound(draft, code, "p05", found.p05), _bound(draft, code, "p95", found.p95)
    return words(_median(draft, code), " [", low, "–", high, "]")


def _rows(draft: Draft, dimension: str) -> tuple[Provenance, ...]:
    """The rows a dimension's score was made from: one filter a shape, with the series read."""
    risk = draft.facts.risk
    found: dict[str, list[str]] = {}
    for indicator in risk.framework.engine.of_dimension(dimension):
        series = risk.framework.series[indicator.code]
        found.setdefault(series.shape, []).append(series.series)
    return tuple(
        risk.rows[shape].narrowed(0, indicator=list(dict.fromkeys(series)))
        for shape, series in found.items()
        if shape in risk.rows
    )


def _dimensions(draft: Draft) -> Table:
    return Table(
        columns=(
            Column(_("Dimension"), share=1.5),
            Column(_("Median"), align="right", share=0.8),
            Column(_("5 to 95 %"), align="right", share=1.2),
            Column(_("Rank band"), align="right", share=1.2),
            Column(_("Missing"), share=2),
        ),
        rows=tuple(_dimension(draft, score) for score in draft.facts.risk.assessment.dimensions),
        caption=_("Four dimensions of risk, 0 to 100, 100 is safest"),
        note=_("Intervals: 2,000 draws over published errors, weights, goalposts and means. A rank band of 1–5 of 200 means: between first and fifth safest of 200."),
        key="risk.table",
    )  # fmt: skip


def _dimension(draft: Draft, score: DimensionScore) -> tuple[Runs, ...]:
    risk = draft.facts.risk
    missing = (
        listed([indicator_label(code, draft.engine) for code in score.missing])
        if score.missing
        else words("—")
    )
    found = risk.intervals.get(score.code)
    if found is None or risk.drawn is None:
        return row(dimension_name(score.code, draft.engine), gap(_("not scored")), Gap(), Gap(), missing)
    return row(
        dimension_name(score.code, draft.engine),
        _median(draft, score.code),
        words(_bound(draft, score.code, "p05", found.p05), "–", _bound(draft, score.code, "p95", found.p95)),
        _rank(draft, score.code, found.rank_low, found.rank_high),
        missing,
    )


def _rank(draft: Draft, code: str, low: int, high: int) -> Runs:
    """The band of ranks, as one figure whose value is its better end."""
    drawn = draft.facts.risk.drawn
    assert drawn is not None
    shown_as = _("%(low)s–%(high)s of %(all)s") % {"low": low, "high": high, "all": drawn.ranked[code]}
    return words(
        draft.figure(
            f"risk.{code}.rank", low, _("rank band, %(dimension)s") % {"dimension": dimension_name(code, draft.engine)},
            unit=_("rank, 1 is safest"), low=low, high=high, result=drawn, rows=_rows(draft, code), display=shown_as,
        )
    )  # fmt: skip


def _bound(draft: Draft, code: str, name: str, value: float) -> Runs:
    label = (
        _("risk score, %(dimension)s, 5 %% bound")
        if name == "p05"
        else _("risk score, %(dimension)s, 95 %% bound")
    )
    return words(
        draft.figure(
            f"risk.{code}.{name}", value, label % {"dimension": dimension_name(code, draft.engine)},
            unit=_("points of 100"), result=draft.facts.risk.drawn, rows=_rows(draft, code),
        )
    )  # fmt: skip


def _indicators(draft: Draft) -> Table:
    lines = []
    for score in draft.facts.risk.assessment.dimensions:
        for cell in score.cells:
            code = cell.indicator.code
            series = draft.facts.risk.framework.series[code]
            place = draft.facts.risk.rows[series.shape].narrowed(0, indicator=series.series)
            about = {
                "indicator": indicator_label(code, draft.engine),
                "country": draft.country(draft.facts.risk.country),
            }
            error = cell.observation.standard_error or 0
            lines.append(
                row(
                    dimension_name(score.code, draft.engine),
                    indicator_label(code, draft.engine),
                    str(cell.observation.year or ""),
                    unit_name(cell.indicator.unit),
                    draft.figure(
                        f"indicator.{code}", cell.observation.value, _("%(indicator)s of %(country)s") % about,
                        unit=unit_name(cell.indicator.unit), decimals=2, formula=READINGS[series.read], rows=(place,),
                        low=cell.observation.value - 1.645 * error if error else None,
                        high=cell.observation.value + 1.645 * error if error else None,
                    ),
                    draft.figure(
                        f"indicator.{code}.score", cell.score, _("score of %(indicator)s of %(country)s") % about,
                        unit=_("points of 100"), result=draft.facts.risk.assessment, rows=(place,),
                    ),
                )
            )  # fmt: skip
    return Table(
        columns=(
            Column(_("Dimension"), share=1.2),
            Column(_("Indicator"), share=2.6),
            Column(_("Year"), align="right", share=0.7),
            Column(_("Unit"), share=1.4),
            Column(_("Value"), align="right"),
            Column(_("Score"), align="right", share=0.8),
        ),
        rows=tuple(lines),
        caption=_("Indicators, their values and scores"),
        key="risk.indicators.table",
    )


def _compared(draft: Draft) -> Runs:
    return sentence(
        _(
            "Compared with the other partners of the zone at 90 %%: ▲ safer, ▼ less safe, ≈ cannot be told apart (the difference is within the errors)."
        )
    )


def _rivals(draft: Draft) -> Table:
    codes = [
        code
        for code in draft.facts.risk.framework.engine.dimension_codes
        if code in draft.facts.risk.intervals
    ]
    return Table(
        columns=(
            Column(_("Country (region)"), share=1.6),
            *(Column(dimension_name(code, draft.engine), align="right") for code in codes),
        ),
        rows=tuple(_rival(draft, rival, codes) for rival in draft.facts.risk.rivals),
        caption=_("Risk scores of other partners' countries (regions)"),
        note=_("The marks say how %(country)s stands against each of them.")
        % {"country": draft.country(draft.facts.risk.country)},
        key="risk.rivals.table",
    )


def _rival(draft: Draft, rival: Rival, codes: Sequence[str]) -> tuple[Runs, ...]:
    return row(draft.country(rival.country), *(_against(draft, rival, code) for code in codes))


def _against(draft: Draft, rival: Rival, code: str) -> Runs:
    found, comparison = rival.intervals.get(code), rival.comparisons.get(code)
    if found is None or comparison is None:
        return words(Gap())
    apart = "≈" if not comparison.apart else "▲" if comparison.difference > 0 else "▼"
    about = {"dimension": dimension_name(code, draft.engine), "country": draft.country(rival.country)}
    key, rows = (
        f"risk.rival.{rival.country}.{code}",
        tuple(each.narrowed(0, iso3=rival.country) for each in _rows(draft, code)),
    )
    drawn, unit = draft.facts.risk.drawn, _("points of 100")
    figure = draft.figure(
        key,
        found.median,
        _("risk score, %(dimension)s, %(country)s") % about,
        unit=unit,
        low=found.p05,
        high=found.p95,
        result=drawn,
        rows=rows,
    )
    low, high = (
        draft.figure(f"{key}.{name}", value, label % about, unit=unit, decimals=0, result=drawn, rows=rows)
        for name, value, label in (
            ("p05", found.p05, _("risk score, %(dimension)s, %(country)s, 5 %% bound")),
            ("p95", found.p95, _("risk score, %(dimension)s, %(country)s, 95 %% bound")),
        )
    )
    return words(figure, " [", low, "–", high, f"] {apart}")  # fmt: skip


def _red_lines(draft: Draft) -> list[Block]:
    risk = draft.facts.risk
    day = draft.day(risk.red_lines_as_of)
    about = paragraph(
        "risk.red_lines.text",
        sentence(
            _("%(country)s: %(count)s sanctions regime(s) of the UN Security Council in the list of %(day)s.")
            if risk.red_lines
            else _("%(country)s: no sanctions regime of the UN Security Council in the list of %(day)s."),
            country=draft.country(risk.country), day=day,
            **({"count": draft.figure("risk.red_lines", len(risk.red_lines), _("red lines"), formula=gettext_noop("entries of the red-line list"), unit="count")} if risk.red_lines else {}),
        ),
        sentence(
            _("The list covers nothing else; armed conflict, national measures and travel advice: %(gap)s."),
            gap=gap(_("to be checked before each visit")),
        ),
    )  # fmt: skip
    items = tuple(_red_line(draft, line) for line in risk.red_lines)
    return [about, *([BulletList(items, key="risk.red_lines.list")] if items else [])]


def _red_line(draft: Draft, line: RedLine) -> Runs:
    grade = draft.facts.risk.red_line_grades.get(line.code, "C")
    text = sentence(
        _("%(source)s, since %(since)s"),
        source=line.source,
        since=draft.day(line.since) if line.since else gap(_("date")),
    )
    return text if grade == "A" else words(text, _(" — to be confirmed (%(grade)s)") % {"grade": grade})
