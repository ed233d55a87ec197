"""Charts from Vega-Lite specifications: SVG for the page and the PDF, PNG for Word, in the platform's palette.

Called by the renderers and by pages that show a chart. A chart is drawn in this process from figures that are already
in its specification: nothing is fetched. What a chart means belongs to the capability that made it.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from pylopdf_fonts_zh_cn import sans_path

from youcheng.foundation.documents.model import DocumentError, Language
from youcheng.foundation.documents.svg import safe
from youcheng.foundation.remembering import remembered

Spec: TypeAlias = Mapping[str, Any]

#: The colours charts are drawn in, by the name of the style sheet's custom property. On a page the property decides,
#: so that a chart follows dark mode; on paper the colour given here is printed.
PALETTE: dict[str, str] = {
    "ink": "#1b2a2f",
    "ink-soft": "#55656b",
    "rule": "#d9d6cc",
    "lake": "#0e6e78",
    "vermilion": "#c23a2b",
    "osmanthus": "#d9982b",
    "jade": "#2f8f5b",
}
SERIES: tuple[str, ...] = ("lake", "osmanthus", "vermilion", "jade", "ink-soft")
FONT = "Noto Sans SC"

_BY_COLOUR = {colour: name for name, colour in PALETTE.items()}
_COLOUR = re.compile("|".join(map(re.escape, _BY_COLOUR)), re.IGNORECASE)
_FONT_FAMILY = re.compile(r"\sfont-family=\"[^\"]*\"")
_VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,\s*([^()]+?)\s*)?\)")


class HasSpec(Protocol):
    """What Altair's charts are to us."""

    def to_dict(self) -> dict[str, Any]:
        """The Vega-Lite specification."""


def spec_of(chart: Spec | HasSpec) -> dict[str, Any]:
    """The Vega-Lite specification of an Altair chart or of a dictionary that is one."""
    return dict(chart) if isinstance(chart, Mapping) else chart.to_dict()


def to_svg(chart: Spec | HasSpec, language: Language = "zh-hans") -> str:
    """The chart as SVG text in the palette's printed colours, background transparent.

    A chart that was drawn before, by whichever process, is remembered: the drawing engine takes half a second and 70 MB
    when a process first uses it. Raises DocumentError where the specification is wrong or asks for data from outside.
    """
    spec = _key(chart)
    return remembered("chart", (spec, language), lambda: _svg(spec, language))


def to_png(chart: Spec | HasSpec, language: Language = "zh-hans", scale: float = 2.0) -> bytes:
    """The chart as PNG, `scale` times its size in pixels, background transparent. Raises DocumentError as `to_svg`."""
    return svg_to_png(to_svg(chart, language), scale)


def svg_to_png(svg: str, scale: float = 2.0) -> bytes:
    """A drawing as PNG with the font that is shipped, so that Chinese is never printed as boxes."""
    drawing = safe(printed_svg(svg))
    try:
        return bytes(_engine().svg_to_png(drawing, scale=scale))
    except (ValueError, RuntimeError) as error:
        raise DocumentError(f"A picture could not be drawn: {_first_line(error)}.") from error


def themed_svg(svg: str) -> str:
    """The drawing for a page: palette colours become custom properties and the words take the page's font."""
    coloured = _COLOUR.sub(lambda m: f"var(--{_BY_COLOUR[m[0].lower()]}, {m[0].lower()})", svg)
    return _FONT_FAMILY.sub("", coloured)


def on_page(chart: Spec | HasSpec) -> SafeString:
    """The chart for a template, in the reader's language and in the page's colours. Raises DocumentError as `to_svg`."""
    language: Language = "zh-hans" if (get_language() or "zh").startswith("zh") else "en"
    # Made by the chart library from figures and escaped words, and refused above where it asks for anything outside.
    return mark_safe(themed_svg(to_svg(chart, language)))  # noqa: S308


def printed_svg(svg: str) -> str:
    """The opposite of `themed_svg` for paper: custom properties become colours (their fallback, else the palette's)."""
    return _VARIABLE.sub(lambda m: m[2] or PALETTE.get(m[1], PALETTE["ink"]), svg)


def _key(chart: Spec | HasSpec) -> str:
    """The themed specification as text, which is what drawings are remembered by."""
    spec = spec_of(chart)
    _refuse_outside_data(spec)
    spec["config"] = _merged(_config(), spec.get("config", {}))
    try:
        return json.dumps(spec, sort_keys=True, ensure_ascii=False, default=str)
    except (TypeError, ValueError) as error:
        raise DocumentError(f"A chart's specification is not JSON: {error}.") from error


def _svg(spec: str, language: Language) -> str:
    try:
        return str(
            _engine().vegalite_to_svg(
                json.loads(spec),
                allowed_base_urls=[],
                time_format_locale="zh-CN" if language == "zh-hans" else "en-GB",
            )
        )
    except (ValueError, RuntimeError) as error:
        raise DocumentError(f"A chart could not be drawn: {_first_line(error)}.") from error


def _first_line(error: Exception) -> str:
    """What went wrong without the converter's own trace, which runs to pages."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:2])


@functools.cache
def _engine() -> Any:
    """The converter with the font that is shipped; imported when first needed, for most pages draw nothing."""
    import vl_convert

    vl_convert.register_font_directory(str(Path(sans_path()).parent))
    return vl_convert


def _refuse_outside_data(value: object) -> None:
    """Refuse any `url` in a specification but an embedded one: figures come with the chart, never from elsewhere."""
    if isinstance(value, Mapping):
        url = value.get("url")
        if isinstance(url, str) and not url.startswith("data:"):
            raise DocumentError(f"A chart asks for data from outside: {url}.")
        for key, inner in value.items():
            if key != "values":  # the figures themselves may well have a column called url
                _refuse_outside_data(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_outside_data(inner)


def _merged(ours: dict[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Our settings with theirs over them, level by level."""
    merged = dict(ours)
    for key, value in theirs.items():
        base = merged.get(key)
        merged[key] = _merged(base, value) if isinstance(base, dict) and isinstance(value, Mapping) else value
    return merged


def _config() -> dict[str, Any]:
    """Vega-Lite settings of the house: quiet axes, one font, room for Chinese words."""
    ink, soft, rule, lake = (PALETTE[name] for name in ("ink", "ink-soft", "rule", "lake"))
    words = {
        "labelColor": ink,
        "labelFontSize": 12,
        "titleColor": soft,
        "titleFontSize": 12,
        "titleFontWeight": 400,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {
            "stroke": None,
            "continuousWidth": 420,
            "continuousHeight": 220,
            "discreteHeight": {"step": 26},
        },
        "axis": words
        | {
            "gridColor": rule,
            "domainColor": soft,
            "tickColor": soft,
            "tickSize": 4,
            "labelLimit": 220,
            "labelFlush": False,
            "titlePadding": 8,
        },
        "axisY": {"domain": False, "ticks": False, "labelPadding": 8},
        "axisBand": {"grid": False},
        "legend": words | {"symbolType": "square", "symbolSize": 90, "orient": "top", "labelLimit": 260},
        "header": words,
        "title": {"color": ink, "fontSize": 14, "fontWeight": 400, "anchor": "start", "offset": 12},
        "range": {"category": [PALETTE[name] for name in SERIES]},
        "mark": {"color": lake},
        "bar": {"color": lake},
        "line": {"strokeWidth": 2, "color": lake},
        "point": {"filled": True, "size": 60, "color": lake},
        "rule": {"color": soft},
        "text": {"color": ink, "fontSize": 12},
        "errorband": {"opacity": 0.18},
    }
