"""CEPII BACI: bilateral trade `t,i,j,k,v,q` by year, plain or in the publisher's zip, folded to country × product.

Called through the loader registry. DuckDB streams the file under a memory limit and spills to the data home, so a year of
eleven million rows loads on a small machine. Values: thousand US dollars in the file, US dollars as stored.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.utils.translation import gettext as _

from youcheng.evidence import store
from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, opening, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Head, Wanted
from youcheng.foundation import countries

LEVELS = (2, 4, 6)
FLOW_LEVEL = 2
_WANTED = tuple(Wanted(name, (name,)) for name in "tijkv") + (Wanted("q", ("q",), optional=True),)
_TYPES = {"t": "SMALLINT", "i": "SMALLINT", "j": "SMALLINT", "v": "DOUBLE"}

# Sums by number first, names last: eleven million rows are grouped as integers.
_GOODS = """
copy (
    with sold as (select i as code, t, k // {cut} as product, sum(v) as value from trade group by all),
         bought as (select j as code, t, k // {cut} as product, sum(v) as value from trade group by all),
         both_ways as (
             select code, t, product, value as exports, 0.0 as imports from sold
             union all select code, t, product, 0.0, value from bought)
    select iso3, t as year, lpad(product::varchar, {level}, '0') as product,
           sum(exports) * 1000 as exports, sum(imports) * 1000 as imports
    from both_ways join areas using (code) group by all order by iso3, year, product
) to '{path}' (format parquet, compression zstd)
"""
_FLOWS = """
copy (
    with pairs as (select t, k // {cut} as product, i, j, sum(v) as value from trade group by all)
    select t as year, lpad(product::varchar, {level}, '0') as code, seller.iso3 as supplier, other.iso3 as buyer,
           sum(value) * 1000 as value
    from pairs join areas seller on seller.code = i join areas other on other.code = j
    group by all order by year, code, supplier, buyer
) to '{path}' (format parquet, compression zstd)
"""


def load(path: Path, options: Options) -> Loaded:
    """Fold a year of BACI to exports and imports by country at HS `level` (default 6), and flows by pair at HS 2.

    The tables come as Parquet files in the scratch folder. Raises BadFile with the row of an unknown area code, a negative
    or non-numeric value, a flow given twice or to itself; or for an archive of several years when none was asked for.
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
        with _open(options, Path(scratch)) as connection:
            try:
                _read(connection, table, head, found)
                _keep_year(connection, options.year, path.name)
                _check(connection, _File(path.name, table, head, found))
                files = {
                    Shape.GOODS: _write(connection, _GOODS, level, options.scratch),
                    Shape.FLOWS: _write(connection, _FLOWS, FLOW_LEVEL, options.scratch),
                }
            except duckdb.Error as error:
                raise _refused(path.name, error) from error
    return Loaded(files=files)


def _unpacked(path: Path, year: int | None, scratch: Path) -> Path:
    """Return a plain .csv: DuckDB reads files, not members of an archive."""
    packing = opening.packing_of(path)
    if packing is opening.Packing.TEXT:
        return path
    member = _member(path, year) if packing is opening.Packing.ZIP else None
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
def _open(options: Options, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a DuckDB that works on disk within the memory it is allowed."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{options.memory_mb}MB", "temp_directory": str(scratch / "spill"), "threads": 2,
        "preserve_insertion_order": "false",
    }  # fmt: skip
    connection = duckdb.connect(str(scratch / "baci.duckdb"), config=settings)
    try:
        yield connection
    finally:
        connection.close()


def _read(connection: duckdb.DuckDBPyConnection, table: Path, head: Head, found: Mapping[str, int]) -> None:
    """Read the file once into the table `trade`; a cell of another type stops it with its line."""
    types = dict.fromkeys(head.fields, "VARCHAR")
    types.update({head.fields[position]: _TYPES[name] for name, position in found.items() if name in _TYPES})
    raw = connection.read_csv(
        str(table), header=False, skiprows=head.line + 1, sep=head.separator, dtype=types, names=list(types)
    )
    raw.create_view("raw")
    connection.execute(
        "create table trade as "
        "select t, i, j, trim(k)::integer as k, length(trim(k))::tinyint as digits, v from raw"
    )


def _keep_year(connection: duckdb.DuckDBPyConnection, year: int | None, file: str) -> None:
    if year is None:
        return
    connection.execute("delete from trade where t <> ?", [year])
    if connection.execute("select 1 from trade limit 1").fetchone() is None:
        raise BadFile(
            _("no row is of the year %(year)s.") % {"year": year},
            remedy=_("Leave --year out, or give a year the file holds."),
            file=file,
        )


@dataclass(frozen=True)
class _File:
    """The unpacked table and where its columns are, to find the row of a fault that the database has met."""

    name: str
    table: Path
    head: Head
    found: Mapping[str, int]

    def first(self, is_meant: Callable[[Mapping[str, str]], bool]) -> int | None:
        """Return the number of the first row that is meant; reads the file again, which only a fault is worth."""
        for number, row in _rows(self.table, self.head):
            if is_meant({name: row[at].strip() for name, at in self.found.items()}):
                return number
        return None

    def refusal(
        self, what: str, remedy: str, is_meant: Callable[[Mapping[str, str]], bool], column: str = ""
    ) -> BadFile:
        row = self.first(is_meant)
        return BadFile(what, remedy=remedy, file=self.name, row=row, column=column or None)


def _check(connection: duckdb.DuckDBPyConnection, file: _File) -> None:
    """Refuse what the publisher never prints, by its row, and name the areas."""
    summary = connection.execute(
        "select min(v), count(*) - count(v), count(*) filter (not isfinite(v)), count(*) filter (i = j),"
        " min(t), max(t), max(digits), count(*) - count(t + i + j + k) from trade"
    ).fetchone()
    assert summary is not None
    least, blank, endless, own, first, last, longest, gaps = summary
    if blank or gaps or endless or least < 0:
        raise file.refusal(
            _("the value is negative, blank or not a number."),
            _("Correct it: BACI reports positive flows only."),
            _is_no_flow,
            "v",
        )
    if own:
        raise file.refusal(
            _("a country (region) sells to itself."),
            _("Remove the row: it is no trade."),
            lambda row: _whole(row["i"]) == _whole(row["j"]),
        )
    if first < cells.FIRST_YEAR or last > cells.LAST_YEAR:
        year = first if first < cells.FIRST_YEAR else last
        raise file.refusal(
            _("%(value)s is not a year.") % {"value": year},
            _("Correct the column t."),
            lambda row: _whole(row["t"]) == year,
            "t",
        )
    if longest > 6:
        raise file.refusal(
            _("a product has more than six digits."), _("Load HS6 codes."), lambda row: len(row["k"]) > 6, "k"
        )
    _refuse_twice(connection, file)
    _name_areas(connection, file)


def _is_no_flow(row: Mapping[str, str]) -> bool:
    if not all(row[name] for name in "tijkv"):
        return True
    value = float(row["v"])
    return not math.isfinite(value) or value < 0


def _whole(text: str) -> int:
    """Return a code as the database has read it: `156.0` is the area 156."""
    return int(float(text))


def _refuse_twice(connection: duckdb.DuckDBPyConnection, file: _File) -> None:
    """A file put together from two downloads would count everything twice, and nobody would see it."""
    twice = connection.execute(
        "select t, i, j, k from trade group by all having count(*) > 1 limit 1"
    ).fetchone()
    if twice is None:
        return
    seen: list[bool] = []

    def again(row: Mapping[str, str]) -> bool:
        if tuple(_whole(row[name]) for name in "tijk") == twice:
            seen.append(True)
        return len(seen) == 2

    raise file.refusal(
        _("the flow of product %(product)s from %(seller)s to %(buyer)s is given twice.")
        % {"product": f"{twice[3]:06}", "seller": twice[1], "buyer": twice[2]},
        _("Keep one of the two."),
        again,
    )


def _rows(table: Path, head: Head) -> Iterator[tuple[int, list[str]]]:
    """Stream the rows below the header that hold anything."""
    for number, row in opening.csv_rows(table, head.encoding, head.separator):
        if number > head.line + 1 and any(cell.strip() for cell in row):
            yield number, row


def _has_rows(table: Path, head: Head) -> bool:
    return next(_rows(table, head), None) is not None


def _name_areas(connection: duckdb.DuckDBPyConnection, file: _File) -> None:
    """Write the table `areas`: the ISO code of every area in the file."""
    codes = connection.execute("select distinct i from trade union select distinct j from trade").fetchall()
    areas = [(code, countries.iso3(code)) for (code,) in codes]
    unknown = next((code for code, iso3 in areas if iso3 is None), None)
    if unknown is not None:
        raise file.refusal(
            _("“%(value)s” is not an area code of UN Comtrade.") % {"value": unknown},
            _("Load the publisher's file unchanged."),
            lambda row: unknown in {_whole(row["i"]), _whole(row["j"])},
            "i, j",
        )
    connection.execute("create table areas (code smallint, iso3 varchar)")
    connection.executemany("insert into areas values (?, ?)", areas)


def _write(connection: duckdb.DuckDBPyConnection, query: str, level: int, scratch: Path | None) -> Path:
    """Run a query that writes a Parquet file under a temporary name, which the store sweeps if nobody takes it."""
    descriptor, name = tempfile.mkstemp(dir=scratch, prefix=store.INCOMING, suffix=".parquet")
    os.close(descriptor)
    try:
        # A path cannot be a parameter of COPY; quotes inside are doubled.
        connection.execute(query.format(level=level, cut=10 ** (6 - level), path=name.replace("'", "''")))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _refused(file: str, error: duckdb.Error) -> BadFile:
    line = re.search(r"Line:\s*(\d+)", str(error))
    column = re.search(r'column "?(\w+)"?', str(error))
    if isinstance(error, duckdb.OutOfMemoryException) or "No space left" in str(error):
        return BadFile(
            _("the disk or the memory set aside for loading is full."),
            remedy=_("Free space and load again."),
            file=file,
        )
    return BadFile(
        _("a cell cannot be read as a number."), remedy=_("Load the publisher's file unchanged."), file=file,
        row=int(line.group(1)) if line else None, column=column.group(1) if column else None,
    )  # fmt: skip
