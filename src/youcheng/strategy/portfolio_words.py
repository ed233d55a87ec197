"""A portfolio's limits, clashes, prices and losses as sentences in the reader's language.

Called by the views, the paper and the exports. An answer holds codes and numbers; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.foundation.formatting import listed, number, percent
from youcheng.network.enums import Zone
from youcheng.strategy.models import Portfolio

NOTHING = 1e-9
"""A gain up to this is rounding."""

SMALLEST_LOSS = 0.001
"""A smaller loss is shown as below this: “0.000” would read as none."""

MANY = 6
"""More cities than so many are counted in a sentence, not named."""


@dataclass(frozen=True)
class Names:
    """What the codes of an answer are called: partners by address, actions by code, and the money's code."""

    partners: Mapping[str, str]
    actions: Mapping[str, str]
    currency: str

    def item(self, key: str) -> str:
        """An action with a city."""
        slug, _slash, code = key.partition("/")
        return f"{self.partners.get(slug, slug)} · {self.actions.get(code, code)}"

    def money(self, amount: float) -> str:
        return f"{number(amount)} {self.currency}"


@dataclass(frozen=True)
class LimitRow:
    """A limit of the answer as a line: what it says, what of it is used and left, and what lifting it would gain."""

    text: str
    used: str
    slack: str
    gain: float | None
    kind: str

    @property
    def binds(self) -> bool:
        return self.gain is not None and self.gain > 0


@dataclass(frozen=True)
class CurvePoint:
    """The best value at a level, and how far it is from the value at the limit as it is."""

    level: float
    value: float | None
    difference: float | None
    is_now: bool


def limit_said(limit: Mapping[str, Any], names: Names) -> str:
    """One limit as a person made it."""
    kind, subject, amount = limit["kind"], limit["subject"], limit["amount"]
    zone = str(Zone(subject).label) if subject in Zone.values else _("no zone")
    about = {"zone": zone, "city": names.partners.get(subject, subject)}
    if amount is not None:
        about["amount"] = number(amount, 0 if amount == round(amount) else 1)
        about["share"] = percent(amount)
        about["money"] = names.money(amount)
    texts = {
        "money": _("budget of %(money)s"),
        "days": _("%(amount)s staff days"),
        "abroad": _("at most %(amount)s visits abroad"),
        "most_a_city": _("at most %(amount)s actions a city"),
        "zone_least": _("at least %(amount)s actions in the zone “%(zone)s”"),
        "zone_most": _("at most %(amount)s actions in the zone “%(zone)s”"),
        "zone_least_share": _("at least %(share)s of the actions in the zone “%(zone)s”"),
        "zone_most_share": _("at most %(share)s of the actions in the zone “%(zone)s”"),
        "city_least": _("at least %(amount)s action with %(city)s"),
        "city_most": _("at most %(amount)s actions with %(city)s"),
    }
    if kind in texts:
        return texts[kind] % about
    if kind == "exclusive":
        of_group = listed(names.actions.get(code, code) for code in subject.split())
        return _("only one of these with a city: %(actions)s") % {"actions": of_group}
    words = _("“%(item)s” must be in it") if kind == "required" else _("“%(item)s” must not be in it")
    return words % {"item": names.item(subject)}


def quotas_said(portfolio: Portfolio, names: Names) -> list[str]:
    """The quotas of the zones, a line each."""
    return [
        limit_said({"kind": f"zone_{key}", "subject": zone, "amount": amount}, names)
        for zone, quota in sorted(portfolio.quotas.items())
        for key, amount in quota.items()
    ]


def limit_rows(portfolio: Portfolio, names: Names) -> list[LimitRow]:
    """Every limit with its use, those that bind first, the dearest before."""
    rows = [_limit_row(each, names) for each in portfolio.answer.get("standings", ())]
    return sorted(rows, key=lambda row: -(row.gain or 0.0))


def clash_said(portfolio: Portfolio, names: Names) -> list[str]:
    """The limits that can't be kept together, a line each; many of one kind in one line."""
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for limit in portfolio.answer.get("clash", ()):
        by_kind.setdefault(limit["kind"], []).append(limit)
    lines = []
    for kind, limits in by_kind.items():
        if len(limits) > MANY and kind == "city_least":
            lines.append(
                _("at least one action with each of %(count)s cities") % {"count": number(len(limits))}
            )
        else:
            lines += [limit_said(limit, names) for limit in limits]
    return lines


def more_said(portfolio: Portfolio, names: Names) -> list[str]:
    """What one more unit of money and of staff days buys, found by solving anew."""
    lines = []
    for kind, curve in portfolio.answer.get("curves", {}).items():
        at = {point["level"]: point for point in curve["points"]}
        now, then = at.get(curve["limit"]), at.get(curve["limit"] + curve["more"])
        if now is None or then is None or now["value"] is None or then["value"] is None:
            continue
        more = names.money(curve["more"]) if kind == "money" else _days(curve["more"])
        gain, most = then["value"] - now["value"], then["bound"] - now["value"]
        about = {"more": more, "gain": number(gain, 2)}
        if gain > NOTHING:
            lines.append(_("%(more)s more would add %(gain)s to the expected effect.") % about)
        elif most <= NOTHING:
            lines.append(_("%(more)s more would buy nothing.") % about)
        else:
            lines.append(_("What %(more)s more would buy was not found in the time given.") % about)
    return lines


def lacking_said(portfolio: Portfolio, names: Names) -> list[str]:
    """What could not take part, and why."""
    answer = portfolio.answer
    found = []
    if codes := answer.get("no_cost"):
        actions = listed(names.actions.get(code, code) for code in codes)
        found.append(_("No cost or no staff days known: %(actions)s.") % {"actions": actions})
    for key, words in (
        ("no_potential", _("No potential known: %(partners)s.")),
        ("red_line", _("A red line stands against new work: %(partners)s.")),
    ):
        if slugs := answer.get(key):
            found.append(words % {"partners": listed(names.partners.get(slug, slug) for slug in slugs)})
    return found


def loss_said(loss: float | None, *, exact: bool) -> str:
    """What having an item that was left out would cost."""
    if loss is None:
        return _("can't be had within the limits")
    if not exact and not loss:
        return _("not worked out")
    if not exact:
        return _("at least %(loss)s") % {"loss": number(loss, 2)}
    if NOTHING < loss < SMALLEST_LOSS:
        return f"< {number(SMALLEST_LOSS, 3)}"
    return number(loss, 3 if NOTHING < loss < 0.01 else 2)


def curve_points(curve: Mapping[str, Any]) -> list[CurvePoint]:
    """The points of a curve with their difference to the limit as it is."""
    at = {point["level"]: point["value"] for point in curve["points"]}
    now = at.get(curve["limit"])
    return [
        CurvePoint(
            point["level"],
            point["value"],
            None if now is None or point["value"] is None else point["value"] - now,
            point["level"] == curve["limit"],
        )
        for point in curve["points"]
    ]


def _limit_row(standing: Mapping[str, Any], names: Names) -> LimitRow:
    limit = standing["limit"]
    kind, slack = limit["kind"], standing["slack"]
    share = kind in ("zone_least_share", "zone_most_share")
    shown = (
        names.money
        if kind == "money"
        else (lambda amount: number(amount, 0 if amount == round(amount) else 1))
    )
    used = percent(standing["used"]) if share else shown(standing["used"])
    counted = slack is not None and not share
    return LimitRow(
        limit_said(limit, names),
        used if limit["amount"] is not None else "",
        shown(slack) if counted else "",
        standing["gain"],
        kind,
    )


def _days(count: float) -> str:
    whole = round(count)
    return ngettext("%(count)s staff day", "%(count)s staff days", whole) % {"count": number(count)}
