"""Trade by country and product from any table `reporter,product,exports,imports[,year]`.

Called through the loader registry. Values keep the file's currency: every index made from them is free of units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Text, Wanted
from youcheng.foundation.formatting import listed

REPORTER = Wanted(
    "iso3",
    ("reporter", "iso3", "country", "economy", "reporter_iso3", "country_code", "国家（地区）", "国家(地区)",
     "国家和地区", "国家", "经济体", "国家（地区）代码", "国家代码"),
)  # fmt: skip
EXPORTS = Wanted("exports", ("exports", "export", "exports_usd", "export_usd", "出口额", "出口"))
IMPORTS = Wanted(
    "imports", ("imports", "import", "imports_usd", "import_usd", "进口额", "进口"), optional=True
)
YEAR = Wanted("year", ("year", "t", "年份", "年度"), optional=True)
_WANTED = (
    REPORTER,
    Wanted(
        "product",
        ("hs6", "hs4", "hs2", "product_code", "commodity_code", "cmdcode", "商品编码", "产品编码", "HS编码",
         "product", "商品", "产品"),
        asked="product",
    ),
    EXPORTS,
    IMPORTS,
    YEAR,
    Wanted(
        "revision",
        ("classification", "classificationcode", "hs_revision", "nomenclature", "商品分类版本", "HS版本"),
        optional=True,
    ),
)  # fmt: skip


UNSPECIFIED = "unspecified"
"""Goods without a code: kept under one name a country, so that totals and shares stay right."""


def load(path: Path, options: Options) -> Loaded:
    """Read the table into the goods shape.

    A blank value is missing; a product not listed for a country is a zero flow when matrices are built; rows without a
    code are added up as `unspecified` and counted in the notes. Raises BadFile for a negative value, an unknown reporter,
    mixed HS levels or revisions, a pair given twice, nothing but zeros, or a missing year.
    """
    text = of_year(tabular.read(path, _WANTED), options.year)
    _refuse_mixed_revisions(text)
    columns = {
        "iso3": cells.economies(text, "iso3"),
        "year": year_column(text, options.year),
        "product": cells.labels(text, "product", blank=UNSPECIFIED),
        "exports": cells.numbers(text, "exports", low=0),
        "imports": cells.numbers(text, "imports", low=0) if text.has("imports") else None,
    }
    refuse_all_zero(text, columns, ("exports", "imports"))
    text, columns, folded = _fold_unspecified(text, columns)
    notes = (
        [] if text.has("imports") else [_("The table has no imports: indices that need them will say so.")]
    )
    notes += _strange_chapters(columns["product"])
    if folded:
        notes.append(
            _("%(count)s rows without a product code were added up as “%(name)s”.")
            % {"count": folded, "name": UNSPECIFIED}
        )
    return Loaded({Shape.GOODS: cells.assemble(Shape.GOODS, text, columns)}, tuple(notes))


def _fold_unspecified(
    text: Text, columns: dict[str, pa.Array | None]
) -> tuple[Text, dict[str, pa.Array | None], int]:
    """Add up each country's rows without a code; everything else keeps its row, so that errors still name it."""
    without = pc.equal(columns["product"], UNSPECIFIED)
    count = int(pc.sum(without).as_py() or 0)
    if not count:
        return text, columns, 0
    present = {name: column for name, column in columns.items() if column is not None}
    table = pa.table(present).append_column("row", text.rows)
    key = ["iso3", "year", "product"]
    values = [name for name in ("exports", "imports") if name in present]
    summed = table.filter(without).group_by(key, use_threads=False)
    added = summed.aggregate([(name, "sum") for name in values] + [("row", "min")])
    added = added.rename_columns(
        [name.removesuffix("_sum").removesuffix("_min") for name in added.column_names]
    )
    both = pa.concat_tables([table.filter(pc.invert(without)), added.select(table.column_names)])
    folded = {name: both[name].combine_chunks() if name in present else None for name in columns}
    return (
        Text(text.file, both.select(list(present)), text.headers, both["row"].combine_chunks()),
        folded,
        count,
    )


def _refuse_mixed_revisions(text: Text) -> None:
    """Refuse a table whose rows follow several revisions of HS: the same code means other goods there."""
    if not text.has("revision"):
        return
    revisions = cells.trimmed(text, "revision")
    wrong = cells.first_true(pc.not_equal(revisions, revisions[0]))
    if wrong is not None:
        raise text.bad(
            _("goods of “%(first)s” and of “%(other)s” are mixed.")
            % {"first": revisions[0].as_py(), "other": revisions[wrong].as_py()},
            remedy=_("Load each revision of the classification as a data set of its own."),
            index=wrong,
            column="revision",
        )


def refuse_all_zero(text: Text, columns: Mapping[str, pa.Array | None], names: Sequence[str]) -> None:
    """Refuse a table without one flow above zero: no index can be made from it, and it is rarely meant."""
    held = [column for name in names if (column := columns.get(name)) is not None]
    if not any(pc.any(pc.greater(column, 0)).as_py() for column in held):
        raise BadFile(
            _("no row has a value above zero."),
            remedy=_("Check the columns of values; a figure that is not known is left blank."),
            file=text.file,
        )


def _strange_chapters(products: pa.Array | None) -> list[str]:
    """A note that names codes of no chapter of HS: kept as they are, for they count in totals."""
    codes = [code for code in pc.unique(products).to_pylist() if code.isdigit()]
    strange = sorted(code for code in codes if code[:2] in _NO_CHAPTERS)
    if not strange:
        return []
    return [
        _("%(count)s codes are of no chapter of the Harmonized System: %(codes)s. They are kept as they are.")
        % {"count": len(strange), "codes": listed(strange[:10]) + (" …" if len(strange) > 10 else "")}
    ]


_NO_CHAPTERS = ("00", "77")
"""00 is nobody's, 77 is reserved; 98 and 99 are left to national use."""


def of_year(text: Text, year: int | None) -> Text:
    """Return the rows of the year asked for, where the file prints years and one was asked for."""
    if year is None or not text.has("year"):
        return text
    mask = pc.equal(cells.years(text, "year"), year)
    if not pc.any(mask).as_py():
        raise BadFile(
            _("no row is of the year %(year)s.") % {"year": year},
            remedy=_("Leave --year out, or give a year the file holds."),
            file=text.file,
        )
    return Text(text.file, text.table.filter(mask), text.headers, text.rows.filter(mask))


def year_column(text: Text, year: int | None, *, needed: bool = False) -> pa.Array:
    """Return the file's year column, else the year given for the whole file, else the one its name prints.

    A table without any of them stays undated (nulls, which every reader of the figures is told), or is refused where
    a year is `needed`.
    """
    if text.has("year"):
        return cells.years(text, "year")
    if year is None:
        printed = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text.file)
        if printed is None and needed:
            raise BadFile(
                _("the table has no year column."), remedy=_("Say the year with --year."), file=text.file
            )
        if printed is None:
            return pa.nulls(text.table.num_rows, pa.int16())
        year = int(printed.group())
    if not cells.FIRST_YEAR <= year <= cells.LAST_YEAR:
        raise BadFile(
            _("%(value)s is not a year.") % {"value": year},
            remedy=_("Give four digits to --year."),
            file=text.file,
        )
    return pa.repeat(pa.scalar(year, pa.int16()), text.table.num_rows)
