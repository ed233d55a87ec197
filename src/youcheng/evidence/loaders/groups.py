"""Memberships of country groups with their dates: `group,iso3,valid_from[,valid_to][,source]`.

Called through the loader registry. The register's own dated table of groups is network's; a file loaded here is evidence
beside it.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Text, Wanted
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.values import as_day

_WANTED = (
    Wanted("group", ("group", "organisation", "organization", "组织", "集团")),
    Wanted(
        "iso3", ("iso3", "country", "country_code", "member", "国家（地区）", "国家(地区)", "国家", "成员")
    ),
    Wanted("valid_from", ("valid_from", "joined", "from", "加入日期", "开始日期")),
    Wanted("valid_to", ("valid_to", "left", "to", "退出日期", "结束日期"), optional=True),
    Wanted("source", ("source", "url", "来源"), optional=True),
)


def load(path: Path, options: Options) -> Loaded:
    """Read the table into the memberships shape; raises BadFile for an impossible date or an end before its start."""
    del options
    text = tabular.read(path, _WANTED)
    start = _dates(text, "valid_from", required=True)
    end = _dates(text, "valid_to", required=False) if text.has("valid_to") else None
    if end is not None:
        wrong = cells.first_true(pc.fill_null(pc.less(end, start), False))
        if wrong is not None:
            raise text.bad(
                _("the membership ends before it begins."), remedy=_("Correct one of the dates."),
                index=wrong, column="valid_to",
            )  # fmt: skip
    table = cells.assemble(
        Shape.MEMBERSHIPS,
        text,
        {
            "group": cells.labels(text, "group"),
            "iso3": cells.economies(text, "iso3"),
            "valid_from": start,
            "valid_to": end,
            "source": cells.trimmed(text, "source") if text.has("source") else None,
        },
    )
    return Loaded({Shape.MEMBERSHIPS: table})


def _dates(text: Text, column: str, *, required: bool) -> pa.Array:
    def check(value: str) -> str | None:
        if not value:
            return None if required else ""
        try:
            return as_day(value).isoformat()
        except BadValue:
            return None

    checked = cells.mapped(text, column, check, _("“{value}” is not a date."), _("Write it as 2024-07-04."))
    return pc.cast(pc.if_else(pc.equal(checked, ""), pa.scalar(None, pa.string()), checked), pa.date32())
