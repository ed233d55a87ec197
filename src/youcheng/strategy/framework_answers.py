"""The answers of the command line about frameworks and alerts, as plain values with stable keys.

Called by `youcheng risk`; the keys are public: add, never rename. What is compared comes from `queries`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from youcheng.strategy.models import RiskAlert
from youcheng.strategy.queries.frameworks import Choice, SideBySide

SHOWN = 10


def known(offered: Iterable[Choice]) -> list[dict[str, Any]]:
    """The frameworks there are, with where each comes from."""
    return [
        {
            "name": each.title,
            "origin": "office" if each.row else each.key,
            "sha256": each.framework.sha256 if each.framework else "",
            "in_force": each.is_in_force,
            "indicators": len(each.framework.series) if each.framework else 0,
            "note": each.row.note if each.row else "",
            "problem": each.problem,
        }
        for each in offered
    ]


def compared(first: str, second: str, found: SideBySide) -> dict[str, Any]:
    """Two frameworks side by side over all countries, the largest shifts first."""
    return {
        "first": first,
        "second": second,
        "kendall_tau": found.agreement.tau if found.agreement else None,
        "scored_by_both": found.scored,
        "only_first": list(found.only_first),
        "only_second": list(found.only_second),
        "countries": [
            {
                "iso3": row.iso3,
                "name": row.name,
                "place_first": row.place_first,
                "place_second": row.place_second,
                "shift": row.shift,
                "band_first": [row.first.rank_low, row.first.rank_high],
                "band_second": [row.second.rank_low, row.second.rank_high],
                "bands_apart": row.leaves_band,
            }
            for row in sorted(found.rows, key=lambda row: (-abs(row.shift), row.iso3))
        ],
    }


def said(found: dict[str, Any]) -> str:
    """The comparison in a few lines: agreement, and the countries that move most."""
    tau = found["kendall_tau"]
    about = {"tau": "–" if tau is None else f"{tau:.3f}", "count": found["scored_by_both"]}
    lines = [_("Kendall's τ %(tau)s over %(count)s countries (regions)") % about]
    for row in found["countries"][:SHOWN]:
        apart = " !" if row["bands_apart"] else ""
        places = f"{row['place_first']} → {row['place_second']}"
        lines.append(f"  {row['shift']:+4d}  {row['name']}  {places}{apart}")
    return "\n".join(lines)


def alert(row: RiskAlert) -> dict[str, Any]:
    """One alert: bands as 5 %, median and 95 %, before and after."""
    return {
        "iso3": row.iso3,
        "dimension": row.dimension,
        "before": [row.old_low, row.old_median, row.old_high],
        "after": [row.new_low, row.new_median, row.new_high],
    }
