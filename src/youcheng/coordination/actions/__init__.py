"""Everything that changes coordination's rows. Each action checks the policy, writes, and records in the audit log.

Called by views, imports, commands and tasks. One module a subject; what other apps and pages call is named here.
"""

from youcheng.coordination.actions.moves import (
    accept,
    agree_date,
    assign,
    cancel,
    close,
    comment_on,
    hand_on,
    propose_date,
    refuse_date,
    reopen,
    reschedule,
    return_task,
    send_back,
    start,
    submit,
)
from youcheng.coordination.actions.plans import (
    add_goal,
    add_measure,
    close_plan,
    create_plan,
    edit_goal,
    edit_measure,
    put_in_force,
    remove_goal,
    remove_measure,
)
from youcheng.coordination.actions.tasks import edit_task, set_waits_for, write_task

__all__ = [
    "accept",
    "add_goal",
    "add_measure",
    "agree_date",
    "assign",
    "cancel",
    "close",
    "close_plan",
    "comment_on",
    "create_plan",
    "edit_goal",
    "edit_measure",
    "edit_task",
    "hand_on",
    "propose_date",
    "put_in_force",
    "refuse_date",
    "remove_goal",
    "remove_measure",
    "reopen",
    "reschedule",
    "return_task",
    "send_back",
    "set_waits_for",
    "start",
    "submit",
    "write_task",
]
