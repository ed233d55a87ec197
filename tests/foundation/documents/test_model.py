"""The document model refuses what cannot be, and goes through JSON unchanged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from tests.foundation.documents.strategies import documents, pictures
from youcheng.foundation.documents import model as m
from youcheng.foundation.documents.codec import block_from_json, block_to_json, from_json, to_json


@given(documents())
def test_json_round_trip(document: m.Document) -> None:
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


@given(pictures)
def test_picture_round_trip(picture: m.Picture) -> None:
    assert block_from_json(json.loads(json.dumps(block_to_json(picture)))) == picture


@pytest.mark.parametrize(
    "damage",
    [
        {"format": 9},
        {"language": "fr"},
        {"title": 3},
        {"blocks": [{"kind": "poem"}]},
        {"blocks": [{"text": "no kind"}]},
        {"blocks": [{"kind": "paragraph", "runs": [{"kind": "smile"}]}]},
        {"blocks": None},
        {"date": "2026-02-30"},
    ],
)
def test_damaged_json_is_refused(damage: dict[str, Any]) -> None:
    data = to_json(m.Document("标题", "zh-hans", (m.paragraph("正文"),))) | damage
    with pytest.raises(m.DocumentError):
        from_json(data)


def test_impossible_parts_are_refused() -> None:
    with pytest.raises(m.DocumentError, match="level 1 to 4"):
        m.Heading(5, "五级")
    with pytest.raises(m.DocumentError, match="2 cells for 1 columns"):
        m.Table((m.Column("国家（地区）"),), (m.row("泰国", "清迈"),))
    with pytest.raises(m.DocumentError, match="at least one column"):
        m.Table((), ())
    with pytest.raises(m.DocumentError, match="says|words"):
        m.Picture(alt=" ", svg="<svg/>")
    with pytest.raises(m.DocumentError, match="chart specification"):
        m.Picture(alt="a picture")
    with pytest.raises(m.DocumentError, match="share"):
        m.Column("人口", share=0)


def test_figures_are_found_in_reading_order() -> None:
    table = m.Table((m.Column("指数"),), (m.row(m.Figure("58.5", "tci")),))
    blocks: tuple[m.Block, ...] = (
        m.paragraph("距离", m.Figure("774", "distance"), "公里"),
        m.Picture(alt="柱图", svg="<svg/>", beside=table),
        m.bullets(m.runs("共", m.Figure("3", "count"), "项")),
    )
    assert [f.ref for f in m.figures(blocks)] == ["distance", "tci", "count"]
    assert m.plain(m.runs("约", m.Figure("774", "d"), m.Gap("单位"))) == "约774"
