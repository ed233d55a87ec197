"""Why a match was proposed, or a need not met, in the reader's language, from the engine's codes and their values.

Called by the matching page. `names` are the titles the reader may see: where one is missing, the sentence speaks of
"another" need or offer, so that no unit learns of others' business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination.enums import ResourceKind
from youcheng.foundation.formatting import day, number, percent
from youcheng.network.enums import Field

Names = Mapping[str, str]
Values = Mapping[str, Any]


def said(reason: Mapping[str, Any], names: Names) -> str:
    """One reason as a sentence; a code this version does not know is shown as it is."""
    make = _WORDS.get(reason["code"])
    return make(reason["values"], names) if make else str(reason["code"])


def _listed(values: Sequence[str]) -> str:
    return _(", ").join(values)


def _fields(values: Sequence[str]) -> str:
    return _listed([str(Field(code).label) if code in Field.values else code for code in values])


def _offer(key: str, names: Names) -> str:
    return _("“%s”") % names[key] if key in names else _("another offer")


def _needs(values: Values, names: Names) -> str:
    """The needs that have it, by name as far as the reader may know them."""
    keys = [str(one["need"]) for one in values.get("by") or ()]
    known = [_("“%s”") % names[key] for key in keys if key in names]
    return _listed(known) if known else _("other needs")


def _amount(value: float, unit: str) -> str:
    text = number(value, 0 if value == int(value) else 2)
    return text if unit == "whole" else f"{text} {unit}"


def _day(value: Any) -> str:
    return day(dt.date.fromisoformat(value)) if value else _("no date")


def _declined(values: Values, _names: Names) -> str:
    somebody = _("somebody")
    told = [
        f"{one.get('by') or somebody}: {one.get('reason')}"
        for one in values.get("pairs") or ()
        if one.get("reason")
    ]
    return (
        _("Declined before (%(reasons)s).") % {"reasons": "; ".join(told)} if told else _("Declined before.")
    )


def _in_time(values: Values, _names: Names) -> str:
    if values.get("of") is None:
        return _("The offer stands as long as it is needed.")
    return _("The offer stands on %(days)s of the %(of)s days left.") % values


def _side(values: Values, of: str) -> str:
    sides = {
        "need": _("the need names no %(what)s"),
        "offer": _("the offer names no %(what)s"),
        "both": _("neither names a %(what)s"),
    }
    return sides[values["side"]] % {"what": of}


_WORDS: dict[str, Callable[[Values, Names], str]] = {
    "accepted": lambda _v, _n: _("Both units agreed on it."),
    "shared_fields": lambda v, _n: _("Same fields: %s.") % _fields(v["fields"]),
    "open_fields": lambda v, _n: _("Open in its fields: %s.") % _side(v, _("field")),
    "shared_cities": lambda v, _n: _("Same cities: %s.") % _listed(v["cities"]),
    "open_cities": lambda v, _n: _("Open in its cities: %s.") % _side(v, _("city")),
    "in_time": _in_time,
    "only_offer": lambda _v, _n: _("No other offer is possible for this need."),
    "best_offer": lambda v, _n: _("The best of %(of)s possible offers.") % v,
    "better_taken": lambda v, n: (
        _("%(offer)s would be worth more, but %(needs)s have it.")
        % {"offer": _offer(v["offer"], n), "needs": _needs(v, n)}
    ),
    "for_fairness": lambda _v, _n: _("Chosen so that this district is not left behind."),
    "in_part": lambda v, _n: (
        _("Serves %(served)s of %(wanted)s.")
        % {"served": _amount(v["served"], v["unit"]), "wanted": _amount(v["wanted"], v["unit"])}
    ),
    "need_past": lambda v, _n: _("It was wanted by %s, which is past.") % _day(v["by"]),
    "no_offer_of_kind": lambda v, _n: _("Nobody offers this kind: %s.") % ResourceKind(v["kind"]).label,
    "other_unit": lambda v, _n: (
        _("It is offered, but counted in %s.") % _listed([str(u) for u in v["units"]])
    ),
    "own": lambda _v, _n: _("What is offered is the unit's own."),
    "not_in_time": lambda v, n: (
        _("Offers come too late or end too early (%(offer)s misses it by %(days)s days).")
        % {"offer": _offer(v.get("near") or "", n), "days": v.get("days")}
    ),
    "other_cities": lambda v, _n: _("Offers are for other cities: %s.") % _listed(v.get("cities") or ()),
    "other_fields": lambda v, _n: _("Offers are in other fields: %s.") % _fields(v.get("fields") or ()),
    "declined_before": _declined,
    "too_small": lambda v, _n: (
        _("No single offer is large enough: the largest lacks %s.") % _amount(v["short_by"], v["unit"])
    ),
    "used_up": lambda v, n: (
        _("It has all of %(offer)s already and needs %(short)s more.")
        % {"offer": _offer(v["offer"], n), "short": _amount(v["short_by"], v["unit"])}
    ),
    "settled": lambda v, n: (
        _("The units settled on a part from %s; that is not extended.") % _offer(v["offer"], n)
    ),
    "promised": lambda v, n: (
        _("%(offer)s is promised to %(needs)s.") % {"offer": _offer(v["offer"], n), "needs": _needs(v, n)}
    ),
    "taken_by_higher": lambda v, n: (
        _("%(offer)s went to %(needs)s, worth more; %(short)s more would have served it, too.")
        % {"offer": _offer(v["offer"], n), "needs": _needs(v, n), "short": _amount(v["short_by"], v["unit"])}
    ),
    "better_together": lambda v, n: (
        _("In the whole, %(offer)s serves more where it is (%(needs)s).")
        % {"offer": _offer(v["offer"], n), "needs": _needs(v, n)}
    ),
    "slots_taken": lambda v, n: (
        _("%(offer)s serves %(most)s needs at most, and does (%(needs)s).")
        % {"offer": _offer(v["offer"], n), "most": v["most"], "needs": _needs(v, n)}
    ),
    "fairness": lambda v, _n: (
        _("Without regard for other districts, %s of it would be served.") % percent(v["share"])
    ),
    "offer_past": lambda v, _n: _("It stood until %s, which is past.") % _day(v["until"]),
    "nothing_left": lambda _v, _n: _("Nothing is left of it."),
    "no_need_of_kind": lambda v, _n: _("Nobody needs this kind: %s.") % ResourceKind(v["kind"]).label,
    "served_by_others": lambda v, _n: (
        ngettext(
            "The need it could serve has another offer.",
            "The %(of)s needs it could serve have other offers.",
            v["of"],
        )
        % v
    ),
}
