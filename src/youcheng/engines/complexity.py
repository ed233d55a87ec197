"""Who is specialised in what, and how complex that is: RCA and its forms, proximity, density, ECI and PCI.

From a `TradeTable`, for all countries and goods at once; researchers reach it through `trade`. The
eigenvectors come from the symmetric form of the matrix on its smaller side, so that 226 × 5,000 takes
well under a second. Leave very small exporters out of rankings (`minimum_exports`): an uninhabited island
otherwise tops the list. Sources and ranges: `catalogue`.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.errors import NothingTraded, ShapeMismatch, UnknownCode
from youcheng.engines.results import Caveat, Result, caveat, listed
from youcheng.engines.tables import Floats, TradeTable

Flags = NDArray[np.bool_]

_ALL_LIMIT, _DENSE_LIMIT = 400, 1500
"""Sizes of the smaller side up to which all eigenvectors, and a few of them from LAPACK, are faster than Lanczos."""
_BLOCK = 128
"""Goods in one block of the proximity: what is being worked on stays small beside the answer."""
_TIED = 1e-9


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrix(Result):
    """An index of rows (countries, or goods) by columns (goods); NaN where it is not defined."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats

    def of(self, row: str, column: str) -> float:
        """Return one value; UnknownCode where a code is not in the matrix."""
        for code, codes in ((row, self.rows), (column, self.columns)):
            if code not in codes:
                raise UnknownCode(
                    f"{code} is not in the matrix", where=self.method, remedy="Use a code of the table."
                )
        return float(self.values[self.rows.index(row), self.columns.index(column)])


@dataclass(frozen=True, eq=False, kw_only=True)
class Complexity(Result):
    """Economic complexity of countries (`eci`) and goods (`pci`), in standard deviations; NaN where unscored.

    `diversity` counts the goods of a country with RCA at or above the threshold, `ubiquity` the countries
    of a good. `eigenvalue` is the second of the matrix, `residual` the error of its eigenvector equation.
    """

    countries: tuple[str, ...]
    goods: tuple[str, ...]
    eci: Floats
    pci: Floats
    diversity: NDArray[np.int64]
    ubiquity: NDArray[np.int64]
    eigenvalue: float
    residual: float

    def ranking(self) -> list[tuple[str, float]]:
        """Return the scored countries with their ECI, most complex first."""
        order = np.argsort(-self.eci, kind="stable")
        return [(self.countries[row], float(self.eci[row])) for row in order if not np.isnan(self.eci[row])]


def rca(table: TradeTable) -> Matrix:
    """Return Balassa's index: ≥ 0, neutral 1; NaN for a country without exports or a good nobody sells."""
    values = _rca(table.exports)
    return _matrix("rca", table, values, caveat("not_comparable"))


def rsca(table: TradeTable) -> Matrix:
    """Return RCA mapped to [−1, 1), neutral 0, so that twice and half as much weigh the same."""
    ratio = _rca(table.exports)
    return _matrix("rsca", table, (ratio - 1) / (ratio + 1))


def nrca(table: TradeTable) -> Matrix:
    """Return the normalised index in (−¼, ¼): comparable over countries and goods, sums to 0 over either."""
    total = _world_total(table)
    sold = table.exports.sum(axis=1, keepdims=True) / total
    traded = table.exports.sum(axis=0, keepdims=True) / total
    return _matrix("nrca", table, table.exports / total - sold * traded)


def specialised(table: TradeTable, threshold: float = 1.0) -> Flags:
    """Return M: whether each country's RCA in each good is at or above the threshold (undefined: not)."""
    return np.nan_to_num(_rca(table.exports), nan=-1.0) >= threshold


def proximity(table: TradeTable, threshold: float = 1.0) -> Matrix:
    """Return φ, goods by goods: the smaller of the two conditional probabilities of specialisation.

    1 on the diagonal; NaN between two goods in which nobody is specialised.
    """
    values = _proximity(specialised(table, threshold))
    return Matrix(
        method="proximity",
        parameters={"threshold": threshold},
        caveats=table.caveats,
        rows=table.goods,
        columns=table.goods,
        values=values,
    )


def density(table: TradeTable, threshold: float = 1.0, *, count_itself: bool = True) -> Matrix:
    """Return ω, countries by goods, 0 to 1: how much of what is near a good the country already has.

    `count_itself` says whether the good is its own neighbour (φ_pp = 1, the default) or not.
    """
    has = specialised(table, threshold)
    near = np.nan_to_num(_proximity(has), nan=0.0)
    if not count_itself:
        np.fill_diagonal(near, 0.0)
    around = near.sum(axis=0)
    values = np.divide(has @ near, around, out=np.full(has.shape, np.nan), where=around > 0)
    note = caveat("self_counted" if count_itself else "self_left_out")
    parameters = {"threshold": threshold, "count_itself": count_itself}
    return replace(_matrix("density", table, values, note), parameters=parameters)


def complexity(
    table: TradeTable,
    threshold: float = 1.0,
    *,
    minimum_exports: float = 0.0,
    spread: Literal["population", "sample"] = "population",
) -> Complexity:
    """Return ECI and PCI, standardised, with the sign that makes ECI rise with diversity.

    Places below `minimum_exports` are left out before anything is computed. `spread` chooses the standard
    deviation each index is divided by (published lists use either). Only the largest connected part is
    scored. NothingTraded where fewer than three countries or goods are left.
    """
    kept, left_out = table.at_least(minimum_exports)
    has = specialised(kept, threshold)
    rows, columns = _main_part(has)
    scored = has[np.ix_(rows, columns)]
    if min(scored.shape) < 3:
        raise NothingTraded(
            f"Only {scored.shape[0]} countries and {scored.shape[1]} goods hang together",
            where="complexity",
            remedy="Lower the size threshold or load a table with more countries.",
        )
    solved = second_vectors(scored)
    ddof = 0 if spread == "population" else 1
    codes = tuple(np.array(kept.countries)[~rows]) + tuple(np.array(kept.goods)[~columns])
    return Complexity(
        method="complexity",
        parameters={
            "threshold": threshold,
            "minimum_exports": minimum_exports,
            "spread": spread,
        },
        caveats=(*table.caveats, *_reservations(solved, minimum_exports, left_out, codes)),
        countries=kept.countries,
        goods=kept.goods,
        eci=_placed(_standardised(solved.countries, ddof), rows),
        pci=_placed(_standardised(solved.goods, ddof), columns),
        diversity=has.sum(axis=1),
        ubiquity=has.sum(axis=0),
        eigenvalue=solved.values[1],
        residual=solved.residual,
    )


@dataclass(frozen=True, eq=False)
class Vectors:
    """The second eigenvectors of both sides, unscaled, and how well they solve their equation.

    `values` are the leading three eigenvalues, largest first (the first is 1).
    """

    countries: Floats
    goods: Floats
    values: tuple[float, ...]
    residual: float
    sign_known: bool


def second_vectors(has: Flags) -> Vectors:
    """Solve the eigenvector problem of a connected M without empty rows or columns.

    D_c^-½ M D_p⁻¹ Mᵀ D_c^-½ is symmetric with the same eigenvalues as D_c⁻¹ M D_p⁻¹ Mᵀ; the vector of the
    larger side follows from that of the smaller by one product. ShapeMismatch where a row or column is empty.
    """
    diversity, ubiquity = has.sum(axis=1).astype(np.float64), has.sum(axis=0).astype(np.float64)
    if (diversity == 0).any() or (ubiquity == 0).any():
        raise ShapeMismatch(
            "A country or good has no link", where="M", remedy="Leave empty rows and columns out."
        )
    flipped = has.shape[0] > has.shape[1]
    own, other = (ubiquity, diversity) if flipped else (diversity, ubiquity)
    links = (has.T if flipped else has).astype(np.float64)
    half = links / np.sqrt(own)[:, None] / np.sqrt(other)[None, :]
    values, vector = _leading(half @ half.T)
    near = vector / np.sqrt(own)
    far = (links.T @ near) / other
    residual = float(np.abs((links @ far) / own - values[1] * near).max() / np.abs(near).max())
    countries, goods = (far, near) if flipped else (near, far)
    with_diversity = float(np.dot(countries - countries.mean(), diversity - diversity.mean()))
    sign_known = abs(with_diversity) > 1e-12 * np.abs(countries).max() * diversity.sum()
    sign = np.sign(with_diversity) if sign_known else np.sign(countries[np.argmax(np.abs(countries))])
    return Vectors(sign * countries, sign * goods, values, residual, bool(sign_known))


def _leading(symmetric: Floats) -> tuple[tuple[float, ...], Floats]:
    """Return the three largest eigenvalues and the vector of the second."""
    size = symmetric.shape[0]
    if size <= _ALL_LIMIT:
        values, vectors = np.linalg.eigh(symmetric)
        return tuple(float(value) for value in values[:-4:-1]), np.asarray(vectors[:, -2])
    # SciPy is slow and large to import; a table of the world's countries does without it.
    from scipy.linalg import eigh
    from scipy.sparse.linalg import eigsh

    if size <= _DENSE_LIMIT:
        values, vectors = eigh(symmetric, subset_by_index=[size - 3, size - 1])
    else:
        # A fixed start makes the answer the same on every run.
        values, vectors = eigsh(symmetric, k=3, which="LA", tol=1e-14, v0=np.ones(size))
    order = np.argsort(-values)
    return tuple(float(value) for value in values[order]), np.asarray(vectors[:, order[1]])


def _main_part(has: Flags) -> tuple[Flags, Flags]:
    """Return which countries and goods belong to the largest connected part."""
    main: tuple[Flags, Flags] = np.zeros(has.shape[0], dtype=bool), np.zeros(has.shape[1], dtype=bool)
    left: Flags = np.asarray(has.any(axis=1))
    while left.any():
        reached: Flags = np.zeros_like(left)
        reached[np.argmax(left)] = True
        rows: Flags = np.zeros_like(left)
        while (reached != rows).any():
            rows = reached
            columns: Flags = np.asarray(has[rows].any(axis=0))
            reached = np.asarray(has[:, columns].any(axis=1))
        left &= ~rows
        if rows.sum() + columns.sum() > main[0].sum() + main[1].sum():
            main = rows, columns
    return main


def _standardised(values: Floats, ddof: int) -> Floats:
    return np.asarray((values - values.mean()) / values.std(ddof=ddof))


def _reservations(
    solved: Vectors, minimum: float, left_out: tuple[str, ...], outside: tuple[str, ...]
) -> tuple[Caveat, ...]:
    notes = []
    if minimum <= 0:
        notes.append(caveat("no_size_threshold"))
    if left_out:
        notes.append(caveat("small_places_left_out", minimum=minimum, countries=listed(left_out)))
    if outside:
        notes.append(caveat("outside_network", codes=listed(outside)))
    if not solved.sign_known:
        notes.append(caveat("sign_undetermined"))
    if solved.values[1] - solved.values[2] < _TIED:
        notes.append(caveat("tied_eigenvalues"))
    return tuple(notes)


def _placed(values: Floats, where: Flags) -> Floats:
    full = np.full(where.shape, np.nan)
    full[where] = values
    return full


def _proximity(has: Flags) -> Floats:
    """Fill the symmetric matrix block by block; counts of countries are exact in single precision."""
    links = has.T.astype(np.float32)
    count = has.sum(axis=0).astype(np.float64)
    values = np.empty((len(links), len(links)))
    for start in range(0, len(links), _BLOCK):
        part = slice(start, start + _BLOCK)
        larger = np.maximum(count[part, None], count[None, start:])
        larger[larger == 0] = np.nan  # two goods in which nobody is specialised
        np.divide(links[part] @ links[start:].T, larger, out=values[part, start:])
        values[start:, part] = values[part, start:].T
    return values


def _rca(exports: Floats) -> Floats:
    sold, traded = exports.sum(axis=1, keepdims=True), exports.sum(axis=0, keepdims=True)
    expected = sold * (traded / max(traded.sum(), np.finfo(float).tiny))
    return np.asarray(np.divide(exports, expected, out=np.full(exports.shape, np.nan), where=expected > 0))


def _world_total(table: TradeTable) -> float:
    total = float(table.exports.sum())
    if not total > 0:
        raise NothingTraded("Nobody exports anything", where="exports", remedy="Load a table with flows.")
    return total


def _matrix(method: str, table: TradeTable, values: Floats, *notes: Caveat) -> Matrix:
    silent = tuple(
        code for code, sold in zip(table.countries, table.exports.sum(axis=1), strict=True) if sold == 0
    )
    unsold = int((table.exports.sum(axis=0) == 0).sum())
    found = [*table.caveats, *notes]
    if silent:
        found.append(caveat("no_exports", countries=listed(silent)))
    if unsold:
        found.append(caveat("not_traded", count=unsold))
    return Matrix(
        method=method,
        parameters={},
        caveats=tuple(found),
        rows=table.countries,
        columns=table.goods,
        values=values,
    )
