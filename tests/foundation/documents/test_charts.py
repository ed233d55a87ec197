"""Charts: drawn without the network, in the palette, with Chinese words."""

from __future__ import annotations

import altair
import pytest

from tests.foundation.documents.samples import CHART
from youcheng.foundation.documents import charts
from youcheng.foundation.documents.model import DocumentError


def test_svg_is_in_the_palette_and_has_its_words() -> None:
    svg = charts.to_svg(CHART)
    assert "占出口比重（%）" in svg
    assert charts.PALETTE["lake"] in svg
    assert charts.FONT in svg
    assert 'fill="white"' not in svg


def test_themed_svg_can_be_printed_again() -> None:
    svg = charts.to_svg(CHART)
    themed = charts.themed_svg(svg)
    assert "var(--osmanthus, #d9982b)" in themed
    assert not any(f'"{colour}"' in themed for colour in charts.PALETTE.values())
    assert "var(" not in charts.printed_svg(themed)
    assert charts.printed_svg('fill="var(--jade)"') == 'fill="#2f8f5b"'


def test_png_is_drawn_at_twice_the_size() -> None:
    png = charts.to_png(CHART)
    assert png.startswith(b"\x89PNG")
    width = int.from_bytes(png[16:20])
    assert width >= 2 * 420


def test_an_altair_chart_is_a_chart() -> None:
    chart = altair.Chart(altair.Data(values=[{"a": 1, "b": 2}])).mark_line().encode(x="a:Q", y="b:Q")
    assert charts.to_svg(chart).startswith("<svg")


def test_own_settings_of_a_chart_win() -> None:
    spec = CHART | {"config": {"axis": {"gridColor": "#123456"}}}
    svg = charts.to_svg(spec)
    assert "#123456" in svg
    assert charts.FONT in svg


@pytest.mark.parametrize(
    "data", [{"url": "https://example.org/a.csv"}, {"url": "file:///etc/hosts", "format": {"type": "csv"}}]
)
def test_data_from_outside_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match="from outside"):
        charts.to_svg(CHART | {"data": data})


def test_a_wrong_specification_is_named() -> None:
    with pytest.raises(DocumentError, match="could not be drawn"):
        charts.to_svg({"mark": "nothing such"})
    with pytest.raises(DocumentError, match="not readable SVG"):
        charts.svg_to_png("<svg")
