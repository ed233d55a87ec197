"""What the measures of the world's ties mean, in sentences: a figure beside chance, a rank that is shared.

Called by the world views. Pure: figures in, the reader's language out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation import formatting
from youcheng.network.queries.world import Rank

UNCLEAR_Z = 2.0
"""Below this many standard deviations a figure is not told from chance."""
SMALL = 0.05
"""A difference below this share of chance is called small however sure it is."""


@dataclass(frozen=True)
class Beside:
    """One figure beside chance, said."""

    label: str
    observed: str
    chance: str
    z: float | None
    ratio: float | None
    meaning: str


def labels() -> dict[str, str]:
    """The figures that are compared with chance."""
    return {
        "continent": _("ties within one continent"),
        "country": _("ties within one country (region)"),
        "length": _("mean length of a tie"),
        "transitivity": _("transitivity"),
    }


def beside_chance(stored: Mapping[str, Mapping[str, Any]]) -> list[Beside]:
    """The stored comparison of one model, in the order of `labels`."""
    return [
        Beside(label, _shown(name, stored[name]["observed"]), _shown(name, stored[name]["mean"]),
               stored[name]["z"], stored[name]["ratio"], meaning(name, stored[name]))
        for name, label in labels().items()
        if name in stored
    ]  # fmt: skip


def _shown(name: str, value: float) -> str:
    if name == "length":
        return formatting.kilometres(value)
    return formatting.percent(value, 1) if name in ("continent", "country") else formatting.number(value, 4)


def meaning(name: str, chance: Mapping[str, Any]) -> str:
    """One sentence: whether the figure is told from chance, which way, and whether the difference is worth a word."""
    z, ratio = chance["z"], chance["ratio"]
    if z is None or ratio is None:
        return _("Chance leaves no room for another value.")
    if abs(z) < UNCLEAR_Z:
        return _("Not told from chance.")
    if abs(ratio - 1) < SMALL:
        return _("Surely not chance, but the difference is small (%(share)s).") % {
            "share": formatting.percent(abs(ratio - 1), 1)
        }
    higher = {
        "continent": _("Ties stay on their continent more than numbers of ties explain."),
        "country": _("Ties stay inside the country more than numbers of ties explain."),
        "length": _("Ties reach farther than numbers of ties explain."),
        "transitivity": _(
            "Partners of one city tie with each other far more than chance would have them: ties come in circles."
        ),
    }
    lower = {
        "continent": _("Ties leave their continent more than numbers of ties explain."),
        "country": _("Ties leave the country more than numbers of ties explain."),
        "length": _("Ties are shorter than numbers of ties explain: distance matters."),
        "transitivity": _("Partners of one city tie with each other less than chance would have them."),
    }
    return higher[name] if ratio > 1 else lower[name]


def ranked(rank: Rank) -> str:
    """A rank with how it is shared."""
    values = {
        "first": formatting.number(rank.first),
        "last": formatting.number(rank.last),
        "of": formatting.number(rank.of),
    }
    return (_("%(first)s of %(of)s") if rank.is_single else _("%(first)s to %(last)s of %(of)s")) % values
