"""How portfolios are valued and solved, and the actions that are laid down first: files of judgements, read and checked.

Called by `portfolio_items`, `actions` and pages that say the formula. Nothing is computed here but an action's effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.vitality import Kind
from youcheng.foundation.translated import Translated
from youcheng.network.enums import ExchangeType, Field
from youcheng.network.training import SOURCE as TRAINING
from youcheng.strategy.enums import Batch
from youcheng.strategy.judgements import listed, needed, read, refusal

NUMBER = (int, float)


@dataclass(frozen=True)
class Settings:
    """Money, effect, steps and effort. `levels` are shares of a limit; `more_money` and `more_days` one more unit."""

    version: str
    currency: str
    years_left: float
    weights: Mapping[str, float]
    more_money: float
    more_days: float
    levels: tuple[float, ...]
    seconds: float
    each: float
    closest: int
    sha256: str

    def effect(self, kind: Kind, potential: float, batch: str) -> float:
        """What an action adds to the vitality at the year's end, weighed: q · 2^(−years_left / h) · potential / 100 · weight."""
        kept = kind.weight * 2.0 ** (-self.years_left / kind.half_life)
        return float(kept * potential / 100.0 * self.weights[batch])


def portfolio_settings() -> Settings:
    """The settings in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = read("portfolio.toml")
    effect, more, search = (needed(path, data, name, dict, "top") for name in ("effect", "more", "search"))
    weights = needed(path, effect, "weights", dict, "effect")
    found = Settings(
        version=str(needed(path, data, "version", str, "top")),
        currency=str(needed(path, data, "currency", str, "top")),
        years_left=float(needed(path, effect, "years_left", NUMBER, "effect")),
        weights={code: float(needed(path, weights, code, NUMBER, "effect.weights")) for code in Batch.values},
        more_money=float(needed(path, more, "money", NUMBER, "more")),
        more_days=float(needed(path, more, "days", NUMBER, "more")),
        levels=tuple(float(level) for level in needed(path, more, "levels", list, "more")),
        seconds=float(needed(path, search, "seconds", NUMBER, "search")),
        each=float(needed(path, search, "each", NUMBER, "search")),
        closest=int(needed(path, search, "closest", int, "search")),
        sha256=sha,
    )
    if any(weight < 0 for weight in found.weights.values()) or found.years_left < 0:
        raise refusal(path, "effect", _("years_left and the weights are 0 or more"))
    if len(found.currency) != 3:
        raise refusal(path, "top", _("currency is a code of three letters, such as CNY"))
    return found


def first_actions(*, is_training: bool = False) -> list[dict[str, Any]]:
    """The actions that are laid down first, as columns of `ActionKind`. Raises BadFile with the entry that is wrong.

    Only a training deployment gets costs and staff days: invented ones, whose source says so.
    """
    path, data, _sha = read("actions.toml")
    found = []
    for number, entry in enumerate(listed(path, data, "actions")):
        where = f"actions[{number}]"
        exchange, field = needed(path, entry, "exchange", str, where), entry.get("field", "")
        batches = list(entry.get("batches", ()))
        if exchange not in ExchangeType.values or (field and field not in Field.values):
            raise refusal(path, where, _("exchange and field are codes of the register"))
        if unknown := set(batches) - set(Batch.values):
            raise refusal(path, where, _("no such batch: %(codes)s") % {"codes": ", ".join(sorted(unknown))})
        found.append(
            {
                "code": needed(path, entry, "code", str, where),
                "name": Translated(needed(path, entry, "name", dict, where)),
                "exchange": exchange,
                "field": field,
                "is_abroad": entry.get("abroad") is True,
                "group": str(entry.get("group", "")),
                "batches": batches,
                "order": number,
                **(_invented(path, entry, where) if is_training else {}),
            }
        )
    return found


def _invented(path: Path, entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    amounts = needed(path, entry, "training", dict, where)
    found = {
        name: Decimal(str(needed(path, amounts, name, NUMBER, where))) for name in ("cost", "staff_days")
    }
    return {**found, "source": TRAINING}
