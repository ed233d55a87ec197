"""Ten years of the governance indicators in a dossier: the picture with its table, and what moved more than its errors.

Called by `drafting.risk`. A year without a figure is a gap in the table; nothing is said to have moved within the errors.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from youcheng.foundation.documents.model import Block, Column, Gap, Runs, Table, row
from youcheng.strategy.drafting import pictures
from youcheng.strategy.drafting.draft import Draft
from youcheng.strategy.drafting.names import READINGS, indicator_label
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence, words
from youcheng.strategy.facts.risk import Point

SERIES = ("pv", "va", "ge", "rq", "rl", "cc")


def blocks(draft: Draft) -> list[Block]:
    """The paragraph and the picture with its table."""
    trend = draft.facts.risk.trend
    series = [(series_name(code), trend[code]) for code in SERIES if trend.get(code)]
    years = sorted({point.year for _name, points in series for point in points})
    by_year = [(code, {point.year: point for point in trend[code]}) for code in SERIES if trend.get(code)]
    table = Table(
        columns=(Column(_("Year"), share=0.7), *(Column(name, align="right") for name, _points in series)),
        rows=tuple(
            row(str(year), *(_point(draft, code, points.get(year)) for code, points in by_year))
            for year in years
        ),
        caption=_("Governance indicators by year, standard normal units"),
        key="risk.trend.table",
    )
    return [paragraph("risk.trend.text", _moves(draft)), pictures.trend(draft, series, table)]


def _moves(draft: Draft) -> Runs:
    """The indicators that moved more than their errors explain, or that none did."""
    moved = [text for code in SERIES if (text := _moved(draft, code, draft.facts.risk.trend.get(code, ())))]
    if not moved:
        return sentence(
            _("Between the first and the last year no indicator moved more than its errors allow to tell.")
        )
    return sentence(
        _("More than their errors explain, in standard normal units: %(moves)s."), moves=listed(moved)
    )


def _point(draft: Draft, code: str, point: Point | None) -> Runs:
    """One published figure of a year with its 90 % bounds."""
    if point is None:
        return words(Gap())
    margin = None if point.standard_error is None else 1.645 * point.standard_error
    place = draft.facts.risk.rows["governance"].narrowed(1, indicator=code, year=point.year)
    return words(
        draft.figure(
            f"trend.{code}.{point.year}", point.value,
            _("%(indicator)s, %(year)s") % {"indicator": series_name(code), "year": point.year},
            unit=_("standard normal units"), decimals=2, formula=READINGS["latest"], rows=(place,),
            low=None if margin is None else point.value - margin,
            high=None if margin is None else point.value + margin,
        )
    )  # fmt: skip


def _moved(draft: Draft, code: str, points: Sequence[Point]) -> Runs:
    """A few words where the last year can be told apart from the first, nothing otherwise."""
    if len(points) < 2:
        return ()
    first, last = points[0], points[-1]
    if first.standard_error is None or last.standard_error is None:
        return ()
    margin = 1.645 * (first.standard_error**2 + last.standard_error**2) ** 0.5
    change = last.value - first.value
    if abs(change) <= margin:
        return ()
    figure = draft.figure(
        f"risk.change.{code}", abs(change), _("change of %(indicator)s") % {"indicator": series_name(code)},
        unit=_("standard normal units"), decimals=2, method="told_apart",
        rows=(draft.facts.risk.rows["governance"].narrowed(0, indicator=code),),
    )  # fmt: skip
    template = (
        _("%(indicator)s rose by %(change)s from %(first)s to %(last)s")
        if change > 0
        else _("%(indicator)s fell by %(change)s from %(first)s to %(last)s")
    )
    return sentence(
        template, indicator=series_name(code), change=figure, first=str(first.year), last=str(last.year)
    )


def series_name(code: str) -> str:
    """A governance series by its publisher's two letters."""
    return indicator_label(
        {
            "pv": "political_stability",
            "va": "voice",
            "ge": "government_effectiveness",
            "rq": "regulatory_quality",
            "rl": "rule_of_law",
            "cc": "control_of_corruption",
        }[code]
    )
