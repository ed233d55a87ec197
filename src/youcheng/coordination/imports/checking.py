"""What is wrong with a row of a sheet of tasks whose cells could all be read and whose names all mean something.

Called by the spec beside it; the actions check again when the row is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from youcheng.coordination.enums import OVER, TaskState
from youcheng.coordination.imports.lookup import Lookup
from youcheng.foundation.importing.spec import Problem, Values


def check_words(merged: Values, present: Values | None) -> Iterator[Problem]:
    """What a row, laid over the present one, says of itself: why it is done, in which order its days come, in which currency it costs."""
    has_reason = (
        merged.get("measure") or merged.get("tie") or (present is not None and present["#other_reason"])
    )
    if not has_reason:
        yield Problem(_("Say why it is done: the number of a measure, or a tie."), "measure")
    begins, due = merged.get("starts_on"), merged.get("due_on")
    if begins and due and due < begins:
        yield Problem(
            _("The deadline %(due)s lies before the start %(start)s.") % {"due": due, "start": begins},
            "due_on",
        )
    if merged.get("budget") is not None and len(merged.get("currency") or "") != 3:
        yield Problem(_("A budget is 0 or more and comes with its currency, such as CNY."), "currency")


def check_state(context: Lookup, values: Values, merged: Values, present: Values | None) -> Iterator[Problem]:
    """A sheet writes drafts down and assigns them; everything else is a move that somebody makes, with words and proof."""
    wanted = values.get("state")
    was = present["#state"] if present else TaskState.DRAFT.value
    if wanted and wanted != was:
        if (was, wanted) != (TaskState.DRAFT, TaskState.ASSIGNED):
            yield Problem(
                _(
                    "It is %(state)s; a sheet can only assign a draft. Other moves are made on the task's page."
                )
                % {"state": TaskState(was).label},
                "state",
            )
        elif not context.may_direct:
            yield Problem(_("Only a coordinator of the office assigns tasks; leave it as a draft."), "state")
        else:
            for column in ("lead", "due_on"):
                if not merged.get(column):
                    yield Problem(_("What is assigned has a lead unit and a deadline."), column)
    differs = present is not None and any(
        (values[name] or None) != (present.get(name) or None) for name in values if name != "state"
    )
    if differs and was in OVER:
        yield Problem(_("The task is over; reopen it first."))
    if (
        present is not None
        and was != TaskState.DRAFT
        and "lead" in values
        and values["lead"] != present["lead"]
    ):
        yield Problem(
            _("The lead unit of an assigned task changes by handing it on or assigning it again."), "lead"
        )
