"""A batch's reasons, gaps and possible changes as sentences in the reader's language.

Called by the views and exports of batches. What is kept in a `BatchClass` are codes and numbers; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.formatting import listed, number
from youcheng.network.enums import Kind, State
from youcheng.strategy.enums import Batch
from youcheng.strategy.models import BatchClass

SHARP = frozenset({"alive", "activity", "potential"})
DIGITS = {"alive": 2, "activity": 0, "potential": 0, "records": 0}


def figure_name(code: str) -> str:
    """What a figure of the rules is called; one of an office's own stays as its file says."""
    names = {
        "kind": _("kind of tie"),
        "state": _("state of the tie"),
        "term_over": _("term over"),
        "red_line": _("red line"),
        "silent": _("silence alarm"),
        "records": _("recorded exchanges"),
        "alive": _("probability of being alive"),
        "activity": _("activity"),
        "potential": _("potential"),
    }
    return names.get(code, code)


def value_said(code: str, value: object, more: int = 0) -> str:
    """A figure's value as people read it, with `more` digits where two are compared; a dash where it is not known."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(float(value), DIGITS.get(code, 1) + more * (code in SHARP))
    return code_said(code, str(value))


def code_said(figure: str, code: str) -> str:
    """A code of a kind or state in words."""
    if code == State.ENDED:
        return str(State.ENDED.label)
    known: Mapping[str, object] = dict(Kind.choices if figure == "kind" else State.choices)
    return str(known.get(code, code))


def reasons_of(row: BatchClass) -> list[str]:
    """Why the rules gave this batch, a sentence a condition; what is lacking where they gave none."""
    if row.missing:
        return [
            _("Not known: %(figures)s. Depending on it: %(batches)s.")
            % {
                "figures": listed(figure_name(code) for code in row.missing),
                "batches": listed(batch_label(code) for code in row.possible),
            }
        ]
    return [_condition_said(each, row.figures) for each in row.conditions]


def in_short(row: BatchClass) -> str:
    """The numbers that decided, for a line of the list: "activity 44 < 57"; what lacks where nothing could be said."""
    if row.missing:
        return listed(reasons_of(row))
    signs = {"below": "<", "at_least": "≥"}
    return listed(
        f"{figure_name(each['figure'])} {value_said(each['figure'], row.figures.get(each['figure']))} "
        f"{signs[each['sort']]} {value_said(each['figure'], each['limit'])}"
        for each in row.conditions
        if each["sort"] in signs
    )


def rule_said(row: BatchClass) -> str:
    """The rule that decided, in the words of its file."""
    if row.missing:
        return _("A figure that decides is not known")
    return str(row.rule_name) or row.rule or _("No rule asks for anything else")


def changes_of(row: BatchClass, most: int = 4) -> list[str]:
    """What single change would give another batch: of numbers first, the smallest before."""
    ordered = sorted(row.changes, key=lambda each: isinstance(each["to"], str | bool))
    return [_change_said(each, row.figures) for each in ordered[:most]]


def first_change(row: BatchClass) -> str:
    """The smallest change of a number or of a yes-or-no figure, "" where only another kind of tie would change the batch."""
    told = [each for each in row.changes if not isinstance(each["to"], str)]
    return _change_said(told[0], row.figures) if told else ""


def figures_said(row: BatchClass) -> list[tuple[str, str]]:
    """Every figure with its name and value, missing ones as a dash."""
    return [(figure_name(code), value_said(code, value)) for code, value in row.figures.items()]


def batch_label(code: str) -> str:
    return str(Batch(code).label) if code in Batch.values else code


def _condition_said(each: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    code = each["figure"]
    about = {
        "figure": figure_name(code),
        "value": value_said(code, figures.get(code)),
        "limit": value_said(code, each["limit"]),
        "than": figure_name(each["than"]),
    }
    if each["sort"] in ("is", "one_of"):
        return _("%(figure)s: %(value)s") % about
    if each["sort"] == "below":
        if each["than"]:
            return _("%(figure)s %(value)s is below %(limit)s, which follows from %(than)s") % about
        return _("%(figure)s %(value)s is below %(limit)s") % about
    if each["than"]:
        return _("%(figure)s %(value)s is at least %(limit)s, which follows from %(than)s") % about
    return _("%(figure)s %(value)s is at least %(limit)s") % about


def _change_said(each: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    code, to, now = each["figure"], each["to"], figures.get(each["figure"])
    about = {
        "figure": figure_name(code),
        "to": value_said(code, to, more=1),
        "now": value_said(code, now, more=1),
        "batch": batch_label(each["gives"]),
    }
    if isinstance(to, bool):
        return (
            _("With %(figure)s it would be “%(batch)s”.")
            if to
            else _("Without %(figure)s it would be “%(batch)s”.")
        ) % about
    if isinstance(to, str):
        return _("Were %(figure)s “%(to)s”, it would be “%(batch)s”.") % about
    if each["below"]:
        return _("Were %(figure)s below %(to)s (now %(now)s), it would be “%(batch)s”.") % about
    return _("Were %(figure)s %(to)s or more (now %(now)s), it would be “%(batch)s”.") % about
