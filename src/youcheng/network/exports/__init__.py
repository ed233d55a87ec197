"""Lists of the register and of the world's ties as sheets. Called by views; which rows an actor may see was decided before.

The sheets that can be imported are `imports`'.
"""

from youcheng.network.exports.register import (
    alliance_columns,
    alliance_rows,
    anniversary_columns,
    anniversary_rows,
    count_columns,
    count_rows,
    exchange_columns,
    exchange_rows,
    register_columns,
    register_rows,
    term_columns,
    term_rows,
)

__all__ = [
    "alliance_columns",
    "alliance_rows",
    "anniversary_columns",
    "anniversary_rows",
    "count_columns",
    "count_rows",
    "exchange_columns",
    "exchange_rows",
    "register_columns",
    "register_rows",
    "term_columns",
    "term_rows",
]
