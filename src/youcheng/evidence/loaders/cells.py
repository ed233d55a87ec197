"""Checks columns of text and turns them into codes, years and numbers; a bad cell is named by row and column.

Called by every loader. All checks work on whole columns (Arrow), so a file of 200,000 rows takes a fraction of a second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache, reduce

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.shapes import LAYOUTS
from youcheng.evidence.loaders.tabular import Text
from youcheng.foundation import countries

FIRST_YEAR, LAST_YEAR = 1900, 2100
_NUMBER = r"^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$"
_MISSING = ("", "..", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", "…")


def trimmed(text: Text, column: str) -> pa.Array:
    """Return a text column without surrounding spaces."""
    return pc.utf8_trim_whitespace(_whole(text.table[column]))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)


def first_true(mask: pa.Array) -> int | None:
    """Return the index of the first true value, or None."""
    index = pc.index(mask, True).as_py()
    return None if index < 0 else int(index)


def numbers(
    text: Text, column: str, *, low: float | None = None, high: float | None = None, required: bool = False
) -> pa.Array:
    """Return a column as 64-bit floats; a blank or a publisher's missing mark becomes null, never zero.

    `low` and `high` are inclusive bounds. Raises BadFile at the first cell that is not a number or is out of bounds, or
    at the first missing one when `required`.
    """
    cells = trimmed(text, column)
    missing = pc.is_in(cells, value_set=pa.array(_MISSING))
    wrong = first_true(pc.and_(pc.invert(pc.match_substring_regex(cells, _NUMBER)), pc.invert(missing)))
    if wrong is not None:
        raise text.bad(
            _("“%(value)s” is not a number.") % {"value": _shown(cells[wrong].as_py())},
            remedy=_("Write it with a decimal point and no thousands separator, or leave the cell blank."),
            index=wrong, column=column,
        )  # fmt: skip
    blank = first_true(missing) if required else None
    if blank is not None:
        raise text.bad(
            _("the cell is blank."), remedy=_("Fill it in or remove the row."), index=blank, column=column
        )
    values = pc.cast(pc.if_else(missing, pa.scalar(None, pa.string()), cells), pa.float64())
    _check_bounds(text, column, values, low, high, required)
    return values


def _check_bounds(
    text: Text, column: str, values: pa.Array, low: float | None, high: float | None, required: bool
) -> None:
    mask = pc.invert(pc.is_finite(values))
    if low is not None:
        mask = pc.or_(mask, pc.less(values, low))
    if high is not None:
        mask = pc.or_(mask, pc.greater(values, high))
    wrong = first_true(pc.fill_null(mask, False))
    if wrong is not None:
        # As the cell has it: 1e400 has become infinite on its way here.
        shown = _shown(trimmed(text, column)[wrong].as_py())
        limits = _bounds(low, high) if math.isfinite(values[wrong].as_py()) else _("a finite number")
        raise text.bad(
            _("%(value)s is impossible here: the value must be %(limits)s.") % {"value": shown, "limits": limits},
            remedy=_("Correct the cell.") if required else _("Correct the cell, or leave it blank if the figure is missing."),
            index=wrong, column=column,
        )  # fmt: skip


def _bounds(low: float | None, high: float | None) -> str:
    if high is None:
        return _("at least %(low)s") % {"low": f"{low:g}"}
    if low is None:
        return _("at most %(high)s") % {"high": f"{high:g}"}
    return _("between %(low)s and %(high)s") % {"low": f"{low:g}", "high": f"{high:g}"}


def years(text: Text, column: str, *, first: int = FIRST_YEAR, required: bool = True) -> pa.Array:
    """Return a column of four-digit years; those before `first` are impossible here."""
    return _as_whole(text, column, numbers(text, column, low=first, high=LAST_YEAR, required=required))


def whole_numbers(text: Text, column: str, *, high: int = 32_767) -> pa.Array:
    """Return a column of whole numbers from 0, null where missing."""
    return _as_whole(text, column, numbers(text, column, low=0, high=high))


def _as_whole(text: Text, column: str, values: pa.Array) -> pa.Array:
    wrong = first_true(pc.fill_null(pc.not_equal(values, pc.floor(values)), False))
    if wrong is not None:
        raise text.bad(
            _("“%(value)s” is not a whole number.") % {"value": _shown(trimmed(text, column)[wrong].as_py())},
            remedy=_("Correct the cell."), index=wrong, column=column,
        )  # fmt: skip
    return pc.cast(values, pa.int16())


def mapped(text: Text, column: str, find: Callable[[str], str | None], what: str, remedy: str) -> pa.Array:
    """Map every distinct cell through `find`; raise BadFile at the first row whose cell maps to None."""
    coded = trimmed(text, column).dictionary_encode()
    known = [find(value) for value in coded.dictionary.to_pylist()]
    if None in known:
        unknown = known.index(None)
        index = first_true(pc.equal(coded.indices, unknown))
        shown = _shown(coded.dictionary[unknown].as_py())
        raise text.bad(what.format(value=shown), remedy=remedy, index=index, column=column)
    return pc.take(pa.array(known, pa.string()), coded.indices)


def economies(text: Text, column: str, *, find: Callable[[str], str | None] = countries.named) -> pa.Array:
    """Return a column of ISO alpha-3 codes from any code or name a publisher or an office writes."""
    return mapped(
        text, column, find, _("“{value}” is not the code or name of a country or region."),
        _("Use ISO 3166 codes (two letters, three letters or three digits) or the usual names."),
    )  # fmt: skip


@cache
def label(value: str) -> str | None:
    """Return a product or industry code as stored: HS digits keep their leading zero; blank or overlong is refused."""
    if not value or len(value) > 120:
        return None
    return value.zfill(len(value) + len(value) % 2) if value.isdigit() else value


def labels(text: Text, column: str, *, blank: str | None = None) -> pa.Array:
    """Return a column of product or industry codes, all at one level where they are HS digits.

    A blank cell becomes `blank`, or is refused where that is None.
    """
    codes = mapped(
        text, column, lambda value: label(value) if value else blank,
        _("“{value}” is not a code."), _("Fill in the code, or remove the row if it is a total."),
    )  # fmt: skip
    digits = pc.match_substring_regex(codes, r"^\d+$")
    lengths = pc.if_else(digits, pc.utf8_length(codes), pa.scalar(None, pa.int32()))
    levels = pc.drop_null(pc.unique(lengths))
    if len(levels) > 1:
        index = first_true(pc.fill_null(pc.not_equal(lengths, levels[0]), False))
        raise text.bad(
            _("codes of %(levels)s digits are mixed.") % {"levels": ", ".join(str(n) for n in sorted(levels.to_pylist()))},
            remedy=_("Keep one level: totals beside their parts would count twice."), index=index, column=column,
        )  # fmt: skip
    return codes


def assemble(shape: Shape, text: Text, columns: dict[str, pa.Array | None]) -> pa.Table:
    """Build the stored table, with null for a column the file lacks, after checking that no key appears twice."""
    layout = LAYOUTS[shape]
    count = text.table.num_rows
    if count == 0:
        raise BadFile(_("the table has a header and no rows."), remedy=_("Export it again."), file=text.file)
    arrays = []
    for field in layout.schema:
        column = columns.get(field.name)
        arrays.append(pa.nulls(count, field.type) if column is None else pc.cast(column, field.type))
    table = pa.Table.from_arrays(arrays, schema=layout.schema)
    order = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in layout.key])
    ordered = table.take(order)
    _refuse_duplicates(ordered, order, layout.key, text)
    return ordered


def sort(table: pa.Table, key: Iterable[str]) -> pa.Table:
    """Order rows by the key: the same figures give the same file, and neighbours pack well."""
    return table.sort_by([(column, "ascending") for column in key])


def _refuse_duplicates(ordered: pa.Table, order: pa.Array, key: tuple[str, ...], text: Text) -> None:
    """Raise BadFile where two neighbours of the ordered table have the same key; `order` leads back to the file's rows."""
    last = ordered.num_rows - 1
    same = [
        pc.or_kleene(
            pc.fill_null(pc.equal(column.slice(1), column.slice(0, last)), False),
            pc.and_(pc.is_null(column.slice(1)), pc.is_null(column.slice(0, last))),
        )
        for column in (_whole(ordered[name]) for name in key)
    ]
    index = first_true(reduce(pc.and_, same)) if last > 0 else None
    if index is None:
        return
    first, again = sorted((order[index].as_py(), order[index + 1].as_py()))
    values = ordered.slice(index, 1).select(list(key)).to_pylist()[0].values()
    name = ", ".join(str(value) for value in values if value is not None)
    raise text.bad(
        _("%(name)s is already given in row %(row)s.") % {"name": name, "row": text.rows[first].as_py()},
        remedy=_("Keep one of the two."),
        index=again,
    )


def _shown(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"
