"""Two papers, Chinese and English, that use every part of the model; renderer tests read them back.

The figures are invented for layout and stand for nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from youcheng.foundation.documents import model as m

CHART: dict[str, Any] = {
    "data": {
        "values": [
            {"goods": "矿产品", "side": "清迈", "share": 12.4},
            {"goods": "机械电子", "side": "清迈", "share": 31.0},
            {"goods": "农产品", "side": "清迈", "share": 18.9},
            {"goods": "矿产品", "side": "昆明", "share": 22.1},
            {"goods": "机械电子", "side": "昆明", "share": 27.5},
            {"goods": "农产品", "side": "昆明", "share": 9.3},
        ]
    },
    "mark": "bar",
    "encoding": {
        "y": {"field": "goods", "type": "nominal", "title": None},
        "yOffset": {"field": "side"},
        "x": {"field": "share", "type": "quantitative", "title": "占出口比重（%）"},
        "color": {"field": "side", "title": None},
    },
}


def table(rows: int = 4) -> m.Table:
    """A table long enough to cross a page when `rows` is large."""
    return m.Table(
        columns=(
            m.Column("序号", "center", 0.6),
            m.Column("领域", share=1.4),
            m.Column("依据", share=3),
            m.Column("互补性指数", "right", 1.2),
        ),
        rows=tuple(
            m.row(
                str(i),
                "经济贸易",
                m.runs("双方在机械电子产品上互补", m.Emphasis("较强")),
                m.Figure(f"{50 + i}.3", "tci"),
            )
            for i in range(1, rows + 1)
        ),
        caption="重点合作领域排序",
        note="互补性指数取值 0—100，数值越大越互补。",
    )


def chinese(rows: int = 4, **changes: Any) -> m.Document:
    """A Chinese paper with every kind of block."""
    values: dict[str, Any] = {
        "title": "昆明市与清迈市友好城市关系“一城一策”工作方案",
        "language": "zh-hans",
        "number": "昆外发〔2026〕1号",
        "addressee": "市政府办公室",
        "blocks": (
            m.Heading(1, "基本情况", key="basics"),
            m.paragraph(
                "清迈市位于泰国北部，距昆明约",
                m.Figure("774", "distance"),
                "公里，时差",
                m.Figure("1", "timezone"),
                "小时。两市于1999年6月7日结为友好城市，当前人口",
                m.Gap("清迈市统计数据"),
                "。双方在经贸、人文、教育、旅游等领域保持了长期的交流与合作，为区域互联互通奠定了良好的基础。",
                key="basics.1",
            ),
            m.Heading(2, "交往情况"),
            m.paragraph("截至2026年11月，登记在册的交流活动较少，须请各单位补充。"),
            m.Heading(3, "经济贸易"),
            m.paragraph("互补性指数为", m.Figure("58.5", "tci"), "，属于", m.Emphasis("中等水平"), "。"),
            m.Heading(4, "产业结构"),
            m.paragraph("两市产业结构见表1和图1。"),
            table(rows),
            m.Picture(
                alt="横向柱图：昆明与清迈三类商品占出口的比重。",
                spec=CHART,
                caption="出口结构比较",
            ),
            m.Heading(1, "下一步设想"),
            m.bullets(
                "举办经贸对接活动", m.runs("互派青年交流", m.Figure("2", "visits"), "批"), ordered=True
            ),
            m.bullets("保持高层往来", "补充历史资料"),
        ),
        "attachments": ("重点任务分解表", "2026年度交流活动建议清单"),
        "issuer": "昆明市人民政府外事办公室",
        "date": datetime.date(2026, 3, 5),
        "sources": (
            m.Source(
                "城市坐标取自 GeoNames，距离按大圆计算。",
                ("distance", "timezone"),
                "https://www.geonames.org/",
            ),
            m.Source("CEPII BACI V202601，2024年，按章计算；公式见方法说明。", ("tci",)),
        ),
    }
    return m.Document(**(values | changes))


def english(**changes: Any) -> m.Document:
    """An English paper."""
    values: dict[str, Any] = {
        "title": "Working paper on the sister-city relationship between Kunming and Chiang Mai",
        "language": "en",
        "addressee": "General Office",
        "blocks": (
            m.Heading(1, "At a glance", key="basics"),
            m.paragraph(
                "Chiang Mai lies ",
                m.Figure("774 km", "distance"),
                " from Kunming. The two have been sister cities since 7 June 1999; population ",
                m.Gap("figure of the city"),
                ". The tie is among the older ones of the city and has seen exchanges in trade, education and tourism.",
            ),
            m.Heading(2, "Trade"),
            m.paragraph(
                "Complementarity is ", m.Figure("58.5", "tci"), ", which is ", m.Emphasis("middling"), "."
            ),
            m.Table(
                (m.Column("Field", share=2), m.Column("Reason", share=3), m.Column("Index", "right")),
                (
                    m.row("Agriculture", "Complementary in flowers and fruit", m.Figure("58.5", "tci")),
                    m.row("Jyväskylä – Olomouc", "Letters beyond ASCII: ñ, ș, ő", "—"),
                ),
                caption="Fields in order",
                note="0 to 100; higher is more complementary.",
            ),
            m.bullets("Hold a business day", "Exchange young people"),
        ),
        "issuer": "Foreign Affairs Office of Kunming",
        "date": datetime.date(2026, 3, 5),
        "sources": (
            m.Source(
                "Coordinates from GeoNames; great-circle distance.",
                ("distance",),
                "https://www.geonames.org/",
            ),
            m.Source("CEPII BACI V202601, year 2024, by chapter.", ("tci",)),
        ),
    }
    return m.Document(**(values | changes))
