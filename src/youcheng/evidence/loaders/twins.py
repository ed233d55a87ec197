"""Sister-city pairs with coordinates, from lists collected off Wikipedia or Wikidata.

Called through the loader registry. A link whose country is not recognised is kept with none and counted, so that whoever places it
can say why it has no place; the register's own ties never come from here.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.loaders import cells, tabular
from youcheng.evidence.loaders.errors import BadFile
from youcheng.evidence.loaders.result import Loaded, Options
from youcheng.evidence.loaders.tabular import Text, Wanted
from youcheng.foundation import countries

_WANTED = (
    Wanted("city_a", ("city1", "city_a", "city", "municipality")),
    Wanted("iso3_a", ("iso2_1", "country_code_a", "iso3_a"), optional=True),
    Wanted("lat_a", ("lat1", "lat_a", "latitude")),
    Wanted("lon_a", ("lng1", "lon_a", "longitude")),
    Wanted("city_b", ("city2", "city_b", "partner", "partnergemeinde")),
    Wanted("iso3_b", ("iso2_2", "country_code_b", "iso3_b", "country")),
    Wanted("lat_b", ("lat2", "lat_b", "partner_latitude")),
    Wanted("lon_b", ("lng2", "lon_b", "partner_longitude")),
    Wanted("country_a", ("country1",), optional=True),
    Wanted("country_b", ("country2",), optional=True),
    Wanted("year", ("year", "since", "seit"), optional=True),
    Wanted("land_a", ("bundesland",), optional=True),
)


FIRST_YEAR = 800
"""The oldest twinning anybody claims is of the ninth century."""


def load(path: Path, options: Options) -> Loaded:
    """Read a list of pairs into the pairs shape; exact repeats of a pair are folded into one."""
    del options
    text = tabular.read(path, _WANTED)
    columns = _columns(text)
    table = pa.table(columns)
    unplaced = pc.or_(pc.is_null(columns["iso3_a"]), pc.is_null(columns["iso3_b"]))
    folded = table.group_by(table.column_names, use_threads=False).aggregate([])
    kept = Text(text.file, folded, text.headers, pa.array(range(folded.num_rows), pa.int64()))
    notes = [
        what % {"count": count}
        for count, what in (
            (
                pc.sum(unplaced).as_py() or 0,
                _(
                    "%(count)s links name no recognised country (region) at one of their ends; they are kept without it."
                ),
            ),
            (table.num_rows - folded.num_rows, _("%(count)s repeated links were folded into one.")),
        )
        if count
    ]
    whole = {name: folded[name].combine_chunks() for name in folded.column_names}
    return Loaded({Shape.PAIRS: cells.assemble(Shape.PAIRS, kept, whole)}, tuple(notes))


def _columns(text: Text) -> dict[str, pa.Array]:
    year = cells.years(text, "year", first=FIRST_YEAR, required=False) if text.has("year") else None
    return {
        "city_a": _city(text, "city_a"),
        "iso3_a": _first_country(text),
        "lat_a": cells.numbers(text, "lat_a", low=-90, high=90),
        "lon_a": cells.numbers(text, "lon_a", low=-180, high=180),
        "city_b": _city(text, "city_b"),
        "iso3_b": _coded(text, "iso3_b", "country_b"),
        "lat_b": cells.numbers(text, "lat_b", low=-90, high=90),
        "lon_b": cells.numbers(text, "lon_b", low=-180, high=180),
        "year": pa.nulls(text.table.num_rows, pa.int16()) if year is None else year,
    }


def _first_country(text: Text) -> pa.Array:
    if text.has("iso3_a"):
        return _coded(text, "iso3_a", "country_a")
    if text.has("land_a"):
        # The German list names a federal state instead of the country.
        return pa.repeat(pa.scalar("DEU"), text.table.num_rows)
    raise BadFile(_("the header lacks the first city's country."), remedy=_("Add iso2_1."), file=text.file)


def _city(text: Text, column: str) -> pa.Array:
    return cells.mapped(
        text,
        column,
        lambda name: name or None,
        _("the city's name is blank."),
        _("Fill it in or remove the row."),
    )


def _coded(text: Text, code: str, name: str) -> pa.Array:
    """The country by its code, else by the name beside it; null where neither is recognised."""
    coded = cells.mapped(text, code, _country, "", "")
    if text.has(name):
        by_name = cells.mapped(text, name, _country, "", "")
        coded = pc.if_else(pc.equal(coded, ""), by_name, coded)
    return pc.if_else(pc.equal(coded, ""), pa.scalar(None, pa.string()), coded)


def _country(value: str) -> str:
    return countries.named(value) or ""
