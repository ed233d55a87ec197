"""What can be done to dossiers: building, editing, and the way from draft to approved; and cities' industry tables.

Called by views, commands, tasks and imports. Every action takes the actor and the moment, asks the policy, writes in one
transaction and leaves an entry in the audit log.
"""

from youcheng.strategy.actions.approving import approve, reopen, send_back, submit
from youcheng.strategy.actions.building import BuildReport, build, build_all, dossier_for, said
from youcheng.strategy.actions.editing import confirm_edit, save_edit, withdraw_edit
from youcheng.strategy.actions.industries import save_industry

__all__ = [
    "BuildReport",
    "approve",
    "build",
    "build_all",
    "confirm_edit",
    "dossier_for",
    "reopen",
    "said",
    "save_edit",
    "save_industry",
    "send_back",
    "submit",
    "withdraw_edit",
]
