"""Industries by country from any table `reporter,industry,exports,imports,output[,year]`.

Called through the loader registry and, for OECD extracts with the same content under longer headers, by `icio`.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Text, Wanted
from youcheng.evidence.loaders.trade import (
    EXPORTS,
    IMPORTS,
    REPORTER,
    YEAR,
    of_year,
    refuse_all_zero,
    year_column,
)

WANTED = (
    REPORTER,
    Wanted("industry", ("industry", "industry_code", "isic", "行业代码", "行业", "产业")),
    EXPORTS,
    IMPORTS,
    Wanted("output", ("output", "gross_output", "总产出", "产出"), optional=True),
    YEAR,
)


def load(path: Path, options: Options) -> Loaded:
    """Read the table into the industries shape; a blank value is missing, never zero."""
    text = tabular.read(path, WANTED)
    return Loaded({Shape.INDUSTRIES: table_of(text, options)})


def table_of(text: Text, options: Options) -> pa.Table:
    """Check the columns of an industries table and build it."""
    text = of_year(text, options.year)
    columns = {
        "iso3": cells.economies(text, "iso3"),
        "year": year_column(text, options.year),
        "industry": cells.labels(text, "industry"),
        "exports": cells.numbers(text, "exports", low=0),
        "imports": cells.numbers(text, "imports", low=0) if text.has("imports") else None,
        "output": cells.numbers(text, "output", low=0) if text.has("output") else None,
    }
    refuse_all_zero(text, columns, ("exports", "imports", "output"))
    return cells.assemble(Shape.INDUSTRIES, text, columns)
