"""CEPII BACI: bilateral trade `t,i,j,k,v,q` by year, plain or in the publisher's zip, folded to country × product.

Called through the loader registry. DuckDB streams the file under a memory limit and spills to the data home, so a year of
eleven million rows loads on a small machine. Values: thousand US dollars in the file, US dollars as stored.
"""

from __future__ import annotations

import contextlib
import csv
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, opening, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.shapes import LAYOUTS
from youcheng.evidence.loaders.tabular import Head, Wanted
from youcheng.foundation import countries

LEVELS = (2, 4, 6)
FLOW_LEVEL = 2
_WANTED = tuple(Wanted(name, (name,)) for name in "tijkv") + (Wanted("q", ("q",), optional=True),)
_UNIT = 1000.0

_GOODS = """
with sold as (select i as economy, t, left(k, {level}) as product, sum(v) as value from trade group by all),
     bought as (select j as economy, t, left(k, {level}) as product, sum(v) as value from trade group by all)
select coalesce(sold.economy, bought.economy) as economy, coalesce(sold.t, bought.t) as year,
       coalesce(sold.product, bought.product) as product,
       coalesce(sold.value, 0) * 1000 as exports, coalesce(bought.value, 0) * 1000 as imports
from sold full join bought using (economy, t, product)
"""
_FLOWS = """
select t as year, left(k, {level}) as code, i as supplier, j as buyer, sum(v) * 1000 as value from trade group by all
"""


def load(path: Path, options: Options) -> Loaded:
    """Fold a year of BACI to exports and imports by country at HS `level` (default 6), and flows by pair at HS 2.

    Raises BadFile for an unknown area code, a negative or non-numeric value (with its row), or an archive that holds
    several years when none was asked for.
    """
    level = options.level or 6
    if level not in LEVELS:
        raise BadFile(
            _("HS has no level of %(level)s digits.") % {"level": level},
            remedy=_("Use --level 2, 4 or 6."),
            file=path.name,
        )
    with tempfile.TemporaryDirectory(dir=options.scratch, prefix=".baci-") as scratch:
        table = _unpacked(path, options.year, Path(scratch))
        head = tabular.read_head(table, _WANTED, encoding="utf-8-sig")
        found = tabular.match(head.fields, _WANTED, path.name)
        if not _has_rows(table, head):
            raise BadFile(
                _("the table has a header and no rows."), remedy=_("Export it again."), file=path.name
            )
        try:
            with _open(table, head, found, options, Path(scratch)) as connection:
                _check(connection, table, head, found["v"], path.name)
                goods = _goods(connection, level)
                flows = _flows(connection)
        except duckdb.Error as error:
            raise _refused(path.name, error) from error
    return Loaded({Shape.GOODS: goods, Shape.FLOWS: flows})


def _unpacked(path: Path, year: int | None, scratch: Path) -> Path:
    """Return a plain .csv: DuckDB reads files, not members of an archive."""
    if path.suffix.lower() not in {".zip", ".gz"}:
        return path
    member = _member(path, year) if path.suffix.lower() == ".zip" else None
    plain = scratch / "baci.csv"
    with opening.open_bytes(path, member) as packed, plain.open("wb") as out:
        shutil.copyfileobj(packed, out, 1 << 20)
    return plain


def _member(path: Path, year: int | None) -> str:
    with opening.open_zip(path) as archive:
        years = {
            int(found.group(1)): name
            for name in opening.tables_in(archive)
            if (found := re.search(r"BACI_HS\d+_Y(\d{4})_", name, re.IGNORECASE))
        }
    if not years:
        raise BadFile(
            _("the archive holds no BACI year."), remedy=_("Load the archive as published."), file=path.name
        )
    if year is None and len(years) == 1:
        return next(iter(years.values()))
    if year not in years:
        have = f"{min(years)}–{max(years)}"
        raise BadFile(
            _("the archive holds %(years)s.") % {"years": have},
            remedy=_("Say which with --year."),
            file=path.name,
        )
    return years[year]


@contextlib.contextmanager
def _open(
    table: Path, head: Head, found: Mapping[str, int], options: Options, scratch: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a bounded DuckDB with the file as the view `trade`."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{options.memory_mb}MB", "temp_directory": str(scratch / "spill"), "threads": 2,
        "preserve_insertion_order": "false",
    }  # fmt: skip
    connection = duckdb.connect(":memory:", config=settings)
    try:
        types = dict.fromkeys(head.fields, "VARCHAR")
        for name, position in found.items():
            types[head.fields[position]] = {"t": "SMALLINT", "v": "DOUBLE"}.get(name, "VARCHAR")
        raw = connection.read_csv(
            str(table),
            header=False,
            skiprows=head.line + 1,
            sep=head.separator,
            dtype=types,
            names=list(types),
        )
        raw.create_view("raw")
        connection.execute(
            "create view trade as select t, lpad(trim(i), 3, '0') as i, lpad(trim(j), 3, '0') as j, "
            "lpad(trim(k), 6, '0') as k, length(trim(k)) as digits, v from raw"
        )
        yield connection
    finally:
        connection.close()


def _check(connection: duckdb.DuckDBPyConnection, table: Path, head: Head, value_at: int, file: str) -> None:
    summary = connection.execute(
        "select min(v), count(*) - count(v), min(t), max(t), max(digits) from trade"
    ).fetchone()
    assert summary is not None
    least, blank, first, last, longest = summary
    if least is not None and least < 0 or blank:
        raise BadFile(
            _("the value is negative or blank."), remedy=_("Correct it: BACI reports positive flows only."),
            file=file, row=_first_bad_row(table, head, value_at), column="v",
        )  # fmt: skip
    if first < cells.FIRST_YEAR or last > cells.LAST_YEAR:
        raise BadFile(
            _("%(value)s is not a year.") % {"value": first},
            remedy=_("Correct the column t."),
            file=file,
            column="t",
        )
    if longest > 6:
        raise BadFile(
            _("a product has more than six digits."), remedy=_("Load HS6 codes."), file=file, column="k"
        )


def _has_rows(table: Path, head: Head) -> bool:
    with opening.open_text(table, head.encoding) as text:
        return any(line.strip() for position, line in enumerate(text) if position > head.line)


def _first_bad_row(table: Path, head: Head, at: int) -> int | None:
    """Find the first row whose value is blank or negative; only called when there is one."""
    with opening.open_text(table, head.encoding) as text:
        for number, row in enumerate(csv.reader(text, delimiter=head.separator), start=1):
            if number > head.line + 1 and (not row[at].strip() or row[at].strip().startswith("-")):
                return number
    return None


def _goods(connection: duckdb.DuckDBPyConnection, level: int) -> pa.Table:
    found = connection.execute(_GOODS.format(level=level)).to_arrow_table()
    return _coded(found, {"economy": "iso3"}, Shape.GOODS)


def _flows(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    found = connection.execute(_FLOWS.format(level=FLOW_LEVEL)).to_arrow_table()
    return _coded(found, {"supplier": "supplier", "buyer": "buyer"}, Shape.FLOWS)


def _coded(found: pa.Table, economies: dict[str, str], shape: Shape) -> pa.Table:
    """Turn area codes into ISO codes, add up areas that share one, and order the rows."""
    layout = LAYOUTS[shape]
    columns = {name: found[name].combine_chunks() for name in found.column_names}
    for area, iso in economies.items():
        coded = columns.pop(area).dictionary_encode()
        known = [_area(code) for code in coded.dictionary.to_pylist()]
        columns[iso] = pa.DictionaryArray.from_arrays(coded.indices, pa.array(known)).cast(pa.string())
    table = pa.table(columns)
    values = [field.name for field in layout.schema if field.name not in layout.key]
    summed = table.group_by(list(layout.key), use_threads=False).aggregate([(name, "sum") for name in values])
    summed = summed.rename_columns([name.removesuffix("_sum") for name in summed.column_names])
    return cells.sort(summed.select(layout.schema.names).cast(layout.schema), layout.key)


def _area(code: str) -> str:
    found = countries.iso3(code)
    if found is None:
        raise BadFile(
            _("“%(value)s” is not an area code of UN Comtrade.") % {"value": code}, remedy=_("Load the publisher's file unchanged."),
            column="i or j",
        )  # fmt: skip
    return found


def _refused(file: str, error: duckdb.Error) -> BadFile:
    line = re.search(r"Line:\s*(\d+)", str(error))
    column = re.search(r'column "?(\w+)"?', str(error))
    if isinstance(error, duckdb.OutOfMemoryException):
        return BadFile(
            _("the disk or the memory set aside for loading is full."),
            remedy=_("Free space and load again."),
            file=file,
        )
    return BadFile(
        _("a cell cannot be read as a number."), remedy=_("Load the publisher's file unchanged."), file=file,
        row=int(line.group(1)) if line else None, column=column.group(1) if column else None,
    )  # fmt: skip
