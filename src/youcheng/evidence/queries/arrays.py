"""Columns of an answer as NumPy arrays, straight from their memory.

Called by the other modules of this package. Arrow's own way calls pandas in, which nothing else needs and which takes 40 MB;
the way through lists makes an object of every figure, and a table by subheading has a million.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.tables import Floats

Places = NDArray[np.int32]


def numbers(column: Any, missing: float) -> Floats:
    """Return a column of numbers as floats, `missing` where there is none."""
    import pyarrow as pa

    whole = _whole(column.cast(pa.float64()))
    values = _content(whole, np.dtype(np.float64))
    if not whole.null_count:
        return values
    # One bit a row says whether it holds a value.
    bits = np.unpackbits(np.frombuffer(whole.buffers()[0], np.uint8), bitorder="little")
    return np.where(bits[whole.offset : whole.offset + len(whole)], values, missing)


def coded(column: Any) -> tuple[tuple[str, ...], Places]:
    """Return the distinct texts of a column in alphabetical order, and the place of each row's among them."""
    whole = _whole(column).dictionary_encode()
    found = np.array(whole.dictionary.to_pylist(), dtype=object)
    order = np.argsort(found)
    place = np.empty(len(found), dtype=np.int32)
    place[order] = np.arange(len(found), dtype=np.int32)
    return tuple(found[order].tolist()), place[_content(whole.indices, np.dtype(np.int32))]


def _whole(column: Any) -> Any:
    import pyarrow as pa

    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.nulls(0, column.type)


def _content(array: Any, kind: np.dtype[Any]) -> NDArray[Any]:
    """View the memory of an Arrow array without gaps; its second buffer holds the values."""
    if not len(array):
        return np.empty(0, kind)
    return np.frombuffer(array.buffers()[1], kind, count=len(array), offset=array.offset * kind.itemsize)
