"""The Ibis backend that reads the Parquet store: DuckDB in this process, or a cluster by a setting.

Called by the other modules of this package only. `YOUCHENG_EVIDENCE_BACKEND` is "duckdb" or an Ibis address such as
`clickhouse://…` or `pyspark://?spark.master=…`; the expressions are the same. `YOUCHENG_EVIDENCE_FILES` says where a
cluster finds the files. How to set up either: docs/how-to/cluster.md.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused

MEMORY = "256MB"
"""What one thread's DuckDB may hold: a web worker stays far below 400 MB."""

_local = threading.local()

if TYPE_CHECKING:
    import pyarrow as pa


class EvidenceFileMissing(Refused):
    """The catalogue names a file that is not in the store."""


class NoBackend(Refused):
    """The setting names a backend whose packages are not installed."""


def folder() -> Path:
    """Return the folder of the store, under the data home."""
    return Path(settings.YOUCHENG_HOME) / "evidence"


def connection() -> Any:
    """Return this thread's Ibis connection; DuckDB connections are not shared between threads."""
    address = settings.YOUCHENG_EVIDENCE_BACKEND
    held: tuple[str, Any] | None = getattr(_local, "held", None)
    if held is None or held[0] != address:
        held = (address, _connect(address))
        _local.held = held
        _local.tables = {}
    return held[1]


def _connect(address: str) -> Any:
    # Ibis takes half a second to import; commands and pages that read no figures do without.
    import ibis

    if address == "duckdb":
        return ibis.duckdb.connect(":memory:", memory_limit=MEMORY, threads=2)
    try:
        return (
            ibis.pyspark.connect(_spark(address)) if address.startswith("pyspark:") else ibis.connect(address)
        )
    except ImportError as error:
        raise NoBackend(
            _("“%(backend)s” needs packages that are not installed: run “python tools/install.py scale”.")
            % {"backend": address.split(":")[0]}
        ) from error


def _spark(address: str) -> Any:
    """Return the process's Spark session, made with the options in the address; all threads share it.

    Ibis would set the options again on the running session, and Spark refuses that for most of them.
    """
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    for option, value in parse_qsl(urlsplit(address).query):
        builder = builder.config(option, value)
    return builder.getOrCreate()


def table(file: str) -> Any:
    """Return the Ibis table of a stored file. A file never changes under its name, so the table is kept.

    A cluster that has a table of the file's name (`table_name`) is asked for that table, any other reads the file.
    """
    backend = connection()
    kept: dict[str, Any] = _local.tables
    path = folder() / file
    key = str(path)
    if not path.is_file():
        raise EvidenceFileMissing(
            _("The file %(file)s of the evidence store is missing. Load its data set again.") % {"file": file}
        )
    if key not in kept:
        if len(kept) > 64:
            kept.clear()
        kept[key] = _read(backend, path)
    return kept[key]


def _read(backend: Any, path: Path) -> Any:
    """Return the table of a file where this backend finds it."""
    if settings.YOUCHENG_EVIDENCE_BACKEND == "duckdb":
        return backend.read_parquet(str(path))
    name = table_name(path.name)
    if name in backend.list_tables():
        return backend.table(name)
    elsewhere = settings.YOUCHENG_EVIDENCE_FILES
    address = f"{elsewhere.rstrip('/')}/{path.name}" if elsewhere else str(path)
    try:
        return backend.read_parquet(address)
    except Exception as error:  # every backend has errors of its own, and all mean the same here
        raise EvidenceFileMissing(
            _("The cluster cannot read %(file)s: %(reason)s. Copy the evidence store to where it looks.")
            % {"file": address, "reason": str(error).splitlines()[0][:200]}
        ) from error


def table_name(file: str) -> str:
    """Return the name of the table a cluster may hold instead of a file: a new vintage has another."""
    return file.removesuffix(".parquet").replace("-", "_")


def fetch(expression: Any) -> pa.Table:
    """Run an expression and return its rows."""
    backend = connection()
    result: pa.Table
    if settings.YOUCHENG_EVIDENCE_BACKEND == "duckdb":
        # Straight from DuckDB: the way through Ibis brings in pandas, 40 MB a worker that nothing here needs.
        found = backend.con.execute(backend.compile(expression)).to_arrow_table()
        result = found.cast(expression.as_table().schema().to_pyarrow())
    else:
        result = backend.to_pyarrow(expression)
    return result


@lru_cache(maxsize=1024)
def of_economy(file: str, iso3: str) -> tuple[dict[str, Any], ...]:
    """Return all rows of one economy, kept: a dossier asks the same country for many figures."""
    held = table(file)
    found = fetch(held.filter(held.iso3 == iso3).order_by(held.columns))
    return tuple(found.to_pylist())
