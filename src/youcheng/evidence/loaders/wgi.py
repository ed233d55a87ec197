"""World Bank Worldwide Governance Indicators: the long table (csv, xlsx) and the older workbook of one sheet an indicator.

Called through the loader registry. Source: www.govindicators.org. What an estimate means for a partner is not said here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Wanted

INDICATORS: Mapping[str, str] = {
    "voiceandaccountability": "va",
    "politicalstabilitynoviolence": "pv",
    "politicalstabilityandabsenceofviolenceterrorism": "pv",
    "politicalstability": "pv",
    "governmenteffectiveness": "ge",
    "regulatoryquality": "rq",
    "ruleoflaw": "rl",
    "controlofcorruption": "cc",
}
CODES = ("va", "pv", "ge", "rq", "rl", "cc")

_WANTED = (
    Wanted("iso3", ("code", "country code", "economy (code)", "iso3")),
    Wanted("year", ("year",)),
    Wanted("indicator", ("indicator", "governance dimension")),
    Wanted("estimate", ("estimate", "governance estimate (approx. -2.5 to +2.5)")),
    Wanted("stderr", ("stddev", "stderr", "standard error", "std. error")),
    Wanted("sources", ("nsource", "numsrc", "number of sources"), optional=True),
    Wanted("rank", ("pctrank", "rank", "percentile rank"), optional=True),
    Wanted("rank_low", ("pctranklower", "lower"), optional=True),
    Wanted("rank_high", ("pctrankupper", "upper"), optional=True),
)
_SHEET_COLUMNS: Mapping[str, str] = {
    "estimate": "estimate",
    "stderr": "stddev",
    "numsrc": "nsource",
    "rank": "pctrank",
    "lower": "pctranklower",
    "upper": "pctrankupper",
}
_LONG_HEADER = ("code", "year", "indicator", *_SHEET_COLUMNS.values())


def load(path: Path, options: Options) -> Loaded:
    """Read either layout into the governance shape.

    Raises BadFile for an unknown economy or indicator, an estimate outside ±5 or a negative standard error.
    """
    del options
    return Loaded({Shape.GOVERNANCE: _table(_read(path))})


def _read(path: Path) -> tabular.Text:
    if tabular.is_workbook(path):
        named = [(sheet, _indicator(sheet)) for sheet in tabular.sheets(path)]
        classic = [(sheet, code) for sheet, code in named if code is not None]
        if classic:
            return tabular.from_rows(path.name, _unfold(path, classic), _WANTED)
    return tabular.read(path, _WANTED)


def _table(text: tabular.Text) -> pa.Table:
    def column(name: str, low: float, high: float) -> pa.Array | None:
        return cells.numbers(text, name, low=low, high=high) if text.has(name) else None

    return cells.assemble(
        Shape.GOVERNANCE,
        text,
        {
            "iso3": cells.economies(text, "iso3"),
            "year": cells.years(text, "year"),
            "indicator": cells.mapped(
                text, "indicator", _indicator, _("“{value}” is not one of the six governance indicators."),
                _("Use %(codes)s or the publisher's names.") % {"codes": ", ".join(CODES)},
            ),
            "estimate": cells.numbers(text, "estimate", low=-5, high=5),
            "stderr": cells.numbers(text, "stderr", low=0, high=5),
            "sources": cells.whole_numbers(text, "sources") if text.has("sources") else None,
            "rank": column("rank", 0, 100),
            "rank_low": column("rank_low", 0, 100),
            "rank_high": column("rank_high", 0, 100),
        },
    )  # fmt: skip


def _indicator(name: str) -> str | None:
    """Return the two-letter code for a code, a sheet's name or an indicator's full name."""
    folded = "".join(letter for letter in name.casefold() if letter.isalpha())
    return folded if folded in CODES else INDICATORS.get(folded)


def _unfold(path: Path, classic: Sequence[tuple[str, str]]) -> Iterator[tabular.Row]:
    """Turn the older workbook (years side by side, six columns a year) into rows of the long table."""
    yield 1, _LONG_HEADER
    for sheet, code in classic:
        yield from _unfold_sheet(path, sheet, code)


def _unfold_sheet(path: Path, sheet: str, code: str) -> Iterator[tabular.Row]:
    years: tuple[object, ...] = ()
    blocks: dict[int, dict[str, int]] = {}
    economy = -1
    for number, row in tabular.sheet_rows(path, sheet):
        folded = [str(value or "").strip().casefold() for value in row]
        if economy < 0:
            if "code" in folded and "estimate" in folded:
                economy = folded.index("code")
                blocks = _blocks(years, folded)
            else:
                years = row
        elif economy < len(folded) and folded[economy]:
            for year, columns in blocks.items():
                figures = [_published(row, columns.get(name)) for name in _SHEET_COLUMNS]
                yield number, (row[economy], year, code, *figures)
    if not blocks:
        raise BadFile(
            _("the sheet “%(sheet)s” has no row of years over Code, Estimate, StdErr.") % {"sheet": sheet},
            remedy=_("Load the publisher's workbook unchanged."),
            file=path.name,
        )


def _published(row: tuple[object, ...], position: int | None) -> object:
    return None if position is None or position >= len(row) else row[position]


def _blocks(years: tuple[object, ...], header: list[str]) -> dict[int, dict[str, int]]:
    """Say for each year where its columns stand; a year may be printed over every column or over the first of a block."""
    blocks: dict[int, dict[str, int]] = {}
    current: int | None = None
    for position, name in enumerate(header):
        printed = str(years[position] if position < len(years) and years[position] is not None else "")
        printed = printed.removesuffix(".0").strip()
        if printed.isdigit():
            current = int(printed)
        if current is not None and name in _SHEET_COLUMNS:
            blocks.setdefault(current, {})[name] = position
    return blocks
