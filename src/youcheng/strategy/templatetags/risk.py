"""What the pages of risk print: an interval as a small drawing, what a cell lacks, and names of codes.

Loaded in templates by `{% load risk %}`. No query and no computing belongs here.
"""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from youcheng.engines.framework import OVERALL, Framework
from youcheng.engines.uncertainty import Interval
from youcheng.foundation.formatting import listed
from youcheng.network.enums import Zone
from youcheng.strategy.drafting.names import READINGS, choice_name, dimension_name, indicator_label, unit_name
from youcheng.strategy.models import RiskAlert
from youcheng.strategy.queries.risk import Cell

register = template.Library()


@register.simple_tag
def whisker(interval: Interval) -> SafeString:
    """The interval on a line from 0 to 100 with its median; the numbers beside it say the same."""
    return format_html(
        '<svg class="whisker" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<path class="axis" d="M0 5h100M0 2v6M50 3v4M100 2v6" vector-effect="non-scaling-stroke"/>'
        '<path class="span" d="M{} 5H{}" vector-effect="non-scaling-stroke"/>'
        '<path class="point" d="M{} 1v8" vector-effect="non-scaling-stroke"/></svg>',
        f"{interval.p05:.1f}",
        f"{interval.p95:.1f}",
        f"{interval.median:.1f}",
    )


@register.simple_tag
def lacking(cell: Cell, engine: Framework) -> str:
    """What a cell lacks, in words: indicators of a dimension, dimensions of the whole."""
    if not cell.missing:
        return _("nothing")
    name = dimension_name if cell.dimension == OVERALL else indicator_label
    return listed(name(code, engine) for code in cell.missing)


@register.filter
def zone_label(zone: str) -> str:
    return str(Zone(zone).label)


@register.filter
def dimension_label(code: str, engine: Framework | None = None) -> str:
    return dimension_name(code, engine)


@register.filter
def indicator_name(code: str, engine: Framework | None = None) -> str:
    return indicator_label(code, engine)


@register.filter
def unit_label(code: str) -> str:
    return unit_name(code)


@register.filter
def reading(code: str) -> str:
    """How a series of years becomes one figure, in words."""
    return _(READINGS[code])


@register.filter
def choice_label(code: str) -> str:
    return choice_name(code)


@register.simple_tag
def risk_tabs() -> tuple[tuple[str, str], ...]:
    """The pages of risk by the name of their address."""
    return (
        ("strategy:risk", _("Heat map")),
        ("strategy:risk_choices", _("What it depends on")),
        ("strategy:frameworks", _("Frameworks")),
        ("strategy:own_indicators", _("Own indicators")),
        ("strategy:risk_alerts", _("Alerts")),
    )


@register.filter
def vintages(alert: RiskAlert) -> list[tuple[str, str]]:
    """The data sets that changed between the two states of an alert: what was read before, and what now."""
    before, after = alert.before.datasets, alert.after.datasets
    changed = [shape for shape in sorted({*before, *after}) if before.get(shape) != after.get(shape)]
    return [(_vintage(before.get(shape)), _vintage(after.get(shape))) for shape in changed]


def _vintage(dataset: Mapping[str, str] | None) -> str:
    """Name, version and the first digits of the checksum, because a publisher may keep a version's name."""
    if dataset is None:
        return _("none")
    return f"{dataset['name']} · {dataset['version']} ({dataset['sha256'][:8]})"
