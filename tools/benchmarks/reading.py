"""Run as a process of its own by `evidence`: read a stored trade table the first time and as the engines take it.

`python -m benchmarks.reading NAME` prints the seconds it took.
"""

from __future__ import annotations

import sys

from benchmarks import homes
from benchmarks.measuring import seconds


def main(name: str) -> None:
    homes.begin()
    from youcheng.evidence import queries

    print(seconds(lambda: queries.trade_matrix(name)))


if __name__ == "__main__":
    main(sys.argv[1])
