"""Run as a process of its own by `dossiers`: draft one dossier where neither charts nor risk draws are remembered.

`python -m benchmarks.drafting PARTNER` prints the seconds it took.
"""

from __future__ import annotations

import sys

from benchmarks import homes
from benchmarks.measuring import seconds


def main(partner: str) -> None:
    now = homes.begin()
    from django.core.cache import caches

    from youcheng.foundation.actors import Actor
    from youcheng.network.models import Relationship
    from youcheng.strategy import actions

    caches["made"].clear()
    system, tie = Actor.system("bench"), Relationship.objects.get(partner__slug=partner)
    print(seconds(lambda: actions.build(actor=system, now=now, relationship=tie, year=now.year)))


if __name__ == "__main__":
    main(sys.argv[1])
