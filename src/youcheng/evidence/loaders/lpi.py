"""World Bank Logistics Performance Index: one sheet a year in the publisher's layouts of 2018 and 2023.

The 2018 table has codes and bounds under two header rows, the 2023 table names and ranks under one; an extract that
stacks both side by side (a `year` column first) is read as well. Source: lpi.worldbank.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, opening, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Wanted
from youcheng.foundation import countries

COMPONENTS: Mapping[str, str] = {
    "overall lpi": "lpi",
    "lpi": "lpi",
    "customs": "customs",
    "infrastructure": "infrastructure",
    "international shipments": "shipments",
    "logistics competence and quality": "services",
    "logistics quality and competence": "services",
    "tracking and tracing": "tracking",
    "timeliness": "timeliness",
}
_LONG = ("economy", "year", "indicator", "score", "low", "high", "rank")
_WANTED = tuple(Wanted(name, (name,)) for name in _LONG)
_MISPRINTS: Mapping[str, str] = {"TC<rkiye": "TUR"}
"""As some copies of the 2023 table spell an economy after a failed change of encoding."""

Slots = dict[str, dict[str, int]]


def load(path: Path, options: Options) -> Loaded:
    """Read the table into the logistics shape; a sheet without a year column needs `--year` or a year as its name."""
    text = tabular.from_rows(path.name, _long_rows(path, options.year), _WANTED)
    table = cells.assemble(
        Shape.LOGISTICS,
        text,
        {
            "iso3": cells.economies(text, "economy", find=_economy),
            "year": cells.years(text, "year"),
            "indicator": cells.labels(text, "indicator"),
            "score": cells.numbers(text, "score", low=1, high=5, required=True),
            "low": cells.numbers(text, "low", low=0, high=6),
            "high": cells.numbers(text, "high", low=0, high=6),
            "rank": cells.whole_numbers(text, "rank"),
        },
    )
    return Loaded({Shape.LOGISTICS: table})


def _economy(text: str) -> str | None:
    return countries.named(text) or _MISPRINTS.get(text)


def _long_rows(path: Path, year: int | None) -> Iterator[tabular.Row]:
    """Stream rows of `_LONG`, following the header rows as they change."""
    yield 1, _LONG
    found = False
    for sheet_year, rows in _pages(path, year):
        for row in _unfold(path.name, rows, sheet_year):
            found = True
            yield row
    if not found:
        raise BadFile(
            _("no row has an economy and an LPI score."),
            remedy=_("Load the publisher's table with its header rows."),
            file=path.name,
        )


def _pages(path: Path, year: int | None) -> Iterator[tuple[int | None, Iterator[tabular.Row]]]:
    if tabular.is_workbook(path):
        for sheet in tabular.sheets(path):
            named = int(sheet) if sheet.strip().isdigit() else year
            yield named, tabular.sheet_rows(path, sheet)
    else:
        yield year, _csv_rows(path)


def _csv_rows(path: Path) -> Iterator[tabular.Row]:
    encoding = opening.encoding_of(path)
    for number, row in opening.csv_rows(path, encoding):
        yield number, tuple(value.strip() or None for value in row)


def _unfold(file: str, rows: Iterator[tabular.Row], year: int | None) -> Iterator[tabular.Row]:
    """Cut each economy's row into one row a component."""
    slots: Slots = {}
    economies: list[int] = []
    year_at: int | None = None
    above: list[str] = []
    for number, row in rows:
        heads = [str(value or "").strip().casefold() for value in row]
        if any(head in {"economy", "country"} for head in heads):
            stacked, names = _header(heads, above)
            slots, economies = slots | stacked, economies + names
            year_at = heads.index("year") if "year" in heads else year_at
            above = heads
            continue
        place = next((at for at in reversed(economies) if at < len(row) and row[at]), None)
        if place is None:
            above = heads if any(heads) and not economies else above
            continue
        this_year = row[year_at] if year_at is not None and year_at < len(row) else year
        if this_year is None:
            raise BadFile(_("the table prints no year."), remedy=_("Say it with --year."), file=file)
        for figures in _components(row, slots, place, this_year):
            yield number, figures


def _components(
    row: tuple[object, ...], slots: Slots, place: int, year: object
) -> Iterator[tuple[object, ...]]:
    for key, places in slots.items():
        values = {name: row[at] if at < len(row) else None for name, at in places.items()}
        if values.get("score") is not None:
            figures = (values.get(name) for name in ("score", "low", "high", "rank"))
            yield (row[place], year, key.split("#")[0], *figures)


def _header(heads: list[str], above: list[str]) -> tuple[Slots, list[int]]:
    """Find each component's columns in a header row; in the 2018 layout the components' names stand a row above.

    Keys are the component with a mark for the layout, so that both may stand side by side. The economy's code, where the
    2018 layout gives one, is preferred over its name.
    """
    names = [at for at, head in enumerate(heads) if head in {"economy", "country", "code"}]
    slots: Slots = {}
    component = ""
    for at, head in enumerate(heads):
        over = above[at] if at < len(above) else ""
        one_line = next(
            (c for c in COMPONENTS if head in {f"{c} score", f"{c} grouped rank", f"{c} rank"}), None
        )
        if one_line is not None:
            figure = "score" if head.endswith("score") else "rank"
            slots.setdefault(f"{COMPONENTS[one_line]}#1", {}).setdefault(figure, at)
            continue
        component = _two_line(over) or component
        if component:
            _place_two_line(slots.setdefault(f"{component}#2", {}), head, at, over)
    return {key: places for key, places in slots.items() if "score" in places}, names


def _two_line(over: str) -> str | None:
    return COMPONENTS.get(over.removesuffix(" score").removesuffix(" rank").strip()) if over else None


def _place_two_line(places: dict[str, int], head: str, at: int, over: str) -> None:
    if head in {"score", "rank"}:
        places[head] = at
    elif head == "lower bound" and "rank" not in places and not over.endswith("rank"):
        places["low"] = at
    elif head == "upper bound" and "rank" not in places and not over.endswith("rank"):
        places["high"] = at
