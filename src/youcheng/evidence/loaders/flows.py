"""Flows between pairs by good or industry from any table `exporter,importer,product,value[,year]`.

Called through the loader registry. Flows belong to the trade table whose name they bear with `-flows` behind it, and are
in that table's currency and codes; which table that is, `queries.flows_belonging_to` says.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Wanted
from youcheng.evidence.loaders.trade import of_year, refuse_all_zero, year_column

_WANTED = (
    Wanted("supplier", ("exporter", "supplier", "exporter_iso3", "seller", "出口方", "出口国（地区）", "出口国")),
    Wanted("buyer", ("importer", "buyer", "importer_iso3", "partner", "进口方", "进口国（地区）", "进口国")),
    Wanted(
        "code",
        ("product", "code", "industry", "section", "hs6", "hs4", "hs2", "product_code", "commodity_code", "商品编码",
         "商品", "行业", "行业代码"),
    ),
    Wanted("value", ("value", "trade_value", "exports", "export", "value_usd", "金额", "出口额", "贸易额")),
    Wanted("year", ("year", "t", "年份", "年度"), optional=True),
)  # fmt: skip


def load(path: Path, options: Options) -> Loaded:
    """Read the table into the flows shape; raises BadFile for a flow given twice, negative, or of a country to itself."""
    text = of_year(tabular.read(path, _WANTED), options.year)
    supplier, buyer = cells.economies(text, "supplier"), cells.economies(text, "buyer")
    own = cells.first_true(pc.equal(supplier, buyer))
    if own is not None:
        raise text.bad(
            _("a country (region) sells to itself."), remedy=_("Remove the row: it is no trade."),
            index=own, column="buyer",
        )  # fmt: skip
    columns = {
        "year": year_column(text, options.year, needed=True),
        "code": cells.labels(text, "code"),
        "supplier": supplier,
        "buyer": buyer,
        "value": cells.numbers(text, "value", low=0, required=True),
    }
    refuse_all_zero(text, columns, ("value",))
    return Loaded({Shape.FLOWS: cells.assemble(Shape.FLOWS, text, columns)})
