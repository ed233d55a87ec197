"""The trade table: exports, and where known imports, of places by good or industry.

`evidence` builds one from its rows, `trade` and `complexity` compute on it. Goods are aligned by code: a
good a listed country does not trade is a zero flow, a country that is not listed is missing and asking
for it raises. Nothing is computed here beyond totals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import (
    DuplicateCode,
    EngineError,
    NegativeFlow,
    NotANumber,
    NothingTraded,
    ShapeMismatch,
    UnknownCode,
)
from youcheng.engines.results import Caveat

Floats = NDArray[np.float64]
Row = tuple[str, str, float | None, float | None]


@dataclass(frozen=True, eq=False)
class TradeTable:
    """Flows by place (rows) and good (columns), all in one currency unit, none negative.

    `imports` is None where the source holds exports only. `caveats` say what the figures do not hold and
    are passed on to every result made from the table.
    """

    countries: tuple[str, ...]
    goods: tuple[str, ...]
    exports: Floats
    imports: Floats | None = None
    caveats: tuple[Caveat, ...] = ()
    _rows: dict[str, int] = field(init=False, repr=False)
    _columns: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check codes, shapes and figures; raise what a person can put right."""
        object.__setattr__(self, "countries", tuple(self.countries))
        object.__setattr__(self, "goods", tuple(self.goods))
        object.__setattr__(self, "_rows", _positions(self.countries, "country"))
        object.__setattr__(self, "_columns", _positions(self.goods, "good"))
        for name in ("exports", "imports"):
            flows = getattr(self, name)
            if flows is not None:
                object.__setattr__(self, name, self._checked(name, flows))

    def _checked(self, name: str, flows: ArrayLike) -> Floats:
        array = np.array(flows, dtype=np.float64)
        expected = (len(self.countries), len(self.goods))
        if array.shape != expected:
            raise ShapeMismatch(
                f"{name} are {array.shape}, the codes ask for {expected}",
                where=name,
                remedy="Give one row for each country and one column for each good.",
            )
        self._refuse(~np.isfinite(array), NotANumber, name, "is not a number", "Leave missing figures out.")
        self._refuse(array < 0, NegativeFlow, name, "is negative", "Correct the row or leave it out.")
        array.flags.writeable = False
        return array

    def _refuse(
        self, bad: NDArray[np.bool_], error: type[EngineError], name: str, what: str, remedy: str
    ) -> None:
        """Raise `error` for the first cell where `bad`, named by its codes."""
        if bad.any():
            row, column = np.argwhere(bad)[0]
            cell = f"{name} of {self.countries[row]} in {self.goods[column]}"
            raise error(f"A flow {what}; {int(bad.sum())} such in all", where=cell, remedy=remedy)

    @classmethod
    def from_rows(cls, rows: Iterable[Row], caveats: Sequence[Caveat] = ()) -> "TradeTable":
        """Build a table from (country, good, exports, imports); codes come out in alphabetical order.

        None is a flow the source does not give and counts as no flow; a table none of whose rows gives
        imports has no imports at all. DuplicateCode where a country and good appear twice.
        """
        cells: dict[tuple[str, str], tuple[float | None, float | None]] = {}
        for country, good, exports, imports in rows:
            if (country, good) in cells:
                raise DuplicateCode(
                    "The same country and good appear twice",
                    where=f"{country}, {good}",
                    remedy="Add the rows up or keep one.",
                )
            cells[country, good] = (exports, imports)
        countries = sorted({country for country, _ in cells})
        goods = sorted({good for _, good in cells})
        row_of, column_of = _positions(countries, "country"), _positions(goods, "good")
        index = np.array([(row_of[c], column_of[g]) for c, g in cells], dtype=np.intp).reshape(-1, 2)
        flows = [
            _spread(index, [pair[side] for pair in cells.values()], (len(countries), len(goods)))
            for side in (0, 1)
        ]
        has_imports = any(pair[1] is not None for pair in cells.values())
        return cls(
            tuple(countries), tuple(goods), flows[0], flows[1] if has_imports else None, tuple(caveats)
        )

    def __contains__(self, country: object) -> bool:
        """Whether the country is in the table."""
        return country in self._rows

    def row(self, country: str) -> int:
        """Return the country's row; UnknownCode where the table lacks it (missing, not zero)."""
        if country not in self._rows:
            raise UnknownCode(
                f"{country} is not among the {len(self.countries)} places of the table",
                where="country",
                remedy="Load a data set that holds it.",
            )
        return self._rows[country]

    def column(self, good: str) -> int:
        """Return the good's column; UnknownCode where the table lacks it."""
        if good not in self._columns:
            raise UnknownCode(
                f"{good} is not among the {len(self.goods)} goods of the table",
                where="good",
                remedy="Use a code of the table's classification.",
            )
        return self._columns[good]

    def exports_of(self, country: str) -> Floats:
        """Return the country's exports by good, in the order of `goods`."""
        return np.asarray(self.exports[self.row(country)])

    def imports_of(self, country: str) -> Floats:
        """Return the country's imports by good; NothingTraded where the table holds exports only."""
        return np.asarray(self.required_imports()[self.row(country)])

    def required_imports(self) -> Floats:
        """Return all imports; NothingTraded where the table holds exports only."""
        if self.imports is None:
            raise NothingTraded(
                "The table holds exports only",
                where="imports",
                remedy="Load a data set with imports as well.",
            )
        return self.imports

    def at_least(self, minimum: float) -> tuple["TradeTable", tuple[str, ...]]:
        """Return the table of places whose exports total at least `minimum`, and the places left out."""
        keep = self.exports.sum(axis=1) >= minimum
        left_out = tuple(code for code, kept in zip(self.countries, keep, strict=True) if not kept)
        countries = tuple(code for code, kept in zip(self.countries, keep, strict=True) if kept)
        imports = None if self.imports is None else self.imports[keep]
        return replace(self, countries=countries, exports=self.exports[keep], imports=imports), left_out


def _positions(codes: Sequence[str], kind: str) -> dict[str, int]:
    positions = {code: place for place, code in enumerate(codes)}
    if len(positions) < len(codes):
        twice = next(code for place, code in enumerate(codes) if positions[code] != place)
        raise DuplicateCode(f"The {kind} {twice} is listed twice", where=kind, remedy="List each code once.")
    return positions


def _spread(index: NDArray[np.intp], values: Sequence[float | None], shape: tuple[int, int]) -> Floats:
    """Return a matrix holding the values at their places and zero elsewhere."""
    matrix = np.zeros(shape)
    matrix[index[:, 0], index[:, 1]] = [0.0 if value is None else value for value in values]
    return matrix
